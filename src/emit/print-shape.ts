/**
 * The JSON of an answer, twice: as the expression that builds it, and as the TypeBox schema that types and
 * serialises it. Both follow the same shape, so the generated handler fits its schema by construction.
 */
import type { Column } from '../model/column.js';
import type { Input, Query, Shape } from '../model/service.js';
import { assertNever } from '../util/assert-never.js';
import { printJson, printMember, printObject } from './print-literal.js';
import {
  answeredInputSchema,
  columnSchema,
  flaskType,
  literalSchema,
  nullable,
  typeBox,
  type ModuleContext,
} from './print-types.js';
import type { Rule } from '../model/rule.js';

/** What the names in a shape stand for in the code of one handler. */
export interface ShapeScope {
  readonly rule: Rule | undefined;
  readonly inputs: readonly Input[];
  readonly queries: readonly Query[];
  /** The expression that holds an input's value, or a query's result. */
  readonly inputCode: (input: Input) => string;
  readonly resultCode: (query: Query) => string;
}

export function shapeCode(scope: ShapeScope, shape: Shape): string {
  return printShape(scope, shape, undefined);
}

/** `row` is the name of the variable that holds the row at hand. */
function printShape(scope: ShapeScope, shape: Shape, row: string | undefined): string {
  switch (shape.kind) {
    case 'constant':
      return printJson(shape.value);
    case 'input':
      return scope.inputCode(scope.inputs.find(({ name }) => name === shape.input)!);
    case 'object':
      return printObject(
        shape.entries.map((entry) => [entry.key, printShape(scope, entry.shape, row)] as const),
      );
    case 'list':
      return `[${shape.items.map((item) => printShape(scope, item, row)).join(', ')}]`;
    case 'result': {
      const query = queryOf(scope, shape.query);
      const code = scope.resultCode(query);
      return mayBeEmpty(query) ? `${code} ?? null` : code;
    }
    case 'column': {
      const query = queryOf(scope, shape.query);
      const code = scope.resultCode(query);
      if (!mayBeEmpty(query)) return printMember(code, shape.column);
      return `${printMember(`${code}?`, shape.column).replace('?[', '?.[')} ?? null`;
    }
    case 'length':
      return `${scope.resultCode(queryOf(scope, shape.query))}.length`;
    case 'row':
      return row!;
    case 'row-column':
      return printMember(row!, shape.column);
    case 'each': {
      const rows = scope.resultCode(queryOf(scope, shape.query));
      const variable =
        row === undefined ? 'row' : `inner${row.charAt(0).toUpperCase()}${row.slice(1)}`;
      const item = printShape(scope, shape.item, variable);
      if (shape.key !== undefined) {
        const key = printKey(variable, columnOf(queryOf(scope, shape.query), shape.key));
        return `Object.fromEntries(${rows}.map((${variable}) => [${key}, ${item}]))`;
      }
      if (item === variable) return rows;
      return `${rows}.map((${variable}) => ${item.startsWith('{') ? `(${item})` : item})`;
    }
    case 'error':
      return `error.${{ code: 'statusCode', name: 'title', description: 'description' }[shape.property]}`;
    default:
      return assertNever(shape);
  }
}

/** A key of an object: a bigint, a boolean and None are spelled as in JSON. */
function printKey(row: string, { name, type, isNullable }: Column): string {
  const member = printMember(row, name);
  const isKey = !isNullable && (type.kind === 'integer' || type.kind === 'text');
  return isKey ? member : `String(${member})`;
}

export function shapeSchema(context: ModuleContext, scope: ShapeScope, shape: Shape): string {
  return printSchema(context, scope, shape, undefined);
}

function printSchema(
  context: ModuleContext,
  scope: ShapeScope,
  shape: Shape,
  row: Query | undefined,
): string {
  switch (shape.kind) {
    case 'constant':
      return literalSchema(context, shape.value, shape.isFloat);
    case 'input':
      return answeredInputSchema(
        context,
        scope.inputs.find(({ name }) => name === shape.input)!,
      );
    case 'object': {
      const members = shape.entries.map(
        (entry) => [entry.key, printSchema(context, scope, entry.shape, row)] as const,
      );
      return typeBox(context, `Object(${printObject(members)})`);
    }
    case 'list':
      return listSchema(
        context,
        shape.items.map((item) => printSchema(context, scope, item, row)),
      );
    case 'result':
      return resultSchema(context, queryOf(scope, shape.query));
    case 'column': {
      const query = queryOf(scope, shape.query);
      const column = columnOf(query, shape.column);
      return columnSchema(context, {
        ...column,
        isNullable: column.isNullable || mayBeEmpty(query),
      });
    }
    case 'length':
      return typeBox(context, 'Integer()');
    case 'row':
      return rowSchema(context, row!);
    case 'row-column':
      return columnSchema(context, columnOf(row!, shape.column));
    case 'each': {
      const query = queryOf(scope, shape.query);
      const item = printSchema(context, scope, shape.item, query);
      if (shape.key === undefined) return typeBox(context, `Array(${item})`);
      const { kind } = columnOf(query, shape.key).type;
      const key = typeBox(
        context,
        kind === 'integer' || kind === 'bigint' ? 'Integer()' : 'String()',
      );
      return typeBox(context, `Record(${key}, ${item})`);
    }
    case 'error':
      return typeBox(context, shape.property === 'code' ? 'Integer()' : 'String()');
    default:
      return assertNever(shape);
  }
}

function resultSchema(context: ModuleContext, query: Query): string {
  switch (query.fetch) {
    case 'one':
      return nullable(context, rowSchema(context, query), mayBeEmpty(query));
    case 'all':
      return typeBox(context, `Array(${rowSchema(context, query)})`);
    case 'value': {
      const column = query.columns[0]!;
      return columnSchema(context, {
        ...column,
        isNullable: column.isNullable || mayBeEmpty(query),
      });
    }
    case 'count':
      return typeBox(context, 'Integer()');
    case 'none':
      return typeBox(context, 'Null()');
    default:
      return assertNever(query.fetch);
  }
}

function rowSchema(context: ModuleContext, query: Query): string {
  const members = distinctColumns(query).map(
    (column) => [column.name, columnSchema(context, column)] as const,
  );
  return typeBox(context, `Object(${printObject(members)})`);
}

/** Items of one type are an array of it; others are told apart by their places. */
function listSchema(context: ModuleContext, items: readonly string[]): string {
  const [item, ...others] = new Set(items);
  if (item === undefined) return typeBox(context, 'Array(Type.Unknown())');
  return others.length === 0
    ? typeBox(context, `Array(${item})`)
    : flaskType(context, `Items(${items.join(', ')})`);
}

/** As in a RealDictCursor, the last of several columns of one name wins. */
export function distinctColumns(query: Query): readonly Column[] {
  return [...new Map(query.columns.map((column) => [column.name, column])).values()];
}

export function columnOf(query: Query, name: string): Column {
  return query.columns.findLast((column) => column.name === name)!;
}

/** Whether the result may be `undefined`: nothing was found, and the route did not end there. */
export function mayBeEmpty(query: Query): boolean {
  const isOne = query.fetch === 'one' || query.fetch === 'value';
  return isOne && query.whenEmpty === undefined && !query.alwaysHasRow;
}

function queryOf({ queries }: ShapeScope, name: string): Query {
  return queries.find((query) => query.name === name)!;
}
