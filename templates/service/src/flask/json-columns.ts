/**
 * Lists that arrive as columns: each column of all rows as one text, which PostgreSQL and pg handle in a fraction of
 * the time that they need for the rows. Here its values become JSON as Flask writes it, and are put together row by
 * row. In such a text NULL is `null`, or `|-` among texts; of no rows PostgreSQL makes NULL.
 */
import type { FastifyReply } from 'fastify';
import pg from 'pg';
import { getTypeParser } from '../plugins/pg-types.js';
import { giveBack } from './answer-buffers.js';
import { type Column, joinRows, type Piece, type Rows } from './join-rows.js';
import { byCodePoint, dumps, float } from './json.js';
import { sortRows } from './sort-rows.js';

export class JsonColumn implements Column {
  constructor(
    readonly values: string | undefined,
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
  return sendRows(reply, joinRows(piecesOf(item)), '[]');
}

/** An object with a member for each row. The rows come in the order of keys that are texts; numbers are sorted here. */
export function sendJsonObject(reply: FastifyReply, key: JsonColumn, item: JsonItem): FastifyReply {
  const quote = key.isText ? '' : '"';
  const members = joinRows([quote, key, `${quote}:`, ...piecesOf(item)]);
  return sendRows(reply, key.isText ? members : sortRows(members), '{}');
}

/** The answer is in a buffer that serves the next one when this one has left: who wants to keep it has to copy it. */
function sendRows(reply: FastifyReply, { buffer, end }: Rows, brackets: '[]' | '{}'): FastifyReply {
  buffer.write(brackets.charAt(0), 0, 'latin1');
  const length = end + buffer.write(`${brackets.charAt(1)}\n`, end, 'latin1');
  reply.raw.once('finish', () => giveBack(buffer));
  return reply.type('application/json').send(buffer.subarray(0, length));
}

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

/** Of `string_agg(replace(column, '|', '||'), '|,')`. */
export function textColumn(list: string | null): JsonColumn {
  return new JsonColumn(list ?? undefined, true);
}

/** Of `string_agg(column::text, ',')` with whole numbers or booleans: their text is JSON as it is. */
export function plainColumn(list: string | null): JsonColumn {
  return new JsonColumn(list ?? undefined, false);
}

/** Of `string_agg(column::text, ',')`: their text has no comma, and is read as in rows. */
export function floatColumn(list: string | null): JsonColumn {
  return new JsonColumn(respell(list, pg.types.builtins.FLOAT8, float)?.join(','), false);
}

export const decimalColumn = columnOf(pg.types.builtins.NUMERIC);
export const dateColumn = columnOf(pg.types.builtins.DATE);
export const timestampColumn = columnOf(pg.types.builtins.TIMESTAMP);
export const instantColumn = columnOf(pg.types.builtins.TIMESTAMPTZ);

/** As `floatColumn`, with types that are texts in JSON. */
function columnOf(oid: number): (list: string | null) => JsonColumn {
  const write = (value: unknown) => dumps(value).slice(1, -1);
  return (list) => new JsonColumn(respell(list, oid, write, '|-')?.join('|,'), true);
}

function respell(
  list: string | null,
  oid: number,
  write: (value: unknown) => string,
  none = 'null',
): string[] | undefined {
  const parse = getTypeParser(oid);
  return list?.split(',').map((text) => (text === 'null' ? none : write(parse(text))));
}
