import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { bytesLiteral } from '../../templates/service/src/python/bytes.js';
import { Dict } from '../../templates/service/src/python/dict.js';
import { format, formatValue } from '../../templates/service/src/python/format.js';
import { formatPercent } from '../../templates/service/src/python/format-percent.js';
import { formatString } from '../../templates/service/src/python/format-string.js';
import { repr } from '../../templates/service/src/python/text.js';
import { Float, toFloat, tuple, type Value } from '../../templates/service/src/python/value.js';
import { differences, outcome, startPython, type Case } from './oracle.js';
import { VALUES } from './values.js';

const resources = new Resources();
afterAll(() => resources.close());
const python = startPython(resources);

const SPECS = [
  '',
  '5',
  '<5',
  '>5',
  '^5',
  '=5',
  '*^9',
  '05',
  '+',
  ' ',
  '-',
  '+5',
  '<05',
  ',',
  '_',
  '10,',
  '010,',
  '012,.2f',
  ',d',
  '_x',
  ',x',
  '#x',
  '#o',
  '#b',
  'x',
  'X',
  '#X',
  'o',
  'b',
  'd',
  'n',
  'c',
  'e',
  'E',
  'f',
  'F',
  'g',
  'G',
  '%',
  's',
  '.2f',
  '.0f',
  '#.0f',
  '.3e',
  '.0e',
  '.3g',
  '.10g',
  '#.3g',
  '.1%',
  '.2',
  '.0',
  '.5s',
  '.1s',
  '8.2f',
  '+.2f',
  '08.2f',
  '+08.2f',
  '.20f',
  '.30f',
  'y',
  '5y',
  '😀^7',
  '{',
  '.',
  '5.',
  '.f',
  'z',
  'z.1f',
  ' ,',
  ',_',
  '_,',
  ',,',
  '#',
  '#010x',
  '<',
  '-5d',
  '^-10',
  'd5',
  '5 5',
  '.2d',
  '+c',
  'q>',
  '1000d',
  '.100f',
  'nn',
  '03c',
  '#c',
  ',c',
  ',%',
  ',n',
  '=+8d',
  "'>6",
];

