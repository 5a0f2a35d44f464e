/**
 * Rows of JSON from columns: what is the same in each row and the values of the columns are copied into one buffer, which
 * takes half of the time that V8 needs for as many short strings. What JSON or Python escapes is escaped on the way.
 */
import { takeBuffer } from './answer-buffers.js';

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

/** Rows with commas between them, beginning at `ROWS_FROM`. Behind them there is room. */
export interface Rows {
  readonly buffer: Buffer;
  /** Where the last row ends, or where the first would begin. */
  readonly end: number;
}

export interface JoinedRows extends Rows {
  /** Where each row ends, which is where its comma is. They stay until rows are joined again. */
  readonly ends: Uint32Array;
}

/** In bytes, what the answer has before the rows and behind them: a bracket, and one with a line break. */
export const ROWS_FROM = 1;
export const ROOM_BEHIND = 2;

/** Where the next value of a column stands in `units`. */
interface Cursor {
  at: number;
  readonly end: number;
  readonly isText: boolean;
}

/** In units of UTF-16: what is longer is not kept for the next list. */
const MAX_KEPT = 2 * 1024 * 1024;

/** The columns of one list after the other, which cost much less to read here than in strings. */
let units = new Uint16Array(0);
let rowEnds = new Uint32Array(0);

const BYTES_OF_UNIT = Uint16Array.BYTES_PER_ELEMENT;
/** A unit becomes `\u00e9` at most. */
const MAX_ESCAPE = 6;

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
  const from = units;
  const first = cursors[0]!;
  // A value and what is behind it are two units at least.
  const maxRows = Math.ceil((first.end - first.at) / 2);
  const fixed = leads.reduce((sum, { length }) => sum + length, rest.length);
  const values = cursors.reduce(
    (sum, { at, end, isText }) => sum + (end - at) * (isText ? MAX_ESCAPE : 1),
    0,
  );
  const buffer = takeBuffer(values + maxRows * fixed + ROOM);
  if (rowEnds.length < maxRows) rowEnds = new Uint32Array(2 * maxRows);
  const ends = rowEnds;
  const rows = copyRows(cursors, { leads, rest, from, buffer, ends });
  if (units.length > MAX_KEPT) units = new Uint16Array(0);
  if (rowEnds.length > MAX_KEPT) rowEnds = new Uint32Array(0);
  const end = rows === 0 ? ROWS_FROM : ends[rows - 1]!;
  return { buffer, ends: ends.subarray(0, rows), end };
}

interface RowsToCopy {
  readonly leads: readonly Lead[];
  readonly rest: Lead;
  readonly from: Uint16Array;
  readonly buffer: Buffer;
  readonly ends: Uint32Array;
}

/** The number of rows. As a function of its own V8 compiles it better. */
function copyRows(
  cursors: readonly Cursor[],
  { leads, rest, from, buffer, ends }: RowsToCopy,
): number {
  const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
  const first = cursors[0]!;
  let to = ROWS_FROM;
  let rows = 0;
  while (first.at < first.end) {
    for (let index = 0; index < cursors.length; index += 1) {
      to = leads[index]!.copy(view, to);
      const cursor = cursors[index]!;
      if (cursor.at >= cursor.end) throw new Error(UNEVEN);
      to = cursor.isText ? copyText(cursor, from, buffer, to) : copyPlain(cursor, from, buffer, to);
    }
    to = rest.copy(view, to);
    ends[rows++] = to - 1;
  }
  if (cursors.some(({ at, end }) => at < end)) throw new Error(UNEVEN);
  return rows;
}

const BYTES_OF_WORD = Float64Array.BYTES_PER_ELEMENT;
/** The last lead is written beyond its end. */
const ROOM = ROWS_FROM + ROOM_BEHIND + BYTES_OF_WORD;

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
  const length = columns.reduce((sum, { values }) => sum + (values?.length ?? 0) + 2, 0);
  if (units.length < length) units = new Uint16Array(2 * length);
  const bytes = Buffer.from(units.buffer);
  let end = 0;
  const write = (text: string) => {
    end += bytes.write(text, BYTES_OF_UNIT * end, 'utf16le') / BYTES_OF_UNIT;
  };
  const cursors = columns.map(({ values, isText }) => {
    const at = end;
    if (values !== undefined) {
      write(values);
      write(isText ? '|,' : ',');
    }
    return { at, end, isText };
  });
  if (!IS_LITTLE_ENDIAN) bytes.subarray(0, BYTES_OF_UNIT * end).swap16();
  return cursors;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const DASH = 0x2d;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const BAR = 0x7c;
const NULL = Buffer.from('null');
const HEX = Buffer.from('0123456789abcdef');

/** By unit of ASCII, what of a text is copied as it is. */
const IS_PLAIN = new Uint8Array(0x80).fill(1, 0x20, 0x7f);
for (const unit of [QUOTE, BACKSLASH, BAR]) IS_PLAIN[unit] = 0;

/** Copies the next value and moves on to the one after it; the result is where the copy ends. */
function copyPlain(cursor: Cursor, from: Uint16Array, into: Buffer, start: number): number {
  let { at } = cursor;
  let to = start;
  for (let unit = from[at++]!; unit !== COMMA; unit = from[at++]!) into[to++] = unit;
  cursor.at = at;
  return to;
}

function copyText(cursor: Cursor, from: Uint16Array, into: Buffer, start: number): number {
  let { at } = cursor;
  let to = start;
  if (from[at] === BAR && from[at + 1] === DASH) {
    cursor.at = at + '|-|,'.length;
    for (let index = 0; index < NULL.length; index += 1) into[to++] = NULL[index]!;
    return to;
  }
  into[to++] = QUOTE;
  for (;;) {
    let unit = from[at++]!;
    while (unit < IS_PLAIN.length && IS_PLAIN[unit] === 1) {
      into[to++] = unit;
      unit = from[at++]!;
    }
    if (unit !== BAR) to = escapeUnit(unit, into, to);
    else if (from[at++] === COMMA) break;
    else into[to++] = BAR;
  }
  cursor.at = at;
  into[to++] = QUOTE;
  return to;
}

/** By unit of ASCII, the letter behind the backslash, where there is one. */
const SHORT = new Uint8Array(0x80);
const LETTERS = { '"': '"', '\\': '\\', '\b': 'b', '\f': 'f', '\n': 'n', '\r': 'r', '\t': 't' };
for (const [character, letter] of Object.entries(LETTERS))
  SHORT[character.charCodeAt(0)] = letter.charCodeAt(0);

/** A unit of UTF-16 to JSON, as `\n` or `\u00e9`. */
function escapeUnit(unit: number, into: Buffer, start: number): number {
  into[start] = BACKSLASH;
  const short = SHORT[unit] ?? 0;
  if (short !== 0) {
    into[start + 1] = short;
    return start + 2;
  }
  into[start + 1] = LETTER_U;
  for (let digit = 0; digit < 4; digit += 1)
    into[start + 2 + digit] = HEX[(unit >> (12 - 4 * digit)) & 0xf]!;
  return start + 6;
}
