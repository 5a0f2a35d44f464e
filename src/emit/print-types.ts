/** Column and input types as TypeScript types and as TypeBox schemas. */
import type { Column, ScalarKind } from '../model/column.js';
import type { Input, InputType } from '../model/service.js';
import type { Json } from '../model/json.js';
import { ruleVariables, type Converter, type Rule } from '../model/rule.js';
import { assertNever } from '../util/assert-never.js';
import { converterLimits, parameterName } from './fastify-path.js';
import type { Imports } from './imports.js';
import { printJson, printObject } from './print-literal.js';

/** Where a module finds what it imports, relative to itself: `../..` for `routes/films/schema.ts`. */
export interface ModuleContext {
  readonly imports: Imports;
  readonly root: string;
}

export const TYPEBOX = '@fastify/type-provider-typebox';

export function columnType({ imports, root }: ModuleContext, { type, isNullable }: Column): string {
  const scalar = SCALAR_TYPES[type.kind];
  if (scalar === 'Int') imports.type(`${root}/flask/types.js`, 'Int');
  const element = type.isArray ? `(${scalar} | null)[]` : scalar;
  // PostgreSQL's arrays may hold NULL and may be nested; nothing in the catalog says otherwise.
  const whole = type.isArray && scalar === 'unknown' ? 'unknown[]' : element;
  return isNullable && whole !== 'unknown' ? `${whole} | null` : whole;
}

const SCALAR_TYPES: Readonly<Record<ScalarKind, string>> = {
  integer: 'number',
  bigint: 'Int',
  decimal: 'string',
  float: 'number',
  boolean: 'boolean',
  text: 'string',
  date: 'Date',
  timestamp: 'Date',
  json: 'unknown',
  unsupported: 'unknown',
};

export function columnSchema(context: ModuleContext, column: Column): string {
  const { type, isNullable } = column;
  if (!type.isArray)
    return nullable(context, scalarSchema(context, type.kind), isNullable && type.kind !== 'json');
  const item = nullable(context, scalarSchema(context, type.kind), type.kind !== 'json');
  return nullable(context, typeBox(context, `Array(${item})`), isNullable);
}

export function scalarSchema(context: ModuleContext, kind: ScalarKind): string {
  switch (kind) {
    case 'integer':
      return typeBox(context, 'Integer()');
    case 'bigint':
      return flaskType(context, 'Int()');
    case 'float':
      return typeBox(context, 'Number()');
    case 'boolean':
      return typeBox(context, 'Boolean()');
    case 'decimal':
    case 'text':
      return typeBox(context, 'String()');
    case 'date':
    case 'timestamp':
      return flaskType(context, 'HttpDate()');
    case 'json':
    case 'unsupported':
      return typeBox(context, 'Unknown()');
    default:
      return assertNever(kind);
  }
}

export function nullable(
  context: ModuleContext,
  schema: string,
  isNullable: boolean,
  options = '',
): string {
  if (!isNullable) return schema;
  return `${flaskType(context, 'Nullable')}(${schema}${options === '' ? '' : `, ${options}`})`;
}

export function typeBox({ imports }: ModuleContext, code: string): string {
  imports.value(TYPEBOX, 'Type');
  return `Type.${code}`;
}

