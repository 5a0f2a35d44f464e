/**
 * Python's exceptions. A handler catches them with `instanceof`; `str(error)` says what Python says. What is named as
 * one of JavaScript's own has `Py` before its name.
 */
import { escapeCode, repr, str } from './text.js';
import { typeName } from './type-name.js';
import { tupleOf, type Tuple, type Value } from './value.js';

/** Only what ends the program is no `Exception` as well. */
export class BaseException extends Error {
  static readonly pythonClass: string = 'BaseException';
  readonly args: Tuple;

  constructor(...args: Value[]) {
    const [first] = args;
    super(typeof first === 'string' ? first : '');
    this.args = tupleOf(args);
  }

  pyStr(): string {
    if (this.args.length === 0) return '';
    return this.args.length === 1 ? str(this.args[0]!) : repr(this.args);
  }

  pyRepr(): string {
    return `${typeName(this)}(${[...this.args].map((argument) => repr(argument)).join(', ')})`;
  }
}
Object.defineProperty(BaseException.prototype, 'name', {
  get(this: BaseException) {
    return typeName(this);
  },
});

export class Exception extends BaseException {
  static override readonly pythonClass: string = 'Exception';
}

export class SystemExit extends BaseException {
  static override readonly pythonClass: string = 'SystemExit';

  get code(): Value {
    return this.args.length > 1 ? this.args : (this.args[0] ?? null);
  }
}

export class KeyboardInterrupt extends BaseException {
  static override readonly pythonClass: string = 'KeyboardInterrupt';
}

export class GeneratorExit extends BaseException {
  static override readonly pythonClass: string = 'GeneratorExit';
}

/* What has no more to say than its name. */

export class ArithmeticError extends Exception {
  static override readonly pythonClass: string = 'ArithmeticError';
}

export class ZeroDivisionError extends ArithmeticError {
  static override readonly pythonClass: string = 'ZeroDivisionError';
}

export class OverflowError extends ArithmeticError {
  static override readonly pythonClass: string = 'OverflowError';
}

export class FloatingPointError extends ArithmeticError {
  static override readonly pythonClass: string = 'FloatingPointError';
}

export class AssertionError extends Exception {
  static override readonly pythonClass: string = 'AssertionError';
}

export class BufferError extends Exception {
  static override readonly pythonClass: string = 'BufferError';
}

export class EOFError extends Exception {
  static override readonly pythonClass: string = 'EOFError';
}

export class LookupError extends Exception {
  static override readonly pythonClass: string = 'LookupError';
}

export class IndexError extends LookupError {
  static override readonly pythonClass: string = 'IndexError';
}

export class MemoryError extends Exception {
  static override readonly pythonClass: string = 'MemoryError';
}

export class RuntimeError extends Exception {
  static override readonly pythonClass: string = 'RuntimeError';
}

export class NotImplementedError extends RuntimeError {
  static override readonly pythonClass: string = 'NotImplementedError';
}

export class RecursionError extends RuntimeError {
  static override readonly pythonClass: string = 'RecursionError';
}

export class StopAsyncIteration extends Exception {
  static override readonly pythonClass: string = 'StopAsyncIteration';
}

export class PyTypeError extends Exception {
  static override readonly pythonClass: string = 'TypeError';
}

export class ValueError extends Exception {
  static override readonly pythonClass: string = 'ValueError';
}

export class UnicodeError extends ValueError {
  static override readonly pythonClass: string = 'UnicodeError';
}

export class Warning extends Exception {
  static override readonly pythonClass: string = 'Warning';
}

export class UserWarning extends Warning {
  static override readonly pythonClass: string = 'UserWarning';
}

export class DeprecationWarning extends Warning {
  static override readonly pythonClass: string = 'DeprecationWarning';
}

/* What prints in a way of its own. */

export class KeyError extends LookupError {
  static override readonly pythonClass: string = 'KeyError';

  override pyStr(): string {
    return this.args.length === 1 ? repr(this.args[0]!) : super.pyStr();
  }
}

export class StopIteration extends Exception {
  static override readonly pythonClass: string = 'StopIteration';

  get value(): Value {
    return this.args[0] ?? null;
  }
}

/** Also of an attribute that is not there: with the name of it. */
export class AttributeError extends Exception {
  static override readonly pythonClass: string = 'AttributeError';
}

export class NameError extends Exception {
  static override readonly pythonClass: string = 'NameError';
}

export class UnboundLocalError extends NameError {
  static override readonly pythonClass: string = 'UnboundLocalError';
}

