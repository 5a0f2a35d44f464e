/** `object.__dict__`: the attributes that an object has been given, under their Python names. */
import { dict, type Dict } from './dict.js';
import { missingAttribute } from './getattr.js';
import { pythonObject } from './protocols.js';
import type { Value } from './value.js';

export function attributesOf(value: Value): Dict {
  const object = pythonObject(value);
  if (!object || Array.isArray(object)) throw missingAttribute(value, '__dict__');
  const members = object as Readonly<Record<string, Value | undefined>>;
  const names = new Map(Object.entries(object.pyAttributes ?? {}));
  const found = dict();
  for (const [name, member] of names) {
    const attribute = members[member];
    if (attribute !== undefined) found.set(name, attribute);
  }
  // What setattr() gave it has the name that it was given under.
  const known = new Set(names.values());
  for (const [member, attribute] of Object.entries(members)) {
    if (!known.has(member) && attribute !== undefined && typeof attribute !== 'function')
      found.set(member, attribute);
  }
  return found;
}
