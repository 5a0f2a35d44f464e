/**
 * What was found in an app as a manifest that a person reviews: each route with its place in the Python source, and
 * with what became of it. Only what the manifest can say is written as such; every other route is a stub.
 */
import { Document, isMap, isScalar, type Pair, type YAMLMap } from 'yaml';
import { ruleVariables } from '../model/rule.js';
import { METHODS } from '../model/service.js';
import type { ScannedRoute, ScanResult } from '../model/scan-result.js';
import { parseRule } from '../werkzeug/parse-rule.js';

export interface ManifestOptions {
  /** SQL files, relative to the manifest. */
  readonly schema: readonly string[];
  /** The folder of the Flask app, relative to the manifest. */
  readonly source: string;
}

export function printManifest(result: ScanResult, { schema, source }: ManifestOptions): string {
  const { app } = result;
  const root: BlueprintDocument = { routes: [], blueprints: new Map() };
  const leftOut: string[] = [];
  const names = new EndpointNames();
  const taken = new Set<string>();
  for (const route of result.routes) {
    const problem = whyNot(route);
    const methods = route.methods.filter(
      (method) => isMethod(method) && !isTaken(taken, route, method),
    );
    if (problem !== undefined || methods.length === 0) {
      const reason = problem ?? 'another route answers first';
      leftOut.push(` ${route.methods.join(', ')} ${route.rule}: ${reason} (${place(route)})`);
      continue;
    }
    for (const method of methods) taken.add(routeKey(route, method));
    const blueprint = blueprintAt(root, route.blueprint);
    blueprint.routes.push({ route, methods, endpoint: names.take(route) });
  }
  const document = new Document(
    {
      version: 1,
      app: {
        name: app.name,
        ...(app.flask === undefined ? {} : { flask: app.flask }),
        ...(app.werkzeug === undefined ? {} : { werkzeug: app.werkzeug }),
        ...(app.python === undefined ? {} : { python: app.python }),
        ...(result.routes.some(({ isTranslated }) => isTranslated) ? { source } : {}),
      },
      ...(schema.length === 0
        ? {}
        : { database: { schema: schema.length === 1 ? schema[0] : schema } }),
      ...(result.cors ? { cors: result.cors } : {}),
      ...hooksDocument(result, []),
      ...blueprintDocument(root, result, []),
    },
    { version: '1.2' },
  );
  document.commentBefore = [
    ` The routes of ${app.name}, as they stand in its Python source. Look through them, then: port init.`,
    ...(leftOut.length > 0 ? ['', ' Not in this manifest:', ...leftOut] : []),
  ].join('\n');
  annotate(document.contents as YAMLMap, root);
  return document.toString({ lineWidth: 100, singleQuote: true });
}

interface BlueprintDocument {
  readonly routes: { route: ScannedRoute; methods: readonly string[]; endpoint: string }[];
  readonly blueprints: Map<string, BlueprintDocument>;
}

function blueprintAt(root: BlueprintDocument, path: readonly string[]): BlueprintDocument {
  let at = root;
  for (const name of path.map((part) => identifier(part))) {
    const inner = at.blueprints.get(name) ?? { routes: [], blueprints: new Map() };
    at.blueprints.set(name, inner);
    at = inner;
  }
  return at;
}

/** Prefixes stand in the rules, joined: the manifest shows each URL as a client sends it. */
function blueprintDocument(
  { routes, blueprints }: BlueprintDocument,
  result: ScanResult,
  path: readonly string[],
): Record<string, unknown> {
  return {
    ...(routes.length === 0 ? {} : { routes: routes.map(routeDocument) }),
    ...(blueprints.size === 0
      ? {}
      : {
          blueprints: Object.fromEntries(
            [...blueprints].map(([name, inner]) => [
              name,
              {
                ...hooksDocument(result, [...path, name]),
                ...blueprintDocument(inner, result, [...path, name]),
              },
            ]),
          ),
        }),
  };
}

