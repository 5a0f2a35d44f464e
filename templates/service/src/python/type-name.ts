/** `type(value).__name__`, which is in many of Python's messages. */
import { Float, Tuple } from './value.js';

export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float';
    case 'bigint':
      return 'int';
    case 'boolean':
      return 'bool';
    case 'function':
      return isClass(value) || isBuiltinClass(value) ? 'type' : 'function';
    default:
      return typeof value === 'object' && value !== null ? objectTypeName(value) : 'NoneType';
  }
}

function objectTypeName(value: object): string {
  if (value instanceof Tuple)
    return value.constructor === Tuple ? 'tuple' : className(value.constructor);
  if (Array.isArray(value)) return 'list';
  if (value instanceof Float) return 'float';
  if (value instanceof Uint8Array) return 'bytes';
  const { constructor } = value;
  if (typeof constructor !== 'function') return 'object';
  if (!Object.hasOwn(constructor, 'pythonClass')) {
    const name = (value as { readonly pythonClass?: unknown }).pythonClass;
    if (typeof name === 'string') return name;
  }
  return className(constructor);
}

/** `cls.__name__`: a class may say another name than it has in JavaScript, in `static pythonClass`. */
export function className(constructor: object): string {
  const { name, pythonClass } = constructor as { name?: string; pythonClass?: string };
  if (Object.hasOwn(constructor, 'pythonClass')) return pythonClass!;
  return name === undefined || name === 'Object' ? 'object' : name;
}

export function isClass(value: unknown): boolean {
  return typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value));
}

/** `int` and the like, as values, are the functions that convert to them. */
export function isBuiltinClass(value: unknown): boolean {
  return typeof value === 'function' && Object.hasOwn(value, 'pythonClass') && !isClass(value);
}

/** A class as a value: what `type(value)` gives. There is one for each class, so they can be compared. */
export class PyType {
  static readonly pythonClass = 'type';
  readonly #key: unknown;

  /** @param key the class, or the name of what has none in JavaScript */
  constructor(
    readonly name: string,
    key: unknown,
  ) {
    this.#key = key;
  }

  /** A class of the program is itself. */
  pyEquals(other: unknown): boolean {
    if (typeof other !== 'function') return this === other;
    return isClass(other) ? other === this.#key : className(other) === this.name;
  }

  get ['__name__'](): string {
    return this.name;
  }

  pyRepr(): string {
    return `<class '${this.name}'>`;
  }
}

const types = new Map<unknown, PyType>();

export function typeOf(value: unknown): PyType {
  const name = typeName(value);
  const isObject = typeof value === 'object' && value !== null && !isPlainSequence(value);
  const key = isObject && !(value instanceof Float) ? value.constructor : name;
  let type = types.get(key);
  if (!type) {
    type = new PyType(name, key);
    types.set(key, type);
  }
  return type;
}

/** A list or a tuple; a named tuple has a class of its own. */
function isPlainSequence(value: object): boolean {
  return Array.isArray(value) && (!(value instanceof Tuple) || value.constructor === Tuple);
}

/** `type(a) is type(b)` */
export function isSameClass(a: unknown, b: unknown): boolean {
  return typeOf(a) === typeOf(b);
}

/** `object()`: equal to nothing but itself. */
export class PyObject {
  static readonly pythonClass = 'object';

  pyRepr(): string {
    return '<object object>';
  }
}
