/** `getattr` and its kin, for attributes whose names are only known at run time. */
import { AttributeError } from './exceptions.js';
import { memberName } from './member-name.js';
import { pythonObject } from './protocols.js';
import { className, isBuiltinClass, isClass, typeName } from './type-name.js';
import type { Value } from './value.js';

/** An attribute's name in TypeScript: `first_name` may have become `firstName`. */
function find(value: Value, name: string): { readonly found: Value } | undefined {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function'))
    return undefined;
  if (Array.isArray(value)) return undefined;
  if (name === '__name__' && (isClass(value) || isBuiltinClass(value)))
    return { found: className(value).replace(/^.*\./, '') };
  for (const key of [name, memberName(name)]) {
    if (key in Object.prototype || key === 'constructor' || !(key in value)) continue;
    const found = (value as Readonly<Record<string, Value | undefined>>)[key];
    if (found === undefined) continue;
    return {
      found: typeof found === 'function' && !isClassValue(found) ? bind(found, value) : found,
    };
  }
  return findInClass(value, name);
}

/** What the class says for all its objects. */
function findInClass(value: object, name: string): { readonly found: Value } | undefined {
  const { constructor } = value;
  if (typeof constructor !== 'function' || !isClassValue(constructor)) return undefined;
  for (const key of [name, memberName(name)]) {
    if (key in Function.prototype || key === 'prototype' || key === 'pythonClass') continue;
    const found = (constructor as unknown as Readonly<Record<string, Value | undefined>>)[key];
    if (found !== undefined && typeof found !== 'function') return { found };
  }
  return undefined;
}

function isClassValue(value: object): boolean {
  return Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false;
}

function bind(method: Value, object: Value): Value {
  return (method as (...values: Value[]) => Value).bind(object);
}

export function getattr(value: Value, name: Value, otherwise?: Value): Value {
  const attribute = find(value, String(name));
  if (attribute) return attribute.found;
  try {
    const object = pythonObject(value);
    if (object?.pyGetAttribute) return object.pyGetAttribute(String(name));
  } catch (error) {
    if (otherwise === undefined || !(error instanceof AttributeError)) throw error;
  }
  if (otherwise !== undefined) return otherwise;
  throw missingAttribute(value, String(name));
}

export function missingAttribute(value: Value, name: string): AttributeError {
  return new AttributeError(`'${typeName(value)}' object has no attribute '${name}'`);
}

export function hasattr(value: Value, name: Value): boolean {
  try {
    getattr(value, name);
    return true;
  } catch (error) {
    if (error instanceof AttributeError) return false;
    throw error;
  }
}

export function setattr(value: Value, name: Value, attribute: Value): void {
  const object = pythonObject(value);
  if (!object || Array.isArray(object)) throw missingAttribute(value, String(name));
  if (object.pySetAttribute) object.pySetAttribute(String(name), attribute);
  else (object as Record<string, Value>)[keyFor(object, String(name))] = attribute;
}

export function delattr(value: Value, name: Value): void {
  const object = pythonObject(value);
  const key = object && keyFor(object, String(name));
  if (!object || key === undefined || !Object.hasOwn(object, key))
    throw new AttributeError(String(name));
  delete (object as Record<string, Value>)[key];
}

/** The name that the object has the attribute under; its own where it has none yet. */
function keyFor(object: object, name: string): string {
  const camel = memberName(name);
  return !(name in object) && camel in object ? camel : name;
}

/** A method of an object whose class is only known at run time. */
export function callMethod(
  value: Value,
  name: string,
  args: readonly (Value | undefined)[],
): Value {
  const method = getattr(value, name);
  return (method as (...values: readonly (Value | undefined)[]) => Value)(...args);
}
