/** Names and attributes that may not be there: what Python raises when they are used, and JavaScript would not. */
import { AttributeError, NameError, UnboundLocalError } from './exceptions.js';

/** An object that may be None, of which `member` is wanted. */
export function present<T>(value: T | null, member: string): T {
  if (value === null) {
    throw new AttributeError(`'NoneType' object has no attribute '${member}'`);
  }
  return value;
}

/** A local variable that some way through the function leaves without a value. */
export function bound<T>(value: T | undefined, name: string): T {
  if (value === undefined) {
    throw new UnboundLocalError(
      `cannot access local variable '${name}' where it is not associated with a value`,
    );
  }
  return value;
}

/** A name that nothing defines. */
export function undefinedName(name: string): never {
  throw new NameError(`name '${name}' is not defined`);
}

/** None, which a function gives that returns nothing. */
export function none(_nothing: void | null): null {
  return null;
}

/**
 * For `super(…)` of a class whose `__init__` does not call that of its base: the base, which finds no arguments, leaves
 * the object alone.
 */
export function withoutInit<Parameters extends unknown[]>(): Parameters {
  return [] as unknown[] as Parameters;
}
