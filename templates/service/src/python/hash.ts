/**
 * What stands for a value as a key of a `Map` or in a `Set`, so that JavaScript finds what Python finds: 1, 1.0 and
 * True are one key, tuples are equal by their items, lists have none.
 */
import { PyTypeError } from './exceptions.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import { Float, Tuple, type Value } from './value.js';

/** Strings that begin so stand for something else; a real one of those gets one more. */
const MARK = '\0';

export function hashKey(value: Value): unknown {
  switch (typeof value) {
    case 'string':
      return value.startsWith(MARK) ? MARK + value : value;
    case 'boolean':
      return value ? 1 : 0;
    case 'object':
      return value === null ? null : objectKey(value);
    default:
      return value;
  }
}

function objectKey(value: object): unknown {
  if (value instanceof Float) return floatKey(value.value);
  if (value instanceof Tuple) return `${MARK}t${value.map((item) => textKey(item)).join('')}`;
  if (value instanceof Uint8Array) return `${MARK}b${value.join()}`;
  const { pyHash, pyEquals, pyHashesAs } = value as PythonObject;
  if (pyHashesAs) return hashKey(pyHashesAs.call(value));
  if (pyHash) {
    const hash = pyHash.call(value);
    return typeof hash === 'string' ? `${MARK}h${hash}` : hash;
  }
  if (pyEquals || Array.isArray(value))
    throw new PyTypeError(`unhashable type: '${typeName(value)}'`);
  return value;
}

function floatKey(value: number): unknown {
  if (!Number.isInteger(value) || Number.isSafeInteger(value)) return value;
  return BigInt(value);
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** A number for each object, the same as long as it lives. */
export function identityOf(value: object): number {
  let identity = identities.get(value);
  if (identity === undefined) {
    lastIdentity += 1;
    identity = lastIdentity;
    identities.set(value, identity);
  }
  return identity;
}

/** The key as text that no other key has, to be put after others. */
export function textKey(value: Value): string {
  const key = hashKey(value);
  const text =
    typeof key === 'object' && key !== null
      ? String(identityOf(key))
      : typeof key === 'function'
        ? String(identityOf(key))
        : String(key);
  const kind = key === null ? 'z' : typeof key === 'bigint' ? 'n' : (typeof key)[0]!;
  return `${kind}${text.length}:${text}`;
}
