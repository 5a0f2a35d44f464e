import { describe } from 'vitest';
import {
  CsvReader,
  CsvWriter,
  DictReader,
  DictWriter,
  QUOTE_ALL,
  QUOTE_NONE,
  QUOTE_NONNUMERIC,
} from '../../templates/service/src/python/csv.js';
import { Decimal } from '../../templates/service/src/python/decimal.js';
import { dict } from '../../templates/service/src/python/dict.js';
import { BytesIO, StringIO, textOf } from '../../templates/service/src/python/io.js';
import { repr } from '../../templates/service/src/python/text.js';
import { Float, tuple, type Value } from '../../templates/service/src/python/value.js';
import { compareWithPython, type Pair } from './compare-with-python.js';

const none = undefined;
const bytes = (text: string) => Buffer.from(text, 'utf8');

function written(...steps: ((file: StringIO) => Value | void)[]): Value {
  const file = new StringIO();
  const results = steps.map((step) => step(file) ?? null);
  return [...results, file.getvalue(), file.tell()];
}

describe('io', () => {
  const setup = `
from io import *
def did(file, *steps):
    return [step(file) for step in steps]
`;
  compareWithPython(setup, [
    [
      "did(StringIO('añ😀b\\nc'), lambda f: f.read(3), lambda f: f.tell(), lambda f: f.write('X'), lambda f: f.getvalue(), lambda f: f.readline(), lambda f: f.read(), lambda f: f.read())",
      () => {
        const f = new StringIO('añ😀b\nc');
        return [f.read(3), f.tell(), f.write('X'), f.getvalue(), f.readline(), f.read(), f.read()];
      },
    ],
    [
      "did(StringIO(), lambda f: f.write('one\\ntwo'), lambda f: f.seek(0), lambda f: f.readlines(), lambda f: f.seek(5), lambda f: f.write('é!!'), lambda f: f.truncate(6), lambda f: f.getvalue(), lambda f: f.seek(9), lambda f: f.write('z'), lambda f: f.getvalue())",
      () => {
        const f = new StringIO();
        return [
          f.write('one\ntwo'),
          f.seek(0),
          f.readlines(),
          f.seek(5),
          f.write('é!!'),
          f.truncate(6),
          f.getvalue(),
          f.seek(9),
          f.write('z'),
          f.getvalue(),
        ];
      },
    ],
    ["list(StringIO('a\\r\\nb\\rc\\n'))", () => [...new StringIO('a\r\nb\rc\n').pyIterate()]],
    [
      "list(StringIO('a\\r\\nb\\rc\\n', newline=''))",
      () => [...new StringIO('a\r\nb\rc\n', '').pyIterate()],
    ],
    [
      "list(StringIO('a\\r\\nb\\rc\\n', newline=None))",
      () => [...new StringIO('a\r\nb\rc\n', null).pyIterate()],
    ],
    ['StringIO(5)', () => new StringIO(5)],
    ["StringIO().write(b'a')", () => new StringIO().write(bytes('a'))],
    ['StringIO().seek(-1)', () => new StringIO().seek(-1)],
    ['StringIO().seek(1, 1)', () => new StringIO().seek(1, 1)],
    [
      "did(StringIO('a'), lambda f: f.close(), lambda f: f.read())",
      () => {
        const f = new StringIO('a');
        f.close();
        return f.read();
      },
    ],
    [
      "did(BytesIO(b'abc\\nd'), lambda f: f.read(2), lambda f: f.readline(), lambda f: f.tell(), lambda f: f.write(b'12345'), lambda f: f.getvalue(), lambda f: f.seek(-2, 2), lambda f: f.read(), lambda f: f.truncate(3), lambda f: f.getvalue(), lambda f: f.read())",
      () => {
        const f = new BytesIO(bytes('abc\nd'));
        return [
          f.read(2),
          f.readline(),
          f.tell(),
          f.write(bytes('12345')),
          f.getvalue(),
          f.seek(-2, 2),
          f.read(),
          f.truncate(3),
          f.getvalue(),
          f.read(),
        ];
      },
    ],
    ["BytesIO('a')", () => new BytesIO('a')],
    ["BytesIO().write('a')", () => new BytesIO().write('a')],
    ['BytesIO().seek(-1)', () => new BytesIO().seek(-1)],
    [
      "TextIOWrapper(BytesIO('é\\r\\nb'.encode()), encoding='utf-8').read()",
      () => textOf(new BytesIO(bytes('é\r\nb')), 'utf-8').read(),
    ],
  ]);
});

