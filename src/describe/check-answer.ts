/** Holds the references of a handler against the columns that its statements turned out to have. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type {
  Answer,
  DeclarativeHandler,
  Query,
  Shape,
  Span,
  ValueReference,
} from '../model/service.js';
import { assertNever } from '../util/assert-never.js';
import { closestWord } from '../util/closest-word.js';
import { sourceSpan } from './source-span.js';

const NOWHERE: Span = { start: 0, end: 0 };

export function checkAnswer(handler: DeclarativeHandler): Diagnostic[] {
  const queries = new Map(handler.queries.map((query) => [query.name, query]));
  const found: Diagnostic[] = [];
  const check: Check = { queries, report };
  for (const query of handler.queries) {
    for (const parameter of query.parameters) checkValue(check, query, parameter);
    if (query.whenEmpty) checkShapeOf(check, query.whenEmpty);
  }
  checkShapeOf(check, handler.answer);
  return found;

  function report(
    query: Query,
    at: Span,
    parts: Pick<Diagnostic, 'code' | 'message'> & Partial<Diagnostic>,
  ) {
    found.push(diagnostic({ ...parts, labels: [{ source: query.sql.source, ...at, text: '' }] }));
  }
}

interface Check {
  readonly queries: ReadonlyMap<string, Query>;
  readonly report: (
    query: Query,
    at: Span,
    parts: Pick<Diagnostic, 'code' | 'message'> & Partial<Diagnostic>,
  ) => void;
}

function checkShapeOf(check: Check, answer: Answer): void {
  if (answer.kind === 'json') checkShape(check, answer.shape, undefined);
}

/** `row` is the query whose rows are at hand. */
function checkShape(check: Check, shape: Shape, row: Query | undefined): void {
  switch (shape.kind) {
    case 'object':
      for (const entry of shape.entries) checkShape(check, entry.shape, row);
      return;
    case 'list':
      for (const item of shape.items) checkShape(check, item, row);
      return;
    case 'result': {
      const query = check.queries.get(shape.query)!;
      if (query.fetch === 'none') {
        check.report(query, shape.at, {
          code: 'answer-shape-mismatch',
          message: `"${query.name}" fetches nothing that could be answered`,
          help: ['use "fetch: count" for the number of rows, or RETURNING with "fetch: one"'],
        });
      } else if (query.fetch !== 'count') {
        for (const column of query.fetch === 'value' ? query.columns.slice(0, 1) : query.columns) {
          checkType(check, query, column.name, shape.at);
        }
      }
      return;
    }
    case 'column':
      checkColumn(check, check.queries.get(shape.query)!, shape.column, shape.at);
      return;
    case 'each':
    case 'length': {
      const query = check.queries.get(shape.query)!;
      if (query.fetch !== 'all') {
        check.report(query, shape.at, {
          code: 'answer-shape-mismatch',
          message: `"${query.name}" has "fetch: ${query.fetch}", which gives no list of rows`,
          help: ['use "fetch: all"'],
        });
        return;
      }
      if (shape.kind === 'length') return;
      if (shape.key !== undefined) checkKey(check, query, shape.key, shape.at);
      checkShape(check, shape.item, query);
      return;
    }
    case 'row':
      for (const column of row?.columns ?? []) checkType(check, row!, column.name, NOWHERE);
      return;
    case 'row-column':
      if (row && checkName(check, row, shape.column, shape.at))
        checkType(check, row, shape.column, shape.at);
      return;
    case 'input':
    case 'constant':
    case 'error':
      return;
    default:
      assertNever(shape);
  }
}

function checkValue(check: Check, owner: Query, value: ValueReference): void {
  if (value.kind === 'input') return;
  const query = check.queries.get(value.query)!;
  if (value.kind === 'column') checkColumn(check, query, value.column, value.at);
  else if (query.fetch !== 'value' && query.fetch !== 'count') {
    check.report(owner, value.at, {
      code: 'answer-shape-mismatch',
      message: `"${query.name}" has "fetch: ${query.fetch}", and a parameter is a single value`,
      help: [
        `use "fetch: value", or one of its columns: :${query.name}.${query.columns[0]?.name ?? 'id'}`,
      ],
    });
  }
}

/** A column of the one row that a query gave. */
function checkColumn(check: Check, query: Query, column: string, at: Span): void {
  if (query.fetch !== 'one') {
    check.report(query, at, {
      code: 'answer-shape-mismatch',
      message: `"${query.name}" has "fetch: ${query.fetch}", which gives no single row`,
      help: ['use "fetch: one"'],
    });
  } else if (checkName(check, query, column, at)) checkType(check, query, column, at);
}

function checkName(check: Check, query: Query, column: string, at: Span): boolean {
  const names = query.columns.map(({ name }) => name);
  if (names.includes(column)) return true;
  const closest = closestWord(column, names);
  check.report(query, at, {
    code: 'answer-unknown-column',
    message: `"${query.name}" has no column "${column}"`,
    help: [closest ? `did you mean "${closest}"?` : `its columns are ${names.join(', ')}`],
  });
  return false;
}

/** The keys of a dict that `jsonify` writes as a client would expect: text, ints and booleans. */
function checkKey(check: Check, query: Query, name: string, at: Span): void {
  if (!checkName(check, query, name, at)) return;
  const { type } = query.columns.findLast((column) => column.name === name)!;
  if (!type.isArray && ['text', 'integer', 'bigint', 'boolean'].includes(type.kind)) return;
  check.report(query, at, {
    code: 'sql-type-not-json',
    message: `the column "${name}" is of type ${type.name}, which cannot be a key of JSON`,
    help: [`cast it in the statement, as in ${name}::text`],
  });
}

function checkType(check: Check, query: Query, name: string, at: Span): void {
  const column = query.columns.findLast((candidate) => candidate.name === name)!;
  if (column.type.kind !== 'unsupported') return;
  // An answer that nobody wrote, the only query's result, is located by its statement.
  check.report(query, at.end === 0 ? sourceSpan(query.sql, 0, 1) : at, {
    code: 'sql-type-not-json',
    message: `the column "${name}" is of type ${column.type.name}, which jsonify refuses`,
    help: [`cast it in the statement, as in ${name}::text`],
  });
}
