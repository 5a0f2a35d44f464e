/** str's methods that look for a part, and where; places count code points. */
import { codePointIndex, lengthOf, sliceText } from './code-points.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { toSmallIndex } from './numbers.js';
import { range } from './slices.js';
import { textOf } from './receiver.js';
import { typeName } from './type-name.js';
import { Tuple, type Value } from './value.js';

export function startswith(text: Value, prefix: Value, start?: Value, end?: Value): boolean {
  const part = within(textOf(text, 'startswith'), start, end);
  return affixes(prefix, 'startswith').some((affix) => part?.startsWith(affix) ?? false);
}

export function endswith(text: Value, suffix: Value, start?: Value, end?: Value): boolean {
  const part = within(textOf(text, 'endswith'), start, end);
  return affixes(suffix, 'endswith').some((affix) => part?.endsWith(affix) ?? false);
}

function affixes(affix: Value, method: string): readonly string[] {
  if (typeof affix === 'string') return [affix];
  if (!(affix instanceof Tuple))
    throw new PyTypeError(
      `${method} first arg must be str or a tuple of str, not ${typeName(affix)}`,
    );
  return [...affix].map((item) => {
    if (typeof item === 'string') return item;
    throw new PyTypeError(`tuple for ${method} must only contain str, not ${typeName(item)}`);
  });
}

/** The part of a text between two places; undefined where it begins behind the end. */
function within(
  text: string,
  start: Value | undefined,
  end: Value | undefined,
): string | undefined {
  return place(text, start, end)?.part;
}

interface Place {
  readonly part: string;
  readonly offset: number;
}

function place(text: string, start: Value | undefined, end: Value | undefined): Place | undefined {
  const isWhole = (start ?? null) === null && (end ?? null) === null;
  if (isWhole) return { part: text, offset: 0 };
  const length = lengthOf(text);
  const given = (start ?? null) === null ? 0 : toSmallIndex(start);
  if (given > length) return undefined;
  const places = range(length, start, end, null);
  if (places.stop < places.start) return undefined;
  return { part: sliceText(text, places.start, places.stop), offset: places.start };
}

export function find(text: Value, sub: Value, start?: Value, end?: Value): number {
  return search(sub, place(textOf(text, 'find'), start, end), 'indexOf');
}

export function rfind(text: Value, sub: Value, start?: Value, end?: Value): number {
  return search(sub, place(textOf(text, 'rfind'), start, end), 'lastIndexOf');
}

function search(sub: Value, where: Place | undefined, method: 'indexOf' | 'lastIndexOf'): number {
  if (typeof sub !== 'string') throw new PyTypeError(`must be str, not ${typeName(sub)}`);
  const unit = where?.part[method](sub) ?? -1;
  return unit < 0 ? -1 : codePointIndex(where!.part, unit) + where!.offset;
}

export function index(text: Value, sub: Value, start?: Value, end?: Value): number {
  return found(find(textOf(text, 'index'), sub, start, end));
}

export function rindex(text: Value, sub: Value, start?: Value, end?: Value): number {
  return found(rfind(textOf(text, 'rindex'), sub, start, end));
}

function found(at: number): number {
  if (at < 0) throw new ValueError('substring not found');
  return at;
}

export function count(text: Value, sub: Value, start?: Value, end?: Value): number {
  const part = within(textOf(text, 'count'), start, end);
  if (typeof sub !== 'string') throw new PyTypeError(`must be str, not ${typeName(sub)}`);
  if (part === undefined) return 0;
  return sub === '' ? lengthOf(part) + 1 : part.split(sub).length - 1;
}
