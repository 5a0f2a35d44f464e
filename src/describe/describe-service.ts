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
import { bindQuery, describeQuery, type BoundQuery } from './describe-query.js';
import type { Catalog, Description } from './description.js';
import { explainRefusal } from './explain-refusal.js';

/** All statements of a service as they are written: the first that a server is asked about. */
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

/**
 * The same statements with the casts that their parameters need, to be described in their turn: a cast can
 * change the type of a column. `results[i]` is the server's answer to `statementsOf(service)[i]`; a
 * statement that was refused stays as it was.
 */
export function castStatements(
  service: Service<ParsedQuery>,
  results: readonly Description[],
  catalog: Catalog,
): string[] {
  const bound = bindStatements(service, results, catalog);
  return queriesOf(service).map((query) => bound.get(query)?.text ?? query.sql.text);
}

/** `results` are the answers to `statementsOf(service)`, `castResults` those to `castStatements(…)`. */
export function describeService(
  service: Service<ParsedQuery>,
  results: readonly Description[],
  castResults: readonly Description[],
  catalog: Catalog,
): { service: Service; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const bound = bindStatements(service, results, catalog);
  const answers = answersTo(service, castResults);

  function describeHandler(route: Route<ParsedQuery>): Handler {
    const { handler } = route;
    if (handler.kind !== 'declarative') return handler;
    const queries = handler.queries.flatMap((query): Query[] => {
      const result = answers.get(query)!;
      const statement = bound.get(query);
      if (result.ok && statement) return [describeQuery(catalog, query, statement, result)];
      if (!result.ok) {
        // Refused only with its casts: the server's offset does not lead back to what was written.
        const error = statement ? { ...result.error, offset: undefined } : result.error;
        diagnostics.push(explainRefusal(catalog, query, error));
      }
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

/** How the parameters of each statement are bound; nothing for one that was refused. */
function bindStatements(
  service: Service<ParsedQuery>,
  results: readonly Description[],
  catalog: Catalog,
): ReadonlyMap<ParsedQuery, BoundQuery> {
  const answers = answersTo(service, results);
  const statements = new Map<ParsedQuery, BoundQuery>();
  for (const { inputs, handler } of service.blueprints.flatMap(({ routes }) => routes)) {
    if (handler.kind !== 'declarative') continue;
    const queries: Query[] = [];
    for (const query of handler.queries) {
      const result = answers.get(query)!;
      if (!result.ok) continue;
      const bound = bindQuery(catalog, query, result, { inputs, queries });
      statements.set(query, bound);
      queries.push(describeQuery(catalog, query, bound, result));
    }
  }
  return statements;
}

function answersTo(
  service: Service<ParsedQuery>,
  results: readonly Description[],
): ReadonlyMap<ParsedQuery, Description> {
  return new Map(queriesOf(service).map((query, index) => [query, results[index]!]));
}

function queriesOf(service: Service<ParsedQuery>): ParsedQuery[] {
  return service.blueprints
    .flatMap(({ routes }) => routes)
    .flatMap(({ handler }) => (handler.kind === 'declarative' ? handler.queries : []));
}
