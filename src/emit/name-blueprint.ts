/** All names that the generated code of one blueprint uses, decided once and looked up everywhere. */
import type { Blueprint, Query, Route, ValueReference } from '../model/service.js';
import { camelCase, kebabCase, Names, pascalCase } from './names.js';

export interface BlueprintNames {
  /** The plugin that registers the blueprint's routes. */
  readonly plugin: string;
  /** Below `src/`, with forward slashes: `routes/films`. */
  readonly folder: string;
  /** From the folder back to `src/`: `../..`. */
  readonly root: string;
  readonly routes: ReadonlyMap<Route, RouteNames>;
  readonly queries: ReadonlyMap<Query, QueryNames>;
  readonly parameterName: (reference: ValueReference) => string;
  /** A fresh scope for the parameters of one query function. */
  readonly parameterNames: () => Names;
}

export interface RouteNames {
  /** The constant with the route's schemas. */
  readonly schema: string;
  /** The file and function of a handler that is written by hand. */
  readonly file: string;
  readonly handler: string;
}

export interface QueryNames {
  readonly functionName: string;
  readonly rowType: string;
  /** The local variable that holds its result in the handler. */
  readonly variable: string;
}

export function nameBlueprint(blueprint: Blueprint): BlueprintNames {
  const functions = new Names(MODULE_NAMES);
  const types = new Names(TYPE_NAMES);
  const files = new Names(['index', 'schema', 'queries']);
  const routes = new Map<Route, RouteNames>();
  const queries = new Map<Query, QueryNames>();

  for (const { handler } of blueprint.routes) {
    if (handler.kind !== 'declarative') continue;
    for (const query of handler.queries) {
      const functionName = functions.claim(camelCase(query.name), `${camelCase(query.name)}Query`);
      const rowType = types.claim(`${pascalCase(query.name)}Row`);
      queries.set(query, { functionName, rowType, variable: '' });
    }
  }
  for (const route of blueprint.routes) {
    const base = pascalCase(route.endpoint);
    routes.set(route, {
      schema: types.claim(base, `${base}Schema`),
      file: files.claim(kebabCase(route.endpoint)),
      handler: functions.claim(camelCase(route.endpoint), `${camelCase(route.endpoint)}Handler`),
    });
    if (route.handler.kind !== 'declarative') continue;
    // Variables must not hide the functions of the module that the handler calls.
    const variables = new Names([
      ...MODULE_NAMES,
      ...[...queries.values()].map(({ functionName }) => functionName),
    ]);
    for (const query of route.handler.queries) {
      const variable = variables.claim(...variableCandidates(query));
      queries.set(query, { ...queries.get(query)!, variable });
    }
  }
  const depth = blueprint.path.length + 1;
  return {
    plugin: pluginName(blueprint),
    folder: ['routes', ...blueprint.path.map(kebabCase)].join('/'),
    root: Array.from({ length: depth }, () => '..').join('/'),
    routes,
    queries,
    parameterName: (reference) =>
      camelCase(
        reference.kind === 'input'
          ? reference.input
          : reference.kind === 'column'
            ? `${variableStem(reference.query)}_${reference.column}`.replaceAll(/\W+/g, '_')
            : variableStem(reference.query),
      ),
    parameterNames: () =>
      new Names(['db', 'rows', 'rowCount', 'toBigint', 'toColumn', 'toIntegerColumn']),
  };
}

export function pluginName(blueprint: Blueprint): string {
  const name = blueprint.path.at(-1);
  if (name === undefined) return 'appRoutes';
  return new Names(MODULE_NAMES).claim(camelCase(name), `${camelCase(name)}Routes`);
}

/** What the generated modules import or declare themselves. */
const MODULE_NAMES = [
  'app',
  'appRoutes',
  'answer',
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
  'withoutLeadingSlashes',
  'HttpError',
];

const TYPE_NAMES = ['Form', 'HttpDate', 'HttpError', 'Int', 'Nullable', 'Queryable', 'Type'];

/** `select_film` fetches a film: the result is named by what it is, not by what was done. */
function variableCandidates(query: Query): [string, ...string[]] {
  const stem = camelCase(variableStem(query.name));
  const suffix = { one: 'Row', all: 'Rows', value: 'Value', count: 'Count', none: 'Result' }[
    query.fetch
  ];
  return query.fetch === 'count' ? [`${stem}${suffix}`] : [stem, `${stem}${suffix}`];
}

function variableStem(query: string): string {
  return query.replace(
    /^(?:select|get|find|fetch|list|load|read|insert|create|add|update|set|delete|remove)_(?=.)/i,
    '',
  );
}
