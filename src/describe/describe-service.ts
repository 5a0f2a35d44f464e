/**
 * Completes a service with what PostgreSQL knows of its statements, and checks what only that can show:
 * columns that an answer refers to, statements the server refuses, types that have no JSON in Flask.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type {
  Blueprint,
  DeclarativeHandler,
  DynamicStatement,
  Handler,
  Input,
  ParsedQuery,
  Query,
  Route,
  Service,
} from '../model/service.js';
import { checkAnswer } from './check-answer.js';
import { chooseFetchAs } from './choose-fetch-as.js';
import { checkFetch } from './check-fetch.js';
import { explainDifferentColumns, hasSameColumns } from './check-columns.js';
import { checkPlaces } from './check-places.js';
import {
  bindQuery,
  describeQuery,
  literalStatement,
  uncastStatement,
  type BoundQuery,
  type Origins,
} from './describe-query.js';
import type { Catalog, Description } from './description.js';
import { explainLiteralRefusal, explainRefusal } from './explain-refusal.js';

/**
 * The first questions about a service's statements, two for each: as it is, which tells the types that
 * PostgreSQL infers, and with psycopg2's literal types, which tells whether it ever worked.
 */
export function firstQuestions(service: Service<ParsedQuery>): string[] {
  return routesOf(service).flatMap(({ inputs, queries }) =>
    queries.flatMap((query) => [
      uncastStatement(query).text,
      literalStatement(query, { inputs, queries: [] }).text,
    ]),
  );
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
 * The statements with the casts that their parameters need, one for each: what will be sent, if the server takes
 * it. A cast can change the type of a column. `first` are the answers to `firstQuestions(service)`.
 */
export function secondQuestions(
  service: Service<ParsedQuery>,
  first: readonly Description[],
  catalog: Catalog,
): string[] {
  const candidates = candidatesOf(service, first, catalog);
  return queriesOf(service).map(
    (query) => candidates.get(query)?.cast?.statement.text ?? uncastStatement(query).text,
  );
}

/** `first` and `second` are the answers to `firstQuestions(service)` and `secondQuestions(…)`. */
export function describeService(
  service: Service<ParsedQuery>,
  first: readonly Description[],
  second: readonly Description[],
  catalog: Catalog,
): { service: Service; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const candidates = candidatesOf(service, first, catalog);
  const seconds = new Map(queriesOf(service).map((query, index) => [query, second[index]!]));

  function describeOne(inputs: readonly Input[], query: ParsedQuery): Query | undefined {
    const { uncast, literal, cast, asLiteral } = candidates.get(query)!;
    if (!uncast.ok && (!literal.ok || !asLiteral)) {
      const { toUncast } = uncastStatement(query);
      diagnostics.push(explainRefusal(catalog, query, uncast.error, toUncast));
      return undefined;
    }
    if (!literal.ok) {
      const { toUncast } = literalStatement(query, { inputs, queries: [] });
      diagnostics.push(explainLiteralRefusal(query, literal.error, toUncast));
      return undefined;
    }
    const refused = checkPlaces(inputs, query);
    diagnostics.push(...refused);
    if (refused.length > 0) return undefined;
    const answer = seconds.get(query)!;
    const described =
      cast && answer.ok
        ? describeQuery(catalog, query, cast, answer)
        : describeQuery(catalog, query, asLiteral!, literal);
    diagnostics.push(...checkFetch(described));
    return described;
  }

  /** A statement of parts is as good as the worst of its variants. */
  function describeQueryOf(inputs: readonly Input[], query: ParsedQuery): Query | undefined {
    const { dynamic } = query;
    if (!dynamic) return describeOne(inputs, query);
    const variants: DynamicStatement<Query>['variants'][number][] = [];
    for (const { options, query: variant } of dynamic.variants) {
      const described = describeOne(inputs, variant);
      if (!described) return undefined;
      variants.push({ options, query: described });
    }
    const main = variants[0]!.query;
    const different = variants.find((variant) => !hasSameColumns(main, variant.query));
    if (different) {
      diagnostics.push(explainDifferentColumns(main, different.query));
      return undefined;
    }
    return { ...main, dynamic: { parts: dynamic.parts, variants } };
  }

  function describeHandler(route: Route<ParsedQuery>): Handler {
    const { handler } = route;
    if (handler.kind !== 'declarative') return handler;
    const queries = handler.queries
      .map((query) => describeQueryOf(route.inputs, query))
      .filter((query) => query !== undefined);
    const described: DeclarativeHandler = { ...handler, queries };
    // A statement that was refused would make nonsense of what refers to it.
    if (queries.length < handler.queries.length) return described;
    const problems = checkAnswer(described);
    diagnostics.push(...problems);
    if (problems.length > 0) return described;
    const chosen = chooseFetchAs(described);
    diagnostics.push(...chosen.diagnostics);
    return chosen.handler;
  }

  const blueprints = service.blueprints.map((blueprint): Blueprint => ({
    ...blueprint,
    routes: blueprint.routes.map((route): Route => ({ ...route, handler: describeHandler(route) })),
  }));
  return { service: { ...service, blueprints }, diagnostics };
}

interface Candidates {
  /** What the server says of the two first questions. */
  readonly uncast: Description;
  readonly literal: Description;
  /** With the casts that are needed; nothing where the types are not known without all of them. */
  readonly cast: BoundQuery | undefined;
  /** With every cast there is: always right where the server takes it, but for numbers beyond an integer. */
  readonly asLiteral: BoundQuery | undefined;
}

function candidatesOf(
  service: Service<ParsedQuery>,
  first: readonly Description[],
  catalog: Catalog,
): ReadonlyMap<ParsedQuery, Candidates> {
  const candidates = new Map<ParsedQuery, Candidates>();
  const answers = first.values();
  for (const { inputs, queries } of routesOf(service)) {
    const earlier: Query[] = [];
    for (const query of queries) {
      const uncast = answers.next().value!;
      const literal = answers.next().value!;
      const origins: Origins = { inputs, queries: earlier };
      const cast = uncast.ok ? bindQuery(catalog, query, uncast, origins) : undefined;
      const asLiteral = literal.ok
        ? {
            ...bindQuery(catalog, query, literal, origins),
            statement: literalStatement(query, { inputs, queries: [] }),
          }
        : undefined;
      candidates.set(query, { uncast, literal, cast, asLiteral });
      const [bound, description] = cast ? [cast, uncast] : [asLiteral, literal];
      if (bound && description.ok) earlier.push(describeQuery(catalog, query, bound, description));
    }
  }
  return candidates;
}

interface RouteQueries {
  readonly inputs: readonly Input[];
  readonly queries: readonly ParsedQuery[];
}

function routesOf(service: Service<ParsedQuery>): RouteQueries[] {
  return service.blueprints
    .flatMap(({ routes }) => routes)
    .flatMap(({ inputs, handler }) =>
      handler.kind === 'declarative'
        ? [{ inputs, queries: handler.queries.flatMap(variantsOf) }]
        : [],
    );
}

/** The statements that may be sent for a query. */
function variantsOf(query: ParsedQuery): readonly ParsedQuery[] {
  return query.dynamic ? query.dynamic.variants.map((variant) => variant.query) : [query];
}

function queriesOf(service: Service<ParsedQuery>): ParsedQuery[] {
  return routesOf(service).flatMap(({ queries }) => queries);
}
