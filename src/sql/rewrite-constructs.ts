/**
 * Constructs in which psycopg2's literal is right and a parameter is not: `IN $1` with a tuple, `INTERVAL $1`,
 * `SET … TO $1`. Each is rewritten to what takes a parameter and means the same; what has no such form
 * is left, and PostgreSQL's parser says where. Tokens are PostgreSQL's own.
 */
import type { Edit } from './edited-text.js';
import { scanTokens, type Token } from './scan-tokens.js';

export function constructEdits(sql: string): Edit[] {
  const tokens = scanTokens(sql).filter(({ text }) => !/^(?:--|\/\*)/.test(text));
  const edits = tokens.flatMap((token, index): Edit[] =>
    /^\$\d+$/.test(token.text) ? aroundParameter(tokens, index, token) : [],
  );
  return [...edits, ...settingEdits(tokens)].toSorted((a, b) => a.start - b.start);
}

function aroundParameter(tokens: readonly Token[], index: number, token: Token): Edit[] {
  const before = tokens[index - 1];
  const word = before?.text.toUpperCase() ?? '';
  if (before && word === 'IN') {
    const not = tokens[index - 2];
    const isNot = not?.text.toUpperCase() === 'NOT';
    const start = isNot ? not!.start : before.start;
    return [{ start, end: token.end, text: `${isNot ? '<> ALL' : '= ANY'}(${token.text})` }];
  }
  // A type before a literal: before anything else it would be a column or a function.
  if (before && LITERAL_TYPES.has(word) && tokens[index - 2]?.text !== '.') {
    return [{ start: before.start, end: token.end, text: `${token.text}::${before.text}` }];
  }
  return [];
}

const LITERAL_TYPES: ReadonlySet<string> = new Set([
  'INTERVAL',
  'DATE',
  'TIME',
  'TIMESTAMP',
  'TIMESTAMPTZ',
]);

/** `SET [SESSION | LOCAL] name { TO | = } $1`: a utility statement, which takes no parameters. */
function settingEdits(tokens: readonly Token[]): Edit[] {
  const words = tokens.map(({ text }) => text.toUpperCase());
  if (words[0] !== 'SET') return [];
  const scope = words[1] === 'LOCAL' || words[1] === 'SESSION' ? 1 : 0;
  const sign = words.findIndex((word, index) => index > scope && (word === 'TO' || word === '='));
  const value = tokens[sign + 1];
  const isWhole =
    tokens.length === sign + 2 || (tokens.length === sign + 3 && words.at(-1) === ';');
  if (sign < 0 || !value || !/^\$\d+$/.test(value.text) || !isWhole) return [];
  const name = tokens
    .slice(1 + scope, sign)
    .map(({ text }) => text)
    .join('');
  if (!/^[\w.]+$/.test(name)) return [];
  const isLocal = words[1] === 'LOCAL';
  return [
    { start: tokens[0]!.start, end: value.start, text: `SELECT set_config('${name}', ` },
    { start: value.end, end: value.end, text: `, ${isLocal})` },
  ];
}
