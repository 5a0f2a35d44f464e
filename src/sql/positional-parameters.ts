/** The places of `$1`, `$2`, … in a statement, by PostgreSQL's scanner. Offsets are UTF-16 units. */
import { scanSync } from 'libpg-query';
import { utf8Offsets } from './offsets.js';

export function positionalParameters(
  sql: string,
): { number: number; start: number; end: number }[] {
  const toOffset = utf8Offsets(sql);
  return scanSync(sql)
    .tokens.filter(({ text }) => /^\$\d+$/.test(text))
    .map(({ text, start, end }) => ({
      number: Number(text.slice(1)),
      start: toOffset(start),
      end: toOffset(end),
    }));
}
