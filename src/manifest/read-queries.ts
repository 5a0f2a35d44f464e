/**
 * Reads the statements of a route: their parameters are bound to inputs and earlier results, PostgreSQL's
 * parser has to accept them, and each place of the SQL is traced back to the file.
 */
import type { DiagnosticCode } from '../diagnostics/codes.js';
import type { ParsedQuery, SqlStretch, ValueReference } from '../model/service.js';
import {
  parseStatement,
  type NamedParameter,
  type ParsedStatement,
  type SqlProblem,
} from '../sql/parse-statement.js';
import { closestWord } from '../util/closest-word.js';
import type { QueryDocument, RouteDocument } from './manifest-schema.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';
import { readAnswer, type AnswerScope } from './read-answer.js';
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
    const parsed = readQuery(problems, name, query, queryPath, scope);
    if (parsed) queries.push(parsed);
  }
  return queries;
}

function readQuery(
  problems: Problems,
  name: string,
  document: QueryDocument,
  path: ManifestPath,
  scope: AnswerScope,
): ParsedQuery | undefined {
  const sqlPath = [...path, 'sql'];
  const toOffset = scalarOffsets(problems.manifest, sqlPath, document.sql);
  const spanOf = (start: number, end: number) => {
    const first = toOffset(start);
    const last = toOffset(Math.max(start, end - 1));
    return first === undefined || last === undefined
      ? problems.manifest.valueAt(sqlPath)
      : { start: first, end: last + 1 };
  };

  const statement = parseStatement(document.sql);
  if (!('text' in statement)) {
    problems.at(spanOf(statement.start, statement.end), {
      code: SQL_CODES[statement.kind],
      message: statement.message,
      help:
        statement.kind === 'several-statements' ? ['give each its own name under "queries"'] : [],
    });
    return undefined;
  }
  const parameters = statement.parameters.map((parameter) =>
    bindParameter(problems, parameter, spanOf(parameter.start, parameter.end), scope),
  );
  const fetch = document.fetch ?? (statement.returnsRows ? 'all' : 'none');
  if (!statement.returnsRows && ['one', 'all', 'value'].includes(fetch)) {
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
  return {
    name,
    sql: {
      text: statement.text,
      source: problems.manifest.source,
      stretches: stretchesOf(statement, toOffset, problems.manifest.valueAt(sqlPath)),
    },
    parameters: parameters.filter((parameter) => parameter !== undefined),
    verb: statement.verb,
    fetch,
    whenEmpty:
      document.else === undefined
        ? undefined
        : typeof document.else === 'number'
          ? { kind: 'abort', status: document.else }
          : readAnswer({ problems, scope }, document.else, [...path, 'else'], { status: 404 }),
  };
}

const SQL_CODES: Readonly<Record<SqlProblem['kind'], DiagnosticCode>> = {
  syntax: 'sql-syntax',
  empty: 'sql-syntax',
  'several-statements': 'sql-several-statements',
  unsupported: 'sql-unsupported',
  'parameter-in-utility': 'sql-parameter-not-allowed',
};

function bindParameter(
  problems: Problems,
  { name, column }: NamedParameter,
  at: { start: number; end: number },
  { inputs, queries }: AnswerScope,
): ValueReference | undefined {
  if (inputs.has(name) && column === undefined) return { kind: 'input', input: name, at };
  if (queries.has(name)) {
    return column === undefined
      ? { kind: 'result', query: name, at }
      : { kind: 'column', query: name, column, at };
  }
  const names = [...inputs, ...queries];
  const closest = closestWord(name, names);
  problems.at(at, {
    code: 'sql-unknown-parameter',
    message: `no input and no earlier query supplies ":${name}"`,
    help: [
      closest
        ? `did you mean ":${closest}"?`
        : `declare it under "inputs", as in \`${name}: { from: query }\``,
      ...(at.start > 0 && problems.manifest.source.text[at.start - 1]?.match(/[\w\]]/)
        ? ['the bounds of an array slice are written with spaces: a[1 : n]']
        : []),
    ],
  });
  return undefined;
}

/** Where the SQL with `$n` and the SQL of the file run side by side. */
function stretchesOf(
  { text, parameters }: ParsedStatement,
  toOffset: OffsetMap,
  whole: { start: number; end: number },
): SqlStretch[] {
  if (toOffset(0) === undefined) {
    const sourceLength = whole.end - whole.start;
    return [{ sqlStart: 0, sqlLength: text.length, sourceStart: whole.start, sourceLength }];
  }
  const stretches: SqlStretch[] = [];
  let sql = 0;
  let written = 0;
  const push = (sqlLength: number, writtenLength: number) => {
    // A literal block continues behind the indentation of each line.
    const sourceStart = toOffset(written);
    if (sourceStart !== undefined) {
      stretches.push({ sqlStart: sql, sqlLength, sourceStart, sourceLength: writtenLength });
    }
    sql += sqlLength;
    written += writtenLength;
  };
  const pushText = (length: number) => {
    for (const line of text.slice(sql, sql + length).match(/[^\n]*\n|[^\n]+$/g) ?? []) {
      push(line.length, line.length);
    }
  };
  for (const [index, { start, end }] of parameters.entries()) {
    pushText(start - written);
    push(`$${index + 1}`.length, end - start);
  }
  pushText(text.length - sql);
  return stretches;
}
