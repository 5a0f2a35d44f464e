/** `with`: what is entered is left again, whatever happens in between. */
import type {
  AttributeExpression,
  CallExpression,
  Expression,
  WithStatement,
} from '../python/syntax.js';
import { assign } from './assignments.js';
import { callMember } from './calls.js';
import type { FunctionContext, Typed } from './context.js';
import { bare, VALUE } from './entities.js';
import { Untranslatable } from './untranslatable.js';
import { expression, value } from './values.js';
import { type Block, type BlockContext, block, declareName, statementOf } from './blocks.js';
import { exitMaySwallow, generatorMaySwallow } from './context-managers.js';
import { tryStatement } from './try-statement.js';

export function withStatement(scope: BlockContext, node: WithStatement): Block {
  if (node.isAsync) throw new Untranslatable(node, 'asynchronous Python');
  return enterItems(scope, node, 0);
}

function enterItems(scope: BlockContext, node: WithStatement, at: number): Block {
  const item = node.items[at];
  if (!item) return block(scope, node.body);
  const { context } = scope;
  const suppressed = suppressedClasses(context, item.context);
  if (suppressed && at === node.items.length - 1) return suppressing(scope, node, suppressed);
  const closed = closedObject(context, item.context);
  const manager = value(context, closed ?? item.context);
  const isSimple = /^[\w.]+$/.test(manager.code);
  const lines: string[] = [];
  const protocol = closed
    ? closingProtocol(context, manager, closed)
    : protocolOf(context, manager, item.context);
  const own = scope.declarations.within.get(node);
  const isOwn =
    item.target?.kind === 'name' && own?.has(item.target.name) === true && node.items.length === 1;
  // A cursor is itself what `as` binds.
  const isSelf = protocol.enter === undefined;
  let name = manager.code;
  if (
    isSelf &&
    isOwn &&
    item.target?.kind === 'name' &&
    scope.declarations.read.has(item.target.name)
  ) {
    lines.push(...declareName(scope, item.target.name, manager));
    name = context.find(item.target.name)!.name;
  } else {
    if (!isSimple) {
      name = context.names.claim(protocol.noun);
      lines.push(`const ${name} = ${manager.code};`);
    }
    const entered: Typed = isSelf ? { code: name, type: manager.type } : protocol.enter!(name);
    if (item.target?.kind === 'name' && isOwn) {
      lines.push(...declareName(scope, item.target.name, entered));
    } else if (item.target) {
      lines.push(
        ...assign(context, item.target, entered, (one) => scope.declarations.read.has(one)),
      );
    } else if (!isSelf) lines.push(statementOf(entered.code));
  }
  const assignedBefore = new Set(context.assigned);
  const inner = enterItems(scope, node, at + 1);
  const after = context.assigned;
  context.assigned = new Set([...assignedBefore, ...after]);
  if (protocol.close !== undefined) {
    return {
      lines: [
        ...lines,
        'try {',
        ...inner.lines,
        '} finally {',
        statementOf(protocol.close(name)),
        '}',
      ],
      ends: inner.ends,
    };
  }
  const failure = context.temporary('failure');
  const error = context.temporary('error');
  if (protocol.maySwallow) {
    // What follows may come after a part of the block only.
    context.assigned = assignedBefore;
    const truthy = context.module.python('operators', 'truthy');
    return {
      lines: [
        ...lines,
        `let ${failure}: Error | undefined;`,
        'try {',
        ...inner.lines,
        `} catch (${error}) {`,
        `${failure} = ${error} as Error;`,
        `if (!${truthy}(${protocol.exit!(name, failure)})) throw ${error};`,
        '} finally {',
        `if (${failure} === undefined) ${statementOf(protocol.exit!(name, 'undefined'))}`,
        '}',
      ],
      ends: false,
    };
  }
  return {
    lines: [
      ...lines,
      `let ${failure}: Error | undefined;`,
      'try {',
      ...inner.lines,
      `} catch (${error}) {`,
      `${failure} = ${error} as Error;`,
      `throw ${error};`,
      '} finally {',
      statementOf(protocol.exit!(name, failure)),
      '}',
    ],
    ends: inner.ends,
  };
}

interface Protocol {
  readonly noun: string;
  /** Undefined where `as` binds the manager itself. */
  readonly enter: ((name: string) => Typed) | undefined;
  /** Where leaving does the same after an error as without one. */
  readonly close?: (name: string) => string;
  readonly exit?: (name: string, failure: string) => string;
  /** Whether leaving may end the exception. */
  readonly maySwallow?: boolean;
}

/** `contextlib.suppress(KeyError, ValueError)`. */
function suppressedClasses(
  context: FunctionContext,
  node: Expression,
): readonly Expression[] | undefined {
  if (node.kind !== 'call' || node.keywords.length > 0) return undefined;
  return libraryPath(context, node.callee) === 'contextlib.suppress' ? node.positional : undefined;
}

