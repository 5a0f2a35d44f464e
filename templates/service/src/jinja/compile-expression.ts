/** An expression of a template as a function of the frame. Operators are those of Python. */
import { Markup } from '../flask/markup.js';
import * as operators from '../python/operators.js';
import { Dict } from '../python/dict.js';
import { iterate } from '../python/iterate.js';
import { Slice } from '../python/slices.js';
import { repr, str } from '../python/text.js';
import { Float, tupleOf, type Value } from '../python/value.js';
import { memberOf, subscript } from './attributes.js';
import { concatenate } from './escape.js';
import { lookUp, type Evaluate, type Frame } from './frame.js';
import type { Arguments, Binary, Comparison, Expression, Filter } from './syntax.js';
import { call, type Named } from './template-function.js';
import { Undefined } from './undefined.js';

export function compileExpression(node: Expression): Evaluate {
  switch (node.kind) {
    case 'constant':
      return () => node.value;
    case 'float': {
      const value = Number.isInteger(node.value) ? new Float(node.value) : node.value;
      return () => value;
    }
    case 'name':
      return (frame) => lookUp(frame, node.name);
    case 'list': {
      const items = node.items.map(compileExpression);
      return (frame) => items.map((item) => item(frame));
    }
    case 'tuple': {
      const items = node.items.map(compileExpression);
      return (frame) => tupleOf(items.map((item) => item(frame)));
    }
    case 'dict': {
      const entries = node.entries.map(
        ([key, value]) => [compileExpression(key), compileExpression(value)] as const,
      );
      return (frame) => new Dict(entries.map(([key, value]) => [key(frame), value(frame)]));
    }
    case 'attribute': {
      const object = compileExpression(node.object);
      return (frame) => memberOf(object(frame), node.name);
    }
    case 'item': {
      const [object, key] = [compileExpression(node.object), compileExpression(node.key)];
      return (frame) => subscript(object(frame), key(frame));
    }
    case 'slice': {
      const [lower, upper, step] = [node.lower, node.upper, node.step].map((bound) =>
        bound ? compileExpression(bound) : () => null,
      );
      return (frame) => new Slice(lower!(frame), upper!(frame), step!(frame));
    }
    case 'filter':
      return compileFilter(node, compileExpression(node.object!));
    case 'test': {
      const object = compileExpression(node.object);
      const given = compileArguments(node.arguments);
      return (frame) => {
        const value = object(frame);
        return frame.environment.test(node.name, frame, value, ...given(frame));
      };
    }
    case 'call': {
      const callee = compileExpression(node.callee);
      const given = compileArguments(node.arguments);
      return (frame) => call(callee(frame), ...given(frame), frame);
    }
    case 'binary': {
      const [left, right] = [compileExpression(node.left), compileExpression(node.right)];
      const calculate = BINARY[node.operator];
      return (frame) => calculate(left(frame), right(frame));
    }
    case 'unary': {
      const operand = compileExpression(node.operand);
      if (node.operator === 'not') return (frame) => !operators.truthy(operand(frame));
      const calculate = node.operator === '-' ? operators.negate : operators.positive;
      return (frame) => calculate(operand(frame));
    }
    case 'and':
    case 'or': {
      const [left, right] = [compileExpression(node.left), compileExpression(node.right)];
      const stopsAt = node.kind === 'or';
      return (frame) => {
        const value = left(frame);
        return operators.truthy(value) === stopsAt ? value : right(frame);
      };
    }
    case 'concat': {
      const parts = node.parts.map(compileExpression);
      return (frame) =>
        concatenate(
          parts.map((part) => part(frame)),
          frame.escapes,
        );
    }
    case 'compare':
      return compileCompare(node);
    case 'conditional': {
      const [test, whenTrue] = [compileExpression(node.test), compileExpression(node.whenTrue)];
      const whenFalse = node.whenFalse
        ? compileExpression(node.whenFalse)
        : (frame: Frame) => notChosen(frame, node.line);
      return (frame) => (operators.truthy(test(frame)) ? whenTrue(frame) : whenFalse(frame));
    }
  }
}

function notChosen({ name }: Frame, line: number): Undefined {
  const position = `on line ${line}${name === undefined ? '' : ` in ${repr(name)}`}`;
  return new Undefined(
    `the inline if-expression ${position} evaluated to false and no else section was defined.`,
  );
}

const BINARY: Readonly<Record<Binary, (a: Value, b: Value) => Value>> = {
  '+': operators.add,
  '-': operators.subtract,
  '*': operators.multiply,
  '/': operators.divide,
  '//': operators.floorDivide,
  '%': operators.modulo,
  '**': operators.power,
};

const COMPARISONS: Readonly<Record<Comparison, (a: Value, b: Value) => boolean>> = {
  '==': operators.equals,
  '!=': operators.notEquals,
  '<': operators.less,
  '<=': operators.lessOrEqual,
  '>': operators.greater,
  '>=': operators.greaterOrEqual,
  in: (item, container) => isIn(container, item),
  'not in': (item, container) => !isIn(container, item),
};

export function isIn(container: Value, item: Value): boolean {
  const isText = typeof container === 'string' && item instanceof Markup;
  return operators.contains(container, isText ? item.toHtml() : item);
}

/** `a < b < c`: each is evaluated once, and none behind the first that does not hold. */
function compileCompare({ first, rest }: Extract<Expression, { kind: 'compare' }>): Evaluate {
  const start = compileExpression(first);
  const others = rest.map(
    ({ operator, operand }) => [COMPARISONS[operator], compileExpression(operand)] as const,
  );
  return (frame) => {
    let left = start(frame);
    for (const [holds, operand] of others) {
      const right = operand(frame);
      if (!holds(left, right)) return false;
      left = right;
    }
    return true;
  };
}

export function compileFilter(node: Filter, object: Evaluate): Evaluate {
  const given = compileArguments(node.arguments);
  return (frame) => {
    const value = object(frame);
    return frame.environment.filter(node.name, frame, value, ...given(frame));
  };
}

/** Filters of a body, the innermost first. */
export function compileFilterChain(node: Filter, body: Evaluate): Evaluate {
  const object = node.object?.kind === 'filter' ? compileFilterChain(node.object, body) : body;
  return compileFilter(node, object);
}

export function compileArguments(
  given: Arguments,
): (frame: Frame) => [positional: readonly Value[], named: Named] {
  const positional = given.positional.map(compileExpression);
  const named = given.named.map(([name, value]) => [name, compileExpression(value)] as const);
  const rest = given.rest && compileExpression(given.rest);
  const keywordRest = given.keywordRest && compileExpression(given.keywordRest);
  return (frame) => {
    const values = positional.map((value) => value(frame));
    if (rest) values.push(...iterate(rest(frame)));
    const members = new Map(named.map(([name, value]) => [name, value(frame)]));
    const others = keywordRest?.(frame);
    if (others instanceof Dict)
      for (const [name, value] of others.entries()) members.set(str(name), value);
    return [values, members];
  };
}
