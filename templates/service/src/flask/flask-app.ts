/**
 * The app as translated code knows it: `app.config`, `current_app`, `app.logger`. It serves nothing: the routes are
 * Fastify's.
 */
import { Dict, dict } from '../python/dict.js';
import type { PythonObject } from '../python/protocols.js';
import { str } from '../python/text.js';
import { truthy } from '../python/operators.js';
import { formatPercent } from '../python/format-percent.js';
import type { EncoderClass } from '../python/json-encoder.js';
import { tuple, tupleOf, type Value } from '../python/value.js';
import { currentServer } from './context.js';
import { encodeWith } from './provider-encoder.js';
import { Response, toResponse } from './response.js';
import { type JsonProvider, type JsonSettings, useJsonSettings } from './value-json.js';

/** What Flask 2.2 sets itself. */
const DEFAULTS: readonly (readonly [string, Value])[] = [
  ['ENV', 'production'],
  ['DEBUG', false],
  ['TESTING', false],
  ['PROPAGATE_EXCEPTIONS', null],
  ['SECRET_KEY', null],
  ['USE_X_SENDFILE', false],
  ['SERVER_NAME', null],
  ['APPLICATION_ROOT', '/'],
  ['SESSION_COOKIE_NAME', 'session'],
  ['MAX_CONTENT_LENGTH', null],
  ['SEND_FILE_MAX_AGE_DEFAULT', null],
  ['TRAP_HTTP_EXCEPTIONS', false],
  ['PREFERRED_URL_SCHEME', 'http'],
  ['JSON_AS_ASCII', null],
  ['JSON_SORT_KEYS', null],
  ['JSONIFY_PRETTYPRINT_REGULAR', null],
  ['TEMPLATES_AUTO_RELOAD', null],
];

export class Config extends Dict {
  static override readonly pythonClass: string = 'Config';

  /** Of an object or a class, what is written in capitals; a class has what its bases have, too. */
  from_object(source: Value): void {
    if (typeof source !== 'function' && (typeof source !== 'object' || source === null)) return;
    const { pyMembers } = source as PythonObject;
    if (pyMembers) {
      for (const [name, value] of pyMembers.call(source)) this.#take(name, value);
      return;
    }
    const base = Object.getPrototypeOf(source) as object;
    if (typeof source === 'function' && base !== Function.prototype)
      this.from_object(base as Value);
    for (const [name, value] of Object.entries(source)) this.#take(name, value as Value);
  }

  from_mapping(source?: Value, members?: Dict): boolean {
    const given = [
      ...(source instanceof Dict ? source.entries() : []),
      ...(members?.entries() ?? []),
    ];
    for (const [name, value] of given) this.#take(str(name), value);
    return true;
  }

  #take(name: string, value: Value): void {
    if (name === name.toUpperCase()) this.set(name, value);
  }
}

export class FlaskApp {
  static readonly pythonClass: string = 'Flask';
  readonly config = new Config();
  /** What extensions and the app itself keep here. */
  readonly extensions = dict();
  readonly logger = new AppLogger();
  readonly name: string;
  json: JsonProvider = {
    sortKeys: true,
    ensureAscii: true,
    compact: null,
    mimetype: 'application/json',
  };
  /** A class that derives from json.JSONEncoder. */
  json_encoder: Value = null;
  /** Read by Flask when the app is made, and never again. */
  json_provider_class: Value = null;

  constructor(
    readonly import_name: string,
    readonly root_path = process.cwd(),
  ) {
    this.name = import_name;
    for (const [name, value] of DEFAULTS) this.config.set(name, value);
    useJsonSettings(() => this.jsonSettings());
    apps.push(this);
  }

  /** What the configuration says of JSON, and otherwise `app.json`. */
  jsonSettings(): JsonSettings {
    const { json } = this;
    const isIndented = json.compact === null ? this.debug : !truthy(json.compact);
    const settings = {
      sortsKeys: this.#isSet('JSON_SORT_KEYS', truthy(json.sortKeys)),
      isAscii: this.#isSet('JSON_AS_ASCII', truthy(json.ensureAscii)),
      isIndented: this.#isSet('JSONIFY_PRETTYPRINT_REGULAR', isIndented),
      mimetype: str(json.mimetype),
    };
    return { ...settings, encode: this.#encoder(settings) };
  }

  #encoder({
    sortsKeys,
    isAscii,
    isIndented,
  }: Omit<JsonSettings, 'encode'>): JsonSettings['encode'] {
    const { json, json_encoder: Encoder } = this;
    const layout = isIndented ? { indent: 2 } : { separators: tuple(',', ':') };
    if (json.dumps) return (value) => str(json.dumps!(value, dict(layout)));
    if (Encoder === null) return undefined;
    return (value) => encodeWith(Encoder as EncoderClass, value, { sortsKeys, isAscii, ...layout });
  }

  /** Of an app that has no class of its own for its answers. */
  response_class(...values: ConstructorParameters<typeof Response>): Response {
    return new Response(...values);
  }

  make_response(answer: Value): Response {
    return toResponse(answer);
  }

  /* Some of the configuration is the app's own attributes, too. */

  get secret_key(): Value {
    return this.config.get('SECRET_KEY') ?? null;
  }

  set secret_key(key: Value) {
    this.config.set('SECRET_KEY', key);
  }

  get permanent_session_lifetime(): Value {
    return this.config.get('PERMANENT_SESSION_LIFETIME') ?? null;
  }

  set permanent_session_lifetime(lifetime: Value) {
    this.config.set('PERMANENT_SESSION_LIFETIME', lifetime);
  }

  get session_cookie_name(): Value {
    return this.config.get('SESSION_COOKIE_NAME') ?? 'session';
  }

  set session_cookie_name(name: Value) {
    this.config.set('SESSION_COOKIE_NAME', name);
  }

  get debug(): boolean {
    return truthy(this.config.get('DEBUG') ?? false);
  }

  get testing(): boolean {
    return truthy(this.config.get('TESTING') ?? false);
  }

  #isSet(name: string, otherwise: boolean): boolean {
    const value = this.config.get(name) ?? null;
    return value === null ? otherwise : truthy(value);
  }
}

const apps: FlaskApp[] = [];

/** `current_app`. A service has one app. */
export function currentApp(): FlaskApp {
  return apps.at(-1) ?? new FlaskApp('app');
}

/** `app.logger`: `%` formats with what follows the message. */
export class AppLogger {
  static readonly pythonClass: string = 'Logger';

  debug(message: Value, ...values: Value[]): void {
    currentServer().log.debug(printMessage(message, values));
  }

  info(message: Value, ...values: Value[]): void {
    currentServer().log.info(printMessage(message, values));
  }

  warning(message: Value, ...values: Value[]): void {
    currentServer().log.warn(printMessage(message, values));
  }

  warn(message: Value, ...values: Value[]): void {
    this.warning(message, ...values);
  }

  error(message: Value, ...values: Value[]): void {
    currentServer().log.error(printMessage(message, values));
  }

  exception(message: Value, ...values: Value[]): void {
    this.error(message, ...values);
  }

  critical(message: Value, ...values: Value[]): void {
    currentServer().log.fatal(printMessage(message, values));
  }
}

function printMessage(message: Value, values: readonly Value[]): string {
  if (values.length === 0) return str(message);
  const isNamed = values.length === 1 && values[0] instanceof Dict;
  return str(formatPercent(str(message), isNamed ? values[0]! : tupleOf(values)));
}
