/**
 * A statement with its values: as it is sent, with parameters, and as psycopg2 would have sent it, with literals.
 */
import { iterableOf } from '../python/iterate.js';
import { getItem } from '../python/items.js';
import { Dict } from '../python/dict.js';
import { IndexError, PyTypeError } from '../python/exceptions.js';
import type { PythonObject } from '../python/protocols.js';
import { typeName } from '../python/type-name.js';
import type { Value } from '../python/value.js';
import { adapt, type Adapted } from './adapt.js';
import { BoundedMap } from './bounded-map.js';
import { syntaxError } from './error-text.js';
import { ProgrammingError } from './errors.js';
import { parseTemplate, type Template } from './format-pieces.js';
import { scanSql, type Scanned } from './scan-sql.js';

/** PostgreSQL counts them with 16 bits. */
const MAX_PARAMETERS = 65_535;

export interface Query {
  /** What is sent, with `$1`, `$2`, … */
  readonly text: string;
  readonly values: readonly (string | null)[];
  /** What psycopg2 sends. */
  readonly literal: string;
  readonly effect: Scanned['effect'];
  readonly isSingle: boolean;
  /** Whether it changes the session. */
  readonly isOfSession: boolean;
  /** Whether it may be sent with literals, too. */
  readonly hasLiterals: boolean;
  /** Where a place in `text` is in `literal`, both counted from 1 by code points. */
  toLiteralPosition(position: number): number;
  /** Where the literal of `$number` begins. */
  parameterPosition(number: number): number | undefined;
}

const templates = new BoundedMap<string, Template>(1000);
const plain = new BoundedMap<string, Scanned>(1000);

/** Without values nothing is a placeholder. */
export function buildQuery(sql: string, values: Value): Query {
  if (values === null) return plainQuery(sql);
  const template = templates.get(sql, () => parseTemplate(sql));
  return fill(template, adaptAll(template, values));
}

export function plainQuery(sql: string): Query {
  if (/^\s*$/.test(sql)) throw new ProgrammingError("can't execute an empty query");
  const { effect, isSingle, isOfSession } = plain.get(sql, () => scanSql(sql));
  return {
    text: sql,
    values: [],
    literal: sql,
    effect,
    isSingle,
    isOfSession,
    hasLiterals: true,
    toLiteralPosition: (position) => position,
    parameterPosition: () => undefined,
  };
}

/** What `mogrify` gives. */
export function mogrified(sql: string, values: Value): string {
  if (values === null) return sql;
  const template = templates.get(sql, () => parseTemplate(sql));
  return literalOf(template, adaptAll(template, values));
}

function literalOf({ texts }: Template, adapted: readonly Adapted[]): string {
  return texts.reduce((text, next, at) => `${text}${adapted[at - 1]!.literal}${next}`);
}

function adaptAll(template: Template, values: Value): Adapted[] {
  const { names, wanted, mistake } = template;
  if (wanted === 0) return [];
  const adapted = names ? adaptNamed(names, values) : adaptPlaces(wanted, values);
  if (mistake) throw mistake;
  if (!names && lengthOf(values) > wanted)
    throw new PyTypeError('not all arguments converted during string formatting');
  return adapted;
}

function adaptNamed(names: readonly string[], values: Value): Adapted[] {
  const known = new Map<string, Adapted>();
  return names.map((name) => {
    const found = known.get(name) ?? adapt(getItem(values, name));
    known.set(name, found);
    return found;
  });
}

function adaptPlaces(wanted: number, values: Value): Adapted[] {
  if (values instanceof Dict) throw new PyTypeError('dict is not a sequence');
  const items = itemsOf(values);
  return Array.from({ length: wanted }, (_item, at) => {
    const item = items[at];
    if (item === undefined)
      throw new IndexError(`${typeName(values)} index out of range`.replace('str ', 'string '));
    return adapt(item);
  });
}

function itemsOf(values: Value): readonly Value[] {
  if (Array.isArray(values)) return values as Value[];
  if (typeof values === 'string') return Array.from(values);
  const isSequence = typeof values === 'object' && (values as PythonObject).pyGetItem !== undefined;
  const items = isSequence ? iterableOf(values) : undefined;
  if (!items) throw new PyTypeError(`'${typeName(values)}' object does not support indexing`);
  return [...items];
}

function lengthOf(values: Value): number {
  return itemsOf(values).length;
}

/** A piece of both texts: SQL is the same in both, a parameter is not. */
interface Segment {
  readonly sent: string;
  readonly literal: string;
  /** The first `$n` in it, and how many there are. */
  readonly first?: number;
  readonly count?: number;
}

function same(text: string): Segment {
  return { sent: text, literal: text };
}

function fill(template: Template, adapted: readonly Adapted[]): Query {
  const { texts, places, effect, isSingle, isOfSession } = template;
  const segments: Segment[] = [same(texts[0]!)];
  const values: string[] = [];
  for (const [at, { literal, parts }] of adapted.entries()) {
    const found = places[at]!;
    const place = !isSingle && found === 'value' ? 'literal' : found;
    if (place === 'comment') segments.push(same(/[\n\r*/]/.test(literal) ? 'NULL' : literal));
    else if (place === 'dollar') {
      // What would end the quotes is never sent.
      if (literal.includes('$')) throw syntaxError(literalOf(template, adapted), literal);
      segments.push(same(literal));
    } else if (place === 'quoted' && /[^\w .:+-]/.test(literal)) {
      if (!/^'\w*'$/.test(literal)) throw syntaxError(literalOf(template, adapted), literal);
      segments.push(same(literal));
    } else if (place === 'value') {
      const first = values.length + 1;
      let sent = '';
      for (const part of parts) {
        if (typeof part === 'string') sent += part;
        else {
          values.push(part.text);
          sent += `$${values.length}${part.cast}`;
        }
      }
      segments.push({ sent, literal, first, count: values.length + 1 - first });
    } else segments.push(same(literal));
    segments.push(same(texts[at + 1]!));
  }
  const literal = segments.map((segment) => segment.literal).join('');
  if (/^\s*$/.test(literal)) throw new ProgrammingError("can't execute an empty query");
  if (values.length > MAX_PARAMETERS)
    return { ...plainQuery(literal), effect, isSingle, isOfSession };
  return {
    text: segments.map(({ sent }) => sent).join(''),
    values,
    literal,
    effect,
    isSingle,
    isOfSession,
    hasLiterals: true,
    toLiteralPosition: (position) => toLiteralPosition(segments, position),
    parameterPosition: (number) => parameterPosition(segments, number),
  };
}

function toLiteralPosition(segments: readonly Segment[], position: number): number {
  let rest = position - 1;
  let start = 1;
  for (const { sent, literal } of segments) {
    const length = countOf(sent);
    if (rest < length) return sent === literal ? start + rest : start;
    rest -= length;
    start += countOf(literal);
  }
  return start + rest;
}

function parameterPosition(segments: readonly Segment[], number: number): number | undefined {
  let start = 1;
  for (const { literal, first = Infinity, count = 0 } of segments) {
    if (number >= first && number < first + count) return start;
    start += countOf(literal);
  }
  return undefined;
}

function countOf(text: string): number {
  return /[\ud800-\udbff]/.test(text) ? Array.from(text).length : text.length;
}
