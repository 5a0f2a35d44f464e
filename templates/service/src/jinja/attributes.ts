/**
 * `object.name` and `object['name']`: each looks for an attribute and for an item, in its own order, and what is not
 * there is undefined. Source: getattr and getitem in jinja2/environment.py, 3.1.
 */
import { Markup } from '../flask/markup.js';
import { Dict } from '../python/dict.js';
import { AttributeError, LookupError, PyTypeError } from '../python/exceptions.js';
import { getattr } from '../python/getattr.js';
import { getItem } from '../python/items.js';
import { Slice, slice } from '../python/slices.js';
import { Tuple, type Value } from '../python/value.js';
import { builtinMethod } from './builtin-methods.js';
import { markupMethod } from './markup-methods.js';
import { TemplateFunction } from './template-function.js';
import { Undefined, undefinedMember } from './undefined.js';

/** `object.name`. */
export function memberOf(object: Value, name: string): Value {
  const attribute = attributeOf(object, name);
  if (attribute !== undefined) return attribute;
  const item = itemOf(object, name);
  return item === undefined ? undefinedMember(object, name) : item;
}

/** `object[key]`. */
export function subscript(object: Value, key: Value): Value {
  if (object instanceof Undefined) return object.fail();
  const item = itemOf(object, key);
  if (item !== undefined) return item;
  const name = key instanceof Markup ? key.toHtml() : key;
  const attribute = typeof name === 'string' ? attributeOf(object, name) : undefined;
  return attribute === undefined ? undefinedMember(object, key) : attribute;
}

/** Undefined for what has no such item. */
export function itemOf(object: Value, key: Value): Value | undefined {
  if (object instanceof Dict && !object.has(key) && isPlain(object)) return undefined;
  if (key instanceof Slice && !(object instanceof Markup)) return sliceOf(object, key);
  try {
    return getItem(object, key instanceof Markup ? key.toHtml() : key);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function sliceOf(object: Value, { start, stop, step }: Slice): Value | undefined {
  try {
    return slice(object, start, stop, step);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isPlain(object: Dict): boolean {
  return object.constructor === Dict;
}

/** Undefined for what has no such attribute. */
export function attributeOf(object: Value, name: string): Value | undefined {
  if (object instanceof Undefined) return object.fail();
  if (object instanceof Markup) return markupMethod(object, name);
  const method = builtinMethod(object, name);
  if (method) return method;
  if (isBuiltin(object) || isOwnName(name)) return undefined;
  if (Array.isArray(object)) return ownMember(object, name, Tuple.prototype);
  if (object instanceof Dict) return ownMember(object, name, Dict.prototype);
  try {
    return getattr(object, name);
  } catch (error) {
    if (error instanceof AttributeError) return undefined;
    throw error;
  }
}

/** What a class has beyond the builtin one that it inherits: the names of a row's columns, say. */
function ownMember(object: object, name: string, builtin: object): Value | undefined {
  for (
    // What an array has of its own are its items.
    let owner = Array.isArray(object) ? (Object.getPrototypeOf(object) as object) : object;
    owner !== builtin && owner !== Array.prototype && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner) as object
  ) {
    if (!Object.hasOwn(owner, name)) continue;
    const member = Reflect.get(owner, name, object) as Value;
    return typeof member === 'function'
      ? (member as (...values: Value[]) => Value).bind(object)
      : member;
  }
  return undefined;
}

/** All of whose attributes are methods that are known. */
function isBuiltin(object: Value): boolean {
  if (typeof object !== 'object' || object === null) return true;
  if (object instanceof TemplateFunction) return true;
  return object instanceof Dict ? isPlain(object) : object.constructor === Array;
}

/** Names that objects have for JavaScript, and not for Python. */
function isOwnName(name: string): boolean {
  return /^(?:callFromTemplate|constructor|py[A-Z]\w*|to[A-Z]\w*|pythonClass|then|__\w+__)$/.test(
    name,
  );
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof LookupError || error instanceof PyTypeError || error instanceof AttributeError
  );
}
