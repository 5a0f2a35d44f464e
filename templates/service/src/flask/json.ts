/**
 * JSON as Flask's `jsonify` writes it: keys sorted, no spaces, everything beyond ASCII escaped, floats
 * as Python prints them, dates as HTTP dates, and a newline at the end. `jsonify(schema)` compiles a
 * route's response schema once; `dumps(value)` takes any value.
 */
import { Float, floatRepr } from './python.js';

export type Write = (value: unknown) => string;

/** A value with a way of its own. */
export interface ToPythonJson {
  toPythonJson(write: Write): string;
}

/** The part of JSON Schema that the response schemas of this service use. */
interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  /** One for each place of a tuple. */
  readonly items?: Schema | readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

export function jsonify(schema: unknown): (value: unknown) => string {
  const write = compile(schema as Schema);
  return (value) => `${write(value)}\n`;
}

/** A body of JSON that no schema describes. */
export function toJson(value: unknown): string {
  return `${dumps(value)}\n`;
}

export function dumps(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return string(value);
  if (typeof value === 'number') {
    return Number.isInteger(value) ? integer(value) : float(value);
  }
  if (typeof value === 'boolean' || typeof value === 'bigint') return `${value}`;
  if (Array.isArray(value)) return list(value, dumps);
  if (value instanceof Date) return httpDate(value);
  if (value instanceof Float) return float(value.value);
  if (writesItself(value)) return value.toPythonJson(dumps);
  // Not sets and bytes, which Python has no JSON for either.
  if (typeof value === 'object' && !(Symbol.iterator in value))
    return object(value, byCodePoint, dumps);
  throw new TypeError(`${typeof value} has no JSON`);
}

function writesItself(value: unknown): value is ToPythonJson {
  return typeof (value as Partial<ToPythonJson>).toPythonJson === 'function';
}

function compile(schema: Schema): Write {
  if (schema.anyOf) return compileUnion(schema.anyOf);
  switch (schema.type) {
    case 'object':
      return compileObject(schema);
    case 'array':
      return compileArray(schema.items ?? {});
    case 'string':
      return schema.format === 'http-date' ? httpDate : string;
    case 'integer':
      return integer;
    case 'number':
      return float;
    default:
      return dumps;
  }
}

function compileArray(items: Schema | readonly Schema[]): Write {
  if ('length' in items) {
    const writes = items.map(compile);
    return (value) =>
      `[${(value as readonly unknown[]).map((item, at) => writes[at]!(item)).join(',')}]`;
  }
  const write = compile(items);
  return (value) => list(value as readonly unknown[], write);
}

/** A union is a type and null, or types that the values themselves tell apart. */
function compileUnion(schemas: readonly Schema[]): Write {
  const others = schemas.filter(({ type }) => type !== 'null');
  const write = others.length === 1 ? compile(others[0]!) : dumpsWithFloats(others);
  return others.length === schemas.length
    ? write
    : (value) => (value === null || value === undefined ? 'null' : write(value));
}

/** Only of a number the value does not say whether it is a float. */
function dumpsWithFloats(schemas: readonly Schema[]): Write {
  const hasFloats = schemas.some(({ type }) => type === 'number');
  return hasFloats ? (value) => (typeof value === 'number' ? float(value) : dumps(value)) : dumps;
}

function compileObject({ properties, patternProperties }: Schema): Write {
  const [pattern, valueSchema] = Object.entries(patternProperties ?? {})[0] ?? [];
  if (pattern !== undefined) {
    const write = compile(valueSchema!);
    // TypeBox writes the pattern of `Type.Record(Type.Integer(), …)` with digits in it: keys of a Python
    // dict that are ints are sorted as numbers, where strings would put "10" before "9".
    const order = pattern.includes('[0-9]') ? byNumber : byCodePoint;
    return (value) => object(value as object, order, write);
  }
  if (!properties) return dumps;
  const members = Object.keys(properties)
    .toSorted(byCodePoint)
    .map((key, index) => ({
      key,
      lead: `${index === 0 ? '{' : ','}${string(key)}:`,
      write: compile(properties[key]!),
    }));
  if (members.length === 0) return () => '{}';
  return (value) => {
    let text = '';
    for (const { key, lead, write } of members) {
      text += lead + write((value as Record<string, unknown>)[key]);
    }
    return `${text}}`;
  };
}

function object(value: object, order: (a: string, b: string) => number, write: Write): string {
  const members = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(members);
  let text = '';
  let previous: string | undefined;
  for (const key of keys) {
    if (previous !== undefined && order(previous, key) > 0) return sorted();
    text += `${previous === undefined ? '' : ','}${string(key)}:${write(members[key])}`;
    previous = key;
  }
  return `{${text}}`;

  function sorted(): string {
    const pairs = keys.toSorted(order).map((key) => `${string(key)}:${write(members[key])}`);
    return `{${pairs.join(',')}}`;
  }
}

function list(values: readonly unknown[], write: Write): string {
  let text = '';
  for (const value of values) text += text === '' ? write(value) : `,${write(value)}`;
  return `[${text}]`;
}

function string(value: unknown): string {
  const text = String(value);
  if (!/[^ !#-[\]-~]/.test(text)) return `"${text}"`;
  return escapeNonAscii(JSON.stringify(text));
}

/** JSON text with everything beyond printable ASCII as `\uXXXX`. */
export function escapeNonAscii(json: string): string {
  return json.replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function integer(value: unknown): string {
  return Number.isSafeInteger(value) || typeof value === 'bigint'
    ? `${value as number | bigint}`
    : typeof value === 'number' && Number.isInteger(value)
      ? BigInt(value).toString()
      : dumps(value);
}

export function float(value: unknown): string {
  if (typeof value !== 'number') return dumps(value);
  if (Number.isFinite(value)) return floatRepr(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}

function httpDate(value: unknown): string {
  return `"${(value as Date).toUTCString()}"`;
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b) || Number(BigInt(a) - BigInt(b));
}

/** Python compares strings by code point, JavaScript by UTF-16 unit: they differ beyond U+FFFF. */
export function byCodePoint(a: string, b: string): number {
  if (!/[\ud800-\udfff]/.test(a + b)) return a < b ? -1 : a > b ? 1 : 0;
  const left = Array.from(a, (character) => character.codePointAt(0)!);
  const right = Array.from(b, (character) => character.codePointAt(0)!);
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    if (left[index] !== right[index]) return left[index]! - right[index]!;
  }
  return left.length - right.length;
}
