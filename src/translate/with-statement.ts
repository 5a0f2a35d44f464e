/** `with`: what is entered is left again, whatever happens in between. */
import type { Expression, WithStatement } from '../python/syntax.js';
import { assign } from './assignments.js';
import type { FunctionContext, Typed } from './context.js';
import { bare, VALUE } from './entities.js';
import { Untranslatable } from './untranslatable.js';
import { value } from './values.js';
import { type Block, type BlockContext, block, declareName } from './blocks.js';

export function withStatement(scope: BlockContext, node: WithStatement): Block {
  if (node.isAsync) throw new Untranslatable(node, 'asynchronous Python');
  return enterItems(scope, node, 0);
}

function enterItems(scope: BlockContext, node: WithStatement, at: number): Block {
  const item = node.items[at];
  if (!item) return block(scope, node.body);
  const { context } = scope;
  const manager = value(context, item.context);
  const isSimple = /^[\w.]+$/.test(manager.code);
  const lines: string[] = [];
  const protocol = protocolOf(context, manager, item.context);
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
    } else if (!isSelf) lines.push(`${entered.code};`);
  }
  const assignedBefore = new Set(context.assigned);
  const inner = enterItems(scope, node, at + 1);
  const after = context.assigned;
  context.assigned = new Set([...assignedBefore, ...after]);
  if (protocol.close !== undefined) {
    return {
      lines: [...lines, 'try {', ...inner.lines, '} finally {', `${protocol.close(name)};`, '}'],
      ends: inner.ends,
    };
  }
  const failure = context.names.claim('failure');
  const error = context.names.claim('error');
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
      `${protocol.exit!(name, failure)};`,
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
}

function protocolOf(context: FunctionContext, manager: Typed, node: Expression): Protocol {
  const type = bare(manager.type);
  if (type.kind === 'object') {
    const { libraries } = context.translation;
    const exit = libraries.member(type.name, '__exit__');
    const enter = libraries.member(type.name, '__enter__');
    if (exit?.signature.isMember) {
      const { target, parameters, isAsync } = exit.signature;
      const leave = (call: string): string =>
        isAsync ? context.awaited(call, node).slice(1, -1) : call;
      const entering = enter?.signature;
      return {
        noun: /cursor/i.test(type.name)
          ? 'cursor'
          : /connection/i.test(type.name)
            ? 'connection'
            : 'manager',
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
      const swallows = exit.returnType.kind !== 'none' && exit.returnType.kind !== 'never';
      if (swallows && exit.returnType.kind !== 'bool') {
        throw new Untranslatable(node, 'a context manager that may swallow exceptions');
      }
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
          return exit.isAsync ? context.awaited(call, node).slice(1, -1) : call;
        },
      };
    }
  }
  throw new Untranslatable(node, 'a `with` whose object is not known');
}
