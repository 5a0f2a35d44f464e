/** Operators on values, as far as they are known: texts with holes keep what is known of them. */
import type { BinaryOperator, CompareOperator } from '../syntax.js';
import {
  constant,
  eitherOf,
  optionsOf,
  UNKNOWN,
  type ConstantValue,
  type Hole,
  type TextValue,
  type Value,
} from './value.js';

/** Undefined when it depends on what is not known. */
export function truth(value: Value): boolean | undefined {
  switch (value.kind) {
    case 'constant':
      return (
        value.value !== null &&
        value.value !== '' &&
        Number(value.value === 0n || value.value === 0 || value.value === false) === 0
      );
    case 'sequence':
      return value.items.length > 0 ? true : value.isOpen ? undefined : false;
    case 'dict':
      return value.entries.size > 0 ? true : value.isOpen ? undefined : false;
    case 'function':
    case 'class':
    case 'module':
    case 'method':
      return true;
    default:
      return undefined;
  }
}

/** `hole` is where an unknown side stands. */
export function add(left: Value, right: Value, hole: Hole): Value {
  if (left.kind === 'choice' || right.kind === 'choice') {
    return combine(left, right, (a, b) => add(a, b, hole));
  }
  if (left.kind === 'constant' && right.kind === 'constant') {
    if (typeof left.value === 'string' && typeof right.value === 'string')
      return join([left, right]);
    if (typeof left.value === 'bigint' && typeof right.value === 'bigint') {
      return constant(left.value + right.value);
    }
    return UNKNOWN;
  }
  if (left.kind === 'sequence' && right.kind === 'sequence') {
    const isOpen = left.isOpen || right.isOpen;
    return { ...left, items: [...left.items, ...right.items], isOpen };
  }
  if (isText(left) || isText(right)) return join([...partsOf(left, hole), ...partsOf(right, hole)]);
  return UNKNOWN;
}

/** As `str(value)` would write it. */
export function text(value: Value, hole: Hole): Value {
  if (value.kind === 'choice') {
    return value.options.map((option) => text(option, hole)).reduce((a, b) => eitherOf(a, b));
  }
  if (value.kind === 'text') return value;
  if (value.kind === 'constant') {
    if (typeof value.value === 'string') return value;
    if (typeof value.value === 'bigint') return constant(String(value.value));
  }
  return { kind: 'text', parts: [hole] };
}

/** `'…%s…' % values`, for `%s` and `%d` without flags. */
export function formatPercent(left: Value, right: Value, hole: Hole): Value {
  if (left.kind === 'choice') {
    return left.options.map((option) => formatPercent(option, right, hole)).reduce(eitherOf);
  }
  if (left.kind !== 'constant' && left.kind !== 'text') return UNKNOWN;
  if (left.kind === 'constant' && typeof left.value !== 'string') return UNKNOWN;
  const values = right.kind === 'sequence' ? [...right.items] : [right];
  let result: Value = constant('');
  for (const part of partsOf(left, hole)) {
    if (part.kind === 'hole') {
      result = add(result, { kind: 'text', parts: [part] }, hole);
      continue;
    }
    for (const piece of String(part.value).split(/(%(?:\(\w+\))?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z%])/)) {
      if (piece === '%%') result = add(result, constant('%'), hole);
      else if (/^%[sd]$/.test(piece))
        result = add(result, text(values.shift() ?? UNKNOWN, hole), hole);
      else if (/^%.*[a-zA-Z]$/.test(piece)) {
        result = add(result, { kind: 'text', parts: [hole] }, hole);
      } else if (piece === String(part.value)) result = add(result, part, hole);
      else result = add(result, constant(piece), hole);
    }
  }
  return result;
}

export function binary(operator: BinaryOperator, left: Value, right: Value): Value {
  if (left.kind !== 'constant' || right.kind !== 'constant') return UNKNOWN;
  const [a, b] = [left.value, right.value];
  if (typeof a === 'string' && typeof b === 'bigint' && operator === '*') {
    return b >= 0n && b * BigInt(a.length) < 10_000n ? constant(a.repeat(Number(b))) : UNKNOWN;
  }
  if (typeof a !== 'bigint' || typeof b !== 'bigint') return UNKNOWN;
  if (operator === '-') return constant(a - b);
  if (operator === '*') return constant(a * b);
  return UNKNOWN;
}

export function compare(operator: CompareOperator, left: Value, right: Value): Value {
  if (left.kind === 'constant' && right.kind === 'constant') {
    if (operator === '==' || operator === 'is') return constant(left.value === right.value);
    if (operator === '!=' || operator === 'is not') return constant(left.value !== right.value);
  }
  return UNKNOWN;
}

function isText(value: Value): boolean {
  return value.kind === 'text' || (value.kind === 'constant' && typeof value.value === 'string');
}

function partsOf(value: Value, hole: Hole): TextValue['parts'] {
  if (value.kind === 'text') return value.parts;
  return value.kind === 'constant' && typeof value.value === 'string' ? [value] : [hole];
}

/** A constant when every part is known. The site is that of the first literal. */
function join(parts: readonly (ConstantValue | Hole)[]): ConstantValue | TextValue {
  const known: ConstantValue[] = [];
  for (const part of parts) {
    if (part.kind === 'hole')
      return { kind: 'text', parts: parts.filter((p) => p.kind === 'hole' || p.value !== '') };
    if (part.value !== '') known.push(part);
  }
  const [first] = known;
  if (known.length === 1 && first) return first;
  const value = known.map((part) => part.value).join('');
  return { kind: 'constant', value, ...(first?.site ? { site: first.site } : {}) };
}

function combine(left: Value, right: Value, of: (a: Value, b: Value) => Value): Value {
  const lefts = optionsOf(left);
  const rights = optionsOf(right);
  if (lefts.length * rights.length > 16) return UNKNOWN;
  return lefts.flatMap((a) => rights.map((b) => of(a, b))).reduce((a, b) => eitherOf(a, b));
}
