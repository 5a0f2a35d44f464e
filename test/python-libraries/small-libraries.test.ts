import { describe } from 'vitest';
import { escape } from '../../templates/service/src/python/html.js';
import { HTTPStatus, phrases } from '../../templates/service/src/python/http.js';
import { dict } from '../../templates/service/src/python/dict.js';
import { attrgetter, itemgetter } from '../../templates/service/src/python/operator.js';
import { sorted } from '../../templates/service/src/python/sequences.js';
import { repr } from '../../templates/service/src/python/text.js';
import { dedent, indent } from '../../templates/service/src/python/textwrap.js';
import { category, normalize } from '../../templates/service/src/python/unicodedata.js';
import { tuple, tupleOf, type Value } from '../../templates/service/src/python/value.js';
import { compareWithPython, type Pair } from './compare-with-python.js';

describe('operator', () => {
  const rows = [dict({ a: 2, b: 'x' }), dict({ a: 1, b: 'y' })];
  const object = { name: 'n', inner: { value: 5 } };
  compareWithPython(
    `
from operator import *
from types import SimpleNamespace
rows = [{'a': 2, 'b': 'x'}, {'a': 1, 'b': 'y'}]
thing = SimpleNamespace(name='n', inner=SimpleNamespace(value=5))`,
    [
      ["sorted(rows, key=itemgetter('a'))", () => sorted(rows, itemgetter('a'))],
      ["itemgetter('b', 'a')(rows[0])", () => itemgetter('b', 'a')(rows[0]!)],
      ["itemgetter('c')(rows[0])", () => itemgetter('c')(rows[0]!)],
      ['itemgetter(1)((1, 2))', () => itemgetter(1)(tuple(1, 2))],
      ['itemgetter(1)(5)', () => itemgetter(1)(5)],
      ['itemgetter()', () => itemgetter()],
      ["attrgetter('inner.value')(thing)", () => attrgetter('inner.value')(object)],
      ["attrgetter('name', 'inner.value')(thing)", () => attrgetter('name', 'inner.value')(object)],
      ['attrgetter(5)', () => attrgetter(5)],
    ],
  );
});

describe('textwrap, html, unicodedata', () => {
  const texts = [
    '',
    'a\n  b\n',
    '  a\n    b\n   \n  c',
    '\ta\n\t  b\n \tc',
    '\n    SELECT *\n    FROM t\n    ',
    '  a\r\n  b\r\n',
    '   ',
  ];
  const marked = ['<a href="x">it\'s & that</a>', '&amp;', 'é"'];
  const characters = ['a', 'A', '1', ' ', '\u0301', '_', '€', '\n', '😀', '\u0378', 'ǅ', '\u00ad'];
  compareWithPython('import textwrap, html, unicodedata', [
    ...texts.map((text): Pair => [`textwrap.dedent(${repr(text)})`, () => dedent(text)]),
    ...texts.map((text): Pair => [
      `textwrap.indent(${repr(text)}, '> ')`,
      () => indent(text, '> '),
    ]),
    [
      "textwrap.indent('a\\n\\nb', '-', lambda line: True)",
      () => indent('a\n\nb', '-', (() => true) as unknown as Value),
    ],
    ...marked.map((text): Pair => [
      `html.escape(${repr(text)}), html.escape(${repr(text)}, quote=False)`,
      () => tuple(escape(text), escape(text, false)),
    ]),
    ['html.escape(None)', () => escape(null)],
    ['html.escape(5)', () => escape(5)],
    ...['NFC', 'NFD', 'NFKC', 'NFKD', 'X'].map((form): Pair => [
      `unicodedata.normalize('${form}', 'Crème Brûlée ﬁ ½ Å')`,
      () => normalize(form, 'Crème Brûlée ﬁ ½ Å'),
    ]),
    ["unicodedata.normalize('NFC', None)", () => normalize('NFC', null)],
    ...characters.map((one): Pair => [`unicodedata.category(${repr(one)})`, () => category(one)]),
    ["unicodedata.category('ab')", () => category('ab')],
    ['unicodedata.category(5)', () => category(5)],
  ]);
});

describe('http', () => {
  compareWithPython('from http import HTTPStatus', [
    [
      '[(s.name, s.value, s.phrase) for s in HTTPStatus]',
      () =>
        Object.entries(HTTPStatus).map(([name, code]) =>
          tupleOf([name, code, phrases[name as keyof typeof phrases]]),
        ),
    ],
  ]);
});
