/** TypeBox schemas for values that JavaScript and JSON Schema have no word of their own for. */
import {
  Type,
  type Static,
  type TProperties,
  type TSchema,
  type TSchemaOptions,
} from '@fastify/type-provider-typebox';

/** A Python int: a number while that is exact, a bigint beyond 2^53. */
export type Int = number | bigint;

export const Int = (options: TSchemaOptions = {}) =>
  Type.Unsafe<Int>({ type: 'integer', ...options });

/** A UUID in a path: whatever its letters were there, they are small. */
export const Uuid = () => Type.String({ format: 'uuid' });

/** A date or timestamp; Flask's JSON writes it as `Wed, 15 Feb 2006 09:46:27 GMT`. */
export const HttpDate = () => Type.Unsafe<Date>({ type: 'string', format: 'http-date' });

export const Nullable = <T extends TSchema>(schema: T, options: TSchemaOptions = {}) =>
  Type.Union([schema, Type.Null()], options);

/** A body that is a form rather than JSON. */
export const Form = <T extends TProperties>(properties: T) =>
  Type.Object(properties, { isForm: true });

/** A list whose items differ by their places. */
export const Items = <T extends readonly TSchema[]>(...items: T) =>
  Type.Unsafe<Static<T[number]>[]>({ type: 'array', items });
