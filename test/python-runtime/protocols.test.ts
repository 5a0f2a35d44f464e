import { describe, expect, test } from 'vitest';
import { format } from '../../templates/service/src/python/format.js';
import { getattr, hasattr, setattr } from '../../templates/service/src/python/getattr.js';
import * as items from '../../templates/service/src/python/items.js';
import * as kinds from '../../templates/service/src/python/kinds.js';
import { get, strip } from '../../templates/service/src/python/methods.js';
import * as numeric from '../../templates/service/src/python/numeric.js';
import * as operators from '../../templates/service/src/python/operators.js';
import type { PythonObject } from '../../templates/service/src/python/protocols.js';
import { sorted } from '../../templates/service/src/python/sequences.js';
import { repr, str } from '../../templates/service/src/python/text.js';
import { typeOf } from '../../templates/service/src/python/type-name.js';
import { Dict } from '../../templates/service/src/python/dict.js';
import type { Value } from '../../templates/service/src/python/value.js';

/** As a class of a translated program would be. */
class Money implements PythonObject {
  constructor(readonly amount: number) {}

  pyAdd(other: Value): Value | undefined {
    return other instanceof Money ? new Money(this.amount + other.amount) : undefined;
  }

  pyReflectedAdd(other: Value): Value | undefined {
    return other === 0 ? this : undefined;
  }

  pyEquals(other: Value): boolean | undefined {
    return other instanceof Money ? other.amount === this.amount : undefined;
  }

  pyLess(other: Value): Value | undefined {
    return other instanceof Money ? this.amount < other.amount : undefined;
  }

  pyHash(): number {
    return this.amount;
  }

  pyStr(): string {
    return `$${this.amount}`;
  }

  pyRepr(): string {
    return `Money(${this.amount})`;
  }

  pyFormat(spec: string): string {
    return format(this.amount, spec);
  }

  pyBool(): boolean {
    return this.amount !== 0;
  }

  get(key: string): Value {
    return `got ${key}`;
  }

  inCents(): number {
    return this.amount * 100;
  }
}

class Shelf implements PythonObject {
  readonly books = ['a', 'b'];

  pyLen(): number {
    return this.books.length;
  }

  pyGetItem(key: Value): Value {
    return items.getItem(this.books, key);
  }
}

describe('an object of a class', () => {
  const two = new Money(2);

  test('is calculated with by its own methods, on either side', () => {
    expect(str(operators.add(two, new Money(3)))).toBe('$5');
    expect(str(numeric.sum([two, two]))).toBe('$4');
    expect(() => operators.add(two, 1)).toThrow(
      "unsupported operand type(s) for +: 'Money' and 'int'",
    );
    expect(() => operators.add('a', two)).toThrow('can only concatenate str (not "Money") to str');
  });

  test('is compared by its own methods', () => {
    expect(operators.equals(two, new Money(2))).toBe(true);
    expect(operators.equals(two, 2)).toBe(false);
    expect(operators.contains([1, new Money(2)], two)).toBe(true);
    expect(sorted([new Money(3), two]).map(str)).toEqual(['$2', '$3']);
    expect(operators.greater(two, new Money(1))).toBe(true);
    expect(() => operators.less(two, 1)).toThrow(
      "'<' not supported between instances of 'Money' and 'int'",
    );
    expect(new Dict([[two, 'x']]).get(new Money(2))).toBe('x');
  });

  test('is printed by its own methods', () => {
    expect(str([two])).toBe('[Money(2)]');
    expect(format(two, '.2f')).toBe('2.00');
    expect(repr(two)).toBe('Money(2)');
  });

  test('has its own truth and length', () => {
    expect(operators.truthy(new Money(0))).toBe(false);
    expect(items.len(new Shelf())).toBe(2);
    expect([...items.iterate(new Shelf() as Value)]).toEqual(['a', 'b']);
    expect(operators.contains(new Shelf(), 'b')).toBe(true);
    expect(items.unpack(new Shelf() as Value, 2)).toEqual(['a', 'b']);
    expect(() => items.len(two)).toThrow("object of type 'Money' has no len()");
    expect(() => items.getItem(two, 0)).toThrow("'Money' object is not subscriptable");
  });

  test('has its own methods called, whatever builtin types have them too', () => {
    expect(get(two, 'key')).toBe('got key');
    expect(() => strip(two)).toThrow("'Money' object has no attribute 'strip'");
  });

  test('has attributes by name, also in the manner of TypeScript', () => {
    expect(getattr(two, 'amount')).toBe(2);
    expect((getattr(two, 'in_cents') as () => number)()).toBe(200);
    expect(getattr(two, 'none', null)).toBe(null);
    expect(hasattr(two, 'none')).toBe(false);
    expect(hasattr(two, 'constructor')).toBe(false);
    expect(() => getattr(null, 'x')).toThrow("'NoneType' object has no attribute 'x'");
    const shelf = new Shelf();
    setattr(shelf, 'owner', 'me');
    expect(getattr(shelf, 'owner')).toBe('me');
  });
});

test('types are what they are in Python', () => {
  expect([1, 2n ** 60n, true, 'a', null, [], {}].map((value) => kinds.isInt(value))).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(typeOf(1)).toBe(typeOf(2n ** 70n));
  expect(typeOf(1)).not.toBe(typeOf(0.5));
  expect(str(typeOf('a'))).toBe("<class 'str'>");
  expect(typeOf(new Money(1)).name).toBe('Money');
});

test('lists cost nothing to iterate', () => {
  const list = [1, 2];
  expect(items.iterate(list)).toBe(list);
});

test('types follow through', () => {
  const numbers = [3, 1, 2];
  const least: number = numeric.min([numbers]);
  const [first, second]: [string, string] = items.unpack('ab', 2);
  const row: Value = new Dict([['a', 1]]) as Value;
  const item: Value = items.getItem(row, 'a');
  const total: number | bigint = numeric.sum(numbers);
  const plain: Dict = new Dict<string, number>([['a', 1]]);
  const name: string = operators.add('a', 'b');
  expect([least, first, second, item, total, plain.size, name]).toEqual([
    1,
    'a',
    'b',
    1,
    6,
    1,
    'ab',
  ]);
});