test('format(value, spec) for every type', (context) => {
  const cases = VALUES.flatMap((value) =>
    SPECS.map((spec): Case => [`format(${repr(value)}, ${repr(spec)})`, () => format(value, spec)]),
  );
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

test('conversions of f-strings', (context) => {
  const cases = VALUES.flatMap((value): Case[] => [
    [`f'{${repr(value)}!r:>5}'`, () => formatValue(value, '>5', 'r')],
    [`f'{${repr(value)}!s:.3}'`, () => formatValue(value, '.3', 's')],
    [`f'{${repr(value)}!a}'`, () => formatValue(value, '', 'a')],
    [`f'{${repr(value)}}'`, () => formatValue(value)],
  ]);
  // A quote or a brace within the braces is no f-string in Python 3.11.
  return expect(
    differences(
      context,
      python,
      cases.filter(([text]) => !/^f'\{.*['\\{#].*\}'$/.test(text) && !text.includes('"')),
    ),
  ).resolves.toEqual([]);
});

test('text % values', (context) => {
  const places = [
    '%s',
    '%r',
    '%a',
    '%d',
    '%i',
    '%u',
    '%5d',
    '%-5d|',
    '%05d',
    '%+d',
    '% d',
    '%.3d',
    '%x',
    '%X',
    '%#x',
    '%o',
    '%#o',
    '%e',
    '%f',
    '%.2f',
    '%8.3f',
    '%-8.1f|',
    '%08.2f',
    '%g',
    '%G',
    '%.3g',
    '%c',
    '%.2s',
    '%5s',
    '%-5s|',
    '%5.1s',
    '%%',
    '%%%s',
    '%(a)s',
    '%(a)d %(b)s',
    '%s %s',
    '%z',
    '%',
    'none',
    '%ld',
    '%5%',
    '%*d',
    '%.*f',
    '%#.3g',
    '%+.1e',
    '%(a',
    '%(a)',
    '% 05d',
    '%y%',
    '%é',
  ];
  const values: readonly Value[] = [
    ...VALUES,
    tuple(1, 2),
    tuple('a', new Float(2)),
    tuple(5, 3),
    tuple(2, 3.14159),
    tuple(tuple(1, 2)),
    new Dict<Value, Value>([
      ['a', 1],
      ['b', 'x'],
    ]),
    new Dict([['a', 'x']]),
    3.99,
    -3.99,
    new Float(1e20),
  ];
  const cases = values.flatMap((value) =>
    places.map((place): Case => [
      `${repr(place)} % ${repr(value)}`,
      () => formatPercent(place, value),
    ]),
  );
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});

describe('str.format', () => {
  const ARGUMENTS: readonly (readonly [string, readonly Value[], Dict?])[] = [
    ['', []],
    ['1', [1]],
    ["'a', 2.5", ['a', 2.5]],
    ["'a', b='x'", ['a'], new Dict([['b', 'x']])],
    [
      "{'k': [1, 2], 'x y': 3}, w=7",
      [
        new Dict<Value, Value>([
          ['k', [1, 2]],
          ['x y', 3],
        ]),
      ],
      new Dict([['w', 7]]),
    ],
    ['[10, [20, 30]], 5', [[10, [20, 30]], 5]],
    [
      "b='{}', w=3",
      [],
      new Dict<Value, Value>([
        ['b', '{}'],
        ['w', 3],
      ]),
    ],
  ];
  const TEMPLATES = [
    '',
    'x',
    '{}',
    '{} {}',
    '{0}',
    '{1} {0}',
    '{0} {}',
    '{} {0}',
    '{b}',
    '{b!r}',
    '{!r}',
    '{!s:>5}',
    '{!x}',
    '{:>5}',
    '{:{w}}',
    '{:{}}',
    '{0:{1}}',
    '{0[k]}',
    '{0[k][1]}',
    '{0[x y]}',
    '{0[0]}',
    '{0[1][0]}',
    '{0.foo}',
    '{[k]}',
    '{0[zz]}',
    '{{}}',
    '{{',
    '}}',
    '{',
    '}',
    '{0',
    '{!',
    '{!r',
    '{!rx}',
    '{0[k}',
    '{0[]}',
    '{.}',
    '{0.}',
    '{0[k]x}',
    'a{}b{}c',
    '{:.2f}',
    '{:,}',
    '{b:*^9}',
    '{a}',
    '{ }',
    '{0 }',
    '{-1}',
    '{:}',
    '{0:}',
    '{:{b}}',
    '{0:{1}{1}}',
    '{:{:{}}}',
    '{}}',
    '{{}',
    '{0!r:{w}}',
  ];

  test('is what it is in Python', (context) => {
    const cases = ARGUMENTS.flatMap(([text, args, kwargs]) =>
      TEMPLATES.map((template): Case => [
        `${repr(template)}.format(${text})`,
        () => formatString(template, args, kwargs),
      ]),
    );
    return expect(differences(context, python, cases)).resolves.toEqual([]);
  });
});

test('random numbers in random formats', async (context) => {
  const ask = await python;
  if ('reason' in ask) return context.skip(ask.reason);
  const number = fc.oneof(
    fc.double().map((value): Value => toFloat(value)),
    fc.double({ min: -1e6, max: 1e6 }).map((value): Value => toFloat(value)),
    fc.integer({ min: -1e6 | 0, max: 1e6 }).map((value): Value => toFloat(value / 8)),
    fc.integer().map((value): Value => value),
  );
  const spec = fc
    .tuple(
      fc.constantFrom('', '*<', '>', '^', '='),
      fc.constantFrom('', '+', ' '),
      fc.constantFrom('', '#'),
      fc.constantFrom('', '0'),
      fc.constantFrom('', '7', '20'),
      fc.constantFrom('', ',', '_'),
      fc.constantFrom('', '.0', '.1', '.2', '.5', '.17'),
      fc.constantFrom('', 'e', 'f', 'g', '%', 'E', 'G'),
    )
    .map((parts) => parts.join(''));
  return fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(number, spec), { minLength: 100, maxLength: 200 }),
      async (pairs) => {
        const wanted = await ask(
          pairs.map(([value, text]) => `format(${repr(value)}, ${repr(text)})`),
        );
        expect(
          pairs.map(([value, text]) => [repr(value), text, outcome(() => format(value, text))]),
        ).toEqual(pairs.map(([value, text], at) => [repr(value), text, wanted[at]]));
      },
    ),
    { seed: 5, numRuns: 30 },
  );
});

test('bytes and texts are printed as Python prints them', (context) => {
  const texts = [
    "it's",
    '"',
    `'"`,
    '\\',
    '\n\r\t\0\x7f\x80\xa0\xad',
    'é😀\u200b\ufeff\ud800',
    '\u2028\u3000',
    'ㅤ',
  ];
  const cases = texts.flatMap((text): Case[] => [
    [repr(text), () => text],
    [`ascii(${repr(text)})`, () => formatValue(text, '', 'a')],
    [`[${repr(text)}]`, () => [text]],
    [`${repr(bytesLiteral(text))}`, () => bytesLiteral(text)],
  ]);
  return expect(differences(context, python, cases)).resolves.toEqual([]);
});
