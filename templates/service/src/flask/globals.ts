/**
 * `g` and `session`: what a request keeps for itself, and what its cookie carries to the next.
 * Source: flask/ctx.py (_AppCtxGlobals) and flask/sessions.py, 2.2.
 */
import { Dict, isPlainObject } from '../python/dict.js';
import { AttributeError, KeyError } from '../python/exceptions.js';
import { repr } from '../python/text.js';
import type { PythonObject } from '../python/protocols.js';
import { Tuple, tuple, tupleOf, type Value } from '../python/value.js';
import { currentContext, currentRequest, perRequest } from './context.js';
import { Markup } from './markup.js';
import { Markup as SessionMarkup, Tuple as SessionTuple } from './session-values.js';
import type { Session } from './session.js';

export interface Globals {
  [name: string]: Value;
  get(name: string, otherwise?: Value): Value;
  pop(name: string, otherwise?: Value): Value;
  setdefault(name: string, otherwise?: Value): Value;
}

const G = {};
const USED = {};

function attributes(): Map<string, Value> {
  return perRequest(G, () => new Map<string, Value>());
}

/** None, too, is a value that an attribute has. */
function attributeOr(name: string, otherwise: Value | undefined): Value | undefined {
  return attributes().has(name) ? attributes().get(name) : otherwise;
}

const methods: Readonly<Record<string, (...values: never[]) => Value>> = {
  get: (name: string, otherwise: Value = null) => attributeOr(name, otherwise)!,
  pop: (name: string, otherwise?: Value) => {
    const value = attributeOr(name, otherwise);
    if (value === undefined) throw new KeyError(name);
    attributes().delete(name);
    return value;
  },
  setdefault: (name: string, otherwise: Value = null) => {
    if (!attributes().has(name)) attributes().set(name, otherwise);
    return attributes().get(name)!;
  },
  pyContains: (name: Value) => attributes().has(name as string),
  pyIterate: () => attributes().keys(),
};

/** Any attribute can be set; one that was not is an AttributeError. */
export const g: Globals = new Proxy({} as Globals, {
  get(_target, name) {
    if (typeof name !== 'string') return undefined;
    const value = attributeOr(name, methods[name]);
    if (value !== undefined) return value;
    // What objects have for Python is looked for; what is written in the app is meant.
    if (name === 'pythonClass') return '_AppCtxGlobals';
    if (/^py[A-Z]|^(?:then|constructor|toPythonJson)$/.test(name)) return undefined;
    throw new AttributeError(`'_AppCtxGlobals' object has no attribute '${name}'`);
  },
  set(_target, name, value: Value) {
    attributes().set(String(name), value);
    return true;
  },
  has: (_target, name) => attributes().has(String(name)) || String(name) in methods,
  deleteProperty(_target, name) {
    if (attributes().delete(String(name))) return true;
    throw new AttributeError(String(name));
  },
});

/** The values of the session as Python's, each made once, so that a change within one is there at the next look. */
export class SessionProxy implements PythonObject {
  static readonly pythonClass: string = 'SecureCookieSession';

  get #session(): Session {
    perRequest<{ isUsed?: boolean }>(USED, () => ({})).isUsed = true;
    return currentRequest().session;
  }

  get #values(): Map<string, Value> {
    return perRequest(this, () => new Map<string, Value>());
  }

  get(name: Value, otherwise: Value = null): Value {
    const known = this.#values.get(name as string);
    if (known !== undefined) return known;
    const stored = this.#session.get(name as string);
    if (!this.#session.has(name as string)) return otherwise;
    const value = fromSession(stored);
    this.#values.set(name as string, value);
    return value;
  }

  pyGetItem(name: Value): Value {
    const value = this.get(name, undefined as unknown as Value);
    if (!this.#session.has(name as string)) throw new KeyError(name);
    return value;
  }

  pySetItem(name: Value, value: Value): void {
    this.#values.set(name as string, value);
    this.#session.set(name as string, toSession(value));
  }

  pyDeleteItem(name: Value): void {
    this.pop(name);
  }

  pop(name: Value, otherwise?: Value): Value {
    const isThere = this.#session.has(name as string);
    if (!isThere && otherwise === undefined) throw new KeyError(name);
    const value = isThere ? this.get(name) : otherwise!;
    this.#values.delete(name as string);
    this.#session.delete(name as string);
    return value;
  }

  setdefault(name: Value, otherwise: Value = null): Value {
    if (!this.#session.has(name as string)) this.pySetItem(name, otherwise);
    return this.get(name);
  }

  update(source?: Value, members?: Dict): void {
    const pairs = [
      ...(source instanceof Dict ? source.entries() : []),
      ...(members?.entries() ?? []),
    ];
    for (const [name, value] of pairs) this.pySetItem(name, value);
  }

  clear(): void {
    this.#values.clear();
    this.#session.clear();
  }

  keys(): Value[] {
    return Object.keys(this.#session.toObject());
  }

  values(): Value[] {
    return this.keys().map((name) => this.get(name));
  }

  items(): Tuple[] {
    return this.keys().map((name) => tuple(name, this.get(name)));
  }

  get permanent(): boolean {
    return this.#session.permanent;
  }

  set permanent(value: Value) {
    this.#session.permanent = value === true;
  }

  get modified(): boolean {
    return this.#session.isModified;
  }

  /** Says that what is in a list or a dict of the session has changed. */
  set modified(value: Value) {
    if (value === true) this.#session.touch();
  }

  /** Before the cookie is written: what was changed within a value is written with the rest. */
  flush(): void {
    // A session that nobody has used stays unused.
    if (!perRequest<{ isUsed?: boolean }>(USED, () => ({})).isUsed) return;
    if (!this.#session.isModified) return;
    for (const [name, value] of this.#values) this.#session.set(name, toSession(value));
  }

  pyContains(name: Value): boolean {
    return this.#session.has(name as string);
  }

  pyLen(): number {
    return this.keys().length;
  }

  pyIterate(): Iterable<Value> {
    return this.keys();
  }

  pyBool(): boolean {
    return this.pyLen() > 0;
  }

  pyRepr(): string {
    const members = this.items().map(([name, value]) => `${repr(name!)}: ${repr(value!)}`);
    return `<SecureCookieSession {${members.join(', ')}}>`;
  }
}

export const session = new SessionProxy();

/** Whether the request's session was ever made: an app may have none. */
export function flushSession(): void {
  const { request } = currentContext();
  if (request && 'session' in request) session.flush();
}

function toSession(value: Value): unknown {
  if (value instanceof Dict) {
    const pairs = [...value.entries()].map(
      ([key, item]) => [String(key), toSession(item)] as const,
    );
    return Object.fromEntries(pairs);
  }
  if (value instanceof Tuple) return SessionTuple.from(value, toSession);
  if (Array.isArray(value)) return (value as Value[]).map(toSession);
  if (value instanceof Markup) return new SessionMarkup(value.toHtml());
  return value;
}

function fromSession(value: unknown): Value {
  if (value instanceof SessionTuple) return tupleOf(Array.from(value, fromSession));
  if (Array.isArray(value)) return value.map(fromSession);
  if (value instanceof SessionMarkup) return new Markup(value.toString());
  if (!isPlainObject(value)) return value as Value;
  const result = new Dict();
  for (const [key, item] of Object.entries(value)) result.set(key, fromSession(item));
  return result;
}
