/** From PostgreSQL's offsets (UTF-8 bytes in trees and tokens, characters in errors) to UTF-16 units. */

export function utf8Offsets(text: string): (byte: number) => number {
  return offsets(text, (codePoint) =>
    codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4,
  );
}

export function characterOffsets(text: string): (character: number) => number {
  return offsets(text, () => 1);
}

/** `width` is how many of the other units a code point takes. */
function offsets(text: string, width: (codePoint: number) => number): (offset: number) => number {
  // eslint-disable-next-line no-control-regex
  if (/^[\u0000-\u007f]*$/.test(text)) return (offset) => offset;
  const table: number[] = [];
  let index = 0;
  for (const character of text) {
    for (let unit = width(character.codePointAt(0)!); unit > 0; unit -= 1) table.push(index);
    index += character.length;
  }
  return (offset) => table[offset] ?? text.length;
}
