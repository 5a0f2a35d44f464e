/**
 * Reads the statements of a route: their parameters are bound to inputs and earlier results, PostgreSQL's
 * parser has to accept them, and each place of the SQL is traced back to the file.
 */
import type { DiagnosticCode } from '../diagnostics/codes.js';
import type { DynamicStatement, ParsedQuery, SqlStretch } from '../model/service.js';
import type { EditedText } from '../sql/edited-text.js';
import { parseSql, type ParsedStatement } from '../sql/parse-sql.js';
import type { SqlProblem } from '../sql/written-parameter.js';
import type { QueryDocument, RouteDocument } from './manifest-schema.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';
import { argumentBinder } from './read-arguments.js';
import { readAnswer, type AnswerScope } from './read-answer.js';
import { readParts, type WrittenVariant } from './read-parts.js';
import { scalarOffsets, type OffsetMap } from './scalar-positions.js';

export function readQueries(
  problems: Problems,
  document: RouteDocument,
  path: ManifestPath,
  inputs: ReadonlySet<string>,
): ParsedQuery[] {
  const queries: ParsedQuery[] = [];
  for (const [name, query] of Object.entries(document.queries ?? {})) {
    const queryPath = [...path, 'queries', name];
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
      problems.atKey(queryPath, {
        code: 'name-invalid',
        message: `"${name}" cannot be the name of a query`,
        notes: ['a name is made of letters, digits and underscores, and begins with a letter'],
      });
    }
    if (inputs.has(name)) {
      problems.atKey(queryPath, {
        code: 'name-taken',
        message: `"${name}" is both an input and a query of this route`,
        help: ['rename one of them: answers refer to both by name'],
      });
    }
    const scope: AnswerScope = {
      inputs,
      queries: new Set(queries.map((earlier) => earlier.name)),
      isErrorHandler: false,
    };
    queries.push(...readDynamicQuery(problems, name, query, queryPath, scope));
  }
  return queries;
}

function readDynamicQuery(
  problems: Problems,
  name: string,
  document: QueryDocument,
  path: ManifestPath,
  scope: AnswerScope,
): ParsedQuery[] {
  if (document.parts === undefined) return readQuery(problems, name, document, path, scope);
  const written = readParts(problems, document, path, scope.inputs);
  if (!written) return [];
  const variants: DynamicStatement<ParsedQuery>['variants'][number][] = [];
  for (const variant of written.variants) {
    const { options, sql } = variant;
    const before = problems.found.length;
    const queries = readQuery(problems, name, { ...document, sql }, path, scope, variant);
    // One mistake in a part is a mistake in many statements.
    if (problems.found.length > before || queries.length !== 1) return [];
    variants.push({ options, query: queries[0]! });
  }
  return [{ ...variants[0]!.query, dynamic: { parts: written.parts, variants } }];
}

