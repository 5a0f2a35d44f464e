/** Values of every builtin type, and the edges of each. */
import { Dict } from '../../templates/service/src/python/dict.js';
import { bytesLiteral } from '../../templates/service/src/python/bytes.js';
import { FrozenSet, PySet } from '../../templates/service/src/python/set.js';
import { Float, tuple, type Value } from '../../templates/service/src/python/value.js';

export const INTS: readonly Value[] = [
  0,
  1,
  -1,
  2,
  3,
  -7,
  10,
  255,
  1000000,
  9007199254740991,
  -9007199254740991,
  9007199254740993n,
  -(2n ** 64n),
  10n ** 30n,
];

export const FLOATS: readonly Value[] = [
  new Float(0),
  new Float(-0),
  new Float(1),
  new Float(-3),
  0.5,
  -2.5,
  0.1,
  1e-7,
  1.5e300,
  123456.789,
  new Float(1e16),
  new Float(1e22),
  Infinity,
  -Infinity,
  Number.NaN,
];

export const TEXTS: readonly Value[] = [
  '',
  'a',
  'b',
  'abc',
  ' padded\t',
  'Hello, World',
  "it's",
  'say "hi"',
  '12',
  'é\u00df',
  '😀x',
  'a,b,,c',
  '\0',
];

export const CONTAINERS: readonly Value[] = [
  [],
  [1],
  [1, 2, 3],
  ['a', 'b'],
  [[1], [2]],
  tuple(),
  tuple(1),
  tuple(1, 2),
  tuple('a', 1),
  new Dict(),
  new Dict([['a', 1]]),
  new Dict<Value, Value>([
    [1, 'one'],
    ['b', [1]],
  ]),
  new PySet([1]),
  new PySet([1, 2, 3]),
  new PySet(),
  new FrozenSet([2, 3]),
  bytesLiteral(''),
  bytesLiteral('ab'),
  bytesLiteral('\xff\x00'),
];

export const VALUES: readonly Value[] = [
  null,
  true,
  false,
  ...INTS,
  ...FLOATS,
  ...TEXTS,
  ...CONTAINERS,
];

/** Small enough to count with. */
export const SMALL: readonly Value[] = [
  null,
  true,
  0,
  1,
  -1,
  2,
  -3,
  new Float(2),
  0.5,
  'a',
  'ab',
  '',
  [1],
  tuple(1, 2),
];
