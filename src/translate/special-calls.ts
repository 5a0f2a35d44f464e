/** Calls that no signature can say: what depends on the classes or the names that it is given. */
import { printString } from '../emit/print-literal.js';
import type { CallExpression, Expression } from '../python/syntax.js';
import type { FunctionContext, Typed } from './context.js';
import { callableOf } from './callables.js';
import { ANY_TUPLE, bare, BOOL, DICT, INT, MODEL_CLASS, NONE, STR, VALUE } from './entities.js';
import { renderCall } from './templates.js';
import { Untranslatable } from './untranslatable.js';
import { expression, condition, value, code, plainMembers } from './values.js';
import { attributeDict } from './attribute-dicts.js';
import { printKeywords } from './arguments.js';

export function specialCall(
  context: FunctionContext,
  node: CallExpression,
  path: string,
): Typed | undefined {
  const [first, second] = node.positional;
  switch (path) {
    case 'builtins.isinstance':
      if (!first || !second) return undefined;
      return { code: isInstance(context, code(context, first), second), type: BOOL };
    case 'builtins.bool':
      if (!first || node.positional.length > 1) return undefined;
      return { code: booleanOf(context, first), type: BOOL };
    case 'builtins.str': {
      if (!first || node.positional.length > 1 || node.keywords.length > 0) return undefined;
      const typed = value(context, first);
      if (typed.type.kind === 'str') return typed;
      return { code: `${context.module.python('text', 'str')}(${typed.code})`, type: STR };
    }
    case 'builtins.len': {
      if (!first) return undefined;
      const typed = value(context, first);
      if (typed.type.kind === 'list' || typed.type.kind === 'tuple') {
        return { code: `${typed.code}.length`, type: INT };
      }
      return { code: `${context.module.python('items', 'len')}(${typed.code})`, type: INT };
    }
    case 'builtins.dict':
      return dictCall(context, node);
    case 'builtins.type':
      if (node.positional.length !== 1) throw new Untranslatable(node, 'a class made by type()');
      return undefined;
    case 'builtins.vars':
      if (!first || node.positional.length > 1) throw new Untranslatable(node, 'vars() of a scope');
      return attributeDict(context, value(context, first));
    case 'builtins.super':
      throw new Untranslatable(node, 'super() as a value');
    case 'builtins.any':
    case 'builtins.all':
      return quantifier(context, node, path === 'builtins.any' ? 'some' : 'every');
    case 'psycopg.rows.class_row':
    case 'psycopg.rows.kwargs_row':
    case 'psycopg.rows.args_row':
      return rowFactory(context, node, path);
    case 'traceback.format_exc':
    case 'traceback.print_exc':
    case 'sys.exc_info':
      return currentException(context, node, path);
    case 'flask.jsonify':
    case 'flask.json.jsonify':
      return jsonifyCall(context, node);
    default:
      return renderCall(context, node, path);
  }
}

function booleanOf(context: FunctionContext, node: Expression): string {
  const test = condition(context, node);
  const { type } = value(context, node);
  return bare(type).kind === 'bool' && type.kind === 'bool' ? test : `Boolean(${test})`;
}

export const KINDS: Readonly<Record<string, string>> = {
  'builtins.int': 'isInt',
  'builtins.float': 'isFloat',
  'builtins.str': 'isStr',
  'builtins.bool': 'isBool',
  'builtins.list': 'isList',
  'builtins.tuple': 'isTuple',
  'builtins.dict': 'isDict',
  'builtins.set': 'isSet',
  'builtins.bytes': 'isBytes',
};

/** A test of what has been printed already. */
export function isInstance(context: FunctionContext, object: string, type: Expression): string {
  if (type.kind === 'tuple') {
    if (!/^[\w.]+$/.test(object))
      throw new Untranslatable(type, 'isinstance() of a call, with several classes');
    return `(${type.items.map((one) => isInstance(context, object, one)).join(' || ')})`;
  }
  const { code: text, type: known } = expression(context, type);
  if (known.kind === 'class') return `${object} instanceof ${text}`;
  if (known.kind === 'library') {
    const kind = KINDS[known.path];
    if (kind !== undefined) return `${context.module.python('kinds', kind)}(${object})`;
    const found = context.translation.libraries.name(known.path);
    if (found?.signature.kind === 'class') return `${object} instanceof ${text}`;
    const declared = context.translation.libraries.type(known.path);
    if (declared?.from !== undefined) {
      return `${object} instanceof ${context.module.use(declared.from, declared.class)}`;
    }
  }
  if (known.kind === 'value' || known.kind === 'tuple')
    return `${context.module.python('is-instance', 'isInstance')}(${object}, ${text})`;
  throw new Untranslatable(type, 'isinstance() with a class that is not known');
}

