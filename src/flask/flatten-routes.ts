/**
 * The URL map: each rule with the prefixes of the blueprints it is registered through, its endpoint, and the
 * methods of its view, as Flask joins them (`url_prefix` at registration wins, names join with dots).
 * Source: flask/sansio/blueprints.py, `Blueprint.register` and `BlueprintSetupState.add_url_rule`.
 */
import { ancestorsOf, classAttribute } from '../python/evaluate/call.js';
import {
  argument,
  constant,
  textOf,
  type ClassValue,
  type FunctionValue,
  type LibraryObject,
  type Site,
  type Value,
} from '../python/evaluate/value.js';
import type { AppSurface, MountEntry, RuleEntry } from './app-surface.js';
import { API_TYPES, BLUEPRINT_TYPES, isApi, NAMESPACE_TYPES, typeOf } from './flask-types.js';

export interface FoundRoute {
  /** With its prefixes; undefined when a part of it is known only when the program runs. */
  readonly rule: string | undefined;
  /** Whether it is the only one that the source allows. */
  readonly isCertain: boolean;
  readonly methods: readonly string[];
  /** Without the blueprint's name. */
  readonly endpoint: string;
  /** The names of the blueprints, outermost first. */
  readonly blueprint: readonly string[];
  readonly view: FunctionValue | ClassValue | undefined;
  readonly strictSlashes: boolean | undefined;
  readonly site: Site;
  readonly app: LibraryObject | undefined;
}

export interface UrlMap {
  readonly routes: readonly FoundRoute[];
  /** Where each blueprint is registered: the names of those around it and its own, for each time. */
  readonly blueprints: ReadonlyMap<Value, readonly (readonly string[])[]>;
  /** Blueprints with rules that no app registers. */
  readonly unregistered: readonly LibraryObject[];
}

interface Place {
  readonly app: LibraryObject | undefined;
  readonly prefix: string | undefined;
  readonly isCertain: boolean;
  readonly blueprint: readonly string[];
  /** Whether the app has said that slashes at the end may be left out, before it took this blueprint. */
  readonly isLenient?: boolean;
}

export function flattenRoutes(surface: AppSurface): UrlMap {
  const routes: FoundRoute[] = [];
  const reached = new Set<Value>();
  const blueprints = new Map<Value, readonly (readonly string[])[]>();
  const rulesOf = groupBy(surface.rules);
  const mountsOf = groupBy(surface.mounts);

  const visit = (owner: Value, place: Place, path: readonly Value[]): void => {
    if (path.includes(owner) || path.length > 20) return;
    reached.add(owner);
    if (owner.kind === 'object' && BLUEPRINT_TYPES.has(owner.type))
      blueprints.set(owner, [...(blueprints.get(owner) ?? []), place.blueprint]);
    // Werkzeug's map is asked when it gets a rule: those of a blueprint when the app takes it.
    const { slashesOptional: from } = surface;
    const isOuter = path.length === 0 && from !== undefined;
    for (const entry of rulesOf.get(owner) ?? []) {
      const isLenient = isOuter ? surface.rules.indexOf(entry) >= from.rule : place.isLenient;
      routes.push(...routesOf(entry, { ...place, isLenient: isLenient ?? false }));
    }
    for (const entry of mountsOf.get(owner) ?? []) {
      const isLenient = isOuter ? surface.mounts.indexOf(entry) >= from.mount : place.isLenient;
      const inner = placeOf(entry, { ...place, isLenient: isLenient ?? false });
      visit(entry.mounted, inner, [...path, owner]);
    }
  };

  for (const app of surface.apps)
    visit(app, { app, prefix: '', isCertain: true, blueprint: [] }, []);
  const [only] = surface.apps;
  // What is registered on something that could not be followed is taken to be the app.
  const isLost = (owner: Value): boolean => typeOf(owner) === undefined;
  const place: Place = { app: only, prefix: '', isCertain: true, blueprint: [] };
  for (const owner of new Set([...rulesOf.keys(), ...mountsOf.keys()].filter(isLost))) {
    visit(owner, place, []);
  }
  const hasLostMount = surface.mounts.some(({ mounted }) => isLost(mounted));
  const lone = [...rulesOf.keys(), ...mountsOf.keys()].filter((owner) => !reached.has(owner));
  const unregistered: LibraryObject[] = [];
  for (const owner of new Set(lone)) {
    if (owner.kind !== 'object' || reached.has(owner)) continue;
    // An Api that is given its app later, and blueprints that a loop over modules registers.
    if (hasLostMount || surface.apps.length === 0 || isApi(owner)) {
      visit(owner, mountedPlace(owner, place, undefined, undefined), []);
    } else if (BLUEPRINT_TYPES.has(owner.type)) unregistered.push(owner);
  }
  return { routes: withoutRepeats(routes), blueprints, unregistered };
}

function groupBy<Entry extends { readonly owner: Value }>(
  entries: readonly Entry[],
): Map<Value, Entry[]> {
  const groups = new Map<Value, Entry[]>();
  for (const entry of entries) {
    const owners = entry.owner.kind === 'choice' ? entry.owner.options.slice(0, 1) : [entry.owner];
    for (const owner of owners) groups.set(owner, [...(groups.get(owner) ?? []), entry]);
  }
  return groups;
}

function placeOf({ mounted, prefix, name }: MountEntry, place: Place): Place {
  return mountedPlace(mounted, place, prefix, name);
}

