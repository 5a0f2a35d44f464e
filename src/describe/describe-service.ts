/**
 * Completes a service with what PostgreSQL knows of its statements, and checks what only that can show:
 * columns that an answer refers to, statements the server refuses, types that have no JSON in Flask.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type {
  Blueprint,
  DeclarativeHandler,
  Handler,
  ParsedQuery,
  Query,
  Route,
  Service,
} from '../model/service.js';
import { checkAnswer } from './check-answer.js';
import { describeQuery } from './describe-query.js';
import type { Catalog, Description } from './description.js';
import { explainRefusal } from './explain-refusal.js';

/** All statements of a service, in the order in which `describeService` wants the server's answers. */
export function statementsOf(service: Service<ParsedQuery>): string[] {
  return queriesOf(service).map(({ sql }) => sql.text);
}

/** The OIDs that `describeService` will look up. */
export function oidsOf(results: readonly Description[]): {
  typeOids: Set<number>;
  tableOids: Set<number>;
} {
  const described = results.filter((result) => result.ok);
  const columns = described.flatMap((result) => result.columns);
  return {
    typeOids: new Set([
      ...described.flatMap(({ parameters }) => parameters),
      ...columns.map(({ typeOid }) => typeOid),
    ]),
    tableOids: new Set(columns.map(({ tableOid }) => tableOid).filter((oid) => oid !== 0)),
  };
}

/** `results[i]` is the server's answer to `statementsOf(service)[i]`. */
export function describeService(
  service: Service<ParsedQuery>,
  results: readonly Description[],
  catalog: Catalog,
): { service: Service; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const answers = new Map(queriesOf(service).map((query, index) => [query, results[index]!]));

  function describeHandler(route: Route<ParsedQuery>): Handler {
    const { handler } = route;
    if (handler.kind !== 'declarative') return handler;
    const queries = handler.queries.flatMap((query): Query[] => {
      const result = answers.get(query)!;
      if (result.ok) return [describeQuery(catalog, query, result, route.inputs)];
      diagnostics.push(explainRefusal(catalog, query, result.error));
      return [];
    });
    const described: DeclarativeHandler = { ...handler, queries };
    // A statement that was refused would make nonsense of what refers to it.
    if (queries.length === handler.queries.length) diagnostics.push(...checkAnswer(described));
    return described;
  }

  const blueprints = service.blueprints.map((blueprint): Blueprint => ({
    ...blueprint,
    routes: blueprint.routes.map((route): Route => ({ ...route, handler: describeHandler(route) })),
  }));
  return { service: { ...service, blueprints }, diagnostics };
}

function queriesOf(service: Service<ParsedQuery>): ParsedQuery[] {
  return service.blueprints
    .flatMap(({ routes }) => routes)
    .flatMap(({ handler }) => (handler.kind === 'declarative' ? handler.queries : []));
}
