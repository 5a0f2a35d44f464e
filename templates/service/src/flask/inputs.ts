/**
 * Reads a request's inputs as a Flask view does, from the TypeBox schemas of its route: `request.args`,
 * `get_json()` and `form` have their own statuses for what is missing, and Python's conversions.
 * A schema says otherwise with `missing` (a status) and `invalid` (a status, or `'default'`).
 */
import type { TSchema } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifySchemaCompiler, preValidationHookHandler } from 'fastify';
import { HttpError } from './errors.js';
import { bool, float, int, str } from './python.js';
import { readForm, readJson, type RawBody } from './body.js';

/** The status Flask answers with when an input is missing and has no default. */
const MISSING: Readonly<Record<string, number>> = {
  querystring: 400,
  headers: 400,
  form: 400,
  // `data['key']` raises KeyError, which nobody catches.
  json: 500,
};

export function compileInputs(options: { notJsonStatus: number }): FastifySchemaCompiler<TSchema> {
  return ({ schema, httpPart }) => {
    const properties = Object.entries((schema as InputSchema).properties ?? {});
    const { isForm = false } = schema as InputSchema;
    const place = httpPart === 'body' ? (isForm ? 'form' : 'json') : (httpPart ?? '');
    const readers = properties.map(([name, input]) => compileInput(name, input, place));

    return (data: unknown) => {
      try {
        const values = valuesOf(data, place, options.notJsonStatus);
        // The other headers stay: Fastify itself reads some of them.
        const inputs: Record<string, unknown> = place === 'headers' ? { ...values } : {};
        for (const read of readers) read(values, inputs);
        return { value: inputs };
      } catch (error) {
        // What Python would have raised in the view is a 500; Fastify would make it a 400.
        return { error: error instanceof HttpError ? error : new HttpError(500, { cause: error }) };
      }
    };
  };
}

/**
 * Fastify reads the body before the query and the headers, whatever the view does. Those that stand before the
 * body in the schema of a route are checked before it, so that of two mistakes the first is answered.
 */
export function checkBeforeBody(
  app: FastifyInstance,
  compile: FastifySchemaCompiler<TSchema>,
): void {
  app.addHook('onRoute', (route) => {
    const { schema = {}, url, method, preValidation = [], validatorCompiler } = route;
    const parts = Object.keys(schema);
    const early = new Set(parts.slice(0, Math.max(0, parts.indexOf('body'))));
    const checks = (['querystring', 'headers'] as const)
      .filter((httpPart) => early.has(httpPart))
      .map((httpPart) => ({
        read: (validatorCompiler ?? compile)({
          schema: schema[httpPart] as TSchema,
          method: String(method),
          url,
          httpPart,
        }),
        from: httpPart === 'headers' ? ('headers' as const) : ('query' as const),
      }));
    if (checks.length === 0) return;
    const check: preValidationHookHandler = (request, _reply, done) => {
      const results = checks.map(({ read, from }) => read(request[from]) as { error?: Error });
      done(results.find(({ error }) => error)?.error);
    };
    route.preValidation = [preValidation, check].flat();
  });
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

type Values = Readonly<Record<string, unknown>>;
type Read = (values: Values, inputs: Record<string, unknown>) => void;

function compileInput(name: string, schema: InputSchema, place: string): Read {
  // Of a type and the type of its default, the first is the one that values are converted to.
  const { type = '', format } = schema.anyOf?.[0] ?? schema;
  const convert = CONVERSIONS[format ?? type] ?? ((value: unknown) => value);
  const key = place === 'headers' ? name.toLowerCase() : name;
  const hasDefault = 'default' in schema;
  // `args.get(key, default, type=int)` falls back to its default; `int(data['key'])` raises.
  const whenInvalid = schema.invalid ?? (hasDefault && place !== 'json' ? 'default' : 500);

  return (values, inputs) => {
    const found = Object.hasOwn(values, key) ? values[key] : undefined;
    const value = Array.isArray(found) && place === 'querystring' ? (found[0] as unknown) : found;
    // Where None is the default, an explicit null is one too: no conversion would take it.
    if (value === undefined || (value === null && schema.default === null)) {
      if (!hasDefault) throw new HttpError(schema.missing ?? MISSING[place] ?? 500);
      inputs[key] = schema.default;
      return;
    }
    try {
      inputs[key] = convert(value);
    } catch (error) {
      if (whenInvalid !== 'default') throw new HttpError(whenInvalid, { cause: error });
      inputs[key] = schema.default;
    }
  };
}

const CONVERSIONS: Readonly<Record<string, (value: unknown) => unknown>> = {
  integer: int,
  number: float,
  boolean: bool,
  string: str,
  // str() of Python's UUID.
  uuid: (value) => str(value).toLowerCase(),
};

function valuesOf(data: unknown, place: string, notJsonStatus: number): Values {
  if (place === 'json') return readJson(data as RawBody | null, notJsonStatus);
  if (place === 'form') return readForm(data as RawBody | null);
  return data as Values;
}
