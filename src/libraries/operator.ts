import type { Library } from './library.js';

const OPERATORS: Readonly<Record<string, string>> = {
  add: 'add',
  sub: 'subtract',
  mul: 'multiply',
  truediv: 'divide',
  floordiv: 'floorDivide',
  mod: 'modulo',
  pow: 'power',
  and_: 'bitAnd',
  or_: 'bitOr',
  xor: 'bitXor',
  eq: 'equals',
  ne: 'notEquals',
  lt: 'less',
  le: 'lessOrEqual',
  gt: 'greater',
  ge: 'greaterOrEqual',
};

export const library: Library = {
  module: 'operator',
  distributions: [],
  replacement: "src/python in the service: Python's operators are functions there",
  from: 'python/operator.js',
  names: {
    itemgetter: 'itemgetter(*items)',
    attrgetter: 'attrgetter(*attrs)',
    ...Object.fromEntries(
      Object.entries(OPERATORS).map(([name, target]) => [
        name,
        `python/operators.js#${target}(a, b)`,
      ]),
    ),
  },
};
