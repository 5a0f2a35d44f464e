/** From offsets of a decoded string to offsets of the file, for diagnostics inside SQL that stands in Python. */
import type { DecodedText } from './syntax.js';

/** The offset of the file at which the unit `offset` of the value begins; of the value's length, where it ends. */
export function sourceOffset(
  { stretches, value }: DecodedText,
  offset: number,
): number | undefined {
  const stretch = stretchAt(stretches, Math.min(offset, value.length));
  if (!stretch) return undefined;
  const into = offset - stretch.valueStart;
  if (into >= stretch.valueLength) return stretch.sourceStart + stretch.sourceLength;
  const isPlain = stretch.valueLength === stretch.sourceLength;
  return stretch.sourceStart + (isPlain ? into : 0);
}

/** Several decoded texts as one, as Python joins literals that stand side by side. */
export function joinTexts(texts: readonly DecodedText[]): DecodedText {
  let value = '';
  const stretches = [];
  for (const text of texts) {
    for (const stretch of text.stretches) {
      stretches.push({ ...stretch, valueStart: stretch.valueStart + value.length });
    }
    value += text.value;
  }
  return { value, stretches };
}

/** The last stretch that holds something and begins at or before `offset`. */
function stretchAt(
  stretches: DecodedText['stretches'],
  offset: number,
): DecodedText['stretches'][number] | undefined {
  let low = 0;
  let high = stretches.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (stretches[middle]!.valueStart <= offset) low = middle;
    else high = middle - 1;
  }
  while (low > 0 && stretches[low]!.valueLength === 0) low -= 1;
  return stretches[low];
}
