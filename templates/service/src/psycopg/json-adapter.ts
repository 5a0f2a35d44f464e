/** Objects that know how they are written into a statement. Source: lib/_json.py, psycopg/adapter_asis.c. */
import { dumps } from '../python/json.js';
import { repr, str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { adapt, adaptText, type Adapted, type Adapter } from './adapt.js';

/** `Json(value, dumps)`. */
export class Json implements Adapter {
  static readonly pythonClass: string = 'Json';
  readonly #dumps: ((value: Value) => Value) | null;

  constructor(
    readonly adapted: Value,
    write: Value = null,
  ) {
    this.#dumps = write as ((value: Value) => Value) | null;
  }

  dumps(value: Value): string {
    return this.#dumps ? str(this.#dumps(value)) : dumps(value);
  }

  toAdapted(): Adapted {
    return adaptText(this.dumps(this.adapted));
  }

  pyRepr(): string {
    return `<psycopg2._json.Json object: ${repr(this.adapted)}>`;
  }
}

/** SQL as it is. */
export class AsIs implements Adapter {
  static readonly pythonClass: string = 'AsIs';

  constructor(readonly adapted: Value) {}

  toAdapted(): Adapted {
    const literal = str(this.adapted);
    return { literal, parts: [literal] };
  }

  getquoted(): Value {
    return Buffer.from(str(this.adapted));
  }
}

export class QuotedString implements Adapter {
  static readonly pythonClass: string = 'QuotedString';

  constructor(readonly adapted: Value) {}

  toAdapted(): Adapted {
    return adaptText(str(this.adapted));
  }

  getquoted(): Value {
    return Buffer.from(this.toAdapted().literal);
  }

  pyStr(): string {
    return this.toAdapted().literal;
  }
}

/** `extensions.adapt(value).getquoted()`. */
export class Quoted implements Adapter {
  static readonly pythonClass: string = 'ISQLQuote';

  constructor(readonly adapted: Value) {}

  toAdapted(): Adapted {
    return adapt(this.adapted);
  }

  getquoted(): Value {
    return Buffer.from(this.toAdapted().literal);
  }

  pyStr(): string {
    return this.toAdapted().literal;
  }
}
