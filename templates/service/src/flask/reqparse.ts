/**
 * `reqparse` of Flask-RESTful, and of Flask-RESTX, whose answers to mistakes are others.
 * Source: flask_restful/reqparse.py, 0.3.9; flask_restx/reqparse.py, 1.1.
 */
import { contains } from '../python/contains.js';
import { bool, float, int } from '../python/conversions.js';
import { strOf } from '../python/encoding.js';
import { Dict, dict } from '../python/dict.js';
import { asException, AttributeError, ValueError } from '../python/exceptions.js';
import { missingAttribute } from '../python/getattr.js';
import { formatString } from '../python/format-string.js';
import { iterate } from '../python/iterate.js';
import { isCallable } from '../python/kinds.js';
import { truthy } from '../python/operators.js';
import { list } from '../python/sequences.js';
import { str } from '../python/text.js';
import { isClass } from '../python/type-name.js';
import { tuple, type Value } from '../python/value.js';
import { currentApp } from './flask-app.js';
import { FileStorage } from './file-storage.js';
import { HeaderMap } from './header-map.js';
import { BadRequest } from './http-exceptions.js';
import { MultiDict } from './multi-dict.js';
import { request } from './request-proxy.js';
import { abort, abortWithMessage } from './restful.js';

type Argument = Value | undefined;
type Convert = (...values: Value[]) => Value;

/** What was parsed: a dict whose members are attributes, too. */
export class Namespace extends Dict {
  static override readonly pythonClass: string = 'Namespace';

  pyGetAttribute(name: string): Value {
    const value = this.get(name);
    if (value === undefined) throw new AttributeError(name);
    return value;
  }
}

const FRIENDLY_NAMES: Readonly<Record<string, string>> = {
  json: 'the JSON body',
  form: 'the post body',
  args: 'the query string',
  values: 'the post body or the query string',
  headers: 'the HTTP headers',
  cookies: "the request's cookies",
  files: 'an uploaded file',
};

/** Functions of one argument: the library tries three first. */
const OF_ONE_ARGUMENT: ReadonlySet<unknown> = new Set<unknown>([
  int,
  float,
  bool,
  strOf,
  str,
  list,
  dict,
]);

class RequestArgument {
  readonly #options: Dict;
  trims: boolean;

  constructor(
    readonly name: string,
    options: Dict,
  ) {
    this.#options = options;
    this.trims = this.#is('trim');
  }

