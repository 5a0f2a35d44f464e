/** Methods of Python's builtin types, as templates call them: `items.keys()`, `name.split(',')`. */
import { Dict } from '../python/dict.js';
import { dict as makeDict } from '../python/dict.js';
import * as methods from '../python/methods.js';
import { AnySet } from '../python/set.js';
import { format } from '../python/strings.js';
import { Float, type Value } from '../python/value.js';
import { bind, TemplateFunction, type Named } from './template-function.js';

const STR = words(`capitalize casefold center count encode endswith expandtabs find index isalnum
  isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle
  isupper join ljust lower lstrip partition removeprefix removesuffix replace rfind rindex rjust
  rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill`);
const LIST = words('append clear copy count extend index insert pop remove reverse');
const DICT = words('clear copy get items keys pop popitem setdefault update values');
const SET = words(`add clear copy difference discard intersection isdisjoint issubset issuperset pop
  remove symmetric_difference union update`);
const BYTES = words('count decode endswith find hex index split startswith strip');
const INT = words('bit_length');
const FLOAT = words('is_integer');

/** Those that builtin methods take by name. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  split: ['sep', 'maxsplit'],
  rsplit: ['sep', 'maxsplit'],
  splitlines: ['keepends'],
  expandtabs: ['tabsize'],
  encode: ['encoding', 'errors'],
  decode: ['encoding', 'errors'],
};

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/));
}

/** Undefined where the type has no such method. */
export function builtinMethod(object: Value, name: string): TemplateFunction | undefined {
  if (typeof object === 'string' && name === 'format')
    return new TemplateFunction(name, (positional, named) =>
      format(object, positional, makeDict(Object.fromEntries(named))),
    );
  if (!namesOf(object)?.has(name)) return undefined;
  return new TemplateFunction(name, (positional, named) => {
    if (object instanceof Dict && name === 'update')
      return methods.update(object, positional[0], membersOf(named));
    return callMethod(object, name, positional, named);
  });
}

function membersOf(named: Named): Dict {
  return new Dict(named);
}

function namesOf(object: Value): ReadonlySet<string> | undefined {
  switch (typeof object) {
    case 'string':
      return STR;
    case 'number':
      return Number.isSafeInteger(object) ? INT : FLOAT;
    case 'bigint':
    case 'boolean':
      return INT;
    default:
      if (Array.isArray(object)) return LIST;
      if (object instanceof Dict) return DICT;
      if (object instanceof AnySet) return SET;
      if (object instanceof Uint8Array) return BYTES;
      return object instanceof Float ? FLOAT : undefined;
  }
}

export function callMethod(
  object: Value,
  name: string,
  positional: readonly Value[],
  named: Named,
): Value {
  const run = (methods as Readonly<Record<string, methods.Method>>)[name]!;
  const values =
    named.size === 0 ? positional : bind(name, PARAMETERS[name] ?? [], positional, named);
  return run(object, ...values);
}
