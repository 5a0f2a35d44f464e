/** `queries.ts` of a blueprint: one typed function for each statement. */
import { createHash } from 'node:crypto';
import type {
  Adaptation,
  Blueprint,
  Input,
  Query,
  Route,
  ValueReference,
} from '../model/service.js';
import { queryReferences } from '../model/query-references.js';
import { hasMultilineToken } from '../sql/multiline-token.js';
import { Imports } from './imports.js';
import type { BlueprintNames } from './name-blueprint.js';
import { planList, type ListPlan } from './plan-list.js';
import { columnsStatement, listColumns, readerOf } from './print-list-columns.js';
import { jsonStatement } from './print-list-json.js';
import { printDynamic } from './print-dynamic.js';
import { printMember, printObject, printString, printTemplate } from './print-literal.js';
import { columnOf, distinctColumns, mayBeEmpty } from './print-shape.js';
import { columnType, inputType, type ModuleContext } from './print-types.js';

export interface QueriesModule {
  readonly imports: Imports;
  readonly code: string;
}

export function printQueries(blueprint: Blueprint, names: BlueprintNames): QueriesModule {
  const context: ModuleContext = { imports: new Imports(), root: names.root };
  const functions = blueprint.routes.flatMap((route) =>
    route.handler.kind === 'declarative'
      ? route.handler.queries.map((query) =>
          printQuery(context, { blueprint, route, query, names }),
        )
      : [],
  );
  return { imports: context.imports, code: functions.join('\n\n') };
}

interface Place {
  readonly blueprint: Blueprint;
  readonly route: Route;
  readonly query: Query;
  readonly names: BlueprintNames;
}

function printQuery(context: ModuleContext, place: Place): string {
  const { query, names } = place;
  const { functionName, rowType } = names.queries.get(query)!;
  const { handler } = place.route;
  const list = handler.kind === 'declarative' ? planList(handler) : undefined;
  const parameters = queryParameters(place);
  const parameterList = [`db: ${context.imports.type(`${names.root}/plugins/db.js`, 'Queryable')}`];
  if (parameters.length > 0) {
    const types = parameters.map(
      ({ name, reference }) => `${name}: ${referenceType(context, place, reference)}`,
    );
    parameterList.push(
      `{ ${parameters.map(({ name }) => name).join(', ')} }: { ${types.join('; ')} }`,
    );
  }
  const nameOf = (reference: ValueReference): string =>
    parameters.find((parameter) => isSame(parameter.reference, reference))!.name;
  const valuesOf = (variant: Query): string[] =>
    variant.parameters.map((reference, index) =>
      adapt(context, nameOf(reference), variant.bindings[index]!.adaptation),
    );
  const values = valuesOf(query);
  const dynamic =
    query.dynamic && printDynamic(context, query, { inputs: place.route.inputs, nameOf, valuesOf });
  const statement = [
    ['name', printString(statementName(place))],
    ['text', printSql(list ? listStatement(list, query.text) : query.text)],
    ...(values.length > 0 ? [['values', `[${values.join(', ')}]`]] : []),
  ] as [string, string][];

  const { declaration, type, result } = list
    ? printListResult(context, list, rowType)
    : printResult(context, query, rowType);
  const call = `await db.query${type === undefined ? '' : `<${type}>`}(${dynamic?.statement ?? printObject(statement)})`;
  const declarations = (dynamic?.declarations ?? []).map((line) => `${line}\n  `).join('');
  const body =
    result === undefined
      ? `${call};`
      : `const { ${result.field} } = ${call};\n  ${result.declaration ?? ''}return ${result.code};`;
  return (
    `${declaration}export async function ${functionName}(${parameterList.join(', ')}): ` +
    `Promise<${result?.type ?? 'void'}> {\n  ${declarations}${body}\n}`
  );
}

interface PrintedResult {
  readonly declaration: string;
  readonly type?: string;
  readonly result?: {
    readonly field: string;
    readonly declaration?: string;
    readonly code: string;
    readonly type: string;
  };
}

function listStatement(list: ListPlan, sql: string): string {
  return list.arrivesAs === 'json' ? jsonStatement(list, sql) : columnsStatement(list, sql);
}

/** PostgreSQL gives one row: with the answer's JSON, or with a text for each column. */
function printListResult(context: ModuleContext, list: ListPlan, rowType: string): PrintedResult {
  if (list.arrivesAs === 'json') {
    return {
      declaration: '/** The whole answer as JSON, put together by PostgreSQL. */\n',
      type: '{ json: string }',
      result: { field: 'rows', code: `${onlyRow(context)}.json`, type: 'string' },
    };
  }
  const { imports, root } = context;
  const module = `${root}/flask/json-columns.js`;
  const jsonColumn = imports.type(module, 'JsonColumn');
  const columns = listColumns(list).map((column) => ({
    key: printRowKey(column.name),
    value: `${imports.value(module, readerOf(column))}(${printMember('columns', column.name)})`,
  }));
  const keys = listColumns(list).map(({ name }) => printString(name));
  return {
    declaration:
      '/** The JSON of each column, row by row: it arrives as one text, which is quicker than rows. */\n' +
      `export type ${rowType} = Record<${keys.join(' | ')}, ${jsonColumn}>;\n\n`,
    type: `Record<keyof ${rowType}, string | null>`,
    result: {
      field: 'rows',
      declaration: `const columns = ${onlyRow(context)};\n  `,
      code: `{ ${columns.map(({ key, value }) => `${key}: ${value}`).join(', ')} }`,
      type: rowType,
    },
  };
}

