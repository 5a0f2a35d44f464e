/** What every template has: `range`, `dict`, `cycler`, `joiner`, `namespace`. Source: jinja2/defaults.py and utils.py. */
import { Dict } from '../python/dict.js';
import { AttributeError, PyTypeError } from '../python/exceptions.js';
import { dict } from '../python/dict.js';
import type { PythonObject } from '../python/protocols.js';
import { range } from '../python/range.js';
import { repr } from '../python/text.js';
import type { Value } from '../python/value.js';
import { bind, TemplateFunction } from './template-function.js';

/** Its attributes can be set within a loop, and are there behind it. */
export class Namespace implements PythonObject {
  static readonly pythonClass: string = 'Namespace';
  readonly #attributes: Dict;

  constructor(attributes: Dict) {
    this.#attributes = attributes;
  }

  pyGetAttribute(name: string): Value {
    const value = this.#attributes.get(name);
    if (value === undefined)
      throw new AttributeError(`'Namespace' object has no attribute '${name}'`);
    return value;
  }

  pySetItem(name: Value, value: Value): void {
    this.#attributes.set(name, value);
  }

  pyRepr(): string {
    return `<Namespace ${repr(this.#attributes)}>`;
  }
}

class Cycler {
  static readonly pythonClass: string = 'Cycler';
  #at = 0;
  readonly #items: readonly Value[];

  constructor(items: readonly Value[]) {
    this.#items = items;
  }

  get current(): Value {
    return this.#items[this.#at]!;
  }

  next(): Value {
    const { current } = this;
    this.#at = (this.#at + 1) % this.#items.length;
    return current;
  }

  reset(): Value {
    this.#at = 0;
    return null;
  }
}

export const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  [
    'range',
    new TemplateFunction('range', (positional) => {
      const [start, stop, step] = positional;
      if (start === undefined) throw new PyTypeError('range expected at least 1 argument, got 0');
      return range(start, stop, step);
    }),
  ],
  [
    'dict',
    new TemplateFunction('dict', ([source], named) => dict(source ?? new Dict(), new Dict(named))),
  ],
  [
    'namespace',
    new TemplateFunction(
      'namespace',
      ([source], named) => new Namespace(dict(source ?? new Dict(), new Dict(named))),
    ),
  ],
  [
    'cycler',
    new TemplateFunction('cycler', (items) => {
      if (items.length === 0) throw new PyTypeError('at least one item has to be provided');
      return new Cycler(items);
    }),
  ],
  [
    'joiner',
    new TemplateFunction('joiner', (positional, named) => {
      const [separator = ', '] = bind('joiner', ['sep'], positional, named);
      let isUsed = false;
      return new TemplateFunction('joiner', () => {
        if (isUsed) return separator;
        isUsed = true;
        return '';
      });
    }),
  ],
]);
