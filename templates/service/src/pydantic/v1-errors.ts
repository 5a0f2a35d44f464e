/**
 * What pydantic 1 says is wrong: messages, types and what they tell beside.
 * Source: pydantic/error_wrappers.py and errors.py, 1.10.
 */
import { dict, type Dict } from '../python/dict.js';
import { AssertionError, asException, PyTypeError, ValueError } from '../python/exceptions.js';
import { dumps } from '../python/json.js';
import { repr, str } from '../python/text.js';
import { className, typeName } from '../python/type-name.js';
import { tupleOf, type Value } from '../python/value.js';
import { encodeV1 } from './v1-json.js';
import type { Issue, Location, Scope } from './type.js';

/** What a type finds wrong, before it is known where. */
export class Failure extends Error {
  constructor(
    readonly type: string,
    override readonly message: string,
    readonly context?: Dict,
  ) {
    super(message);
  }
}

export class ValidationError extends ValueError {
  static override readonly pythonClass: string = 'ValidationError';

  constructor(
    readonly issues: readonly Issue[],
    readonly model: object,
  ) {
    super();
  }

  errors(): Dict[] {
    return this.issues.map(({ location, message, type, context }) =>
      dict({
        loc: tupleOf(location),
        msg: message,
        type,
        ...(context && context.size > 0 ? { ctx: context } : {}),
      }),
    );
  }

  json(options: { readonly indent?: Value } = {}): string {
    const { indent = 2 } = options;
    return dumps(
      this.errors(),
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      indent,
      undefined,
      encodeV1,
    );
  }

  override pyStr(): string {
    const count = this.issues.length;
    const lines = this.issues.map(({ location, message, type, context }) => {
      const told = [...(context?.entries() ?? [])].map(
        ([name, value]) => `; ${str(name)}=${str(value)}`,
      );
      return `${location.map((one) => str(one)).join(' -> ')}\n  ${message} (type=${type}${told.join('')})`;
    });
    const noun = count === 1 ? 'error' : 'errors';
    return `${count} validation ${noun} for ${className(this.model)}\n${lines.join('\n')}`;
  }

  override pyRepr(): string {
    return `ValidationError(model=${repr(className(this.model))}, errors=${repr(this.errors())})`;
  }
}

/** Notes what a type or a validator raised. What is no sign of a wrong value goes on. */
export function note(caught: unknown, location: Location, { issues }: Pick<Scope, 'issues'>): void {
  if (caught instanceof Failure) {
    issues.push({
      location,
      message: caught.message,
      type: caught.type,
      context: caught.context,
    });
    return;
  }
  const error = asException(caught);
  if (error instanceof ValidationError) {
    for (const issue of error.issues)
      issues.push({ ...issue, location: [...location, ...issue.location] });
    return;
  }
  const isValue = error instanceof ValueError;
  if (!isValue && !(error instanceof PyTypeError) && !(error instanceof AssertionError))
    throw caught;
  issues.push({ location, message: str(error as Value), type: errorType(error) });
}

function errorType(error: object): string {
  if (error instanceof AssertionError) return 'assertion_error';
  const base = error instanceof PyTypeError ? 'type_error' : 'value_error';
  const { constructor } = error;
  if (constructor === PyTypeError || constructor === ValueError) return base;
  const { code } = constructor as { readonly code?: unknown };
  const name = typeName(error).split('.').at(-1)!;
  return `${base}.${typeof code === 'string' ? code : name.replace('Error', '').toLowerCase()}`;
}

export function noneNotAllowed(): Failure {
  return new Failure('type_error.none.not_allowed', 'none is not an allowed value');
}
