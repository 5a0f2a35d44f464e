/**
 * Values that tell two services apart, by what they are put into: the edges of integers, digits of other
 * scripts, text that needs escaping, things that are almost a number. In the order in which they matter:
 * a short run takes the first of them. Texts are percent-encoded as they go into a URL.
 */
import type { Converter } from '../model/rule.js';
import type { InputType } from '../model/service.js';

export interface Probe {
  readonly value: string;
  /** `2^31`, `empty`: what a person calls it. */
  readonly name: string;
}

const probe = (value: string, name = value): Probe => ({ value, name });

const LONG = 'a'.repeat(300);

const INTEGERS: readonly Probe[] = [
  probe('0'),
  probe('1'),
  probe('-1'),
  probe('2147483648', '2^31'),
  probe('9223372036854775808', '2^63'),
  probe('abc', 'letters'),
  probe('2147483647', '2^31 - 1'),
  probe('9223372036854775807', '2^63 - 1'),
  probe('12345678901234567890', '20 digits'),
  probe('1.0', '1.0'),
  probe('%D9%A1', 'an Arabic digit'),
  probe('9a'),
  probe('+1', 'a plus sign'),
  probe('1e2', 'an exponent'),
  probe('%201%20', 'spaces around it'),
  probe('1_000', 'an underscore'),
  probe('0x10', 'hexadecimal'),
  probe('9'.repeat(120), '120 digits'),
  probe('%EF%BC%91', 'a fullwidth digit'),
  probe('1%00', 'a NUL'),
];

const FLOATS: readonly Probe[] = [
  probe('1.5'),
  probe('0.0'),
  probe('-1.5'),
  probe('1', 'no point'),
  probe('.5', 'no digit before the point'),
  probe('5.', 'no digit after the point'),
  probe('1e3', 'an exponent'),
  probe('1.50', 'a zero at the end'),
  probe('007.5', 'leading zeros'),
  probe('nan'),
  probe('inf'),
  probe('1e400', 'too large'),
  probe('0.1000000000000000055511151231257827', 'many digits'),
  probe('abc', 'letters'),
  probe('1_0.5', 'an underscore'),
  probe('%D9%A1.5', 'an Arabic digit'),
];

const TEXTS: readonly Probe[] = [
  probe('zzz', 'a word that is not there'),
  probe('%C3%A9', 'é'),
  probe("a'b", 'a quote'),
  probe('a%20b', 'a space'),
  probe('%F0%9F%90%99', 'beyond U+FFFF'),
  probe('0'),
  probe('a%25b', 'a percent sign'),
  probe('%3Cb%3E%26', 'markup'),
  probe('a%22b', 'a double quote'),
  probe('a%5Cb', 'a backslash'),
  probe(LONG, '300 characters'),
  probe('a%FFb', 'not UTF-8'),
  probe('a%00b', 'a NUL'),
  probe('null'),
  probe('a+b', 'a plus sign'),
  probe('a%0Ab', 'a line break'),
  probe('%25', 'only a percent sign'),
];

/** For one variable of a path. The example is what the route is known to find. */
export function pathProbes(converter: Converter, example: string): readonly Probe[] {
  switch (converter.kind) {
    case 'int': {
      const edges = [converter.min, converter.max].flatMap((edge) =>
        edge === undefined
          ? []
          : [edge - 1, edge, edge + 1].map((value) =>
              probe(String(value), `${value}, at the edge`),
            ),
      );
      return [probe(`00${example}`, 'leading zeros'), ...edges, ...INTEGERS, probe('', 'empty')];
    }
    case 'float':
      return [...FLOATS, ...INTEGERS.slice(0, 5), probe('', 'empty')];
    case 'uuid':
      return [
        probe(example.toUpperCase(), 'upper case'),
        probe('00000000-0000-0000-0000-000000000000', 'a uuid that is not there'),
        probe(example.replaceAll('-', ''), 'no hyphens'),
        probe(`${example}0`, 'a digit too many'),
        probe('abc', 'letters'),
        probe(`%7B${example}%7D`, 'in braces'),
        probe('', 'empty'),
      ];
    case 'any':
      return [
        ...converter.items.map((item) => probe(encodeURIComponent(item), `"${item}"`)),
        probe(encodeURIComponent((converter.items[0] ?? '').toUpperCase()), 'upper case'),
        probe('zzz', 'a word that is not listed'),
        probe('', 'empty'),
      ];
    case 'path':
      return [
        probe('a/b/c', 'slashes'),
        probe('a//b', 'a doubled slash'),
        probe(`${example}/`, 'a slash at the end'),
        probe('a%2Fb', 'an escaped slash'),
        probe('a/../b', 'dots'),
        ...TEXTS,
        probe('', 'empty'),
      ];
    case 'string': {
      const { minlength = 0, maxlength, length } = converter;
      const lengths = [
        minlength - 1,
        minlength,
        maxlength,
        (maxlength ?? -1) + 1,
        length,
        (length ?? -1) + 1,
      ]
        .filter((size): size is number => size !== undefined && size > 0)
        .map((size) => probe('x'.repeat(size), `${size} characters`));
      return [...lengths, ...TEXTS, probe('a%2Fb', 'an escaped slash'), probe('', 'empty')];
    }
  }
}

