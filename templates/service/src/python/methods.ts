/**
 * Methods of builtin types, for a receiver whose type is only known at run time: one function for each name, whichever
 * types have it. An object of another class gets its own method called.
 */
import { decode as bytesDecode, hex as bytesHex } from './bytes.js';
import * as bytes from './bytes-methods.js';
import { Dict } from './dict.js';
import * as dicts from './dicts.js';
import { callMethod } from './getattr.js';
import * as numbers from './int-methods.js';
import * as lists from './lists.js';
import { AnySet } from './set.js';
import * as sets from './sets.js';
import * as strings from './strings.js';
import { Float, type Value } from './value.js';

/** With the parameters of the type that has it, in their order; undefined for one that is left out. */
export type Method = (self: Value, ...values: (Value | undefined)[]) => Value;

interface ByType {
  readonly str?: unknown;
  readonly bytes?: unknown;
  readonly list?: unknown;
  readonly dict?: unknown;
  readonly set?: unknown;
  readonly int?: unknown;
  readonly float?: unknown;
}

function typeOf(value: Value): keyof ByType | undefined {
  if (typeof value === 'string') return 'str';
  if (typeof value === 'bigint' || typeof value === 'boolean') return 'int';
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'int' : 'float';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Dict) return 'dict';
  if (value instanceof AnySet) return 'set';
  if (value instanceof Uint8Array) return 'bytes';
  return value instanceof Float ? 'float' : undefined;
}

function method(name: string, byType: ByType): Method {
  return (self, ...values) => {
    const type = typeOf(self);
    const found = type === undefined ? undefined : (byType[type] as Method | undefined);
    if (found) return found(self, ...values);
    while (values.length > 0 && values.at(-1) === undefined) values.pop();
    return callMethod(self, name, values);
  };
}

export const add = method('add', { set: sets.add });
export const append = method('append', { list: lists.append });
export const bit_length = method('bit_length', { int: numbers.bit_length });
export const capitalize = method('capitalize', { str: strings.capitalize });
export const casefold = method('casefold', { str: strings.casefold });
export const center = method('center', { str: strings.center });
export const clear = method('clear', { list: lists.clear, dict: dicts.clear, set: sets.clear });
export const copy = method('copy', { list: lists.copy, dict: dicts.copy, set: sets.copy });
export const count = method('count', { str: strings.count, bytes: bytes.count, list: lists.count });
export const decode = method('decode', { bytes: bytesDecode });
export const difference = method('difference', { set: sets.difference });
export const difference_update = method('difference_update', { set: sets.difference_update });
export const discard = method('discard', { set: sets.discard });
export const encode = method('encode', { str: strings.encode });
export const endswith = method('endswith', { str: strings.endswith, bytes: bytes.endswith });
export const expandtabs = method('expandtabs', { str: strings.expandtabs });
export const extend = method('extend', { list: lists.extend });
export const find = method('find', { str: strings.find, bytes: bytes.find });
export const format = method('format', { str: strings.format });
export const format_map = method('format_map', { str: strings.format_map });
export const get = method('get', { dict: dicts.get });
export const hex = method('hex', { bytes: bytesHex });
export const index = method('index', { str: strings.index, bytes: bytes.index, list: lists.index });
export const insert = method('insert', { list: lists.insert });
export const intersection = method('intersection', { set: sets.intersection });
export const intersection_update = method('intersection_update', { set: sets.intersection_update });
export const is_integer = method('is_integer', { float: numbers.is_integer });
export const isalnum = method('isalnum', { str: strings.isalnum, bytes: bytes.isalnum });
export const isalpha = method('isalpha', { str: strings.isalpha, bytes: bytes.isalpha });
export const isascii = method('isascii', { str: strings.isascii });
export const isdecimal = method('isdecimal', { str: strings.isdecimal });
export const isdigit = method('isdigit', { str: strings.isdigit, bytes: bytes.isdigit });
export const isdisjoint = method('isdisjoint', { set: sets.isdisjoint });
export const isidentifier = method('isidentifier', { str: strings.isidentifier });
export const islower = method('islower', { str: strings.islower });
export const isnumeric = method('isnumeric', { str: strings.isnumeric });
export const isprintable = method('isprintable', { str: strings.isprintable });
export const isspace = method('isspace', { str: strings.isspace });
export const issubset = method('issubset', { set: sets.issubset });
export const issuperset = method('issuperset', { set: sets.issuperset });
export const istitle = method('istitle', { str: strings.istitle });
export const isupper = method('isupper', { str: strings.isupper });
export const items = method('items', { dict: dicts.items });
export const join = method('join', { str: strings.join, bytes: bytes.join });
export const keys = method('keys', { dict: dicts.keys });
export const ljust = method('ljust', { str: strings.ljust });
export const lower = method('lower', { str: strings.lower, bytes: bytes.lower });
export const lstrip = method('lstrip', { str: strings.lstrip, bytes: bytes.lstrip });
export const partition = method('partition', { str: strings.partition, bytes: bytes.partition });
export const pop = method('pop', { list: lists.pop, dict: dicts.pop, set: sets.pop });
export const popitem = method('popitem', { dict: dicts.popitem });
export const remove = method('remove', { list: lists.remove, set: sets.remove });
export const removeprefix = method('removeprefix', { str: strings.removeprefix });
export const removesuffix = method('removesuffix', { str: strings.removesuffix });
export const replace = method('replace', { str: strings.replace, bytes: bytes.replace });
export const reverse = method('reverse', { list: lists.reverse });
export const rfind = method('rfind', { str: strings.rfind, bytes: bytes.rfind });
export const rindex = method('rindex', { str: strings.rindex });
export const rjust = method('rjust', { str: strings.rjust });
export const rpartition = method('rpartition', {
  str: strings.rpartition,
  bytes: bytes.rpartition,
});
export const rsplit = method('rsplit', { str: strings.rsplit, bytes: bytes.rsplit });
export const rstrip = method('rstrip', { str: strings.rstrip, bytes: bytes.rstrip });
export const setdefault = method('setdefault', { dict: dicts.setdefault });
export const sort = method('sort', { list: lists.sort });
export const split = method('split', { str: strings.split, bytes: bytes.split });
export const splitlines = method('splitlines', {
  str: strings.splitlines,
  bytes: bytes.splitlines,
});
export const startswith = method('startswith', {
  str: strings.startswith,
  bytes: bytes.startswith,
});
export const strip = method('strip', { str: strings.strip, bytes: bytes.strip });
export const swapcase = method('swapcase', { str: strings.swapcase });
export const symmetric_difference = method('symmetric_difference', {
  set: sets.symmetric_difference,
});
export const symmetric_difference_update = method('symmetric_difference_update', {
  set: sets.symmetric_difference_update,
});
export const title = method('title', { str: strings.title });
export const to_bytes = method('to_bytes', { int: numbers.to_bytes });
export const translate = method('translate', { str: strings.translate });
export const union = method('union', { set: sets.union });
export const update = method('update', { dict: dicts.update, set: sets.update });
export const upper = method('upper', { str: strings.upper, bytes: bytes.upper });
export const values = method('values', { dict: dicts.values });
export const zfill = method('zfill', { str: strings.zfill });
