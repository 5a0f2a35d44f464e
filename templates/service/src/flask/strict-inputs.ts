/**
 * Inputs of routes that are stricter than Flask (`validation: strict` in the manifest): nothing is converted that is not
 * what the schema says, and a request with mistakes is answered with 400 and all that is wrong in that part of it. A
 * status that a schema names itself, with `missing` or `invalid`, stays.
 */
import type { TSchema } from '@fastify/type-provider-typebox';
import type { FastifySchemaCompiler } from 'fastify';
import { parseJsonBody, readFields, type RawBody } from './body.js';
import { HttpError } from './errors.js';
import { float, Float, int } from './python.js';

interface Problem {
  readonly in: string;
  readonly name?: string;
  readonly message: string;
}

interface InputSchema {
  readonly type?: string;
  readonly format?: string;
  readonly anyOf?: readonly InputSchema[];
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly isForm?: boolean;
  readonly default?: unknown;
  readonly missing?: number;
  readonly invalid?: number | 'default';
}

const PLACES: Readonly<Record<string, string>> = {
  params: 'path',
  querystring: 'query',
  headers: 'header',
};

/** For the `validatorCompiler` of a route. */
export const strictInputs: FastifySchemaCompiler<TSchema> = ({ schema, httpPart = '' }) => {
  const { properties = {}, isForm = false } = schema as InputSchema;
  const place = PLACES[httpPart] ?? (isForm ? 'form' : 'json');
  const inputs = Object.entries(properties);

  return (data: unknown) => {
    try {
      const given = givenValues(data, place);
      const problems: Problem[] = [];
      // The other headers stay: Fastify itself reads some of them.
      const value: Record<string, unknown> = place === 'header' ? { ...given } : {};
      for (const [name, input] of inputs) {
        const result = readInput(
          place === 'header' ? name.toLowerCase() : name,
          input,
          given,
          place,
        );
        if ('message' in result) problems.push({ in: place, name, message: result.message });
        else value[name] = result.value;
      }
      return problems.length > 0 ? { error: badRequest(problems) } : { value };
    } catch (error) {
      return { error: error instanceof HttpError ? error : new HttpError(500, { cause: error }) };
    }
  };
};

function badRequest(problems: readonly Problem[]): HttpError {
  return new HttpError(400, { json: { error: 'Bad Request', problems } });
}

/** Each name with its values: of arguments and fields there may be several. */
function givenValues(data: unknown, place: string): Readonly<Record<string, unknown>> {
  if (place === 'form') {
    const fields = readFields(data as RawBody | null);
    const names = [...new Set(fields.keys())];
    return Object.fromEntries(
      names.map((name) => {
        const values = fields.getAll(name);
        return [name, values.length === 1 ? values[0] : values];
      }),
    );
  }
  return place === 'json' ? readObject(data as RawBody | null) : (data as Record<string, unknown>);
}

function readObject(body: RawBody | null): Readonly<Record<string, unknown>> {
  let data: unknown;
  try {
    data = parseJsonBody(body, { force: false, notJsonStatus: 400 });
  } catch {
    throw badRequest([
      { in: 'json', message: 'the body is not JSON, or has no JSON content type' },
    ]);
  }
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data);
  if (isObject && !(data instanceof Float)) return data as Record<string, unknown>;
  throw badRequest([{ in: 'json', message: 'the body is not an object' }]);
}

type Result = { readonly value: unknown } | { readonly message: string };

function readInput(
  key: string,
  schema: InputSchema,
  given: Readonly<Record<string, unknown>>,
  place: string,
): Result {
  const found = Object.hasOwn(given, key) ? given[key] : undefined;
  if (found === undefined || (found === null && schema.default === null)) {
    if ('default' in schema) return { value: schema.default };
    if (schema.missing !== undefined) throw new HttpError(schema.missing);
    return { message: 'is missing' };
  }
  if (Array.isArray(found) && place !== 'json') return { message: 'is given more than once' };
  // Of a type and the type of its default, the first is the one that a request brings.
  const { type = '', format = '' } = schema.anyOf?.[0] ?? schema;
  const result =
    place === 'json' ? checkJson(found, type) : readText(String(found), format || type);
  if (!('message' in result) || schema.invalid === undefined) return result;
  if (schema.invalid === 'default') return { value: schema.default };
  throw new HttpError(schema.invalid);
}

function checkJson(value: unknown, type: string): Result {
  const isInteger = Number.isInteger(value) || typeof value === 'bigint';
  const isNumber = isInteger || typeof value === 'number' || value instanceof Float;
  switch (type) {
    case 'integer':
      return isInteger ? { value } : { message: 'is not an integer' };
    case 'number':
      return isNumber ? { value: float(value) } : { message: 'is not a number' };
    case 'boolean':
      return typeof value === 'boolean' ? { value } : { message: 'is not true or false' };
    case 'string':
      return typeof value === 'string' ? { value } : { message: 'is not text' };
    default:
      return { value };
  }
}

function readText(text: string, type: string): Result {
  switch (type) {
    case 'integer':
      return /^[+-]?\d+$/.test(text) ? { value: int(text) } : { message: 'is not an integer' };
    case 'number': {
      const isNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
      return isNumber ? { value: Number(text) } : { message: 'is not a number' };
    }
    case 'boolean':
      return /^(?:true|false|1|0)$/i.test(text)
        ? { value: /^(?:true|1)$/i.test(text) }
        : { message: 'is not true or false' };
    case 'uuid':
      return { value: text.toLowerCase() };
    default:
      return { value: text };
  }
}