/** For an argument of the query string, a field of a form, or a header. */
export function textProbes(type: InputType): readonly Probe[] {
  if (type === 'int') return [...INTEGERS, probe('', 'empty')];
  if (type === 'float') return [...FLOATS, ...INTEGERS.slice(3, 6), probe('', 'empty')];
  if (type === 'bool')
    return [
      ...['true', 'false', '0', '1', 'False', 'no'].map((word) => probe(word)),
      probe('', 'empty'),
    ];
  return [
    probe('', 'empty'),
    ...TEXTS.slice(0, 6),
    ...INTEGERS.slice(0, 6),
    ...FLOATS.slice(0, 1),
    ...TEXTS.slice(6),
  ];
}

/** For a value of a JSON body: JSON texts, not all of which `JSON.parse` would take. */
export function jsonProbes(type: InputType): readonly Probe[] {
  const numbers = [
    probe('0'),
    probe('1.0', '1.0'),
    probe('-1'),
    probe('2147483648', '2^31'),
    probe('9223372036854775808', '2^63'),
    probe('4.7', 'a fraction'),
    probe('12345678901234567890', '20 digits'),
    probe('1e2', 'an exponent'),
    probe('-0.5', 'a negative fraction'),
    probe('2147483647', '2^31 - 1'),
    probe('1e400', 'too large'),
    probe('NaN', 'NaN'),
    probe('-0.0', 'minus zero'),
  ];
  const texts = [
    probe('"5"', 'a number as text'),
    probe('"abc"', 'text'),
    probe('""', 'empty text'),
    probe('"é\\u00e9\\ud83d\\ude42"', 'text with escapes'),
    probe('"a\'b\\"c\\\\d"', 'text with quotes'),
    probe('" 5 "', 'a number as text, with spaces'),
    probe('"1_0"', 'a number as text, with an underscore'),
    probe('"4.7"', 'a fraction as text'),
    probe('"a\\u0000b"', 'text with a NUL'),
    probe('"\\ud83d"', 'half a surrogate pair'),
    probe(`"${LONG}"`, '300 characters'),
    probe('"2024-02-30"', 'a date that does not exist'),
  ];
  const others = [
    probe('null'),
    probe('true'),
    probe('[]', 'an empty list'),
    probe('{}', 'an empty object'),
    probe('false'),
    probe('[1]', 'a list'),
    probe('{"a":1}', 'an object'),
  ];
  return type === 'str' || type === 'any'
    ? [
        ...others.slice(0, 2),
        ...texts.slice(0, 5),
        ...numbers.slice(0, 4),
        ...others.slice(2),
        ...texts.slice(5),
        ...numbers.slice(4),
      ]
    : [
        ...others.slice(0, 2),
        ...texts.slice(0, 3),
        ...numbers.slice(0, 6),
        ...others.slice(2),
        ...texts.slice(3),
        ...numbers.slice(6),
      ];
}

/** Whole bodies in the place of a JSON object. */
export const BODIES: readonly Probe[] = [
  probe('', 'an empty body'),
  probe('null', 'null'),
  probe('{bad', 'no JSON'),
  probe('{}', 'an empty object'),
  probe('[]', 'a list'),
  probe('"text"', 'a text'),
  probe('4', 'a number'),
  probe('{"a":1,}', 'a comma too many'),
  probe("{'a':1}", 'single quotes'),
  probe('[[1', 'cut off'),
  probe('{"__proto__":1}', '__proto__'),
];