describe('csv', () => {
  type Format = Readonly<Record<string, Value>>;
  /** `, quoting=3` */
  const said = (format: Format): string =>
    Object.entries(format)
      .map(([name, value]) => `, ${name}=${repr(value)}`)
      .join('');
  const read = (lines: string[], format: Format = {}, dialect?: string): Pair => [
    `list(csv.reader(${repr(lines)}${dialect ? `, '${dialect}'` : ''}${said(format)}))`,
    () => [...new CsvReader(lines, dialect, dict(format))],
  ];
  const write = (row: Value, format: Format = {}, dialect?: string): Pair => [
    `written(lambda f: csv.writer(f${dialect ? `, '${dialect}'` : ''}${said(format)}).writerow(${repr(row)}))`,
    () => written((f) => new CsvWriter(f, dialect, dict(format)).writerow(row)),
  ];
  const setup = `
import csv
from decimal import Decimal
from io import StringIO
def written(*steps):
    file = StringIO()
    results = [step(file) for step in steps]
    return [*results, file.getvalue(), file.tell()]
def both(f, rows):
    writer = csv.DictWriter(f, ['a', 'b'])
    return [writer.writeheader(), writer.writerows(rows)]
def names(reader):
    return [reader.fieldnames, list(reader), reader.line_num]
`;
  compareWithPython(setup, [
    read(['a,b,c\n', '1,"two, 2","say ""hi"""\r\n', '\n', ',,']),
    read(['"a\n', 'b",c\n', 'd']),
    read(['"open']),
    read(['"open'], { strict: true }),
    read(['"a"b,c'], { strict: true }),
    read(['"a"b,c"d"']),
    read(['a\rb']),
    read(['a\r', 'b\r\r']),
    read(['a; b;"c;d"'], { delimiter: ';', skipinitialspace: true }),
    read(['a\tb'], {}, 'excel-tab'),
    read(['a\tb'], {}, 'none'),
    read(["'a,b',c"], { quotechar: "'" }),
    read(['a\\,b,"c\\"d"'], { escapechar: '\\' }),
    read(['a\\\n', 'b,c'], { escapechar: '\\' }),
    read(['"a"\\b,"c""d"'], { escapechar: '\\' }),
    read(['1,"2",x'], { quoting: QUOTE_NONNUMERIC }),
    read(['1,"2",3.5,'], { quoting: QUOTE_NONNUMERIC }),
    read(['"a","b'], { quoting: QUOTE_NONE }),
    ["list(csv.reader([b'a']))", () => [...new CsvReader([bytes('a')])]],
    ['csv.reader(5)', () => new CsvReader(5)],
    read([], { delimiter: '' }),
    read([], { delimiter: 5 }),
    read([], { quotechar: 'ab' }),
    read([], { separator: ';' }),
    write(['a', 1, 2.5, null, true, 'x,y', 'say "hi"', 'line\nbreak', ' b ', 'é']),
    write(['']),
    write([null]),
    write([]),
    write(['', '']),
    write(['a\rb', new Float(2), new Decimal('1.50')]),
    write('abc'),
    write(5),
    write(['a', 1, 2.5, new Decimal('1'), null], { quoting: QUOTE_NONNUMERIC }),
    write(['a', 1, null], { quoting: QUOTE_ALL }),
    write(['a,b'], { quoting: QUOTE_NONE }),
    write([''], { quoting: QUOTE_NONE }),
    write(['a,b', 'q"'], { quoting: QUOTE_NONE, escapechar: '\\' }),
    write(['q"', 'b\\'], { doublequote: false, escapechar: '\\' }),
    write(['q"'], { doublequote: false }),
    write(['a;b', 'c,d'], { delimiter: ';', lineterminator: '\n' }),
    write(['a\rb', 'c\nd'], {}, 'unix'),
    [
      "written(lambda f: csv.writer(f).writerows([[1, 2], ('a', None)]))",
      () => written((f) => new CsvWriter(f).writerows([[1, 2], tuple('a', null)])),
    ],
    ['csv.writer(5)', () => new CsvWriter(5)],
    [
      "names(csv.DictReader(['x,y\\n', '1,2\\n', '\\n', '3\\n', '4,5,6,7\\n']))",
      () => {
        const reader = new DictReader(['x,y\n', '1,2\n', '\n', '3\n', '4,5,6,7\n']);
        return [reader.fieldnames, [...reader], reader.line_num];
      },
    ],
    [
      "names(csv.DictReader(['1;2;3'], ('a',), 'rest', '', delimiter=';'))",
      () => {
        const reader = new DictReader(
          ['1;2;3'],
          tuple('a'),
          'rest',
          '',
          none,
          dict({ delimiter: ';' }),
        );
        return [reader.fieldnames, [...reader], reader.line_num];
      },
    ],
    [
      'names(csv.DictReader([]))',
      () => {
        const reader = new DictReader([]);
        return [reader.fieldnames, [...reader], reader.line_num];
      },
    ],
    [
      "written(lambda f: both(f, [{'a': 1, 'b': 'x y'}, {'b': None}]))",
      () =>
        written((f) => {
          const writer = new DictWriter(f, ['a', 'b']);
          const first = writer.writeheader();
          writer.writerows([dict({ a: 1, b: 'x y' }), dict({ b: null })]);
          return [first, null];
        }),
    ],
    [
      "written(lambda f: both(f, [{'a': 1, 'c': 2}]))",
      () =>
        written((f) => {
          new DictWriter(f, ['a', 'b']).writerow(dict({ a: 1, c: 2 }));
        }),
    ],
    [
      "written(lambda f: csv.DictWriter(f, ['a'], extrasaction='ignore').writerow({'a': 1, 'c': 2}))",
      () => written((f) => new DictWriter(f, ['a'], none, 'ignore').writerow(dict({ a: 1, c: 2 }))),
    ],
    [
      "csv.DictWriter(StringIO(), ['a'], extrasaction='no')",
      () => new DictWriter(new StringIO(), ['a'], none, 'no'),
    ],
  ]);
});
