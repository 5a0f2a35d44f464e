/** Filters of lists, dicts and whatever else can be iterated. */
import { Markup } from '../flask/markup.js';
import { Dict } from '../python/dict.js';
import { AttributeError, PyTypeError } from '../python/exceptions.js';
import { len } from '../python/items.js';
import { iterate, PyIterator } from '../python/iterate.js';
import { toSmallIndex } from '../python/numbers.js';
import { max, min, sum } from '../python/numeric.js';
import { equals, truthy } from '../python/operators.js';
import { list, reversed, sorted } from '../python/sequences.js';
import { PySet } from '../python/set.js';
import { lower } from '../python/strings.js';
import { typeName } from '../python/type-name.js';
import { Tuple, type Value } from '../python/value.js';
import { attributeOf, subscript } from './attributes.js';
import { FilterArgumentError } from './errors.js';
import { print, softStr, textOf } from './escape.js';
import type { BoundFilter } from './filters.js';
import { Undefined, undefinedMember } from './undefined.js';

export const LIST_FILTERS: Readonly<Record<string, BoundFilter>> = {
  attr: (_frame, value, name = '') => {
    const attribute = attributeOf(value, textOf(name));
    return attribute === undefined ? undefinedMember(value, name) : attribute;
  },
  batch: (_frame, value, count = 1, fill = null) => iterator(batch(value, count, fill)),
  count: (_frame, value) => len(value),
  d: orDefault,
  default: orDefault,
  dictsort: (_frame, value, isExact = false, by = 'key', reverse = false) => {
    if (by !== 'key' && by !== 'value')
      throw new FilterArgumentError('You can only sort by either "key" or "value"');
    const at = by === 'key' ? 0 : 1;
    const fold = caseFold(isExact);
    return sorted([...itemsOf(value)], (pair: Tuple) => fold(pair[at]!), reverse);
  },
  first: (_frame, value) => {
    for (const item of iterate(value)) return item;
    return new Undefined('No first item, sequence was empty.');
  },
  groupby: (_frame, value, attribute = '', otherwise = null, isExact = false) => {
    const get = attributeGetter(attribute, otherwise);
    const fold = caseFold(isExact);
    const groups: { readonly key: Value; readonly items: Value[] }[] = [];
    for (const item of sorted([...iterate(value)], (one: Value) => fold(get(one)))) {
      const key = fold(get(item));
      const last = groups.at(-1);
      if (last && equals(last.key, key)) last.items.push(item);
      else groups.push({ key, items: [item] });
    }
    return groups.map(({ key, items }) =>
      Group.withItems(truthy(isExact) ? key : get(items[0]!), items),
    );
  },
  items: (_frame, value) =>
    value instanceof Undefined ? iterator([]) : iterator(mappingItems(value)),
  join,
  last: (_frame, value) => {
    if (value instanceof Undefined) return new Undefined('No last item, sequence was empty.');
    for (const item of reversed(value)) return item;
    return new Undefined('No last item, sequence was empty.');
  },
  length: (_frame, value) => len(value),
  list: (_frame, value) => list(value),
  max: (_frame, value, isExact, attribute) => best(max, value, isExact, attribute),
  min: (_frame, value, isExact, attribute) => best(min, value, isExact, attribute),
  slice: (_frame, value, slices = 1, fill = null) => iterator(slicesOf(value, slices, fill)),
  sort: (_frame, value, reverse = false, isExact = false, attribute = null) => {
    const getters = (typeof attribute === 'string' ? attribute.split(',') : [attribute]).map(
      (one) => attributeGetter(one),
    );
    const fold = caseFold(isExact);
    return sorted(value, (item: Value) => getters.map((get) => fold(get(item))), reverse);
  },
  sum: (_frame, value, attribute = null, start = 0) =>
    sum(attribute === null ? value : Array.from(iterate(value), attributeGetter(attribute)), start),
  unique: (_frame, value, isExact = false, attribute = null) => {
    const [get, fold] = [attributeGetter(attribute), caseFold(isExact)];
    const seen = new PySet();
    const found: Value[] = [];
    for (const item of iterate(value)) {
      const key = fold(get(item));
      if (seen.pyContains(key)) continue;
      seen.add(key);
      found.push(item);
    }
    return iterator(found);
  },
};

