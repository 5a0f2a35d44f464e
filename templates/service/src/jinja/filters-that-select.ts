/** `map`, `select` and their kin: what they do to each item is another filter or test. */
import { iterate } from '../python/iterate.js';
import { truthy } from '../python/operators.js';
import type { Value } from '../python/value.js';
import { FilterArgumentError } from './errors.js';
import { textOf } from './escape.js';
import type { FilterFunction } from './filters.js';
import { attributeGetter, iterator } from './filters-of-lists.js';
import { format } from './filters-of-text.js';
import type { Frame } from './frame.js';
import { TemplateRuntimeError } from './errors.js';
import type { Named } from './template-function.js';

export const SELECTING_FILTERS: Readonly<Record<string, FilterFunction>> = {
  format,
  map: (frame, value, positional, named) => {
    if (!truthy(value)) return iterator([]);
    const change = mapping(frame, positional, named);
    return iterator(mapped(value, change));
  },
  select: selecting({ byAttribute: false, keeps: true }),
  reject: selecting({ byAttribute: false, keeps: false }),
  selectattr: selecting({ byAttribute: true, keeps: true }),
  rejectattr: selecting({ byAttribute: true, keeps: false }),
};

function mapping(frame: Frame, positional: readonly Value[], named: Named): (item: Value) => Value {
  const attribute = named.get('attribute');
  if (positional.length === 0 && attribute !== undefined)
    return attributeGetter(attribute, named.get('default') ?? null);
  const [name, ...others] = positional;
  if (name === undefined) throw new FilterArgumentError('map requires a filter argument');
  const filter = textOf(name);
  if (!frame.environment.hasFilter(filter))
    throw new TemplateRuntimeError(`No filter named '${filter}'.`);
  return (item) => frame.environment.filter(filter, frame, item, others, named);
}

function* mapped(value: Value, change: (item: Value) => Value): Iterable<Value> {
  for (const item of iterate(value)) yield change(item);
}

function selecting({
  byAttribute,
  keeps,
}: {
  readonly byAttribute: boolean;
  readonly keeps: boolean;
}): FilterFunction {
  return (frame, value, positional, named) => {
    if (!truthy(value)) return iterator([]);
    const [attribute, ...rest] = byAttribute ? positional : [null, ...positional];
    if (attribute === undefined)
      throw new FilterArgumentError('Missing parameter for attribute name');
    const get = attributeGetter(attribute);
    const [name, ...others] = rest;
    const holds = (item: Value): boolean =>
      name === undefined
        ? truthy(item)
        : truthy(frame.environment.test(testName(frame, name), frame, item, others, named));
    return iterator(selected(value, (item) => holds(get(item)) === keeps));
  };
}

function* selected(value: Value, isKept: (item: Value) => boolean): Iterable<Value> {
  for (const item of iterate(value)) if (isKept(item)) yield item;
}

function testName(frame: Frame, name: Value): string {
  const test = textOf(name);
  if (!frame.environment.hasTest(test)) throw new TemplateRuntimeError(`No test named '${test}'.`);
  return test;
}
