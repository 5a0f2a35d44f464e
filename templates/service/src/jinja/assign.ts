/** What `set`, `for` and `with` give values to. */
import { unpack } from '../python/items.js';
import type { Value } from '../python/value.js';
import { TemplateRuntimeError } from './errors.js';
import { lookUp, type Frame } from './frame.js';
import { Namespace } from './globals.js';
import type { Target } from './syntax.js';

/** A name at the top level of a template is the template's: others may import it. */
export function assign(frame: Frame, target: Target, value: Value): void {
  switch (target.kind) {
    case 'name':
      setName(frame, target.name, value);
      return;
    case 'tuple': {
      const values = unpack(value, target.items.length);
      for (const [at, item] of target.items.entries()) assign(frame, item, values[at]!);
      return;
    }
    case 'namespace': {
      const namespace = lookUp(frame, target.name);
      if (!(namespace instanceof Namespace))
        throw new TemplateRuntimeError('cannot assign attribute on non-namespace object');
      namespace.pySetItem(target.attribute, value);
    }
  }
}

/** @param isExported what is imported is not passed on. */
export function setName(frame: Frame, name: string, value: Value, isExported = true): void {
  if (!frame.isTop) {
    frame.scope!.set(name, value);
    return;
  }
  frame.context.own.set(name, value);
  if (name.startsWith('_')) return;
  if (isExported) frame.context.exported.add(name);
  else frame.context.exported.delete(name);
}