function hooksDocument({ hooks }: ScanResult, path: readonly string[]): Record<string, unknown> {
  const own = hooks.filter(
    ({ blueprint }) => blueprint.map((name) => identifier(name)).join('.') === path.join('.'),
  );
  if (own.length === 0) return {};
  return {
    hooks: own.map(({ on, error, view }) => ({
      on,
      ...(error === undefined ? {} : { error }),
      python: view,
    })),
  };
}

function routeDocument({
  route,
  methods,
  endpoint,
}: BlueprintDocument['routes'][number]): Record<string, unknown> {
  const { declaration } = route;
  return {
    rule: route.rule,
    endpoint,
    ...(methods.join() === 'GET' ? {} : { methods }),
    ...(route.strictSlashes === false ? { strict_slashes: false } : {}),
    ...(declaration
      ? {
          ...(isEmpty(declaration.inputs) ? {} : { inputs: declaration.inputs }),
          ...(declaration.commits === undefined ? {} : { commits: declaration.commits }),
          // What Flask does, until somebody decides otherwise: init says so at each run.
          ...(declaration.commits === 'never' ? { transaction: 'faithful' } : {}),
          ...(isEmpty(declaration.queries) ? {} : { queries: declaration.queries }),
          ...(declaration.answer as object),
        }
      : route.isTranslated && route.view?.qualifiedName !== undefined
        ? { python: route.view.qualifiedName }
        : { stub: route.reason ?? 'its Python is not translated' }),
  };
}

function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}

/** A comment above each route: where it comes from. */
function annotate(map: YAMLMap, { routes, blueprints }: BlueprintDocument): void {
  const list = map.get('routes', true);
  if (list && 'items' in (list as object)) {
    for (const [index, item] of (list as unknown as { items: unknown[] }).items.entries()) {
      const found = routes[index];
      if (!isMap(item) || !found) continue;
      item.commentBefore = ` ${found.route.view?.name ?? found.route.endpoint} in ${place(found.route)}`;
      if (index > 0) item.spaceBefore = true;
    }
  }
  const inner = map.get('blueprints');
  if (!isMap(inner)) return;
  for (const pair of inner.items as Pair[]) {
    const blueprint = isScalar(pair.key) ? blueprints.get(String(pair.key.value)) : undefined;
    if (blueprint && isMap(pair.value)) annotate(pair.value, blueprint);
  }
}

function place({ view, source }: ScannedRoute): string {
  return `${(view ?? source).file}:${(view ?? source).line}`;
}

/** Undefined for a rule that a manifest can hold. */
function whyNot({ rule }: ScannedRoute): string | undefined {
  if (rule.startsWith('…')) return 'its rule is known only when the app runs';
  const { problems, rule: parsed } = parseRule(rule);
  const [problem] = problems;
  if (problem) return problem.message;
  const last = parsed.segments.at(-1);
  const isPathInside = ruleVariables(parsed).some(
    (variable) => variable.converter.kind === 'path' && !last?.includes(variable),
  );
  return isPathInside ? 'a path variable stands in front of something else' : undefined;
}

function isMethod(method: string): boolean {
  return METHODS.some((known) => known === method);
}

/** Two rules that match the same paths: the first wins. */
function routeKey({ rule }: ScannedRoute, method: string): string {
  return `${method} ${rule.replaceAll(/<(?:([^:<>]*):)?[^<>]*>/g, '<$1>').replace(/\/$/, '')}`;
}

function isTaken(taken: ReadonlySet<string>, route: ScannedRoute, method: string): boolean {
  return taken.has(routeKey(route, method));
}

/** An endpoint names one route of a manifest; in Flask it may have several rules. */
class EndpointNames {
  readonly #taken = new Set<string>();

  take({ blueprint, endpoint }: ScannedRoute): string {
    const base = identifier(endpoint);
    const path = blueprint.join('.');
    let name = base;
    for (let count = 2; this.#taken.has(`${path}.${name.toLowerCase()}`); count += 1)
      name = `${base}_${count}`;
    this.#taken.add(`${path}.${name.toLowerCase()}`);
    return name;
  }
}

/** Letters, digits and underscores, as the manifest wants its names. */
function identifier(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9_]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[A-Za-z]/.test(plain) ? plain : `view_${plain}`;
}
