/** The places of `$1`, `$2`, … in a statement, by PostgreSQL's scanner. Offsets are UTF-16 units. */
import { scanTokens } from './scan-tokens.js';

export function positionalParameters(
  sql: string,
): { number: number; start: number; end: number }[] {
  return scanTokens(sql)
    .filter(({ text }) => /^\$\d+$/.test(text))
    .map(({ text, start, end }) => ({ number: Number(text.slice(1)), start, end }));
}