export function flaskType({ imports, root }: ModuleContext, code: string): string {
  imports.value(`${root}/flask/types.js`, code.replace(/\(.*$/s, ''));
  return code;
}

/** The TypeScript type of an input's value, as the generated schema declares it. */
export function inputType({ imports, root }: ModuleContext, input: Input): string {
  const base = INPUT_TYPES[input.type];
  if (base === 'Int') imports.type(`${root}/flask/types.js`, 'Int');
  if (input.whenMissing.kind !== 'default' || base === 'unknown') return base;
  const { value } = input.whenMissing;
  if (value === null) return `${base} | null`;
  return accepts(input.type, value) ? base : `${base} | ${jsonType(value)}`;
}

const INPUT_TYPES: Readonly<Record<InputType, string>> = {
  any: 'unknown',
  str: 'string',
  int: 'Int',
  float: 'number',
  bool: 'boolean',
};

/** An input as a property of its route's schema, with what differs from Flask's way there. */
export function inputSchema(
  context: ModuleContext,
  rule: Rule,
  input: Input,
  isExact: boolean,
): string {
  const options: [string, string][] = [];
  const { whenMissing, whenInvalid } = input;
  const isJson = input.from === 'json';
  if (input.from === 'path') {
    const { kind } = converterOf(rule, input) ?? {};
    if (kind === 'uuid') return flaskType(context, 'Uuid()');
    // The exact routing reads them from the rule itself.
    if (!isExact) options.push(...limitOptions(rule, input));
  } else if (whenMissing.kind === 'default') {
    options.push(['default', printJson(whenMissing.value)]);
    if (whenInvalid.kind === 'abort' && (!isJson || whenInvalid.status !== 500) && canFail(input)) {
      options.push(['invalid', String(whenInvalid.status)]);
    } else if (whenInvalid.kind === 'default' && isJson && canFail(input)) {
      options.push(['invalid', "'default'"]);
    }
  } else {
    if (whenMissing.status !== (isJson ? 500 : 400))
      options.push(['missing', String(whenMissing.status)]);
    if (whenInvalid.kind === 'abort' && whenInvalid.status !== 500 && canFail(input)) {
      options.push(['invalid', String(whenInvalid.status)]);
    }
  }
  return schemaWithDefault(context, input, options.length === 0 ? '' : printObject(options));
}

/** An input where an answer repeats it: its value, not how the request is read. */
export function answeredInputSchema(context: ModuleContext, input: Input): string {
  return schemaWithDefault(context, input, '');
}

function canFail({ type }: Input): boolean {
  return type === 'int' || type === 'float';
}

function converterOf(rule: Rule, { wireName }: Input): Converter | undefined {
  return ruleVariables(rule).find(({ name }) => name === wireName)?.converter;
}

/** What a converter's arguments say beside its pattern. */
function limitOptions(rule: Rule, input: Input): [string, string][] {
  const options = Object.entries(converterLimits(converterOf(rule, input))).filter(
    ([, value]) => value !== undefined,
  );
  return options.map(([name, value]) => [name, String(value)]);
}

function schemaWithDefault(context: ModuleContext, input: Input, options: string): string {
  const value = input.whenMissing.kind === 'default' ? input.whenMissing.value : undefined;
  if (value === null && input.type !== 'any') {
    return nullable(context, baseSchema(context, input.type, ''), true, options);
  }
  if (value === undefined || accepts(input.type, value))
    return baseSchema(context, input.type, options);
  const union = [baseSchema(context, input.type, ''), literalSchema(context, value)];
  return typeBox(context, `Union([${union.join(', ')}]${options === '' ? '' : `, ${options}`})`);
}

function baseSchema(context: ModuleContext, type: InputType, options: string): string {
  switch (type) {
    case 'int':
      return flaskType(context, `Int(${options})`);
    case 'float':
      return typeBox(context, `Number(${options})`);
    case 'bool':
      return typeBox(context, `Boolean(${options})`);
    case 'str':
      return typeBox(context, `String(${options})`);
    case 'any':
      return typeBox(context, `Unknown(${options})`);
    default:
      return assertNever(type);
  }
}

/** Whether a default needs no type beside the input's own. */
function accepts(type: InputType, value: Json): boolean {
  switch (type) {
    case 'any':
      return true;
    case 'int':
      return Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'str':
      return typeof value === 'string';
    default:
      return assertNever(type);
  }
}

function jsonType(value: Json): string {
  return typeof value === 'object' ? 'unknown' : typeof value;
}

/** The schema of a value that is known when the code is generated, by its type alone. */
export function literalSchema(context: ModuleContext, value: Json, isFloat = false): string {
  if (value === null) return typeBox(context, 'Null()');
  if (typeof value === 'string') return typeBox(context, 'String()');
  if (typeof value === 'boolean') return typeBox(context, 'Boolean()');
  if (typeof value === 'number')
    return typeBox(context, Number.isInteger(value) && !isFloat ? 'Integer()' : 'Number()');
  return typeBox(context, 'Unknown()');
}

/** The key of an input in the part of the request it comes from. */
export function inputKey(rule: Rule, input: Input, isExact: boolean): string {
  if (input.from === 'header') return input.wireName.toLowerCase();
  if (input.from !== 'path' || isExact) return input.wireName;
  return parameterName(input.wireName, converterOf(rule, input));
}
