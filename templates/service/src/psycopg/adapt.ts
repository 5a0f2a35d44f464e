/**
 * Values as psycopg2 writes them into a statement, and as parameters of the types that these literals have.
 * Source: psycopg/adapter_*.c, psycopg/microprotocols.c, lib/extensions.py.
 */
import { DateTime, PyDate, PyTime, TimeDelta } from '../python/datetime.js';
import { Decimal } from '../python/decimal.js';
import { ValueError } from '../python/exceptions.js';
import type { PythonObject } from '../python/protocols.js';
import { str } from '../python/text.js';
import { className, typeName } from '../python/type-name.js';
import { UUID } from '../python/uuid.js';
import { Float, Tuple, type Value } from '../python/value.js';
import { floatRepr } from '../flask/python.js';
import { ProgrammingError } from './errors.js';

/** A value for `$n`, and what follows it: `::int4`. */
export interface Bound {
  readonly text: string;
  readonly cast: string;
}

export interface Adapted {
  /** As psycopg2 writes it. */
  readonly literal: string;
  /** SQL, and what is bound within it. */
  readonly parts: readonly (string | Bound)[];
  /** The type that an array of such values has, where they may be bound as one. */
  readonly type?: string;
}

/** An object that knows its own literal: `Json`, `AsIs`. */
export interface Adapter {
  toAdapted(): Adapted;
}

type MakeAdapter = (value: Value) => Value;

const registered = new Map<string, MakeAdapter>();

/** `register_adapter(type, adapter)`: of a class, or of a builtin type, which is a function. */
export function registerAdapter(type: Value, adapter: Value): void {
  registered.set(className(type as object), adapter as unknown as MakeAdapter);
}

let takesUuids = false;

/** `register_uuid()`: psycopg2 knows none before. */
export function adaptUuids(): void {
  takesUuids = true;
}

export function knowsUuids(): boolean {
  return takesUuids;
}

/** @throws ProgrammingError for what has no adapter. */
export function adapt(value: Value): Adapted {
  if (value === null) return { literal: 'NULL', parts: ['NULL'] };
  if (registered.size > 0) {
    const make = registered.get(shortName(value));
    if (make) return adaptObject(make(value) as object);
  }
  switch (typeof value) {
    case 'string':
      return adaptText(value);
    case 'boolean':
      return bound(String(value), String(value), 'bool');
    case 'bigint':
      return adaptInt(value);
    case 'number':
      return Number.isInteger(value) ? adaptInt(value) : adaptFloat(value);
    default:
      return adaptObject(value);
  }
}

function adaptObject(value: object): Adapted {
  if (value instanceof Float) return adaptFloat(value.value);
  if (value instanceof Tuple) return adaptTuple(value);
  if (Array.isArray(value)) return adaptList(value as Value[]);
  if (typeof (value as Partial<Adapter>).toAdapted === 'function')
    return (value as Adapter).toAdapted();
  // A class that derives from str or int.
  const { pyHashesAs } = value as PythonObject;
  if (pyHashesAs) return adapt(pyHashesAs.call(value));
  if (value instanceof Uint8Array) {
    const text = `\\x${Buffer.from(value).toString('hex')}`;
    return bound(`'${text}'::bytea`, text, 'bytea');
  }
  if (value instanceof DateTime)
    return quoted(value.isoformat(), value.tzinfo ? 'timestamptz' : 'timestamp');
  if (value instanceof PyDate) return quoted(value.isoformat(), 'date');
  if (value instanceof PyTime) return quoted(value.isoformat(), value.tzinfo ? 'timetz' : 'time');
  if (value instanceof TimeDelta) {
    const micro = String(value.microseconds).padStart(6, '0');
    return quoted(`${value.days} days ${value.seconds}.${micro} seconds`, 'interval');
  }
  if (takesUuids && value instanceof UUID) return quoted(str(value), 'uuid');
  if (value instanceof Decimal) return adaptDecimal(str(value));
  throw new ProgrammingError(`can't adapt type '${shortName(value)}'`);
}

function shortName(value: Value): string {
  return typeName(value).split('.').at(-1)!;
}

export function adaptText(text: string): Adapted {
  if (text.includes('\0'))
    throw new ValueError('A string literal cannot contain NUL (0x00) characters.');
  return { literal: quoteLiteral(text), parts: [{ text, cast: '' }], type: 'text' };
}

/** With `standard_conforming_strings`, which every server has, a backslash is one. */
export function quoteLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A number below zero has a space before it, so that no two signs make a comment. */
function signed(text: string): string {
  return text.startsWith('-') ? ` ${text}` : text;
}

function adaptInt(value: number | bigint): Adapted {
  const magnitude = value < 0 ? -BigInt(value) : BigInt(value);
  const type = magnitude < 2n ** 31n ? 'int4' : magnitude < 2n ** 63n ? 'int8' : 'numeric';
  const text = BigInt(value).toString();
  return bound(signed(text), text, type);
}

function adaptFloat(value: number): Adapted {
  if (Number.isFinite(value)) {
    const text = floatRepr(value);
    return bound(signed(text), text, 'numeric');
  }
  const text = Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  return bound(`'${text}'::float`, text, 'float8');
}

function adaptDecimal(text: string): Adapted {
  return /\d/.test(text) ? bound(signed(text), text, 'numeric') : quoted('NaN', 'numeric');
}

function quoted(text: string, type: string): Adapted {
  return bound(`'${text}'::${type}`, text, type);
}

function bound(literal: string, text: string, type: string): Adapted {
  return { literal, parts: [{ text, cast: `::${type}` }], type };
}

/** What `IN` takes. */
function adaptTuple(items: readonly Value[]): Adapted {
  const adapted = Array.from(items, adapt);
  return {
    literal: `(${adapted.map(({ literal }) => literal).join(', ')})`,
    parts: enclosed('(', adapted, ', ', ')'),
  };
}

function adaptList(items: readonly Value[]): Adapted {
  if (items.every((item) => item === null)) {
    const literal = `'{${items.map(() => 'NULL').join(',')}}'`;
    return { literal, parts: [literal] };
  }
  const adapted = items.map(adapt);
  const literal = `ARRAY[${adapted.map((item) => item.literal).join(',')}]`;
  const type = commonType(adapted);
  if (type === undefined) return { literal, parts: enclosed('ARRAY[', adapted, ',', ']') };
  const texts = adapted.map(({ parts: [part] }) => arrayItem(part!));
  return { literal, parts: [{ text: `{${texts.join(',')}}`, cast: `::${type}[]` }] };
}

const INTEGERS = ['int4', 'int8', 'numeric'];

/** The widest of numbers; of other kinds only where all are of one. */
function commonType(items: readonly Adapted[]): string | undefined {
  const types = new Set<string | undefined>();
  for (const { literal, type } of items) if (literal !== 'NULL') types.add(type);
  if (types.size === 1) return [...types][0];
  const ranks = [...types].map((type) => INTEGERS.indexOf(type ?? ''));
  return ranks.includes(-1) ? undefined : INTEGERS[Math.max(...ranks)];
}

function arrayItem(part: string | Bound): string {
  return typeof part === 'string' ? 'NULL' : `"${part.text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

function enclosed(
  open: string,
  items: readonly Adapted[],
  separator: string,
  close: string,
): (string | Bound)[] {
  const parts: (string | Bound)[] = [open];
  for (const [at, { parts: inner }] of items.entries()) {
    if (at > 0) parts.push(separator);
    parts.push(...inner);
  }
  return [...parts, close];
}
