/** What a handler that catches every exception is given. */
import { asException, BaseException, type Exception } from './exceptions.js';
import { NotTranslated } from './not-translated.js';
import { typeOf } from './type-name.js';
import type { Value } from './value.js';

/** An error as Python has it. What no Python program can catch, a function that is not translated, goes on. */
export function caught(error: unknown): Exception {
  if (error instanceof NotTranslated) throw error;
  if (error instanceof BaseException) return error;
  return asException(error) as Exception;
}

/** What `__exit__` is given: the class of the exception, the exception, and its traceback. */
export function exitArguments(failure: unknown): [Value, Value, Value] {
  if (failure === undefined) return [null, null, null];
  const error = caught(failure);
  return [typeOf(error), error, null];
}
