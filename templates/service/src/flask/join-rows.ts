/**
 * Rows of JSON from columns: what is the same in each row and the values of the columns are copied into one buffer, which
 * takes half of the time that V8 needs for as many short strings. What JSON or Python escapes is escaped on the way.
 */

/** The values of a column, one for each row. */
export interface Column {
  /**
   * JSON without commas of its own, with commas between. Or, of texts, what is between the quotes: `|` is `||` there, behind
   * each but the last is `|,`, and null is `|-`. Undefined where there are no rows.
   */
  readonly values: string | undefined;
  readonly isText: boolean;
}

export type Piece = string | Column;

/** What stands for each row, with commas between, and where each of them ends. */
export interface JoinedRows {
  readonly text: string;
  readonly ends: Uint32Array;
}

/** Where the next value of a column stands in `input`. */
interface Cursor {
  at: number;
  readonly end: number;
  readonly isText: boolean;
}

/** One list after the other is put together here: strings of a few bytes cost V8 much more than the bytes. */
let input: Buffer = Buffer.allocUnsafe(0);
let output: Buffer = Buffer.allocUnsafe(0);

/** In bytes: what is larger is not kept for the next list. */
const MAX_KEPT = 4 * 1024 * 1024;

/** One byte of UTF-8 becomes six of ASCII at most. */
const MAX_ESCAPE = 6;
/** Of UTF-8 for a unit of UTF-16. */
const MAX_UTF8 = 3;

const UNEVEN = 'A column has a null where the database said that there are none';

/** The pieces once for each row, with the values of the columns in their places. */
export function joinRows(pieces: readonly Piece[]): JoinedRows {
  const leads: Lead[] = [];
  const columns: Column[] = [];
  let lead = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      lead += piece;
    } else {
      leads.push(new Lead(lead));
      columns.push(piece);
      lead = '';
    }
  }
  const rest = new Lead(`${lead},`);
  const cursors = readColumns(columns);
  const from = input;
  const first = cursors[0];
  if (!first) return { text: '', ends: new Uint32Array() };
  // A value and what is behind it are two bytes at least.
  const maxRows = Math.ceil((first.end - first.at) / 2);
  const fixed = leads.reduce((sum, { length }) => sum + length, rest.length);
  const values = cursors.reduce(
    (sum, { at, end, isText }) => sum + (end - at) * (isText ? MAX_ESCAPE : 1),
    0,
  );
  const into = (output = withRoomFor(values + maxRows * fixed + ROOM, output));
  const view = new DataView(into.buffer, into.byteOffset, into.length);
  const ends = new Uint32Array(maxRows);
  let to = 0;
  let row = 0;
  while (first.at < first.end) {
    for (let index = 0; index < cursors.length; index += 1) {
      to = leads[index]!.copy(view, to);
      const cursor = cursors[index]!;
      if (cursor.at >= cursor.end) throw new Error(UNEVEN);
      to = cursor.isText ? copyText(cursor, from, into, to) : copyPlain(cursor, from, into, to);
    }
    to = rest.copy(view, to);
    ends[row++] = to - 1;
  }
  if (cursors.some(({ at, end }) => at < end)) throw new Error(UNEVEN);
  const text = into.toString('latin1', 0, Math.max(to - 1, 0));
  if (input.length > MAX_KEPT) input = Buffer.allocUnsafe(0);
  if (output.length > MAX_KEPT) output = Buffer.allocUnsafe(0);
  return { text, ends: ends.subarray(0, row) };
}

function withRoomFor(length: number, kept: Buffer): Buffer {
  if (kept.length >= length) return kept;
  return Buffer.allocUnsafe(length > MAX_KEPT ? length : 2 * length);
}

const BYTES_OF_WORD = Float64Array.BYTES_PER_ELEMENT;
/** The last lead is written beyond its end. */
const ROOM = BYTES_OF_WORD;

/** What stands before each value of a column. It is copied by eight bytes, the last of which are written over. */
class Lead {
  readonly length: number;
  /** Numbers have each pattern of bits that ASCII has, and none of the patterns that may change, those of NaN. */
  readonly #words: Float64Array;