/** A filter of Python's that is a generator: its answer can be gone through once. */
export function iterator(items: Iterable<Value>): Value {
  return new PyIterator('generator', items);
}

function orDefault(
  _frame: unknown,
  value: Value,
  otherwise: Value = '',
  asksForTruth: Value = false,
): Value {
  const isMissing = value instanceof Undefined || (truthy(asksForTruth) && !truthy(value));
  return isMissing ? otherwise : value;
}

/** `attribute` may be a path, `address.city`, or an index. */
export function attributeGetter(attribute: Value, otherwise: Value = null): (item: Value) => Value {
  if (attribute === null) return (item) => item;
  const parts: Value[] =
    typeof attribute === 'string' || attribute instanceof Markup
      ? textOf(attribute)
          .split('.')
          .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
      : [attribute];
  return (item) => {
    let found = item;
    for (const part of parts) {
      found = subscript(found, part);
      if (otherwise !== null && found instanceof Undefined) found = otherwise;
    }
    return found;
  };
}

function caseFold(isExact: Value): (value: Value) => Value {
  if (truthy(isExact)) return (value) => value;
  return (value) =>
    typeof value === 'string' || value instanceof Markup ? lower(textOf(value)) : value;
}

function best(
  choose: typeof max,
  value: Value,
  isExact: Value = false,
  attribute: Value = null,
): Value {
  const items = [...iterate(value)];
  if (items.length === 0) return new Undefined('No aggregated item, sequence was empty.');
  const [get, fold] = [attributeGetter(attribute), caseFold(isExact)];
  return choose([items as Value], (item: Value) => fold(get(item)));
}

function* itemsOf(value: Value): Iterable<Value> {
  if (!(value instanceof Dict))
    throw new AttributeError(`'${typeName(value)}' object has no attribute 'items'`);
  yield* value.entries();
}

function* mappingItems(value: Value): Iterable<Value> {
  if (!(value instanceof Dict)) throw new PyTypeError('Can only get item pairs from a mapping.');
  yield* value.entries();
}

function join(
  { escapes }: { readonly escapes: boolean },
  value: Value,
  separator: Value = '',
  attribute: Value = null,
): Value {
  const items = Array.from(iterate(value), attributeGetter(attribute));
  if (!escapes) return items.map((item) => textOf(item)).join(textOf(separator));
  if (!(separator instanceof Markup)) {
    if (!items.some((item) => item instanceof Markup))
      return items.map((item) => textOf(item)).join(textOf(separator));
    return new Markup(items.map((item) => print(item, true)).join(print(separator, true)));
  }
  const parts = items.map((item) => print(softStr(item), true));
  return new Markup(parts.join(separator.toHtml()));
}

function* batch(value: Value, count: Value, fill: Value): Iterable<Value> {
  const size = toSmallIndex(count);
  let row: Value[] = [];
  for (const item of iterate(value)) {
    if (row.length === size) {
      yield row;
      row = [];
    }
    row.push(item);
  }
  if (row.length === 0) return;
  if (fill === null) yield row;
  else
    yield Array.from({ length: Math.max(size, row.length) }, (_, at) =>
      at < row.length ? row[at]! : fill,
    );
}

function* slicesOf(value: Value, slices: Value, fill: Value): Iterable<Value> {
  const items = [...iterate(value)];
  const count = toSmallIndex(slices);
  const [size, longer] = [Math.floor(items.length / count), items.length % count];
  let start = 0;
  for (let at = 0; at < count; at += 1) {
    const end = start + size + (at < longer ? 1 : 0);
    const part = items.slice(start, end);
    if (fill !== null && at >= longer) part.push(fill);
    yield part;
    start = end;
  }
}

/** What `groupby` gives: a tuple whose items have names. */
class Group extends Tuple {
  static readonly pythonClass: string = 'tuple';

  static withItems(grouper: Value, items: Value): Group {
    const group = new Group();
    group.push(grouper, items);
    return group;
  }

  get grouper(): Value {
    return this[0]!;
  }

  get list(): Value {
    return this[1]!;
  }
}
