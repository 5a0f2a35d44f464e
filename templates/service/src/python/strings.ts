/** What str's methods do, as functions of the str. A receiver that is none is Python's AttributeError. */
import { PyTypeError, ValueError } from './exceptions.js';
import { iterableOf } from './iterate.js';
import { splitLimit } from './string-splitting.js';
import { textOf } from './receiver.js';
import { typeName } from './type-name.js';
import { tuple, type Tuple, type Value } from './value.js';

export * from './string-case.js';
export * from './string-padding.js';
export * from './string-search.js';
export { lstrip, rsplit, rstrip, split, splitlines, strip } from './string-splitting.js';
export { formatPercent } from './format-percent.js';
export { formatString } from './format-string.js';
export { formatValue } from './format.js';
export { format, format_map, maketrans, translate } from './string-templates.js';
export { encode } from './encoding.js';

/** Markup is a str in Python. */
interface PythonText {
  readonly toHtml?: () => string;
}

export function join(separator: Value, values: Value): string {
  const between = textOf(separator, 'join');
  const items = iterableOf(values);
  if (items === undefined) throw new PyTypeError('can only join an iterable');
  const texts: string[] = [];
  for (const item of items) {
    const text = typeof item === 'string' ? item : (item as PythonText | null)?.toHtml?.();
    if (text === undefined)
      throw new PyTypeError(
        `sequence item ${texts.length}: expected str instance, ${typeName(item)} found`,
      );
    texts.push(text);
  }
  return texts.join(between);
}

export function replace(text: Value, old: Value, by: Value, count?: Value): string {
  const receiver = textOf(text, 'replace');
  if (typeof old !== 'string') throw notStr('replace() argument 1', old);
  if (typeof by !== 'string') throw notStr('replace() argument 2', by);
  const limit = splitLimit(count);
  if (old === '') return putBetween(receiver, by, limit);
  if (limit === Number.MAX_SAFE_INTEGER) return receiver.split(old).join(by);
  const parts = receiver.split(old);
  if (parts.length <= limit) return parts.join(by);
  return [...parts.slice(0, limit), parts.slice(limit).join(old)].join(by);
}

function putBetween(text: string, by: string, limit: number): string {
  const characters = Array.from(text);
  let result = '';
  for (let at = 0; at <= characters.length; at += 1)
    result += (at < limit ? by : '') + (characters[at] ?? '');
  return result;
}

function notStr(what: string, value: Value): PyTypeError {
  return new PyTypeError(`${what} must be str, not ${value === null ? 'None' : typeName(value)}`);
}

type Parts = Tuple & [string, string, string];

export function partition(text: Value, sep: Value): Parts {
  const receiver = textOf(text, 'partition');
  const separator = partitionSeparator(sep);
  const at = receiver.indexOf(separator);
  if (at < 0) return tuple(receiver, '', '');
  return tuple(receiver.slice(0, at), separator, receiver.slice(at + separator.length));
}

export function rpartition(text: Value, sep: Value): Parts {
  const receiver = textOf(text, 'rpartition');
  const separator = partitionSeparator(sep);
  const at = receiver.lastIndexOf(separator);
  if (at < 0) return tuple('', '', receiver);
  return tuple(receiver.slice(0, at), separator, receiver.slice(at + separator.length));
}

function partitionSeparator(sep: Value): string {
  if (typeof sep !== 'string') throw new PyTypeError(`must be str, not ${typeName(sep)}`);
  if (sep === '') throw new ValueError('empty separator');
  return sep;
}

export function removeprefix(text: Value, prefix: Value): string {
  const receiver = textOf(text, 'removeprefix');
  if (typeof prefix !== 'string') throw notStr('removeprefix() argument', prefix);
  return receiver.startsWith(prefix) ? receiver.slice(prefix.length) : receiver;
}

export function removesuffix(text: Value, suffix: Value): string {
  const receiver = textOf(text, 'removesuffix');
  if (typeof suffix !== 'string') throw notStr('removesuffix() argument', suffix);
  return suffix !== '' && receiver.endsWith(suffix) ? receiver.slice(0, -suffix.length) : receiver;
}