  constructor(ascii: string) {
    this.length = ascii.length;
    this.#words = new Float64Array(Math.ceil(ascii.length / BYTES_OF_WORD));
    Buffer.from(this.#words.buffer).write(ascii, 'latin1');
  }

  copy(view: DataView, start: number): number {
    const words = this.#words;
    for (let index = 0; index < words.length; index += 1)
      view.setFloat64(start + BYTES_OF_WORD * index, words[index]!, IS_LITTLE_ENDIAN);
    return start + this.length;
  }
}

const IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function readColumns(columns: readonly Column[]): Cursor[] {
  const length = columns.reduce((sum, { values }) => sum + MAX_UTF8 * (values?.length ?? 0) + 2, 0);
  input = withRoomFor(length, input);
  let end = 0;
  return columns.map(({ values, isText }) => {
    const at = end;
    if (values !== undefined) {
      end += input.write(values, at);
      end += input.write(isText ? '|,' : ',', end);
    }
    return { at, end, isText };
  });
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const DASH = 0x2d;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const BAR = 0x7c;
const NULL = Buffer.from('null');
const HEX = Buffer.from('0123456789abcdef');

/** By byte, what of a text is copied as it is. */
const IS_PLAIN = new Uint8Array(256).fill(1, 0x20, 0x7f);
for (const byte of [QUOTE, BACKSLASH, BAR]) IS_PLAIN[byte] = 0;

/** Copies the next value and moves on to the one after it; the result is where the copy ends. */
function copyPlain(cursor: Cursor, from: Buffer, into: Buffer, start: number): number {
  let { at } = cursor;
  let to = start;
  for (let byte = from[at++]!; byte !== COMMA; byte = from[at++]!) into[to++] = byte;
  cursor.at = at;
  return to;
}

function copyText(cursor: Cursor, from: Buffer, into: Buffer, start: number): number {
  let { at } = cursor;
  let to = start;
  if (from[at] === BAR && from[at + 1] === DASH) {
    cursor.at = at + '|-|,'.length;
    for (let index = 0; index < NULL.length; index += 1) into[to++] = NULL[index]!;
    return to;
  }
  into[to++] = QUOTE;
  for (;;) {
    const byte = from[at]!;
    if (IS_PLAIN[byte] === 1) {
      into[to++] = byte;
      at += 1;
    } else if (byte === BAR) {
      at += 2;
      if (from[at - 1] === COMMA) break;
      into[to++] = BAR;
    } else {
      cursor.at = at;
      to = escapeCharacter(cursor, from, into, to);
      at = cursor.at;
    }
  }
  cursor.at = at;
  into[to++] = QUOTE;
  return to;
}

/** From one to four bytes of UTF-8 to JSON, as `\n` or one or two units of UTF-16, `\u00e9`. */
function escapeCharacter(cursor: Cursor, from: Buffer, into: Buffer, start: number): number {
  const { at } = cursor;
  const lead = from[at]!;
  if (lead < 0x80) {
    cursor.at = at + 1;
    const short = SHORT[lead]!;
    if (short === 0) return escapeUnit(lead, into, start);
    into[start] = BACKSLASH;
    into[start + 1] = short;
    return start + 2;
  }
  const second = from[at + 1]! & 0x3f;
  if (lead < 0xe0) {
    cursor.at = at + 2;
    return escapeUnit(((lead & 0x1f) << 6) | second, into, start);
  }
  const code = ((lead & 0xf) << 12) | (second << 6) | (from[at + 2]! & 0x3f);
  cursor.at = at + 3;
  if (lead < 0xf0) return escapeUnit(code, into, start);
  cursor.at = at + 4;
  const low = 0xdc00 | ((code & 0xf) << 6) | (from[at + 3]! & 0x3f);
  const high = 0xd7c0 + ((code & 0x7fff) >> 4);
  return escapeUnit(low, into, escapeUnit(high, into, start));
}

/** By byte, the letter behind the backslash, where there is one. */
const SHORT = new Uint8Array(0x80);
const LETTERS = { '"': '"', '\\': '\\', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };
for (const [character, letter] of Object.entries(LETTERS))
  SHORT[character.charCodeAt(0)] = letter.charCodeAt(0);

function escapeUnit(unit: number, into: Buffer, start: number): number {
  into[start] = BACKSLASH;
  into[start + 1] = LETTER_U;
  for (let digit = 0; digit < 4; digit += 1)
    into[start + 2 + digit] = HEX[(unit >> (12 - 4 * digit)) & 0xf]!;
  return start + 6;
}
