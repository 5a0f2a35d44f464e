/**
 * What every part of the translation needs of expressions: their code, their values, and what is known of names at this
 * point. The expressions themselves are printed by `expressions.ts`, which this leads to without knowing it.
 */
import { printString, printTemplate } from '../emit/print-literal.js';
import type { Expression } from '../python/syntax.js';
import type { FunctionContext, Typed } from './context.js';
import { bare, join, NEVER, NONE, STR, VALUE, type PyType } from './entities.js';
import { Untranslatable } from './untranslatable.js';

/** Whatever the expression is, also a module or a library. */
export function expression(context: FunctionContext, node: Expression): Typed {
  return context.translation.printers.expression(context, node);
}

/** A test as JavaScript's `if` takes it. */
export function condition(context: FunctionContext, node: Expression): string {
  return context.translation.printers.condition(context, node);
}

/** An expression whose value is used. */
export function value(context: FunctionContext, node: Expression): Typed {
  const typed = expression(context, node);
  if (typed.code === '') {
    const { type } = typed;
    const what =
      type.kind === 'library'
        ? `${type.path.replace(/^builtins\./, '')}, for which there is no translation yet`
        : 'a module as a value';
    throw new Untranslatable(node, what);
  }
  if (typed.type.kind === 'library') return { code: typed.code, type: VALUE };
  if (typed.type.kind === 'function' && typed.type.function.isAsync)
    context.translation.growing.noteWaitingValue();
  if (typed.type.kind === 'none' && typed.code !== 'null' && typed.code.includes('(')) {
    // A function that returns nothing returns None.
    const helper = context.module.python('attributes', 'none');
    return { code: `${helper}(${typed.code})`, type: NONE };
  }
  return typed;
}

export function code(context: FunctionContext, node: Expression): string {
  return value(context, node).code;
}

export function stringLiteral(text: string): string {
  return text.includes('\n') && !/^\n+$/.test(text) && text.length > 20
    ? printTemplate(text)
    : printString(text);
}

const NARROWED = new WeakMap<FunctionContext, ReadonlySet<string>>();

export function narrowedType(context: FunctionContext, name: string, type: PyType): PyType {
  return NARROWED.get(context)?.has(name) ? bare(type) : type;
}

/** Runs `run` where the test is known to have come out as `outcome`: a name may be known to be no None there. */
export function narrowedBy<Result>(
  context: FunctionContext,
  test: Expression,
  outcome: boolean,
  run: () => Result,
): Result {
  const before = NARROWED.get(context);
  NARROWED.set(context, new Set([...(before ?? []), ...presentNames(test, outcome)]));
  try {
    return run();
  } finally {
    NARROWED.set(context, before ?? new Set());
  }
}

/** From here on, as the branch of the test that came out otherwise has left. */
export function narrowFrom(context: FunctionContext, test: Expression, outcome: boolean): void {
  NARROWED.set(
    context,
    new Set([...(NARROWED.get(context) ?? []), ...presentNames(test, outcome)]),
  );
}

export function forgetNarrowing(context: FunctionContext, name: string): void {
  const known = NARROWED.get(context);
  if (known?.has(name)) NARROWED.set(context, new Set([...known].filter((one) => one !== name)));
}

/** What is narrowed now, to be put back later. */
export function narrowing(context: FunctionContext): ReadonlySet<string> {
  return NARROWED.get(context) ?? new Set();
}

export function restoreNarrowing(context: FunctionContext, names: ReadonlySet<string>): void {
  NARROWED.set(context, names);
}

function presentNames(test: Expression, outcome: boolean): string[] {
  if (test.kind === 'name') return outcome ? [test.name] : [];
  if (test.kind === 'unary' && test.operator === 'not') return presentNames(test.operand, !outcome);
  if (test.kind === 'boolean') {
    const isAnd = test.operator === 'and';
    return isAnd === outcome ? test.values.flatMap((one) => presentNames(one, outcome)) : [];
  }
  if (test.kind !== 'compare' || test.comparisons.length !== 1) return [];
  const [{ operator, right }] = test.comparisons as [(typeof test.comparisons)[number]];
  const isNone = right.kind === 'constant' && right.value === 'None';
  if (!isNone || test.left.kind !== 'name') return [];
  if (operator === 'is not' || operator === '!=') return outcome ? [test.left.name] : [];
  if (operator === 'is' || operator === '==') return outcome ? [] : [test.left.name];
  return [];
}

/** What a loop goes through: of an enumeration its members. */
export function iterated(context: FunctionContext, node: Expression): Typed {
  // That the order of its values cannot be changed matters to nobody here.
  const isWrittenOut = node.kind === 'tuple' && node.items.every(({ kind }) => kind !== 'starred');
  const typed = value(context, isWrittenOut ? { ...node, kind: 'list' } : node);
  if (typed.type.kind !== 'class' || !typed.type.class.isEnum()) return typed;
  const members = context.module.python('enum', 'membersOf');
  const item: PyType = { kind: 'instance', class: typed.type.class };
  return { code: `${members}(${typed.code})`, type: { kind: 'list', item } };
}

/** What iterating over a value gives. */
export function itemType(type: PyType): PyType {
  if (type.kind === 'list') return type.item;
  if (type.kind === 'tuple') return type.items ? type.items.reduce(join, NEVER) : VALUE;
  if (type.kind === 'str') return STR;
  return VALUE;
}

/** Keys that an object of JavaScript keeps in their order. */
export function plainMembers(
  context: FunctionContext,
  entries: readonly { readonly key: Expression | undefined; readonly value: Expression }[],
): (readonly [string, string])[] | undefined {
  const keys = entries.map(({ key }) => (key?.kind === 'string' ? key.value : undefined));
  const isPlain = keys.every(
    (key, index) =>
      key !== undefined && !/^\d+$/.test(key) && key !== '__proto__' && keys.indexOf(key) === index,
  );
  if (!isPlain) return undefined;
  return entries.map(({ value: item }, index) => [keys[index]!, code(context, item)] as const);
}

/** What `str(value)` gives, for a place that takes any text. */
export function asText(context: FunctionContext, { code: text, type }: Typed): string {
  if (type.kind === 'str' || type.kind === 'int') return text;
  return `${context.module.python('text', 'str')}(${text})`;
}