function mountedPlace(
  mounted: Value,
  place: Place,
  given: Value | undefined,
  name: string | undefined,
): Place {
  if (mounted.kind !== 'object') return place;
  const { prefix, blueprint } = place;
  const under = (own: Value | undefined): Place => {
    const isCertain = place.isCertain && own?.kind !== 'choice';
    return { ...place, prefix: joinPrefix(prefix, own), isCertain };
  };
  const { type, arguments: args } = mounted;
  if (BLUEPRINT_TYPES.has(type)) {
    const own =
      given && given.kind !== 'constant'
        ? given
        : isNone(given)
          ? argument(args, 'url_prefix', 6)
          : given;
    const names = [...blueprint, name ?? textOf(argument(args, 'name', 0)) ?? 'blueprint'];
    return { ...under(own), blueprint: names };
  }
  if (NAMESPACE_TYPES.has(type)) {
    const path = given ?? argument(args, 'path');
    const fallback = textOf(argument(args, 'name', 0)) ?? '';
    return isNone(path) ? { ...place, prefix: `${prefix ?? ''}/${fallback}` } : under(path);
  }
  if (API_TYPES.has(type)) {
    return under(given ?? argument(args, 'prefix'));
  }
  return place;
}

function isNone(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'constant' && value.value === null);
}

/** Undefined when either part is not known. */
function joinPrefix(prefix: string | undefined, own: Value | undefined): string | undefined {
  if (isNone(own)) return prefix;
  const text = known(own!);
  if (text === undefined || prefix === undefined) return undefined;
  return text === '' ? prefix : `${prefix.replace(/\/+$/, '')}/${text.replace(/^\/+/, '')}`;
}

/** Of a choice, the first: the route is there, and is reported as uncertain. */
function known(value: Value): string | undefined {
  return value.kind === 'choice'
    ? value.options.map(known).find((text) => text !== undefined)
    : textOf(value);
}

function routesOf(
  entry: RuleEntry,
  { app, prefix, isCertain, blueprint, isLenient }: Place,
): FoundRoute[] {
  const own = known(entry.rule);
  const rule = own === undefined || prefix === undefined ? undefined : joinRule(prefix, own);
  const views = entry.view.kind === 'choice' ? entry.view.options.slice(0, 1) : [entry.view];
  return views.map((value) => {
    const { view, name, viewClass } = viewOf(value, entry);
    const methods = entry.methods ?? (viewClass ? classMethods(viewClass) : undefined) ?? ['GET'];
    const endpoint = entry.endpoint ?? name;
    return {
      rule,
      isCertain: isCertain && entry.rule.kind !== 'choice',
      methods: [...new Set(methods)],
      endpoint: endpoint.includes('.') ? endpoint.slice(endpoint.lastIndexOf('.') + 1) : endpoint,
      blueprint,
      view: view ?? viewClass,
      strictSlashes: entry.strictSlashes ?? (isLenient ? false : undefined),
      site: entry.site,
      app,
    };
  });
}

/** A blueprint's rule needs no slash of its own behind a prefix. */
function joinRule(prefix: string, rule: string): string {
  if (prefix === '') return rule.startsWith('/') ? rule : `/${rule}`;
  return rule === '' ? prefix : `${prefix.replace(/\/+$/, '')}/${rule.replace(/^\/+/, '')}`;
}

interface View {
  readonly view: FunctionValue | undefined;
  readonly viewClass: ClassValue | undefined;
  readonly name: string;
}

function viewOf(value: Value, { rule, owner }: RuleEntry): View {
  if (value.kind === 'function') {
    return { view: value.original ?? value, viewClass: undefined, name: value.name };
  }
  if (value.kind === 'class') {
    return {
      view: undefined,
      viewClass: value,
      name: isApi(owner) ? value.name.toLowerCase() : value.name,
    };
  }
  if (value.kind === 'object' && value.type === 'flask.views.as_view') {
    const [viewClass, name] = value.arguments.positional;
    return {
      view: undefined,
      viewClass: viewClass?.kind === 'class' ? viewClass : undefined,
      name: textOf(argument(value.arguments, 'name')) ?? textOf(name ?? constant('')) ?? 'view',
    };
  }
  const text = (textOf(rule) ?? '').replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, '');
  return { view: undefined, viewClass: undefined, name: text === '' ? 'view' : text };
}

const HTTP_METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** A class that answers requests has a method for each of HTTP's. */
function classMethods(viewClass: ClassValue): string[] | undefined {
  const listed = classAttribute(viewClass, 'methods');
  if (listed?.kind === 'sequence')
    return listed.items.flatMap((item) => textOf(item)?.toUpperCase() ?? []);
  const found = HTTP_METHODS.filter((name) =>
    ancestorsOf(viewClass).some(({ attributes }) => attributes.has(name)),
  );
  return found.length > 0 ? found.map((name) => name.toUpperCase()) : undefined;
}

/** Two apps of one program often register the same modules. */
function withoutRepeats(routes: readonly FoundRoute[]): FoundRoute[] {
  const seen = new Set<string>();
  return routes.filter(({ rule, methods, blueprint, endpoint, site }) => {
    const key = JSON.stringify([
      rule,
      methods,
      blueprint,
      endpoint,
      site.module.source.name,
      site.start,
    ]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