export class ImportError extends Exception {
  static override readonly pythonClass: string = 'ImportError';
}

export class ModuleNotFoundError extends ImportError {
  static override readonly pythonClass: string = 'ModuleNotFoundError';
}

export class PySyntaxError extends Exception {
  static override readonly pythonClass: string = 'SyntaxError';
}

/** Made of an error number, its text and a file name; or of anything. */
export class OSError extends Exception {
  static override readonly pythonClass: string = 'OSError';

  get errno(): Value {
    return this.args.length === 2 ? this.args[0]! : null;
  }

  get strerror(): Value {
    return this.args.length === 2 ? this.args[1]! : null;
  }

  /** It does not stay among the arguments. */
  readonly filename: Value;

  constructor(...args: Value[]) {
    const hasFile = args.length > 2 && args.length < 6;
    super(...(hasFile ? args.slice(0, 2) : args));
    this.filename = hasFile ? args[2]! : null;
  }

  override pyStr(): string {
    if (this.args.length !== 2) return super.pyStr();
    const text = `[Errno ${str(this.errno)}] ${str(this.strerror)}`;
    return this.filename === null ? text : `${text}: ${repr(this.filename)}`;
  }
}

export class FileNotFoundError extends OSError {
  static override readonly pythonClass: string = 'FileNotFoundError';
}

export class FileExistsError extends OSError {
  static override readonly pythonClass: string = 'FileExistsError';
}

export class IsADirectoryError extends OSError {
  static override readonly pythonClass: string = 'IsADirectoryError';
}

export class NotADirectoryError extends OSError {
  static override readonly pythonClass: string = 'NotADirectoryError';
}

export class PermissionError extends OSError {
  static override readonly pythonClass: string = 'PermissionError';
}

export class InterruptedError extends OSError {
  static override readonly pythonClass: string = 'InterruptedError';
}

export class TimeoutError extends OSError {
  static override readonly pythonClass: string = 'TimeoutError';
}

export class ConnectionError extends OSError {
  static override readonly pythonClass: string = 'ConnectionError';
}

export class BrokenPipeError extends ConnectionError {
  static override readonly pythonClass: string = 'BrokenPipeError';
}

export class ConnectionAbortedError extends ConnectionError {
  static override readonly pythonClass: string = 'ConnectionAbortedError';
}

export class ConnectionRefusedError extends ConnectionError {
  static override readonly pythonClass: string = 'ConnectionRefusedError';
}

export class ConnectionResetError extends ConnectionError {
  static override readonly pythonClass: string = 'ConnectionResetError';
}

/** Made of the encoding, what was to be decoded, the first and the last place of it, and the reason. */
export class UnicodeDecodeError extends UnicodeError {
  static override readonly pythonClass: string = 'UnicodeDecodeError';

  override pyStr(): string {
    const [encoding, bytes, start, end, reason] = this.args;
    if (!(bytes instanceof Uint8Array)) return super.pyStr();
    const [first, last] = [Number(start), Number(end) - 1];
    const what =
      first === last
        ? `byte 0x${(bytes[first] ?? 0).toString(16).padStart(2, '0')} in position ${first}`
        : `bytes in position ${first}-${last}`;
    return `'${str(encoding!)}' codec can't decode ${what}: ${str(reason!)}`;
  }
}

export class UnicodeEncodeError extends UnicodeError {
  static override readonly pythonClass: string = 'UnicodeEncodeError';

  override pyStr(): string {
    const [encoding, text, start, end, reason] = this.args;
    if (typeof text !== 'string') return super.pyStr();
    const [first, last] = [Number(start), Number(end) - 1];
    const character = Array.from(text)[first] ?? '';
    const what =
      first === last
        ? `character '${escapeCode(character.codePointAt(0) ?? 0)}' in position ${first}`
        : `characters in position ${first}-${last}`;
    return `'${str(encoding!)}' codec can't encode ${what}: ${str(reason!)}`;
  }
}

/** `raise error from cause`. */
export function from<Raised extends Error>(error: Raised, cause: Value): Raised {
  error.cause = cause;
  return error;
}

/** What was caught, as an exception of Python's: JavaScript's own errors become the nearest one. */
export function asException(error: unknown): BaseException {
  if (error instanceof BaseException) return error;
  if (error instanceof RangeError && /call stack/i.test(error.message))
    return from(new RecursionError('maximum recursion depth exceeded'), error);
  if (error instanceof TypeError) return from(new PyTypeError(error.message), error);
  if (error instanceof Error) return from(new RuntimeError(error.message), error);
  return new RuntimeError(String(error));
}
