/** What bytes have of str's methods: they work on a text with a character for each byte. */
import { bytesOf, toBytes, type Bytes } from './bytes.js';
import { PyTypeError } from './exceptions.js';
import { iterate } from './iterate.js';
import * as strings from './strings.js';
import { typeName } from './type-name.js';
import { Tuple, tupleOf, type Value } from './value.js';

type Arguments = (Value | undefined)[];
type Method = (self: Value, ...values: Arguments) => Value;

const SPACES = '\t\n\v\f\r ';

function asText(value: Value | undefined): Value | undefined {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('latin1');
  if (value instanceof Tuple) return tupleOf(value.map((item) => asText(item)!));
  if (typeof value === 'string')
    throw new PyTypeError("a bytes-like object is required, not 'str'");
  return value;
}

function fromText(value: Value): Value {
  if (typeof value === 'string') return Buffer.from(value, 'latin1');
  if (value instanceof Tuple) return tupleOf(value.map(fromText));
  return Array.isArray(value) ? (value as Value[]).map(fromText) : value;
}

function method(name: string, run: Method): Method {
  return (self, ...values) =>
    fromText(run(bytesOf(self, name).toString('latin1'), ...values.map(asText)));
}

export const strip = method('strip', (self, chars) => strings.strip(self, chars ?? SPACES));
export const lstrip = method('lstrip', (self, chars) => strings.lstrip(self, chars ?? SPACES));
export const rstrip = method('rstrip', (self, chars) => strings.rstrip(self, chars ?? SPACES));
export const split = method('split', (self, sep, maxsplit) => strings.split(self, sep, maxsplit));
export const rsplit = method('rsplit', (self, sep, maxsplit) =>
  strings.rsplit(self, sep, maxsplit),
);
export const splitlines = method('splitlines', (self, keepends) =>
  (self as string)
    .split(/(?<=\r\n|\n|\r(?!\n))/)
    .filter((line) => line !== '')
    .map((line) => (keepends ? line : line.replace(/[\r\n]+$/, ''))),
);
export const replace = method('replace', (self, old, by, count) =>
  strings.replace(self, old!, by!, count),
);
export const startswith = method('startswith', (self, prefix, start, end) =>
  strings.startswith(self, prefix!, start, end),
);
export const endswith = method('endswith', (self, suffix, start, end) =>
  strings.endswith(self, suffix!, start, end),
);
export const find = method('find', (self, sub, start, end) => strings.find(self, sub!, start, end));
export const rfind = method('rfind', (self, sub, start, end) =>
  strings.rfind(self, sub!, start, end),
);
export const index = method('index', (self, sub, start, end) =>
  strings.index(self, sub!, start, end),
);
export const count = method('count', (self, sub, start, end) =>
  strings.count(self, sub!, start, end),
);
export const partition = method('partition', (self, sep) => strings.partition(self, sep!));
export const rpartition = method('rpartition', (self, sep) => strings.rpartition(self, sep!));
export const lower = method('lower', (self) =>
  (self as string).replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()),
);
export const upper = method('upper', (self) =>
  (self as string).replaceAll(/[a-z]/g, (letter) => letter.toUpperCase()),
);
export const isdigit = method('isdigit', (self) => /^\d+$/.test(self as string));
export const isalpha = method('isalpha', (self) => /^[A-Za-z]+$/.test(self as string));
export const isalnum = method('isalnum', (self) => /^[A-Za-z\d]+$/.test(self as string));

export function join(separator: Value, values: Value): Bytes {
  const between = bytesOf(separator, 'join');
  const parts: Buffer[] = [];
  for (const item of iterate(values)) {
    if (!(item instanceof Uint8Array))
      throw new PyTypeError(
        `sequence item ${parts.length}: expected a bytes-like object, ${typeName(item)} found`,
      );
    parts.push(toBytes(item));
  }
  return Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [between, part])));
}
