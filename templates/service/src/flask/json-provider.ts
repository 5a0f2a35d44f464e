/**
 * `flask.json.provider.DefaultJSONProvider`, from which an app's own class derives to say how its answers become JSON.
 * Source: flask/json/provider.py, 2.2.
 */
import { type Dict, dict } from '../python/dict.js';
import { type EncoderClass, JSONEncoder } from '../python/json-encoder.js';
import type { Value } from '../python/value.js';
import type { FlaskApp } from './flask-app.js';
import { encodeWith, type Layout, ProviderEncoder } from './provider-encoder.js';
import type { JsonProvider } from './value-json.js';

/** `sort_keys = False` in the body of the class. */
type ClassSettings = Partial<Omit<JsonProvider, 'dumps'>>;

export class DefaultJSONProvider implements JsonProvider {
  static readonly pythonClass: string = 'DefaultJSONProvider';
  readonly #app: FlaskApp;
  sortKeys: Value;
  ensureAscii: Value;
  compact: Value;
  mimetype: Value;

  constructor(app: FlaskApp) {
    this.#app = app;
    const settings = this.constructor as ClassSettings;
    this.sortKeys = settings.sortKeys ?? true;
    this.ensureAscii = settings.ensureAscii ?? true;
    this.compact = settings.compact ?? null;
    this.mimetype = settings.mimetype ?? 'application/json';
  }

  /** What stands for an object that JSON does not have. In Python it may be a static method or one of the object. */
  static default(value: Value): Value {
    return new ProviderEncoder().default(value);
  }

  default(value: Value): Value {
    return (this.constructor as typeof DefaultJSONProvider).default(value);
  }

  dumps(value: Value, options: Dict = dict()): string {
    const { sortsKeys, isAscii } = this.#app.jsonSettings();
    const own = this.#app.json_encoder as EncoderClass | null;
    const hasDefault = own !== null && Object.hasOwn(own.prototype as object, 'default');
    const otherwise = hasDefault ? undefined : (object: Value) => this.default(object);
    return encodeWith(own ?? JSONEncoder, value, {
      isAscii: options.get('ensure_ascii') ?? isAscii,
      sortsKeys: options.get('sort_keys') ?? sortsKeys,
      indent: options.get('indent'),
      separators: options.get('separators'),
      otherwise: (options.get('default') as Layout['otherwise']) ?? otherwise,
    });
  }
}
