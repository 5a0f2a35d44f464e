/** Python's `random`, with Python's own generator: a seed gives the numbers that it gives in Python. */
import { createHash, randomBytes } from 'node:crypto';
import { IndexError, PyTypeError, ValueError } from './exceptions.js';
import { getItem, len, setItem } from './items.js';
import { iterate } from './iterate.js';
import { MersenneTwister } from './mersenne-twister.js';
import { asFloat, asInt, normalize, toIndex, toNumber } from './numbers.js';
import { AnySet } from './set.js';
import { toFloat, type Int, type PyFloat, type Value } from './value.js';

type Argument = Value | undefined;

const generator = new MersenneTwister();
seed();

export function seed(value: Argument = null): null {
  if (value === null) generator.seed(BigInt(`0x${randomBytes(256).toString('hex')}`));
  else generator.seed(seedOf(value));
  return null;
}

function seedOf(value: Value): bigint {
  const int = asInt(value);
  if (int !== undefined) return int < 0 ? -BigInt(int) : BigInt(int);
  if (typeof value !== 'string' && !(value instanceof Uint8Array))
    throw new PyTypeError(
      'The only supported seed types are: None,\nint, float, str, bytes, and bytearray.',
    );
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value);
  const digest = createHash('sha512').update(bytes).digest();
  return BigInt(`0x${Buffer.concat([bytes, digest]).toString('hex')}`);
}

export function random(): PyFloat {
  return toFloat(generator.fraction());
}

export function uniform(a: Value, b: Value): PyFloat {
  const [from, to] = [toNumber(a)!, toNumber(b)!];
  return toFloat(from + (to - from) * generator.fraction());
}

export function getrandbits(count: Value): Int {
  return normalize(generator.bits(Number(toIndex(count))));
}

export function randbytes(count: Value): Uint8Array {
  const size = Number(toIndex(count));
  const hex = generator
    .bits(size * 8)
    .toString(16)
    .padStart(size * 2, '0');
  return Uint8Array.from(Buffer.from(size === 0 ? '' : hex, 'hex')).toReversed();
}

export function randrange(start: Value, stop?: Argument, step: Argument = 1): Int {
  const from = wholeNumber(start);
  if (stop === undefined || stop === null) {
    if (from <= 0n) throw new ValueError('empty range for randrange()');
    return normalize(generator.below(from));
  }
  const [to, by] = [wholeNumber(stop), wholeNumber(step)];
  const width = to - from;
  if (by === 1n) {
    if (width <= 0n) throw new ValueError(`empty range for randrange() (${from}, ${to}, ${width})`);
    return normalize(from + generator.below(width));
  }
  if (by === 0n) throw new ValueError('zero step for randrange()');
  const count = by > 0n ? (width + by - 1n) / by : (width + by + 1n) / by;
  if (count <= 0n) throw new ValueError('empty range for randrange()');
  return normalize(from + by * generator.below(count));
}

export function randint(a: Value, b: Value): Int {
  return randrange(a, normalize(wholeNumber(b) + 1n));
}

function wholeNumber(value: Value): bigint {
  const float = asFloat(value);
  if (float !== undefined) {
    if (!Number.isInteger(float)) throw new ValueError('non-integer arg 1 for randrange()');
    return BigInt(float);
  }
  return BigInt(toIndex(value));
}

export function choice<Item extends Value>(items: Item[]): Item;
export function choice(items: string): string;
export function choice(items: Value): Value;
export function choice(items: Value): Value {
  const length = len(items);
  if (length === 0) throw new IndexError('Cannot choose from an empty sequence');
  return getItem(items, Number(generator.below(BigInt(length))));
}

export function choices(
  population: Value,
  weights: Argument = null,
  cumulative: Argument = null,
  count: Argument = 1,
): Value[] {
  const items = [...iterate(population)];
  const wanted = Number(toIndex(count));
  const pick = (at: number) => {
    if (items.length === 0) throw new IndexError('list index out of range');
    return items[at]!;
  };
  if (weights === null && cumulative === null)
    return Array.from({ length: wanted }, () =>
      pick(Math.floor(generator.fraction() * items.length)),
    );
  const sums =
    cumulative === null
      ? accumulated(weights!)
      : Array.from(iterate(cumulative), (sum) => toNumber(sum)!);
  if (sums.length !== items.length)
    throw new ValueError('The number of weights does not match the population');
  const total = sums.at(-1)!;
  if (total <= 0) throw new ValueError('Total of weights must be greater than zero');
  return Array.from({ length: wanted }, () => {
    const found = generator.fraction() * total;
    const at = sums.findIndex((sum, place) => found < sum || place === sums.length - 1);
    return items[at]!;
  });
}

function accumulated(weights: Value): number[] {
  let sum = 0;
  return Array.from(iterate(weights), (weight) => (sum += toNumber(weight)!));
}

export function shuffle(list: Value): null {
  for (let at = len(list) - 1; at > 0; at -= 1) {
    const other = Number(generator.below(BigInt(at + 1)));
    const item = getItem(list, at);
    setItem(list, at, getItem(list, other));
    setItem(list, other, item);
  }
  return null;
}

export function sample(population: Value, count: Value): Value[] {
  if (
    population instanceof AnySet || typeof population !== 'object'
      ? typeof population !== 'string'
      : false
  )
    throw new PyTypeError('Population must be a sequence.  For dicts or sets, use sorted(d).');
  const items = [...iterate(population)];
  const wanted = Number(toIndex(count));
  if (wanted < 0 || wanted > items.length)
    throw new ValueError('Sample larger than population or is negative');
  let setSize = 21;
  if (wanted > 5) setSize += 4 ** Math.ceil(Math.log(wanted * 3) / Math.log(4));
  return items.length <= setSize ? sampleOfPool(items, wanted) : sampleOfPlaces(items, wanted);
}

function sampleOfPool(items: Value[], wanted: number): Value[] {
  return Array.from({ length: wanted }, (_, done) => {
    const left = items.length - done;
    const at = Number(generator.below(BigInt(left)));
    const found = items[at]!;
    items[at] = items[left - 1]!;
    return found;
  });
}

function sampleOfPlaces(items: readonly Value[], wanted: number): Value[] {
  const taken = new Set<number>();
  return Array.from({ length: wanted }, () => {
    let at = Number(generator.below(BigInt(items.length)));
    while (taken.has(at)) at = Number(generator.below(BigInt(items.length)));
    taken.add(at);
    return items[at]!;
  });
}

let nextGauss: number | undefined;

export function gauss(mean: Value = 0, deviation: Value = 1): PyFloat {
  let found = nextGauss;
  nextGauss = undefined;
  if (found === undefined) {
    const angle = generator.fraction() * 2 * Math.PI;
    const size = Math.sqrt(-2 * Math.log(1 - generator.fraction()));
    found = Math.cos(angle) * size;
    nextGauss = Math.sin(angle) * size;
  }
  return toFloat(toNumber(mean)! + found * toNumber(deviation)!);
}

/** The system's own source of random numbers has no seed; this one has one that nobody knows. */
export class SystemRandom {
  static readonly pythonClass: string = 'SystemRandom';
  readonly random = random;
  readonly randint = randint;
  readonly randrange = randrange;
  readonly choice = choice;
  readonly choices = choices;
  readonly sample = sample;
  readonly shuffle = shuffle;
  readonly uniform = uniform;
}
