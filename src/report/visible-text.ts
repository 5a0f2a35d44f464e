/**
 * Text from outside, made fit to be shown, and how wide it is in a terminal. Width is simple on purpose:
 * wide East Asian characters and emoji take two columns, marks that combine take none, the rest one. It is
 * measured on text without colour.
 */

/**
 * Control characters, direction overrides and halves of surrogate pairs become U+FFFD: a name can neither
 * move a terminal's cursor nor turn a line around nor make an XML document invalid.
 */
export function visibleText(text: string): string {
  return text.replaceAll(UNFIT, '\ufffd');
}

const UNFIT = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/gu;

/** Columns of text that `visibleText` gave. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** `text` in at most `width` columns, with `…` for what was cut off its end. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += characterWidth(character);
    if (used > width - 1) break;
    kept += character;
  }
  return width < 1 ? '' : `${kept.trimEnd()}…`;
}

export function padTo(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + space : space + text;
}

/**
 * Lines of at most `width` columns, broken at spaces; a word longer than that is broken anywhere. `first`
 * stands before the first line, `rest` before the others.
 */
export function wrap(text: string, width: number, rest = '', first = ''): string[] {
  const lines: string[] = [];
  let line = '';
  const room = (): number => Math.max(1, width - (lines.length > 0 ? rest : first).length);
  for (const written of text.split(' ')) {
    let word = written;
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > room()) {
      lines.push(line);
      line = '';
    }
    while (widthOf(word) > room()) {
      const head = headOf(word, room());
      lines.push(head);
      word = word.slice(head.length);
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.map((each, index) => (index === 0 ? first : rest) + each);
}

/** The first characters that fit, at least one. */
function headOf(word: string, width: number): string {
  let head = '';
  for (const character of word) {
    if (head !== '' && widthOf(head + character) > width) break;
    head += character;
  }
  return head;
}

function characterWidth(character: string): number {
  if (/^[\p{Mn}\p{Me}\p{Cf}]$/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u;
