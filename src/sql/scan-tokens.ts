/** The tokens of a statement by PostgreSQL's scanner, comments among them. Offsets are UTF-16 units. */
import { parseSync, scanSync } from 'libpg-query';
import { utf8Offsets } from './offsets.js';

export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** @throws PostgreSQL's error, with its place, for a text that cannot be scanned: an unterminated literal. */
export function scanTokens(sql: string): Token[] {
  const toOffset = utf8Offsets(sql);
  return scan(sql).map(({ text, start, end }) => ({
    text,
    start: toOffset(start),
    end: toOffset(end),
  }));
}

function scan(sql: string): ReturnType<typeof scanSync>['tokens'] {
  try {
    return scanSync(sql).tokens;
  } catch (error) {
    // The scanner gives no place. The parser does; to it a named parameter is made one of its own, as long.
    parseSync(sql.replaceAll(/(?<!:):[A-Za-z_]\w*/g, (name) => '$1'.padEnd(name.length)));
    throw error;
  }
}
