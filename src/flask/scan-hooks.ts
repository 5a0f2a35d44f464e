/** Hooks, error handlers and CORS of the app as a manifest says them, each with the function that it runs. */
import type { ScannedHook } from '../model/scan-result.js';
import { textOf, type FunctionValue, type Value } from '../python/evaluate/value.js';
import type { AppSurface } from './app-surface.js';
import type { UrlMap } from './flatten-routes.js';
import { BLUEPRINT_TYPES, typeOf } from './flask-types.js';
import { viewName } from './view-names.js';

/** Flask's names for one thing; `isGlobal` ones are the app's though a blueprint registers them. */
const KINDS: Readonly<Record<string, { readonly on: string; readonly isGlobal?: boolean }>> = {
  before_request: { on: 'before_request' },
  before_app_request: { on: 'before_request', isGlobal: true },
  after_request: { on: 'after_request' },
  after_app_request: { on: 'after_request', isGlobal: true },
  teardown_request: { on: 'teardown_request' },
  teardown_app_request: { on: 'teardown_request', isGlobal: true },
  teardown_appcontext: { on: 'teardown_request', isGlobal: true },
};

export interface FoundHook extends ScannedHook {
  readonly handler: FunctionValue;
}

export function scanHooks(
  { hooks, errorHandlers }: AppSurface,
  { blueprints }: UrlMap,
): FoundHook[] {
  const found: FoundHook[] = [];
  for (const { owner, hook, handler } of hooks) {
    const kind = KINDS[hook];
    if (!kind) continue;
    add(kind.on, undefined, kind.isGlobal === true ? [[]] : placesOf(owner), handler);
  }
  for (const { owner, error, handler } of errorHandlers) {
    const name = errorName(error);
    if (name !== undefined) add('errorhandler', name, placesOf(owner), handler);
  }
  return found;

  function add(
    on: string,
    error: number | string | undefined,
    places: readonly (readonly string[])[],
    given: Value,
  ): void {
    if (given.kind !== 'function') return;
    // Of one that is decorated, the function below the decorators: they are translated with it.
    const handler = given.original ?? given;
    if (handler.node.kind === 'lambda') return;
    const { module } = handler.module;
    const name = module && viewName(module, handler.node);
    if (!module || name === undefined) return;
    const view = `${module.source.name}:${name}`;
    found.push(...places.map((blueprint) => ({ on, error, blueprint, view, handler })));
  }

  /** A blueprint's hooks are run wherever it is registered: also within another one, or under another name. */
  function placesOf(owner: Value): readonly (readonly string[])[] {
    return blueprints.get(owner) ?? [blueprintOf(owner)];
  }
}

/** What `CORS(app, …)` was given, as far as a manifest can say it. */
export function scanCors({ cors }: AppSurface): Readonly<Record<string, unknown>> | undefined {
  const [first] = cors;
  if (!first) return undefined;
  const found = corsSettings(first.options);
  const resources = first.options.get('resources');
  if (resources?.kind === 'dict' && !resources.isOpen) {
    found['resources'] = Object.fromEntries(
      [...resources.entries].map(([path, { value }]) => [path, dictOptions(value)]),
    );
  } else if (resources) {
    const paths = [plainValue(resources)].flat().filter((path) => typeof path === 'string');
    if (paths.length > 0) found['resources'] = Object.fromEntries(paths.map((path) => [path, {}]));
  }
  return found;
}

function dictOptions(value: Value): Record<string, unknown> {
  if (value.kind !== 'dict') return {};
  return corsSettings(new Map([...value.entries].map(([name, entry]) => [name, entry.value])));
}

function corsSettings(options: ReadonlyMap<string, Value>): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [name, value] of options) {
    const plain = plainValue(value);
    if (plain === undefined) continue;
    if (['origins', 'allow_headers', 'expose_headers'].includes(name)) found[name] = plain;
    if (name === 'methods' && Array.isArray(plain)) found[name] = plain;
    if (name === 'supports_credentials' && typeof plain === 'boolean') found[name] = plain;
    if (name === 'max_age' && typeof plain === 'number') found[name] = plain;
  }
  return found;
}

function plainValue(value: Value): unknown {
  if (value.kind === 'constant') {
    return typeof value.value === 'bigint' ? Number(value.value) : (value.value ?? undefined);
  }
  if (value.kind !== 'sequence' || value.isOpen) return undefined;
  const items = value.items.map((item) => textOf(item));
  return items.includes(undefined) ? undefined : items;
}

function blueprintOf(owner: Value): readonly string[] {
  if (owner.kind !== 'object' || !BLUEPRINT_TYPES.has(typeOf(owner) ?? '')) return [];
  const name = textOf(owner.arguments.positional[0]);
  return name === undefined ? [] : [name];
}

function errorName(error: Value | undefined): number | string | undefined {
  if (error?.kind === 'constant' && typeof error.value === 'bigint') return Number(error.value);
  if (error?.kind === 'class') return error.name;
  if (error?.kind === 'library') return error.path.replace(/^builtins\./, '');
  return undefined;
}
