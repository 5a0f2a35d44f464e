/** A str's places count code points, a JavaScript string's UTF-16 units: they differ beyond U+FFFF. */

const SURROGATE = /[\ud800-\udfff]/;

/** Whether each unit is a character, as in nearly every text. */
export function isNarrow(text: string): boolean {
  return !SURROGATE.test(text);
}

export function lengthOf(text: string): number {
  if (isNarrow(text)) return text.length;
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Undefined outside of the text. */
export function characterAt(text: string, at: number): string | undefined {
  return isNarrow(text) ? text[at] : Array.from(text)[at];
}

export function sliceText(text: string, start: number, end?: number): string {
  if (isNarrow(text)) return text.slice(start, end);
  return Array.from(text).slice(start, end).join('');
}

/** The place of a unit, counted in code points. */
export function codePointIndex(text: string, unit: number): number {
  return unit < 0 ? unit : lengthOf(text.slice(0, unit));
}
