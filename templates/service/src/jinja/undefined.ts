/**
 * What a name is that nothing defines: it prints as nothing, is false and empty, and whatever else is done with it is an
 * UndefinedError. Source: Undefined in jinja2/runtime.py, 3.1.
 */
import type { PythonObject } from '../python/protocols.js';
import { repr } from '../python/text.js';
import { typeName } from '../python/type-name.js';
import type { Value } from '../python/value.js';
import { UndefinedError } from './errors.js';

export class Undefined implements PythonObject {
  static readonly pythonClass: string = 'Undefined';

  constructor(readonly message: string) {}

  pyStr(): string {
    return '';
  }

  pyRepr(): string {
    return 'Undefined';
  }

  pyBool(): boolean {
    return false;
  }

  pyLen(): number {
    return 0;
  }

  pyIterate(): Iterable<Value> {
    return [];
  }

  pyEquals(other: Value): boolean {
    return other instanceof Undefined;
  }

  pyHash(): string {
    return 'Undefined';
  }

  fail(): never {
    throw new UndefinedError(this.message);
  }
}

const FAILING: readonly (keyof PythonObject)[] = [
  'pyLess',
  'pyLessOrEqual',
  'pyGreater',
  'pyGreaterOrEqual',
  'pyGetItem',
  'pyInt',
  'pyFloat',
  'pyNegate',
  'pyPositive',
  'pyAdd',
  'pySubtract',
  'pyMultiply',
  'pyDivide',
  'pyFloorDivide',
  'pyModulo',
  'pyPower',
  'pyReflectedAdd',
  'pyReflectedSubtract',
  'pyReflectedMultiply',
  'pyReflectedDivide',
  'pyReflectedFloorDivide',
  'pyReflectedModulo',
  'pyReflectedPower',
];
for (const name of FAILING)
  Object.defineProperty(Undefined.prototype, name, { value: Undefined.prototype.fail });

export function undefinedName(name: string): Undefined {
  return new Undefined(`'${name}' is undefined`);
}

/** An attribute or an item that the object does not have. */
export function undefinedMember(object: Value, name: Value): Undefined {
  const owner = object === null ? 'None' : `${typeName(object)} object`;
  return new Undefined(
    typeof name === 'string'
      ? `'${owner}' has no attribute '${name}'`
      : `${owner} has no element ${repr(name)}`,
  );
}
