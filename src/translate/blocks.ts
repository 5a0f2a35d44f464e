/** Blocks of statements, and what the statements that hold blocks share. `statements.ts` prints what stands in them. */
import type { Comment, Statement } from '../python/syntax.js';
import { assignName } from './assignments.js';
import type { FunctionContext, Typed } from './context.js';
import type { Declarations } from './declarations.js';
import { printType } from './print-type.js';
import { narrowing, restoreNarrowing } from './values.js';

export interface Block {
  readonly lines: readonly string[];
  /** Whether nothing behind it is reached. */
  readonly ends: boolean;
}

export interface BlockContext {
  readonly context: FunctionContext;
  readonly declarations: Declarations;
}

export function block(scope: BlockContext, statements: readonly Statement[]): Block {
  return scope.context.translation.printers.block(scope, statements);
}

export function printLineComment({ text }: Pick<Comment, 'text'>): string {
  return `// ${text.replace(/^#+\s*/, '').replace(/[\r\n\u2028\u2029]/g, ' ')}`.trimEnd();
}

/** An expression as a statement: without the parentheses that would begin a line. */
export function statementOf(text: string): string {
  const awaited = /^\((await [\s\S]*)\)$/.exec(text);
  const callable = /^\(\((await [\s\S]*)\) \?\? null\)$/.exec(text);
  if (callable && isBalanced(callable[1]!)) return `${callable[1]};`;
  if (awaited && isBalanced(awaited[1]!)) return `${awaited[1]};`;
  return text.startsWith('(') || text.startsWith('[') ? `void ${text};` : `${text};`;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

export function declareName(scope: BlockContext, pythonName: string, typed: Typed): string[] {
  const { context, declarations } = scope;
  const name = assignName(context, { name: pythonName }, typed.type);
  if (!declarations.read.has(pythonName)) {
    return isPure(typed.code) ? [] : [statementOf(typed.code)];
  }
  const local = context.locals.get(pythonName);
  const type = local ? context.typeOf(local) : typed.type;
  const isConstant = declarations.constant.has(pythonName);
  // TypeScript infers what it sees, and an empty list or null tells it too little.
  const saysEnough =
    isConstant &&
    !typed.code.startsWith('[') &&
    typed.code !== 'null' &&
    typed.type.kind !== 'never';
  const annotation = saysEnough ? '' : `: ${printType(context.module, type)}`;
  return [`${isConstant ? 'const' : 'let'} ${name}${annotation} = ${typed.code};`];
}

function isPure(text: string): boolean {
  return /^(?:[\w.]+|'[^']*'|-?\d+|\[\]|\w+\(\))$/.test(text) && !text.startsWith('await');
}

export function intersection(sets: readonly ReadonlySet<string>[]): Set<string> | undefined {
  const [first, ...others] = sets;
  if (!first) return undefined;
  return new Set([...first].filter((one) => others.every((set) => set.has(one))));
}

/** Runs a part that may not run, or not to its end: what it assigns is not sure behind it. */
export function unsure<Result>(context: FunctionContext, run: () => Result): Result {
  const before = context.assigned;
  const outer = narrowing(context);
  context.assigned = new Set(before);
  try {
    return run();
  } finally {
    context.assigned = before;
    restoreNarrowing(context, outer);
  }
}