function readQuery(
  problems: Problems,
  name: string,
  document: QueryDocument,
  path: ManifestPath,
  scope: AnswerScope,
  assembled?: Pick<WrittenVariant, 'toOffset' | 'cuts'>,
): ParsedQuery[] {
  const sqlPath = [...path, 'sql'];
  const toOffset = assembled?.toOffset ?? scalarOffsets(problems.manifest, sqlPath, document.sql);
  const spanOf = (start: number, end: number) => {
    const first = toOffset(start);
    const last = toOffset(Math.max(start, end - 1));
    return first === undefined || last === undefined
      ? problems.manifest.valueAt(sqlPath)
      : { start: first, end: last + 1 };
  };

  const style = document.args === undefined ? 'named' : 'psycopg';
  const { statements, problems: found } = parseSql(document.sql, style);
  for (const { kind, message, start, end } of found) {
    problems.at(spanOf(start, end), { code: SQL_CODES[kind], message, help: SQL_HELP[kind] ?? [] });
  }
  const last = statements.at(-1);
  if (!last) return [];
  const bind = argumentBinder(problems, document, path, scope, statements);
  const toSql = ({ sql, parameters }: ParsedStatement) => ({
    sql: {
      text: sql.text,
      source: problems.manifest.source,
      stretches: stretchesOf(sql, document.sql, {
        toOffset,
        cuts: assembled?.cuts ?? [],
        whole: problems.manifest.valueAt(sqlPath),
      }),
    },
    parameters: parameters
      .map((parameter) => bind(parameter, spanOf(parameter.start, parameter.end)))
      .filter((parameter) => parameter !== undefined),
  });
  // As psycopg2 does it: the result is that of the last.
  const before = statements.slice(0, -1).map((statement, index): ParsedQuery => ({
    name: `${name}_${index + 1}`,
    ...toSql(statement),
    verb: statement.verb,
    fetch: 'none',
    fetchAs: undefined,
    whenEmpty: undefined,
  }));

  const fetch = document.fetch ?? (last.returnsRows ? 'all' : 'none');
  if (last.returnsRows === false && ['one', 'all', 'value'].includes(fetch)) {
    problems.atValue([...path, 'fetch'], {
      code: 'fetch-without-rows',
      message: `the statement returns no rows for "fetch: ${fetch}"`,
      help: ['add RETURNING to the statement, or use "fetch: count"'],
    });
  }
  if (document.else !== undefined && (fetch === 'all' || fetch === 'none')) {
    problems.atKey([...path, 'else'], {
      code: 'else-without-effect',
      message: `"else" never happens with "fetch: ${fetch}"`,
      help: ['"else" goes with one, value and count'],
    });
  }
  const query: ParsedQuery = {
    name,
    ...toSql(last),
    verb: last.verb,
    fetch,
    fetchAs:
      document.fetch_as === undefined
        ? undefined
        : { as: document.fetch_as, at: problems.manifest.valueAt([...path, 'fetch_as']) },
    whenEmpty:
      document.else === undefined
        ? undefined
        : typeof document.else === 'number'
          ? { kind: 'abort', status: document.else }
          : readAnswer({ problems, scope }, document.else, [...path, 'else'], { status: 404 }),
  };
  return [...before, query];
}

const SQL_CODES: Readonly<Record<SqlProblem['kind'], DiagnosticCode>> = {
  syntax: 'sql-syntax',
  empty: 'sql-syntax',
  unsupported: 'sql-unsupported',
  'parameter-in-utility': 'sql-parameter-not-allowed',
  placeholder: 'psycopg-placeholder',
  'hidden-placeholder': 'psycopg-placeholder',
};

const SQL_HELP: Readonly<Partial<Record<SqlProblem['kind'], string[]>>> = {
  'hidden-placeholder': ['write it where a value may stand: "%s" without quotes, "\'%%\' || %s"'],
};

/** From an offset of a statement to the file: line by line, since a literal block is indented there. */
function stretchesOf(
  { pieces }: EditedText,
  written: string,
  {
    toOffset,
    cuts,
    whole,
  }: {
    readonly toOffset: OffsetMap;
    /** Where in `written` something begins that stands elsewhere in the file. */
    readonly cuts: readonly number[];
    readonly whole: { readonly start: number; readonly end: number };
  },
): SqlStretch[] {
  const stretches: SqlStretch[] = [];
  let sqlStart = 0;
  for (const { length, sourceStart, sourceLength, isKept } of pieces) {
    const runs = isKept
      ? runsOf(written, sourceStart, sourceStart + length, cuts)
      : [{ start: sourceStart, length: sourceLength }];
    for (const run of runs) {
      const sqlLength = isKept ? run.length : length;
      const start = toOffset(run.start);
      stretches.push(
        start === undefined
          ? { sqlStart, sqlLength, sourceStart: whole.start, sourceLength: whole.end - whole.start }
          : { sqlStart, sqlLength, sourceStart: start, sourceLength: run.length },
      );
      sqlStart += sqlLength;
    }
  }
  return stretches;
}

/** Stretches of a text that stand in the file as they are: within a line, and within a cut. */
function runsOf(
  text: string,
  from: number,
  to: number,
  cuts: readonly number[],
): { start: number; length: number }[] {
  const lineStarts = [...text.slice(from, to).matchAll(/\n(?=[\s\S])/g)].map(
    ({ index }) => from + index + 1,
  );
  const bounds = [...lineStarts, ...cuts.filter((cut) => cut > from && cut < to), from, to];
  const sorted = [...new Set(bounds)].toSorted((a, b) => a - b);
  return sorted.slice(0, -1).map((start, index) => ({ start, length: sorted[index + 1]! - start }));
}
