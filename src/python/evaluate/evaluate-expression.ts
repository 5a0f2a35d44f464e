/** Expressions to values. What is not known gives `unknown`; calls have their effects on the libraries' models. */
import type { CallExpression, Expression, FormattedPart } from '../syntax.js';
import { add, binary, compare, formatPercent, text, truth } from './constant-operators.js';
import type { Machine } from './machine.js';
import {
  constant,
  eitherOf,
  NONE,
  UNKNOWN,
  type Arguments,
  type DictValue,
  type Hole,
  type Scope,
  type SequenceValue,
  type Value,
} from './value.js';

export function evaluateExpression(machine: Machine, scope: Scope, node: Expression): Value {
  const evaluate = (inner: Expression): Value => machine.evaluate(scope, inner);
  switch (node.kind) {
    case 'string':
      return {
        kind: 'constant',
        value: node.value,
        site: { ...machine.siteOf(scope, node), expression: node },
      };
    case 'number':
      return constant(node.value.value);
    case 'constant':
      if (node.value === 'True' || node.value === 'False') return constant(node.value === 'True');
      return node.value === 'None' ? NONE : UNKNOWN;
    case 'f-string':
      return formatted(machine, scope, node.parts);
    case 'name':
      return lookUp(scope, node.name);
    case 'attribute':
      return machine.attribute(evaluate(node.object), node.name, machine.siteOf(scope, node));
    case 'call':
      return evaluateCall(machine, scope, node);
    case 'list':
    case 'tuple':
    case 'set':
      return sequence(machine, scope, node.kind, node.items);
    case 'dict':
      return dictionary(machine, scope, node);
    case 'subscript':
      return subscript(machine, scope, node);
    case 'binary': {
      const left = evaluate(node.left);
      const right = evaluate(node.right);
      const hole = { kind: 'hole', site: machine.siteOf(scope, node) } as const;
      if (node.operator === '+') return add(left, right, hole);
      if (node.operator === '%') return formatPercent(left, right, hole);
      return binary(node.operator, left, right);
    }
    case 'boolean': {
      let result = evaluate(node.values[0]!);
      for (const value of node.values.slice(1)) {
        const isTrue = truth(result);
        const next = evaluate(value);
        if (isTrue === undefined) result = eitherOf(result, next);
        else if (isTrue === (node.operator === 'and')) result = next;
      }
      return result;
    }
    case 'unary': {
      const operand = evaluate(node.operand);
      const isTrue = truth(operand);
      if (node.operator === 'not') return isTrue === undefined ? UNKNOWN : constant(!isTrue);
      if (operand.kind !== 'constant' || node.operator !== '-') return UNKNOWN;
      const { value } = operand;
      return typeof value === 'bigint' || typeof value === 'number' ? constant(-value) : UNKNOWN;
    }
    case 'compare': {
      const left = evaluate(node.left);
      const results = node.comparisons.map(({ operator, right }) =>
        compare(operator, left, evaluate(right)),
      );
      return results.length === 1 ? results[0]! : UNKNOWN;
    }
    case 'conditional': {
      const isTrue = truth(evaluate(node.test));
      if (isTrue !== undefined) return evaluate(isTrue ? node.whenTrue : node.whenFalse);
      return eitherOf(evaluate(node.whenTrue), evaluate(node.whenFalse));
    }
    case 'named': {
      const value = evaluate(node.value);
      machine.assign(scope, node.target, value);
      return value;
    }
    case 'lambda':
      return {
        kind: 'function',
        node,
        name: '<lambda>',
        module: scope.module,
        scope,
        defaults: new Map(),
      };
    case 'comprehension':
      return comprehension(machine, scope, node);
    case 'await':
    case 'starred':
      return evaluate(node.value);
    case 'yield':
      if (node.value) evaluate(node.value);
      return UNKNOWN;
    default:
      return UNKNOWN;
  }
}

function lookUp(scope: Scope, name: string): Value {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at.isClass && at !== scope) continue;
    const value = at.names.get(name);
    if (value) return value;
  }
  return scope.module.names.get(name) ?? { kind: 'library', path: `builtins.${name}` };
}

function formatted(machine: Machine, scope: Scope, parts: readonly FormattedPart[]): Value {
  let result: Value = constant('');
  for (const part of parts) {
    const hole: Hole = {
      kind: 'hole',
      site: { module: scope.module.module!, start: part.start, end: part.end },
    };
    if (part.kind === 'text') {
      const expression = { ...part, kind: 'string' } as const;
      result = add(
        result,
        { kind: 'constant', value: part.value, site: { ...hole.site, expression } },
        hole,
      );
      continue;
    }
    const value = machine.evaluate(scope, part.expression);
    const isPlain = part.format.length === 0 && part.conversion === undefined;
    result = add(result, isPlain ? text(value, hole) : { kind: 'text', parts: [hole] }, hole);
  }
  return result;
}

