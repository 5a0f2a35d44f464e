/** From an offset of a statement with `$n` to the file the user wrote. */
import type { Span, SqlText } from '../model/service.js';

/** `length` is that of the word at `offset`; a parameter is always marked whole. */
export function sourceSpan({ stretches }: SqlText, offset: number, length: number): Span {
  const stretch =
    stretches.findLast(({ sqlStart }) => sqlStart <= offset) ?? stretches[0] ?? undefined;
  if (!stretch) return { start: 0, end: 1 };
  const { sqlStart, sqlLength, sourceStart, sourceLength } = stretch;
  if (sqlLength !== sourceLength) return { start: sourceStart, end: sourceStart + sourceLength };
  const start = sourceStart + Math.min(offset - sqlStart, sourceLength);
  return { start, end: Math.min(start + length, sourceStart + sourceLength) };
}