/** `try: … except (KeyError, ValueError): pass` */
function suppressing(
  scope: BlockContext,
  { body, start, end }: WithStatement,
  classes: readonly Expression[],
): Block {
  const type: Expression = { kind: 'tuple', items: classes, start, end };
  return tryStatement(scope, {
    kind: 'try',
    body,
    handlers: [{ isGroup: false, type, name: undefined, body: [], start, end }],
    otherwise: [],
    finally: [],
    start,
    end,
  });
}

/** `contextlib.closing(connection)`: what `close()` is called on in the end. */
function closedObject(context: FunctionContext, node: Expression): Expression | undefined {
  if (node.kind !== 'call' || node.keywords.length > 0) return undefined;
  return libraryPath(context, node.callee) === 'contextlib.closing'
    ? node.positional[0]
    : undefined;
}

function closingProtocol(context: FunctionContext, object: Typed, node: Expression): Protocol {
  const { start, end } = node;
  const callee: AttributeExpression = {
    kind: 'attribute',
    object: node,
    name: 'close',
    nameStart: start,
    start,
    end,
  };
  const call: CallExpression = {
    kind: 'call',
    callee,
    positional: [],
    keywords: [],
    start,
    end,
  };
  return {
    noun: nounFor(object),
    enter: undefined,
    close: (name) => callMember(context, call, callee, { code: name, type: object.type }).code,
  };
}

/** Of a name, or a name of a module; nothing else is looked at, so that nothing is printed twice. */
function libraryPath(context: FunctionContext, node: Expression): string | undefined {
  if (node.kind !== 'name' && node.kind !== 'attribute') return undefined;
  if (node.kind === 'attribute' && node.object.kind !== 'name') return undefined;
  const { type } = expression(context, node);
  return type.kind === 'library' ? type.path : undefined;
}

function nounFor({ type }: Typed): string {
  const name = type.kind === 'object' ? type.name : '';
  if (/cursor/i.test(name)) return 'cursor';
  return /connection/i.test(name) ? 'connection' : 'manager';
}

function protocolOf(context: FunctionContext, manager: Typed, node: Expression): Protocol {
  const type = bare(manager.type);
  if (type.kind === 'manager') {
    const { yieldType, isAsync } = type.function;
    const waiting = (call: string): string => (isAsync ? context.awaited(call, node) : call);
    return {
      noun: 'manager',
      enter: (name) => ({ code: waiting(`${name}.enter()`), type: yieldType }),
      exit: (name, failure) => waiting(`${name}.exit(${failure === 'undefined' ? '' : failure})`),
      maySwallow: generatorMaySwallow(type.function),
    };
  }
  if (type.kind === 'object') {
    const { libraries } = context.translation;
    const exit = libraries.member(type.name, '__exit__');
    const enter = libraries.member(type.name, '__enter__');
    if (exit?.signature.isMember) {
      const { target, parameters, isAsync } = exit.signature;
      const leave = (call: string): string => (isAsync ? context.awaited(call, node) : call);
      const entering = enter?.signature;
      return {
        noun: nounFor(manager),
        enter:
          entering && entering.returns !== 'self'
            ? (name) => ({
                code: entering.isAsync
                  ? context.awaited(`${name}.${entering.target}()`, node)
                  : `${name}.${entering.target}()`,
                type: libraries.parseType(entering.returns),
              })
            : undefined,
        ...(parameters.length === 0
          ? { close: (name: string) => leave(`${name}.${target}()`) }
          : { exit: (name: string, failure: string) => leave(`${name}.${target}(${failure})`) }),
      };
    }
  }
  if (type.kind === 'instance') {
    const enter = type.class.method('__enter__');
    const exit = type.class.method('__exit__');
    if (enter && exit) {
      context.translation.reach(enter);
      context.translation.reach(exit);
      for (const { name } of exit.node.parameters.slice(1)) {
        exit.parameterTypes.set(name, VALUE);
      }
      return {
        noun: 'manager',
        enter: (name) => {
          const call = `${name}.pyEnter()`;
          return {
            code: enter.isAsync ? context.awaited(call, node) : call,
            type: enter.returnType,
          };
        },
        exit: (name, failure) => {
          const helper = context.module.python('caught', 'exitArguments');
          const call = `${name}.pyExit(...${helper}(${failure}))`;
          return exit.isAsync ? context.awaited(call, node) : call;
        },
        maySwallow: exitMaySwallow(exit),
      };
    }
  }
  if (type.kind === 'value') {
    const enter = context.module.python('with-any', 'enterAny');
    const exit = context.module.python('with-any', 'exitAny');
    return {
      noun: 'manager',
      enter: (name) => ({ code: context.awaited(`${enter}(${name})`, node), type: VALUE }),
      exit: (name, failure) =>
        context.awaited(
          failure === 'undefined' ? `${exit}(${name})` : `${exit}(${name}, ${failure})`,
          node,
        ),
      maySwallow: true,
    };
  }
  throw new Untranslatable(node, 'a `with` whose object is not known');
}