function onlyRow({ imports, root }: ModuleContext): string {
  return `${imports.value(`${root}/plugins/db.js`, 'onlyRow')}(rows)`;
}

function printResult(context: ModuleContext, query: Query, rowType: string): PrintedResult {
  switch (query.fetch) {
    case 'none':
      return { declaration: '' };
    case 'count':
      // PostgreSQL reports no count for CALL.
      return {
        declaration: '',
        result: { field: 'rowCount', code: 'rowCount ?? 0', type: 'number' },
      };
    case 'value': {
      const column = query.columns[0]!;
      const valueType = columnType(context, column);
      return {
        declaration: '',
        type: `{ ${printRowKey(column.name)}: ${valueType} }`,
        result: query.alwaysHasRow
          ? { field: 'rows', code: printMember(onlyRow(context), column.name), type: valueType }
          : {
              field: 'rows',
              code: `rows[0]?${memberAfter(column.name)}`,
              type: `${valueType} | undefined`,
            },
      };
    }
    case 'one':
    case 'all': {
      const members = distinctColumns(query).map(
        (column) => `${printRowKey(column.name)}: ${columnType(context, column)};`,
      );
      return {
        declaration: `export interface ${rowType} {\n${members.join('\n')}\n}\n\n`,
        type: rowType,
        result:
          query.fetch === 'all'
            ? { field: 'rows', code: 'rows', type: `${rowType}[]` }
            : query.alwaysHasRow
              ? { field: 'rows', code: onlyRow(context), type: rowType }
              : { field: 'rows', code: 'rows[0]', type: `${rowType} | undefined` },
      };
    }
  }
}

function memberAfter(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `.[${printString(name)}]`;
}

function printRowKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : printString(name);
}

export interface QueryParameterName {
  readonly name: string;
  readonly reference: ValueReference;
}

/** The distinct values that a statement takes, under the names its function knows them by. */
export function queryParameters({
  query,
  names,
}: Pick<Place, 'query' | 'names'>): QueryParameterName[] {
  const distinct: QueryParameterName[] = [];
  const taken = names.parameterNames();
  for (const reference of queryReferences(query)) {
    if (distinct.some((parameter) => isSame(parameter.reference, reference))) continue;
    const [name, ...others] = names.parameterNamesOf(reference);
    const last = others.at(-1) ?? name;
    distinct.push({ name: taken.claim(name, ...others, `${last}Value`), reference });
  }
  return distinct;
}

function isSame(a: ValueReference, b: ValueReference): boolean {
  if (a.kind === 'input' || b.kind === 'input') {
    return a.kind === 'input' && b.kind === 'input' && a.input === b.input;
  }
  if (a.query !== b.query) return false;
  return a.kind === 'column' ? b.kind === 'column' && a.column === b.column : b.kind === 'result';
}

function referenceType(
  context: ModuleContext,
  { route }: Place,
  reference: ValueReference,
): string {
  if (reference.kind === 'input') {
    const input: Input = route.inputs.find(({ name }) => name === reference.input)!;
    return inputType(context, input);
  }
  if (route.handler.kind !== 'declarative') return 'unknown';
  const query = route.handler.queries.find(({ name }) => name === reference.query)!;
  if (reference.kind === 'result' && query.fetch === 'count') return 'number';
  const column =
    reference.kind === 'column' ? columnOf(query, reference.column) : query.columns[0]!;
  return columnType(context, { ...column, isNullable: column.isNullable || mayBeEmpty(query) });
}

function adapt({ imports, root }: ModuleContext, name: string, adaptation: Adaptation): string {
  if (adaptation.kind === 'none') return name;
  const [module, adapter] = ADAPTERS[adaptation.kind];
  const called = imports.value(`${root}/flask/${module}.js`, adapter);
  const others = 'type' in adaptation ? [printString(adaptation.type)] : [];
  if (adaptation.kind === 'operand' && adaptation.rounding) {
    others.push(printString(adaptation.rounding));
  }
  return `${called}(${[name, ...others].join(', ')})`;
}

const ADAPTERS: Readonly<
  Record<Exclude<Adaptation['kind'], 'none'>, readonly [module: string, name: string]>
> = {
  bigint: ['psycopg', 'toBigint'],
  decimal: ['psycopg', 'toDecimal'],
  json: ['psycopg', 'toJsonColumn'],
  column: ['parameters/column', 'toColumn'],
  operand: ['parameters/operand', 'toOperand'],
  list: ['parameters/operand', 'toList'],
  value: ['parameters/value', 'toValue'],
};

/** PostgreSQL keeps 63 bytes of a prepared statement's name. */
function statementName({ blueprint, query }: Place): string {
  const name = [...blueprint.path, query.name].join('.');
  if (name.length <= 63) return name;
  return `${name.slice(0, 54)}.${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

/** Indented with the code around it, unless a literal or comment runs over several lines. */
function printSql(sql: string): string {
  const lines = sql.split('\n').map((line) => line.trimEnd());
  if (lines.length === 1 || hasMultilineToken(sql)) return printTemplate(sql);
  const indent = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)));
  return printTemplate(
    `\n${lines.map((line) => (line === '' ? '' : `      ${line.slice(indent)}`)).join('\n')}`,
  );
}
