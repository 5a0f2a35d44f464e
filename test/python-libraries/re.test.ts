import { describe } from 'vitest';
import * as re from '../../templates/service/src/python/re.js';
import { repr } from '../../templates/service/src/python/text.js';
import { tuple, type Value } from '../../templates/service/src/python/value.js';
import { compareWithPython, type Pair } from './compare-with-python.js';

const { search, match, fullmatch, findall } = re;
const FUNCTIONS = { search, match, fullmatch, findall };

type Name = keyof typeof FUNCTIONS | 'split';

const call = (name: Name, pattern: string, text: Value, flags = 0): Pair => [
  name === 'split'
    ? `re.split(${repr(pattern)}, ${repr(text)}, 0, ${flags})`
    : `re.${name}(${repr(pattern)}, ${repr(text)}, ${flags})`,
  () =>
    name === 'split' ? re.split(pattern, text, 0, flags) : FUNCTIONS[name](pattern, text, flags),
];
const sub = (pattern: string, by: string, text: string, count = 0): Pair => [
  `re.sub(${repr(pattern)}, ${repr(by)}, ${repr(text)}, ${count})`,
  () => re.sub(pattern, by, text, count),
];
const refused = (pattern: string): Pair => call('search', pattern, 'abc');

describe('re', () => {
  compareWithPython('import re', [
    call('search', 'b+', 'abbc'),
    call('match', 'b', 'abbc'),
    call('match', '[^@]+@[^@]+\\.[^@]+', 'a@b.cd'),
    call('match', '^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9-.]+$', 'a.b+c@d-e.fg'),
    call('match', '^[a-zA-Z0-9_.+-]+@[a-zA-Z0-9-]+\\.[a-zA-Z0-9-.]+$', 'a.b+c@d-e.fg\n'),
    call(
      'match',
      '^(?=.*[a-z])(?=.*[A-Z])(?=.*\\d)(?=.*[@$!%*#?&])[A-Za-z\\d@$!#%*?&]{6,20}$',
      'Aa1@bcd',
    ),
    call('fullmatch', 'a|ab', 'ab'),
    call('fullmatch', '\\d{3}-?\\d{4}', '555-1234'),
    call('fullmatch', '\\w+', 'ñandú_1'),
    call('fullmatch', '\\w+', 'ñandú', 256),
    call('findall', '\\d', '1٣x'),
    call('findall', '\\s', 'a\x1c\x85\u2003\ufeff b'),
    call('findall', '\\bfoo\\b', 'foo food éfoo foo'),
    call('findall', '\\Boo', 'foo oo'),
    call('findall', '(a)(b)?', 'abaab'),
    call('findall', '(\\w)\\1', 'aabbc'),
    call('findall', '(?P<x>\\w)(?P=x)', 'aabbc'),
    call('findall', 'x*', 'axb'),
    call('findall', '.', 'a\nb\u2028'),
    call('findall', '.', 'a\nb', 16),
    call('findall', '^\\w+$', 'ab\ncd\r\nef', 8),
    call('findall', '(?im)^A', 'a\nA'),
    call('findall', 'é', 'É', 2),
    call('findall', 'a  b # c\n c', 'abc', 64),
    call('findall', '[]a]+', 'a]b'),
    call('findall', '[^]a]+', 'a]bc'),
    call('findall', '[\\w.-]+', 'a.b-c d'),
    call('findall', '[\\W\\d]+', 'a.1b'),
    call('findall', '[[]', '['),
    call('findall', '[a&&b]', '&'),
    call('findall', 'a{,2}', 'aaa'),
    call('findall', 'a{2', 'a{2'),
    call('findall', '{}', '{}'),
    call('findall', '\\x41\\u0042\\101\\0', 'ABA\0'),
    call('findall', '(?#comment)a', 'a'),
    call('findall', '(?<=a)b(?!c)(?<!d)', 'abcab'),
    call('findall', '😀.', '😀😁'),
    call('search', 'b', '😀b'),
    call('search', '(?:a|(b))+', 'b'),
    call('split', ',\\s*', 'a, b,c'),
    call('split', '(,)|x', 'a,bxc'),
    call('split', 'x*', 'axbc'),
    call('search', 'a', null),
    call('search', 'a', 1),
    sub('(a)(b)', '\\2\\1', 'abab'),
    sub('(?P<n>a)', '<\\g<n>\\g<1>\\g<0>>', 'ba'),
    sub('a', '\\n\\\\', 'a'),
    sub('(a)|b', '[\\1]', 'ab'),
    sub('x*', '-', 'abxd'),
    sub('a', 'b', 'aaa', 2),
    sub('a', '\\q', 'a'),
    sub('a', '\\1', 'a'),
    sub('a', '\\g<x>', 'a'),
    sub('a', '\\.', 'a'),
    sub('[^\\w\\s-]', '', 'Héllo, wörld! - ok'),
    [
      "re.sub('a', lambda m: m.group().upper(), 'banana')",
      () => re.sub('a', (m: re.Match) => String(m.group()).toUpperCase(), 'banana'),
    ],
    ["re.sub('a', None, 'a')", () => re.sub('a', null, 'a')],
    ["re.subn('a', 'b', 'banana')", () => re.subn('a', 'b', 'banana')],
    ["re.escape('a.b*c-d e_f/\\'\"@é')", () => re.escape('a.b*c-d e_f/\'"@é')],
    ["re.compile('a', re.I | re.M)", () => re.compile('a', re.IGNORECASE | re.MULTILINE)],
    [
      "re.compile('(?P<x>a)(b)').groupindex['x'], re.compile('(a)(b)').groups",
      () => tuple(1, re.compile('(a)(b)').groups),
    ],
    ['re.compile(1)', () => re.compile(1)],
    ["re.compile('b').match('ab', 1)", () => re.compile('b').match('ab', 1)],
    ["re.compile('b$').search('abc', 0, 2)", () => re.compile('b$').search('abc', 0, 2)],
    [
      "re.match('(a)(?P<n>b)?(c)', 'ac').groups()",
      () => re.match('(a)(?P<n>b)?(c)', 'ac')!.groups(),
    ],
    [
      "re.match('(a)(?P<n>b)?(c)', 'ac').groupdict('x')",
      () => re.match('(a)(?P<n>b)?(c)', 'ac')!.groupdict('x'),
    ],
    [
      "re.match('(a)(?P<n>b)?(c)', 'ac').group(1, 'n')",
      () => re.match('(a)(?P<n>b)?(c)', 'ac')!.group(1, 'n'),
    ],
    ["re.match('(a)', 'ac').group(2)", () => re.match('(a)', 'ac')!.group(2)],
    ["re.match('(a)', 'ac').group('x')", () => re.match('(a)', 'ac')!.group('x')],
    ["re.search('x(é)(b)?', '😀xéb').span(1)", () => re.search('x(é)(b)?', '😀xéb')!.span(1)],
    ["re.search('x(b)?', 'x').span(1)", () => re.search('x(b)?', 'x')!.span(1)],
    ["re.search('(b)', 'ab')[1]", () => re.search('(b)', 'ab')!.pyGetItem(1)],
    [
      "[m.start() for m in re.finditer('a', 'banana')]",
      () => [...re.finditer('a', 'banana')].map((m) => (m as re.Match).start()),
    ],
    refused('('),
    refused(')'),
    refused('['),
    refused('*'),
    refused('a**'),
    refused('a\\'),
    refused('\\q'),
    refused('(?P<1>a)'),
    refused('\\2'),
    refused('(?P<x>a)(?P<x>b)'),
    refused('[b-a]'),
    refused('a{3,2}'),
    refused('(?z)'),
    refused('a\n('),
    refused('(?P=y)'),
    refused('\\xg'),
    refused('a(?i)'),
    refused('[a'),
    refused('(?:'),
    refused('^*'),
    refused('(a\\1)'),
  ]);
});