function dictCall(context: FunctionContext, node: CallExpression): Typed {
  const dict = context.module.python('dict', 'dict');
  const named = printKeywords(context, node);
  if (named === undefined) {
    if (node.positional.length === 0 && node.keywords.length === 1) {
      return { code: `${dict}(${code(context, node.keywords[0]!.value)})`, type: DICT };
    }
    throw new Untranslatable(node, 'dict() of several dicts');
  }
  const [first] = node.positional;
  if (!first) {
    const members = node.keywords.length === 0 ? '' : named;
    return { code: `${dict}(${members})`, type: DICT };
  }
  const source = code(context, first);
  if (node.keywords.length === 0) return { code: `${dict}(${source})`, type: DICT };
  const or = context.module.python('operators', 'bitOr');
  const type = context.module.use('python/dict.js', 'Dict', true);
  return { code: `(${or}(${dict}(${source}), ${dict}(${named})) as ${type})`, type: DICT };
}

/** `any(test(x) for x in xs)` stops at the first. */
function quantifier(
  context: FunctionContext,
  node: CallExpression,
  method: 'some' | 'every',
): Typed | undefined {
  const [argument] = node.positional;
  if (!argument) return undefined;
  const typed = value(context, argument);
  const values =
    typed.type.kind === 'list'
      ? typed.code
      : `[...${context.module.python('items', 'iterate')}(${typed.code})]`;
  const truthy = context.module.python('operators', 'truthy');
  return { code: `${values}.${method}((item) => ${truthy}(item))`, type: BOOL };
}

/** `class_row(Film)`: a model takes names itself, other classes and functions are called with them. */
function rowFactory(context: FunctionContext, node: CallExpression, path: string): Typed {
  const [argument] = node.positional;
  if (!argument || node.positional.length > 1)
    throw new Untranslatable(node, 'a row factory of nothing');
  const typed = expression(context, argument);
  const { type } = typed;
  const isModel =
    (type.kind === 'class' && type.class.isModel()) ||
    (type.kind === 'object' && type.name === MODEL_CLASS);
  if (type.kind === 'class') context.translation.reach(type.class);
  const helper = (name: string): string => context.module.use('psycopg/modern.js', name);
  if (isModel && path !== 'psycopg.rows.args_row')
    return { code: `${helper('classRow')}(${typed.code})`, type: VALUE };
  const factory = path === 'psycopg.rows.args_row' ? 'argsRow' : 'kwargsRow';
  return { code: `${helper(factory)}(${callableOf(context, argument, typed)})`, type: VALUE };
}

/** What tells of the exception that is being handled, without being given it. */
function currentException(context: FunctionContext, node: CallExpression, path: string): Typed {
  const { exception, module } = context;
  if (exception === undefined)
    throw new Untranslatable(node, `${path}() where no exception is being handled`);
  switch (path) {
    case 'traceback.format_exc':
      return { code: `${module.python('system', 'formatException')}(${exception})`, type: STR };
    case 'traceback.print_exc':
      return { code: `${module.python('system', 'printException')}(${exception})`, type: NONE };
    default: {
      const exit = module.python('caught', 'exitArguments');
      return {
        code: `${module.python('value', 'tuple')}(...${exit}(${exception}))`,
        type: ANY_TUPLE,
      };
    }
  }
}

function jsonifyCall(context: FunctionContext, node: CallExpression): Typed | undefined {
  const found = context.translation.libraries.name('flask.jsonify');
  if (!found) return undefined;
  const jsonify = context.module.use(found.from, found.signature.target);
  const type = context.translation.libraries.parseType(found.signature.returns);
  const [first] = node.positional;
  if (node.positional.length === 1 && node.keywords.length === 0 && first?.kind === 'dict') {
    const plain = first.entries.length > 0 && plainMembers(context, first.entries);
    if (plain) return { code: `${jsonify}(${printMembers(plain)})`, type };
  }
  if (node.keywords.length > 0) {
    const named = printKeywords(context, node);
    if (named !== undefined && node.positional.length === 0) {
      return { code: `${jsonify}(${named})`, type };
    }
    const spread = node.keywords.find(({ name }) => name === undefined);
    if (spread && node.keywords.length === 1 && node.positional.length === 0) {
      return { code: `${jsonify}(${code(context, spread.value)})`, type };
    }
    throw new Untranslatable(node, 'jsonify() with both kinds of arguments');
  }
  const values = node.positional.map((argument) => {
    if (argument.kind === 'starred') throw new Untranslatable(argument, 'jsonify(*values)');
    return code(context, argument);
  });
  return { code: `${jsonify}(${values.join(', ')})`, type };
}

function printMembers(members: readonly (readonly [string, string])[]): string {
  return `{ ${members.map(([key, text]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : printString(key)}: ${text}`).join(', ')} }`;
}
