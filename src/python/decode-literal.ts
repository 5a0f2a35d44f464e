/**
 * What the characters between the quotes of a literal mean, with a map from each unit of the value to the place in
 * the file it came from. A line end is `\n` however the file writes it. Escapes that Python does not know keep
 * their backslash. `\N{…}` needs Unicode's name table, which no JavaScript engine offers: it is reported.
 * Source: Python's "String and Bytes literals".
 */
import type { DecodedText, Span, TextStretch } from './syntax.js';

export interface LiteralKind {
  readonly isRaw: boolean;
  readonly isBytes: boolean;
  /** Whether doubled braces stand for one. */
  readonly isFormatted: boolean;
}

export interface DecodedLiteral extends DecodedText {
  /** Escapes that have no value here. */
  readonly problems: readonly (Span & { readonly message: string })[];
}

export function decodeLiteral(
  text: string,
  { start, end }: Span,
  kind: LiteralKind,
): DecodedLiteral {
  const stretches: TextStretch[] = [];
  const problems: (Span & { message: string })[] = [];
  let value = '';
  let position = start;
  const add = (decoded: string, length: number): void => {
    const last = stretches.at(-1);
    const isPlain = decoded.length === length;
    if (isPlain && last && last.valueLength === last.sourceLength && isAdjacent(last, position)) {
      stretches[stretches.length - 1] = grown(last, length);
    } else if (length > 0) {
      stretches.push({
        valueStart: value.length,
        valueLength: decoded.length,
        sourceStart: position,
        sourceLength: length,
      });
    }
    value += decoded;
    position += length;
  };
  const inside = text.slice(start, end);
  const special = kind.isFormatted ? /[\\\r{}]/g : /[\\\r]/g;
  // oxlint-disable-next-line no-unmodified-loop-condition -- add() moves the position
  while (position < end) {
    special.lastIndex = position - start;
    const found = special.exec(inside);
    const next = found ? start + found.index : end;
    if (next > position) add(text.slice(position, next), next - position);
    if (position >= end) break;
    const character = text[position]!;
    if (character === '\r') add('\n', text[position + 1] === '\n' ? 2 : 1);
    else if (character !== '\\') add(character, text[position + 1] === character ? 2 : 1);
    else if (kind.isRaw || position + 1 >= end) add('\\', 1);
    else {
      const escape = readEscape(text.slice(position, Math.min(end, position + 120)), kind);
      if (escape.problem !== undefined)
        problems.push({
          start: position,
          end: position + escape.length,
          message: escape.problem,
        });
      add(escape.value, escape.length);
    }
  }
  return { value, stretches, problems };
}

function isAdjacent(stretch: TextStretch, position: number): boolean {
  return stretch.sourceStart + stretch.sourceLength === position;
}

function grown(stretch: TextStretch, length: number): TextStretch {
  return {
    ...stretch,
    valueLength: stretch.valueLength + length,
    sourceLength: stretch.sourceLength + length,
  };
}

interface Escape {
  readonly value: string;
  readonly length: number;
  readonly problem?: string;
}

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** `text` begins with a backslash and holds at least one more unit. */
function readEscape(text: string, { isBytes }: LiteralKind): Escape {
  const letter = text[1]!;
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) return { value: simple, length: 2 };
  if (letter === '\r') return { value: '', length: text[2] === '\n' ? 3 : 2 };
  const octal = /^\\([0-7]{1,3})/.exec(text);
  if (octal) {
    const code = Number.parseInt(octal[1]!, 8);
    return { value: String.fromCharCode(isBytes ? code & 0xff : code), length: octal[0].length };
  }
  const width = letter === 'x' ? 2 : isBytes ? undefined : WIDTHS.get(letter);
  if (width !== undefined) {
    const digits = text.slice(2, 2 + width);
    const code = /^[\da-fA-F]+$/.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
    if (digits.length < width || Number.isNaN(code) || code > 0x10ffff) {
      return {
        value: '\ufffd',
        length: 2,
        problem: `\\${letter} is followed by ${width} hexadecimal digits`,
      };
    }
    return { value: String.fromCodePoint(code), length: 2 + width };
  }
  if (letter === 'N' && !isBytes) {
    const name = /^\\N\{([^}]*)\}/.exec(text);
    return {
      value: '\ufffd',
      length: name ? name[0].length : 2,
      problem: 'a character given by its Unicode name is not read: write it as itself or as \\u…',
    };
  }
  // An unknown escape keeps its backslash; what follows it is read as itself.
  return { value: '\\', length: 1 };
}

const WIDTHS: ReadonlyMap<string, number> = new Map([
  ['u', 4],
  ['U', 8],
]);
