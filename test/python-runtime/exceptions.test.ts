import { afterAll, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { toJson } from '../../templates/service/src/flask/json.js';
import { bytesLiteral, decode } from '../../templates/service/src/python/bytes.js';
import { Dict, dict } from '../../templates/service/src/python/dict.js';
import { items, keys, values } from '../../templates/service/src/python/dicts.js';
import * as exceptions from '../../templates/service/src/python/exceptions.js';
import { iterate } from '../../templates/service/src/python/items.js';
import { PySet } from '../../templates/service/src/python/set.js';
import { str } from '../../templates/service/src/python/text.js';
import { tuple, type Value } from '../../templates/service/src/python/value.js';
import { differences, outcome, startPython, type Case } from './oracle.js';

const resources = new Resources();
afterAll(() => resources.close());
const python = startPython(resources);

const ARGUMENTS: readonly (readonly [string, readonly Value[]])[] = [
  ['', []],
  ["'text'", ['text']],
  ['1', [1]],
  ['None', [null]],
  ["'a', 2", ['a', 2]],
  ["2, 'No such file'", [2, 'No such file']],
  ["2, 'No such file', 'x.txt'", [2, 'No such file', 'x.txt']],
  ["{'a': 1}", [dict({ a: 1 })]],
  ["('a',)", [tuple('a')]],
];

const CLASSES = Object.entries(exceptions as Readonly<Record<string, unknown>>).filter(
  (entry): entry is [string, new (...args: Value[]) => exceptions.BaseException] =>
    entry[1] === exceptions.BaseException ||
    (entry[1] as { prototype?: unknown }).prototype instanceof exceptions.BaseException,
);
const TAKE_MORE = new Set(['UnicodeDecodeError', 'UnicodeEncodeError', 'PySyntaxError']);

test('every exception prints as in Python', (context) => {
  const cases = CLASSES.filter(([name]) => !TAKE_MORE.has(name)).flatMap(([name, Class]) =>
    ARGUMENTS.flatMap(([text, args]): Case[] => {
      const call = `${name.replace(/^Py/, '')}(${text})`;
      return [
        [`str(${call})`, () => str(new Class(...args))],
        [`repr(${call})`, () => new Class(...args).pyRepr()],
        [`${call}.args`, () => new Class(...args).args],
        [`type(${call}).__mro__[1].__name__`, () => parentName(Class)],
      ];
    }),
  );
  // An OSError of a known number becomes one of its subclasses in Python.
  const isNumbered = ([text]: Case) => /OSError\(2/.test(text);
  return expect(
    differences(
      context,
      python,
      cases.filter((one) => !isNumbered(one)),
    ),
  ).resolves.toEqual([]);
});

function parentName(Class: object): string {
  const parent = Object.getPrototypeOf(Class) as { pythonClass?: string };
  return parent.pythonClass ?? 'object';
}

test('a class of the program has its own name', () => {
  class InvalidUsage extends exceptions.ValueError {}
  const error = new InvalidUsage('wrong');
  expect(
    outcome(() => {
      throw error;
    }),
  ).toBe('InvalidUsage: wrong');
  expect(error.pyRepr()).toBe("InvalidUsage('wrong')");
  expect(error).toBeInstanceOf(exceptions.Exception);
});

test("JavaScript's own errors are Python's", () => {
  const overflow = (): number => overflow() + 1;
  expect(outcome(overflow)).toBe('RecursionError: maximum recursion depth exceeded');
  const broken = (value: { member?: { name: string } }) => value.member!.name;
  expect(outcome(() => broken({}))).toMatch(/^TypeError: /);
});

test('bytes that are no text', (context) => {
  const bytes = [
    '\xff',
    'a\xc3',
    'a\xc3(',
    '\xe2\x82',
    '\xe2\x28\xa1',
    '\xed\xa0\x80',
    '\xf0\x90\x80',
    '\xf5\x80',
    '\xc0\x80',
    'ok\x80ok',
    '\xf4\x90\x80\x80',
    '\xe0\x80\x80',
  ];
  const cases = bytes.flatMap((text): Case[] =>
    ['strict', 'replace', 'ignore', 'backslashreplace'].map((errors): Case => {
      const value = bytesLiteral(text);
      const literal = `bytes([${[...value].join()}])`;
      return [`${literal}.decode('utf-8', '${errors}')`, () => decode(value, 'utf-8', errors)];
    }),
  );
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

test('what changes while it is gone through', (context) => {
  const cases: Case[] = [
    [
      'd = {1: 1}\nfor k in d: d[k + 1] = 1\nresult = d',
      () => {
        const target = new Dict<number, number>([[1, 1]]);
        for (const key of iterate(target)) target.set(key + 1, 1);
        return target;
      },
    ],
    [
      'd = {1: 1, 2: 2}\nfor k in d: d[k] = 5\nresult = d',
      () => {
        const target = new Dict<number, number>([
          [1, 1],
          [2, 2],
        ]);
        for (const key of iterate(target)) target.set(key, 5);
        return target;
      },
    ],
    [
      'd = {1: 1, 2: 2}\nfor k in d: del d[k]\nresult = d',
      () => {
        const target = new Dict<number, number>([
          [1, 1],
          [2, 2],
        ]);
        for (const key of iterate(target)) target.delete(key);
        return target;
      },
    ],
    [
      'd = {1}\nfor k in d: d.add(k + 1)\nresult = d',
      () => {
        const target = new PySet([1]);
        for (const item of target) target.add(Number(item) + 1);
        return target;
      },
    ],
    [
      'd = {"a": 1}\nv = (d.keys(), d.values(), d.items())\nd["b"] = 2\nresult = v',
      () => {
        const target = new Dict<string, number>([['a', 1]]);
        const views = tuple(keys(target), values(target), items(target));
        target.set('b', 2);
        return views;
      },
    ],
    ['{1: 2}.keys() & {1, 3}', () => keys(new Dict([[1, 2]])).pyBitAnd(new PySet([1, 3])) ?? null],
    ['list({1: 2}.items())', () => [...items(new Dict([[1, 2]]))]],
    [
      'd = {}\nd["self"] = d\nresult = str(d)',
      () => {
        const target = new Dict<string, Value>();
        target.set('self', target);
        return str(target);
      },
    ],
  ];
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

test('a dict is JSON with its keys sorted, as jsonify writes it', () => {
  expect(
    toJson(
      new Dict<Value, Value>([
        ['b', 1],
        ['a', [null, true]],
        ['10', 2],
        ['9', 3],
      ]),
    ),
  ).toBe('{"10":2,"9":3,"a":[null,true],"b":1}\n');
  expect(
    toJson(
      new Dict<Value, Value>([
        [10, 1],
        [9, new Dict()],
        [2, tuple(1)],
      ]),
    ),
  ).toBe('{"2":[1],"9":{},"10":1}\n');
  expect(() =>
    toJson(
      new Dict<Value, Value>([
        ['a', 1],
        [1, 2],
      ]),
    ),
  ).toThrow("'<' not supported between instances of 'int' and 'str'");
  expect(() => toJson(new Dict([[tuple(1), 1]]))).toThrow(
    'keys must be str, int, float, bool or None, not tuple',
  );
});
