/** `match`, as far as it compares values, asks for classes and binds names. */
import type { Expression, MatchStatement, Pattern } from '../python/syntax.js';
import { assignName } from './assignments.js';
import type { FunctionContext, Typed } from './context.js';
import { printType } from './print-type.js';
import { Untranslatable } from './untranslatable.js';
import { isInstance, KINDS } from './special-calls.js';
import { condition, expression, value, code } from './values.js';
import { type Block, type BlockContext, block, intersection } from './blocks.js';

export function matchStatement(scope: BlockContext, node: MatchStatement): Block {
  const { context } = scope;
  const subject = value(context, node.subject);
  const lines: string[] = [];
  let name = subject.code;
  if (!/^[\w.]+$/.test(name)) {
    name = context.temporary('subject');
    lines.push(`const ${name}: ${printType(context.module, subject.type)} = ${subject.code};`);
  }
  const before = new Set(context.assigned);
  const outcomes: { assigned: Set<string>; ends: boolean }[] = [];
  const parts: string[] = [];
  let isComplete = false;
  for (const { pattern, guard, body } of node.cases) {
    context.assigned = new Set(before);
    const bindings: string[] = [];
    const test = patternTest(context, { ...subject, code: name }, pattern, bindings);
    if (guard && bindings.length > 0) {
      throw new Untranslatable(guard, 'a guard behind a pattern that binds names');
    }
    const tests = [
      ...(test === undefined ? [] : [test]),
      ...(guard ? [condition(context, guard)] : []),
    ];
    const inner = block(scope, body);
    outcomes.push({ assigned: context.assigned, ends: inner.ends });
    const text = [...bindings, ...inner.lines];
    if (tests.length === 0) {
      parts.push(...(parts.length === 0 ? ['{', ...text, '}'] : ['else {', ...text, '}']));
      isComplete = true;
      break;
    }
    parts.push(`${parts.length === 0 ? '' : 'else '}if (${tests.join(' && ')}) {`, ...text, '}');
  }
  if (!isComplete) outcomes.push({ assigned: before, ends: false });
  const going = outcomes.filter(({ ends }) => !ends);
  context.assigned = intersection(going.map(({ assigned }) => assigned)) ?? before;
  lines.push(parts.join('\n').replaceAll('}\nelse', '} else'));
  return { lines, ends: going.length === 0 };
}

/** Undefined for a pattern that always matches. */
function patternTest(
  context: FunctionContext,
  subject: Typed,
  pattern: Pattern,
  bindings: string[],
): string | undefined {
  switch (pattern.kind) {
    case 'value-pattern': {
      const equals = context.module.python('operators', 'equals');
      return `${equals}(${subject.code}, ${code(context, pattern.value)})`;
    }
    case 'capture-pattern': {
      const test = pattern.pattern && patternTest(context, subject, pattern.pattern, bindings);
      if (pattern.name !== undefined) {
        const name = assignName(context, { name: pattern.name }, subject.type);
        bindings.push(`${name} = ${subject.code};`);
      }
      return test;
    }
    case 'or-pattern': {
      const inner: string[] = [];
      const tests = pattern.alternatives.map((one) => patternTest(context, subject, one, inner));
      if (inner.length > 0) throw new Untranslatable(pattern, 'alternatives that bind names');
      return tests.includes(undefined) ? undefined : `(${tests.join(' || ')})`;
    }
    case 'class-pattern': {
      const [inner, ...others] = pattern.positional;
      if (
        pattern.keywords.length > 0 ||
        others.length > 0 ||
        (inner && !isBuiltin(context, pattern.class))
      )
        throw new Untranslatable(pattern, 'a pattern of match that looks into an object');
      const test = isInstance(context, subject.code, pattern.class);
      // Of Python's own classes the one pattern is for the object itself.
      const own = inner && patternTest(context, subject, inner, bindings);
      return own === undefined ? test : `(${test} && ${own})`;
    }
    default:
      throw new Untranslatable(pattern, 'a pattern of match that looks into an object');
  }
}

function isBuiltin(context: FunctionContext, node: Expression): boolean {
  const { type } = expression(context, node);
  return type.kind === 'library' && type.path in KINDS;
}
