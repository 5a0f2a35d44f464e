/** `item in container`. */
import { equals } from './compare.js';
import { PyTypeError, ValueError } from './exceptions.js';
import { iterableOf } from './iterate.js';
import { asInt } from './numbers.js';
import { pythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export function contains(container: Value, item: Value): boolean {
  if (typeof container === 'string') {
    if (typeof item === 'string') return container.includes(item);
    throw new PyTypeError(`'in <string>' requires string as left operand, not ${typeName(item)}`);
  }
  if (Array.isArray(container)) {
    for (const member of container as Value[]) if (equals(member, item)) return true;
    return false;
  }
  if (container instanceof Uint8Array) return containsBytes(container, item);
  const object = pythonObject(container);
  if (object?.pyContains) return object.pyContains(item);
  const items = iterableOf(container);
  if (items === undefined)
    throw new PyTypeError(`argument of type '${typeName(container)}' is not iterable`);
  for (const member of items) if (equals(member, item)) return true;
  return false;
}

function containsBytes(container: Uint8Array, item: Value): boolean {
  const byte = asInt(item);
  if (byte !== undefined) {
    if (byte < 0 || byte > 255) throw new ValueError('byte must be in range(0, 256)');
    return container.includes(Number(byte));
  }
  if (item instanceof Uint8Array) return Buffer.from(container).includes(Buffer.from(item));
  throw new PyTypeError(`a bytes-like object is required, not '${typeName(item)}'`);
}
