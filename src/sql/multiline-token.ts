/** Whether a literal, a quoted identifier or a comment of a statement contains a line break. */
import { scanSync } from 'libpg-query';

export function hasMultilineToken(sql: string): boolean {
  return scanSync(sql).tokens.some(({ text }) => text.includes('\n'));
}