export function evaluateArguments(
  machine: Machine,
  scope: Scope,
  { positional, keywords }: Pick<CallExpression, 'positional' | 'keywords'>,
): Arguments {
  const values: Value[] = [];
  const named = new Map<string, Value>();
  let isOpen = false;
  for (const node of positional) {
    const value = machine.evaluate(scope, node);
    if (node.kind !== 'starred') values.push(value);
    else if (value.kind === 'sequence') values.push(...value.items);
    else isOpen = true;
  }
  for (const { name, value: node } of keywords) {
    const value = machine.evaluate(scope, node);
    if (name !== undefined) named.set(name, value);
    else if (value.kind === 'dict') {
      for (const [key, entry] of value.entries) named.set(key, entry.value);
    } else isOpen = true;
  }
  return { positional: values, named, isOpen };
}

function evaluateCall(machine: Machine, scope: Scope, node: CallExpression): Value {
  const callee = machine.evaluate(scope, node.callee);
  const args = evaluateArguments(machine, scope, node);
  return machine.call(callee, args, machine.siteOf(scope, node));
}

function sequence(
  machine: Machine,
  scope: Scope,
  type: SequenceValue['type'],
  nodes: readonly Expression[],
): SequenceValue {
  const items: Value[] = [];
  let isOpen = false;
  for (const node of nodes) {
    const value = machine.evaluate(scope, node);
    if (node.kind !== 'starred') items.push(value);
    else if (value.kind === 'sequence') items.push(...value.items);
    else isOpen = true;
  }
  return { kind: 'sequence', type, items, isOpen };
}

function dictionary(
  machine: Machine,
  scope: Scope,
  node: Extract<Expression, { kind: 'dict' }>,
): DictValue {
  const dict: DictValue = { kind: 'dict', entries: new Map(), isOpen: false };
  for (const { key: keyNode, value: valueNode } of node.entries) {
    const key = keyNode && machine.evaluate(scope, keyNode);
    const value = machine.evaluate(scope, valueNode);
    if (!key) {
      if (value.kind === 'dict')
        for (const [name, entry] of value.entries) dict.entries.set(name, entry);
      else dict.isOpen = true;
    } else if (key.kind === 'constant') dict.entries.set(String(key.value), { key, value });
    else dict.isOpen = true;
  }
  return dict;
}

function subscript(
  machine: Machine,
  scope: Scope,
  { object: objectNode, index: indexNode }: Extract<Expression, { kind: 'subscript' }>,
): Value {
  const object = machine.evaluate(scope, objectNode);
  if (indexNode.kind === 'slice') {
    const bounds = [indexNode.lower, indexNode.upper].map((bound) =>
      bound ? machine.evaluate(scope, bound) : undefined,
    );
    return indexNode.step ? UNKNOWN : slice(object, bounds);
  }
  const index = machine.evaluate(scope, indexNode);
  if (index.kind !== 'constant') return UNKNOWN;
  if (object.kind === 'dict') return object.entries.get(String(index.value))?.value ?? UNKNOWN;
  if (typeof index.value !== 'bigint') return UNKNOWN;
  const at = Number(index.value);
  if (object.kind === 'sequence') return object.items.at(at) ?? UNKNOWN;
  if (object.kind !== 'constant' || typeof object.value !== 'string') return UNKNOWN;
  const character = [...object.value].at(at);
  return character === undefined ? UNKNOWN : constant(character);
}

function slice(object: Value, bounds: readonly (Value | undefined)[]): Value {
  const numbers: (number | undefined)[] = [];
  for (const bound of bounds) {
    if (bound && (bound.kind !== 'constant' || typeof bound.value !== 'bigint')) return UNKNOWN;
    numbers.push(bound && Number(bound.value));
  }
  if (object.kind === 'sequence' && !object.isOpen) {
    return { ...object, items: object.items.slice(...numbers) };
  }
  if (object.kind !== 'constant' || typeof object.value !== 'string') return UNKNOWN;
  return constant([...object.value].slice(...numbers).join(''));
}

/** One clause over known items; anything else is unknown. */
function comprehension(
  machine: Machine,
  scope: Scope,
  node: Extract<Expression, { kind: 'comprehension' }>,
): Value {
  const [clause, ...others] = node.clauses;
  const inner: Scope = { ...scope, names: new Map(), parent: scope, isClass: false };
  const iterable = clause ? machine.evaluate(scope, clause.iterable) : UNKNOWN;
  if (!clause || others.length > 0 || clause.conditions.length > 0 || node.makes === 'dict') {
    return UNKNOWN;
  }
  if (iterable.kind !== 'sequence' || iterable.isOpen) {
    machine.assign(inner, clause.target, UNKNOWN);
    machine.evaluate(inner, node.item);
    return UNKNOWN;
  }
  const items = iterable.items.map((item) => {
    machine.assign(inner, clause.target, item);
    return machine.evaluate(inner, node.item);
  });
  const type = node.makes === 'set' ? 'set' : 'list';
  return { kind: 'sequence', type, items, isOpen: false };
}
