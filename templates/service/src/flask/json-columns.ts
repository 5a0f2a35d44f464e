/**
 * Lists that arrive as columns: each column of all rows as one text, which PostgreSQL and pg handle in a fraction of
 * the time that they need for the rows. Here its values become JSON as Flask writes it, and are put together row by
 * row. In such a text NULL is `null`; of no rows PostgreSQL makes NULL.
 */
import type { FastifyReply } from 'fastify';
import pg from 'pg';
import { getTypeParser } from '../plugins/pg-types.js';
import { byCodePoint, dumps, escapeNonAscii, float } from './json.js';

/** The JSON of a column's values, one for each row. */
export class JsonColumn {
  constructor(
    readonly values: readonly string[],
    readonly isText: boolean,
  ) {}
}

/** What stands for a row in the answer, with columns in the places of their values. */
export type JsonItem =
  | JsonColumn
  | string
  | number
  | boolean
  | null
  | readonly JsonItem[]
  | { readonly [key: string]: JsonItem };

/** A list with an item for each row. */
export function sendJsonList(reply: FastifyReply, item: JsonItem): FastifyReply {
  return sendJson(reply, `[${join(piecesOf(item))}]\n`);
}

/** An object with a member for each row. */
export function sendJsonObject(reply: FastifyReply, key: JsonColumn, item: JsonItem): FastifyReply {
  const quote = key.isText ? '' : '"';
  return sendJson(reply, `{${join([quote, key, `${quote}:`, ...piecesOf(item)])}}\n`);
}

function sendJson(reply: FastifyReply, json: string): FastifyReply {
  return reply.type('application/json').send(json);
}

type Piece = string | JsonColumn;

/** The JSON of an item in pieces: what is the same in each, and what comes from a column. */
function piecesOf(item: JsonItem): Piece[] {
  if (item instanceof JsonColumn) return [item];
  if (isList(item)) return ['[', ...separated(item.map(piecesOf)), ']'];
  if (typeof item !== 'object' || item === null) return [dumps(item)];
  const members = Object.keys(item)
    .toSorted(byCodePoint)
    .map((key) => [`${dumps(key)}:`, ...piecesOf(item[key]!)]);
  return ['{', ...separated(members), '}'];
}

function isList(item: JsonItem): item is readonly JsonItem[] {
  return Array.isArray(item);
}

function separated(groups: readonly (readonly Piece[])[]): Piece[] {
  return groups.flatMap((group, index) => (index === 0 ? group : [',', ...group]));
}

function join(pieces: readonly Piece[]): string {
  const leads: string[] = [];
  const columns: (readonly string[])[] = [];
  let lead = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      lead += piece;
    } else {
      leads.push(lead);
      columns.push(piece.values);
      lead = '';
    }
  }
  const length = columns[0]?.length ?? 0;
  let text = '';
  for (let row = 0; row < length; row += 1) {
    for (let index = 0; index < columns.length; index += 1) {
      text += leads[index]! + columns[index]![row]!;
    }
    text += row < length - 1 ? `${lead},` : lead;
  }
  return text;
}

/** Of `json_agg(column)`: PostgreSQL writes texts as Python does, but for what is beyond ASCII. */
export function textColumn(json: string | null): JsonColumn {
  if (json === null) return new JsonColumn([], true);
  // It is all ASCII now, but V8 keeps it with two bytes for each character, as it was, until it is told.
  const ascii = Buffer.from(escapeNonAscii(json), 'latin1').toString('latin1');
  return new JsonColumn(ascii.match(TEXTS) ?? [], true);
}

const TEXTS = /"[^"\\]*(?:\\.[^"\\]*)*"|null/g;

/** Of `string_agg(column::text, ',')` with whole numbers or booleans: their text is JSON as it is. */
export function plainColumn(list: string | null): JsonColumn {
  return new JsonColumn(list === null ? [] : list.split(','), false);
}

export const decimalColumn = columnOf(pg.types.builtins.NUMERIC, dumps);
export const floatColumn = columnOf(pg.types.builtins.FLOAT8, float);
export const dateColumn = columnOf(pg.types.builtins.DATE, dumps);
export const timestampColumn = columnOf(pg.types.builtins.TIMESTAMP, dumps);
export const instantColumn = columnOf(pg.types.builtins.TIMESTAMPTZ, dumps);

/** Of `string_agg(column::text, ',')` with a type whose text has no comma: its values are read as those of rows. */
function columnOf(
  oid: number,
  write: (value: unknown) => string,
): (list: string | null) => JsonColumn {
  const parse = getTypeParser(oid);
  const toJson = (text: string) => (text === 'null' ? text : write(parse(text)));
  return (list) => new JsonColumn(list === null ? [] : list.split(',').map(toJson), false);
}
