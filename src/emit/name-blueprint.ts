/** All names that the generated code of one blueprint uses, decided once and looked up everywhere. */
import type { Blueprint, Query, Route, ValueReference } from '../model/service.js';
import { camelCase, CONTEXTUAL_WORDS, kebabCase, Names, pascalCase } from './names.js';

export interface BlueprintNames {
  /** The names from the outermost blueprint to this one. */
  readonly path: readonly string[];
  /** The plugin that registers the blueprint's routes. */
  readonly plugin: string;
  /** Below `src/`, with forward slashes: `routes/films`. */
  readonly folder: string;
  /** From the folder back to `src/`: `../..`. */
  readonly root: string;
  readonly routes: ReadonlyMap<Route, RouteNames>;
  readonly queries: ReadonlyMap<Query, QueryNames>;
  /** What a query function may call a value it takes: the first of these that is free. */
  readonly parameterNamesOf: (reference: ValueReference) => [string, ...string[]];
  /** A fresh scope for the parameters of one query function. */
  readonly parameterNames: () => Names;
}

export interface RouteNames {
  /** The constant with the route's schemas. */
  readonly schema: string;
  /** The file and function of a handler that is written by hand. */
  readonly file: string;
  readonly handler: string;
  /** Whether its URL is the rule itself, which the service matches: its variables have their own names. */
  readonly isExact: boolean;
}

export interface QueryNames {
  readonly functionName: string;
  readonly rowType: string;
  /** The local variable that holds its result in the handler. */
  readonly variable: string;
}

export function nameBlueprint(
  blueprint: Blueprint,
  exactRoutes: ReadonlySet<Route>,
): BlueprintNames {
  const functions = new Names(new Set([...MODULE_NAMES, ...CONTEXTUAL_WORDS]));
  const types = new Names(TYPE_NAMES);
  const files = new Names(new Set(['index', 'schema', 'queries']));
  const routes = new Map<Route, RouteNames>();
  const queries = new Map<Query, QueryNames>();

  for (const { handler } of blueprint.routes) {
    if (handler.kind !== 'declarative') continue;
    for (const query of handler.queries) {
      const name = camelCase(query.name);
      // `…Routes` is what plugins are called.
      const functionName = name.endsWith('Routes')
        ? functions.claim(`${name}Query`)
        : functions.claim(name, `${name}Query`);
      const suffix = query.arrivesAs === 'columns' ? 'Columns' : 'Row';
      const rowType = types.claim(`${pascalCase(query.name)}${suffix}`);
      queries.set(query, { functionName, rowType, variable: '' });
    }
  }
  for (const route of blueprint.routes) {
    const base = pascalCase(route.endpoint);
    routes.set(route, {
      schema: types.claim(base, `${base}Schema`),
      file: files.claim(kebabCase(route.endpoint)),
      handler: functions.claim(camelCase(route.endpoint), `${camelCase(route.endpoint)}Handler`),
      isExact: exactRoutes.has(route),
    });
    if (route.handler.kind !== 'declarative') continue;
    // Variables must not hide the functions of the module that the handler calls.
    const variables = new Names(
      new Set([...MODULE_NAMES, ...[...queries.values()].map(({ functionName }) => functionName)]),
    );
    for (const query of route.handler.queries) {
      const variable = variables.claim(...variableCandidates(query));
      queries.set(query, { ...queries.get(query)!, variable });
    }
  }
  const depth = blueprint.path.length + 1;
  return {
    path: blueprint.path,
    plugin: pluginName(blueprint),
    folder: ['routes', ...blueprint.path.map(kebabCase)].join('/'),
    root: Array.from({ length: depth }, () => '..').join('/'),
    routes,
    queries,
    parameterNamesOf,
    parameterNames: () => new Names(QUERY_NAMES),
  };
}

/** `filmsRoutes`: not `films`, which is what a handler calls the rows. */
export function pluginName(blueprint: Blueprint): string {
  const name = blueprint.path.at(-1);
  if (name === undefined) return 'appRoutes';
  return name === 'app' ? 'appBlueprintRoutes' : `${camelCase(name)}Routes`;
}

/** What the generated modules import or declare themselves. */
const MODULE_NAMES = [
  'app',
  'buildApp',
  'config',
  'connection',
  'cors',
  'db',
  'dumps',
  'error',
  'errorHandler',
  'flask',
  'health',
  'innerRow',
  'options',
  'pool',
  'reply',
  'request',
  'rolledBack',
  'row',
  'transaction',
  'rule',
  'strictInputs',
  'HttpError',
  'UUID',
];

/** What a query function declares, or imports and calls. */
const QUERY_NAMES: ReadonlySet<string> = new Set([
  'bool',
  'choose',
  'db',
  'onlyRow',
  'sql',
  'rows',
  'rowCount',
  'toBigint',
  'toColumn',
  'toDecimal',
  'toIntegerColumn',
  'toJsonColumn',
]);

const TYPE_NAMES: ReadonlySet<string> = new Set([
  'Form',
  'HttpDate',
  'HttpError',
  'Int',
  'Items',
  'Nullable',
  'Queryable',
  'Type',
  'UUID',
  'Uuid',
]);

/** `select_film` fetches a film: the result is named by what it is, not by what was done. */
function variableCandidates(query: Query): [string, ...string[]] {
  const stem = camelCase(variableStem(query.name));
  const suffix = { one: 'Row', all: 'Rows', value: 'Value', count: 'Count', none: 'Result' }[
    query.fetch
  ];
  return query.fetch === 'count' ? [`${stem}${suffix}`] : [stem, `${stem}${suffix}`];
}

function parameterNamesOf(reference: ValueReference): [string, ...string[]] {
  if (reference.kind === 'input') return [camelCase(reference.input)];
  const stem = variableStem(reference.query);
  if (reference.kind === 'result') return [camelCase(stem)];
  const column = reference.column.replaceAll(/\W+/g, '_');
  const full = camelCase(`${stem}_${column}`);
  // The `order_id` of an order is its `orderId`.
  return column.startsWith(`${stem}_`) ? [camelCase(column), full] : [full];
}

function variableStem(query: string): string {
  return query.replace(
    /^(?:select|get|find|fetch|list|load|read|insert|create|add|upsert|save|update|set|delete|remove|lock)_(?=.)/i,
    '',
  );
}
