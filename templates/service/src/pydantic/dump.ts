/**
 * A model as a dict, with the models in it as dicts: `dict()` of pydantic 1 and `model_dump()` of pydantic 2.
 * Source: pydantic/main.py and utils.py (ValueItems), 1.10.
 */
import { equals } from '../python/compare.js';
import { Dict } from '../python/dict.js';
import { Enum } from '../python/enum.js';
import { PyTypeError } from '../python/exceptions.js';
import { iterate } from '../python/iterate.js';
import { AnySet, FrozenSet, PySet } from '../python/set.js';
import { typeName } from '../python/type-name.js';
import { Tuple, tupleOf, type Value } from '../python/value.js';
import { Model } from './model.js';

/** What a call leaves out is undefined. */
export interface DumpOptions {
  /** Names as a set, or a dict of names and what is meant within them. */
  readonly include?: Value | undefined;
  readonly exclude?: Value | undefined;
  readonly byAlias?: Value | undefined;
  readonly excludeUnset?: Value | undefined;
  readonly excludeDefaults?: Value | undefined;
  readonly excludeNone?: Value | undefined;
}

type Choice = true | ReadonlyMap<Value, Choice>;

interface Chosen {
  readonly include: Choice | undefined;
  readonly exclude: Choice | undefined;
}

export function dumpModel(model: Model, options: DumpOptions): Dict {
  const include = choiceOf(options.include);
  const exclude = choiceOf(options.exclude);
  return members(model, { include, exclude }, options);
}

function members(model: Model, chosen: Chosen, options: DumpOptions): Dict {
  const { fields, config } = (model.constructor as typeof Model).definition;
  const result = new Dict();
  for (const [name, value] of model.entries()) {
    const field = fields.get(name);
    const inner = chosenWithin(chosen, name);
    if (!inner || field?.options.isExcluded) continue;
    if (options.excludeUnset === true && !model.isGiven(name)) continue;
    if (options.excludeNone === true && value === null) continue;
    if (options.excludeDefaults === true && field && !field.isRequired) {
      const { default: fallback = null } = field.options;
      if (equals(fallback, value)) continue;
    }
    const key = options.byAlias === true && field ? field.alias : name;
    result.set(key, dumped(value, inner, options, config.useEnumValues === true));
  }
  return result;
}

function dumped(value: Value, chosen: Chosen, options: DumpOptions, asValues: boolean): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Model) return members(value, chosen, options);
  if (value instanceof Dict) {
    const result = new Dict();
    for (const [key, item] of value.entries()) {
      const inner = chosenWithin(chosen, key);
      if (inner) result.set(key, dumped(item, inner, options, asValues));
    }
    return result;
  }
  if (Array.isArray(value) || value instanceof AnySet) {
    const items = [...iterate(value)].flatMap((item, at) => {
      const inner = chosenWithin(chosen, at);
      return inner ? [dumped(item, inner, options, asValues)] : [];
    });
    if (value instanceof Tuple) return tupleOf(items);
    if (value instanceof FrozenSet) return new FrozenSet(items);
    return Array.isArray(value) ? items : new PySet(items);
  }
  return asValues && value instanceof Enum ? value.value : value;
}

/** What is chosen within a member; undefined where the member itself is left out. */
function chosenWithin({ include, exclude }: Chosen, key: Value): Chosen | undefined {
  const isChosen = include === undefined || include === true;
  const included = isChosen ? undefined : (include.get(key) ?? include.get('__all__'));
  if (!isChosen && included === undefined) return undefined;
  const isWhole = exclude === undefined || exclude === true;
  const excluded = isWhole ? undefined : (exclude.get(key) ?? exclude.get('__all__'));
  if (excluded === true) return undefined;
  return { include: included === true ? undefined : included, exclude: excluded };
}

function choiceOf(value: Value | undefined): Choice | undefined {
  if (value === undefined || value === null) return undefined;
  if (value instanceof Dict) {
    const pairs = [...value.entries()].filter(([, inner]) => inner !== false);
    return new Map(pairs.map(([key, inner]) => [key, innerChoice(inner)]));
  }
  if (value instanceof AnySet) return new Map([...iterate(value)].map((key) => [key, true]));
  throw new PyTypeError(`Unexpected type of exclude value <class '${typeName(value)}'>`);
}

function innerChoice(value: Value): Choice {
  return value === true ||
    (typeof value === 'object' && value !== null && typeName(value) === 'ellipsis')
    ? true
    : (choiceOf(value) ?? true);
}