  #get(option: string, otherwise: Value = null): Value {
    return this.#options.get(option) ?? otherwise;
  }

  #is(option: string, otherwise = false): boolean {
    return truthy(this.#get(option, otherwise));
  }

  get target(): Value {
    const dest = this.#get('dest');
    return truthy(dest) ? dest : this.name;
  }

  get isStored(): boolean {
    return this.#is('store_missing', true);
  }

  get action(): Value {
    return this.#get('action', 'store');
  }

  get help(): Value {
    return this.#get('help');
  }

  get #location(): Value {
    return this.#get('location', tuple('json', 'values'));
  }

  /** @throws ValueError that says what is wrong with it */
  parse(invalidChoice: (value: string, name: string) => string, seen: Dict): [Value, boolean] {
    const source = sourceOf(this.#location);
    const results: Value[] = [];
    for (const operator of iterate(this.#get('operators', tuple('=')))) {
      const name = this.name + str(operator).replace('=', '');
      if (source === undefined || !contains(source, name)) continue;
      for (const value of this.#values(source, name)) {
        const converted = this.#read(value, str(operator));
        if (converted === undefined) continue;
        const choices = this.#get('choices');
        if (truthy(choices) && !contains(choices, converted))
          throw new ValueError(invalidChoice(str(converted), name));
        seen.delete(name);
        results.push(converted);
      }
    }
    if (results.length === 0 && this.#is('required')) throw new ValueError(this.#missing());
    if (results.length === 0) {
      const fallback = this.#get('default');
      return [isCallable(fallback) ? (fallback as Convert)() : fallback, false];
    }
    if (this.action === 'append') return [results, true];
    return [this.action === 'store' || results.length === 1 ? results[0]! : results, true];
  }

  #values(source: Value, name: string): Value[] {
    if (source instanceof MultiDict || source instanceof HeaderMap) return source.getlist(name);
    if (!(source instanceof Dict)) throw missingAttribute(source, 'get');
    const value = source.get(name) ?? null;
    return Array.isArray(value) && this.action === 'append' ? (value as Value[]) : [value];
  }

  #read(given: Value, operator: string): Value | undefined {
    let value = given;
    if (typeof value === 'string' && this.trims) value = value.trim();
    if (typeof value === 'string' && !this.#is('case_sensitive', true)) value = value.toLowerCase();
    if (value === null) {
      if (this.#is('nullable', true)) return null;
      throw new ValueError('Must not be null!');
    }
    const type = this.#get('type');
    if (value instanceof FileStorage && type === (FileStorage as unknown)) return value;
    try {
      return convert(type, [value, this.name, operator]);
    } catch (error) {
      if (this.#is('ignore')) return undefined;
      throw new ValueError(str(asException(error)));
    }
  }

  #missing(): string {
    const location = this.#location;
    const names = typeof location === 'string' ? [location] : [...iterate(location)].map(str);
    return `Missing required parameter in ${names.map((name) => FRIENDLY_NAMES[name] ?? name).join(' or ')}`;
  }
}

function convert(type: Value, given: readonly [Value, string, string]): Value {
  const [value] = given;
  if (type === null) return str(value);
  if (isClass(type) && !OF_ONE_ARGUMENT.has(type))
    return new (type as unknown as new (value: Value) => object)(value);
  const { call } = type as unknown as { readonly call?: Convert };
  const run = typeof type === 'function' ? (type as Convert) : call!.bind(type);
  return OF_ONE_ARGUMENT.has(type) ? run(value) : run(...given);
}

/** Several places become one: the values of the later ones stand behind. */
function sourceOf(location: Value): Value | undefined {
  if (typeof location === 'string') return placeOf(location);
  const pairs: [Value, Value][] = [];
  for (const name of iterate(location)) {
    const place = placeOf(str(name));
    if (place === undefined) continue;
    if (place instanceof MultiDict || place instanceof HeaderMap) {
      const items = place instanceof MultiDict ? place.items(true) : place.items();
      for (const [key, value] of items) pairs.push([key!, value!]);
    } else if (place instanceof Dict) {
      for (const [key, value] of place.entries()) {
        const values = Array.isArray(value) ? (value as Value[]) : [value];
        for (const one of values) pairs.push([key, one]);
      }
    } else {
      throw new ValueError('the JSON body is no object');
    }
  }
  return new MultiDict(pairs);
}

function placeOf(name: string): Value | undefined {
  switch (name) {
    case 'json':
    case 'get_json':
      return request.json ?? undefined;
    case 'args':
      return request.args;
    case 'form':
      return request.form;
    case 'values':
      return request.values;
    case 'headers':
      return request.headers;
    case 'cookies':
      return request.cookies;
    case 'files':
      return request.files;
    case 'view_args':
      return request.view_args ?? undefined;
    default:
      return undefined;
  }
}

export class RequestParser {
  static readonly pythonClass: string = 'RequestParser';
  readonly args: RequestArgument[] = [];
  readonly trim: boolean;
  readonly bundle_errors: boolean;

  constructor(
    _argumentClass?: Argument,
    _namespaceClass?: Argument,
    trim: Argument = false,
    bundleErrors: Argument = false,
  ) {
    this.trim = truthy(trim);
    this.bundle_errors = truthy(bundleErrors);
  }

  add_argument(name: Value, options: Dict = new Dict()): this {
    const argument = new RequestArgument(str(name), options);
    if (this.trim && !options.has('trim')) argument.trims = true;
    this.args.push(argument);
    return this;
  }

  parse_args(_request?: Argument, strict: Argument = false, code: Argument = 400): Namespace {
    const result = new Namespace();
    const errors = new Dict();
    const unknown = truthy(strict) ? (sourceOf(tuple('json', 'values')) as MultiDict) : undefined;
    const unparsed = unknown ? unknown.to_dict() : new Dict();
    for (const argument of this.args) {
      try {
        const [value, isFound] = argument.parse(this.invalidChoice.bind(this), unparsed);
        if (isFound || argument.isStored) result.set(argument.target, value);
      } catch (error) {
        if (!(error instanceof ValueError)) throw error;
        const message = this.explain(argument.help, error.pyStr());
        const bundles =
          this.bundle_errors || truthy(currentApp().config.get('BUNDLE_ERRORS') ?? false);
        if (!bundles) this.refuse(400, dict({ [argument.name]: message }));
        errors.set(argument.name, message);
        if (argument.isStored) result.set(argument.target, null);
      }
    }
    if (errors.size > 0) this.refuse(code, errors);
    if (unparsed.size > 0 && truthy(strict))
      throw new BadRequest(`Unknown arguments: ${[...unparsed.keys()].map(str).join(', ')}`);
    return result;
  }

  copy(): RequestParser {
    const parser = new (this.constructor as typeof RequestParser)(
      null,
      null,
      this.trim,
      this.bundle_errors,
    );
    parser.args.push(...this.args);
    return parser;
  }

  replace_argument(name: Value, options: Dict = new Dict()): this {
    const place = this.args.findIndex((argument) => argument.name === name);
    if (place === -1) return this;
    this.args.splice(place, 1);
    this.args.push(new RequestArgument(str(name), options));
    return this;
  }

  remove_argument(name: Value): this {
    const place = this.args.findIndex((argument) => argument.name === name);
    if (place !== -1) this.args.splice(place, 1);
    return this;
  }

  protected invalidChoice(value: string, _name: string): string {
    return `${value} is not a valid choice`;
  }

  protected explain(help: Value, error: string): Value {
    return truthy(help) ? formatString(str(help), [], dict({ error_msg: error })) : error;
  }

  protected refuse(code: Value, errors: Dict): never {
    return abort(code, dict({ message: errors }));
  }
}

/** Of Flask-RESTX and Flask-RESTPlus. */
export class RestxRequestParser extends RequestParser {
  protected override invalidChoice(value: string, name: string): string {
    return `The value '${value}' is not a valid choice for '${name}'.`;
  }

  protected override explain(help: Value, error: string): Value {
    return truthy(help) ? `${str(help)} ${error}` : error;
  }

  protected override refuse(code: Value, errors: Dict): never {
    return abortWithMessage(code, 'Input payload validation failed', dict({ errors }));
  }
}
