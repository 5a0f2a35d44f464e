/** What a name refers to, as TypeScript: an import, where it is of another module. */
import { printString } from '../emit/print-literal.js';
import type { FunctionContext, Typed } from './context.js';
import type { LibraryName } from './library-index.js';
import type { Binding } from './program-index.js';
import { CALLABLE, VALUE } from './entities.js';
import { Untranslatable } from './untranslatable.js';

export function bindingTyped(context: FunctionContext, binding: Binding, name: string): Typed {
  const { translation, module } = context;
  switch (binding.kind) {
    case 'function':
      translation.reach(binding);
      return {
        code: module.refer(binding),
        type: binding.isCallable ? CALLABLE : { kind: 'function', function: binding },
      };
    case 'class':
      translation.reach(binding);
      // A module would fail as soon as it is loaded.
      if (binding.problem && !context.entity) {
        const { message } = binding.problem;
        throw new Untranslatable(undefined, `${binding.node.name}, which is ${message}`);
      }
      return { code: module.refer(binding), type: { kind: 'class', class: binding } };
    case 'variable':
      if (binding.pythonName === '__name__') {
        const dotted = binding.module.path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
        return { code: printString(dotted), type: { kind: 'str' } };
      }
      if (binding.pythonName === '__file__')
        throw new Untranslatable(undefined, '__file__, which a service does not have');
      translation.reach(binding);
      if (binding.problem) {
        throw new Untranslatable(
          undefined,
          `${binding.pythonName}, whose value is ${binding.problem.message}`,
        );
      }
      return { code: module.refer(binding), type: binding.type };
    case 'library':
      return libraryTyped(context, binding.path);
    case 'module':
      return { code: '', type: { kind: 'module', path: binding.module.path } };
    case 'registrar':
      return binding.isApp
        ? libraryTyped(context, 'flask.current_app')
        : { code: '', type: { kind: 'library', path: binding.path ?? 'flask.Blueprint' } };
    case 'unknown':
      return undefinedName(context, name);
  }
}

/** What Flask has as an object, and the service as a function that finds it. */
const PROXIES = new Set([
  'flask.current_app',
  'flask_jwt_extended.current_user',
  'flask_login.current_user',
  'flask_login.utils.current_user',
  'flask_restx.Api.payload',
  'flask_restx.Namespace.payload',
  'flask_restplus.Api.payload',
  'flask_restplus.Namespace.payload',
]);

export function libraryTyped(context: FunctionContext, written: string): Typed {
  const { libraries } = context.translation;
  const path = libraries.canonical(written);
  const found = libraries.name(path);
  const builtin = /^builtins\.(\w+)$/.exec(path)?.[1];
  if (!found) {
    if (builtin !== undefined && !BUILTIN_NAMES.has(builtin))
      return undefinedName(context, builtin);
    return { code: '', type: { kind: 'library', path } };
  }
  const code = libraryTarget(context, found);
  if (PROXIES.has(path)) {
    const type = libraries.parseType(found.signature.returns);
    if (!found.signature.isAsync) return { code: `${code}()`, type };
    return { code: context.awaited(`${code}()`), type };
  }
  if (found.signature.kind === 'constant') {
    return { code, type: libraries.parseType(found.signature.returns) };
  }
  return { code, type: { kind: 'library', path } };
}

/** The target of a signature, imported. */
export function libraryTarget(context: FunctionContext, found: LibraryName): string {
  const { signature, from, library } = found;
  if (library.packages) context.translation.usePackages(library.packages);
  const [first = signature.target, ...rest] = signature.target.split('.');
  // A name of JavaScript's own, such as `Math.sqrt`, comes from no module.
  const local = from === '' ? first : context.module.use(from, first);
  return [local, ...rest].join('.');
}

function undefinedName(context: FunctionContext, name: string): Typed {
  const helper = context.module.python('attributes', 'undefinedName');
  return { code: `${helper}(${printString(name)})`, type: VALUE };
}

/** Builtins of Python 3.11 that have no translation are no mistakes of the program. */
const BUILTIN_NAMES = new Set(
  (
    'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex ' +
    'delattr dict dir divmod enumerate eval exec filter float format frozenset getattr globals hasattr hash help hex ' +
    'id input int isinstance issubclass iter len list locals map max memoryview min next object oct open ord pow print ' +
    'property range repr reversed round set setattr slice sorted staticmethod str sum super tuple type vars zip ' +
    'NotImplemented __import__ __doc__ __debug__ exit quit copyright credits license ' +
    'BaseException Exception ArithmeticError AssertionError AttributeError BlockingIOError BrokenPipeError BufferError ' +
    'BytesWarning ChildProcessError ConnectionAbortedError ConnectionError ConnectionRefusedError ConnectionResetError ' +
    'DeprecationWarning EOFError EnvironmentError FileExistsError FileNotFoundError FloatingPointError FutureWarning ' +
    'GeneratorExit IOError ImportError ImportWarning IndentationError IndexError InterruptedError IsADirectoryError ' +
    'KeyError KeyboardInterrupt LookupError MemoryError ModuleNotFoundError NameError NotADirectoryError ' +
    'NotImplementedError OSError OverflowError PendingDeprecationWarning PermissionError ProcessLookupError ' +
    'RecursionError ReferenceError ResourceWarning RuntimeError RuntimeWarning StopIteration SyntaxError ' +
    'SyntaxWarning SystemError SystemExit TabError TimeoutError TypeError UnboundLocalError UnicodeDecodeError ' +
    'UnicodeEncodeError UnicodeError UserWarning ValueError Warning ZeroDivisionError'
  ).split(' '),
);
