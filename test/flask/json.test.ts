import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { toJson } from '../../templates/service/src/flask/json.js';
import { parseJson } from '../../templates/service/src/flask/parse-json.js';
import {
  bool,
  ConversionError,
  float,
  floatRepr,
  int,
  str,
} from '../../templates/service/src/flask/python.js';
import { fixture } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { startOracle } from './oracle.js';
import { valueOf, type Tree } from './python-values.js';

const resources = new Resources();
afterAll(() => resources.close());
const oracle = startOracle(resources);

const read = <Value>(name: string) =>
  JSON.parse(readFileSync(fixture('conformance/json', name), 'utf8')) as Value;
const VALUES = read<Tree[]>('values.json');
type Answer = string | { readonly error: string };

/** What a view answers with a value: JSON, or a TypeError that becomes a 500. */
function written(tree: Tree): Answer {
  try {
    return toJson(valueOf(tree));
  } catch (error) {
    return { error: (error as Error).name };
  }
}

const lines = (values: readonly unknown[]) =>
  `[\n${values.map((value) => `  ${JSON.stringify(value)}`).join(',\n')}\n]\n`;

describe('the JSON of an answer', () => {
  test('is recorded from Flask', async (context) => {
    const flask = await oracle;
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    const answers = await flask.ask<Answer[]>({ do: 'jsonify', values: VALUES });
    expect(answers).toHaveLength(VALUES.length);
    return expectGolden(fixture('conformance/json/answers.json'), lines(answers));
  });

  const answers = read<Answer[]>('answers.json');
  test.each(
    VALUES.map((tree, index) => [JSON.stringify(tree).slice(0, 100), tree, index] as const),
  )('%s', (_name, tree, index) => {
    expect(written(tree)).toEqual(answers[index]);
  });

  test('equals that of Flask for random values', async (context) => {
    const flask = await oracle;
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    return fc.assert(
      fc.asyncProperty(fc.array(tree, { minLength: 30, maxLength: 60 }), async (values) => {
        const wanted = await flask.ask<Answer[]>({ do: 'jsonify', values });
        expect(values.map(written)).toEqual(wanted);
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

describe("Python's conversions of what a request brings", () => {
  test('give what Python gives, or fail where it fails', async (context) => {
    const flask = await oracle;
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    return fc.assert(
      fc.asyncProperty(fc.array(jsonText, { minLength: 30, maxLength: 60 }), async (texts) => {
        const wanted = await flask.ask<unknown[]>({ do: 'convert', texts });
        expect(texts.map((one) => [one, converted(one)])).toEqual(
          texts.map((one, index) => [one, wanted[index]]),
        );
      }),
      { seed: 4, numRuns: 100 },
    );
  });
});

/** As `oracle.py` prints them; null where Python raises. */
function converted(source: string): (string | null)[] {
  const value = parseJson(source);
  const conversions = [
    () => str(value),
    () => str(int(value)),
    () => floatRepr(float(value)),
    () => str(bool(value)),
  ];
  return conversions.map((convert) => {
    try {
      return convert();
    } catch (error) {
      if (error instanceof ConversionError) return null;
      throw error;
    }
  });
}

/** Also halves of surrogate pairs, which Python's strings may hold. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  fc.constantFrom('10', '9', 'a', 'A', 'é', '\ud83d\ude00', '\uffff', '__proto__'),
);

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      text.map((content): Tree => ['str', content]),
      fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((n): Tree => ['int', String(n)]),
      fc.integer().map((n): Tree => ['int', String(n)]),
      fc.double().map((n): Tree => ['float', pythonFloat(n)]),
      fc.boolean().map((content): Tree => ['bool', content]),
      fc.constant<Tree>(['none', null]),
      fc
        .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((date): Tree => ['datetime', date.toISOString().replace('Z', '000')]),
    ),
    fc.array(tie('tree'), { maxLength: 5 }).map((items): Tree => ['list', items]),
    fc
      .uniqueArray(fc.tuple(text, tie('tree')), { maxLength: 6, selector: ([key]) => key })
      .map((pairs): Tree => ['dict', pairs.map(([key, value]) => [['str', key], value])]),
    fc
      .uniqueArray(fc.tuple(fc.integer(), tie('tree')), { maxLength: 4, selector: ([key]) => key })
      .map((pairs): Tree => ['dict', pairs.map(([key, value]) => [['int', String(key)], value])]),
  ),
}));

const SPELLINGS = [
  ...'1.0 -0 -0.0 1e16 1E400 NaN -Infinity "nan" "-Infinity" "+inf" "1_000" "1__0" "_1"'.split(' '),
  ...'"٣" "0x1f" "1e5" ".5" "5." "" [[]] {} {"a":{"b":[]}} "1e" "1_0.0_1"'.split(' '),
  '" 7 "',
  String.raw`"\u00a012"`,
  String.raw`"\ufeff1"`,
  String.raw`"\u001c1"`,
  String.raw`"\u008512"`,
  String.raw`[1, 1.0, "it's", "\"", "it's \"", "\u00ad", "\ud83d\ude00", "\ud83d"]`,
  `"${'9'.repeat(4300)}"`,
  `"${'9'.repeat(4301)}"`,
];
const numeral = fc.stringMatching(/^[ \t\u2003]?[+-]?[0-9_.eE٣५]{1,7}[ \n\x1f]?$/);
const jsonText = fc.oneof(
  fc.json({ maxDepth: 3 }).filter((source) => !/"\d+":/.test(source)),
  numeral.map((source) => JSON.stringify(source)),
  text.map((source) => JSON.stringify(source)),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number.toExponential()),
  fc.constantFrom(...SPELLINGS),
);

/** `toExponential` has the fewest digits that read back as the number. */
function pythonFloat(number: number): string {
  if (Number.isNaN(number)) return 'nan';
  if (!Number.isFinite(number)) return number > 0 ? 'inf' : '-inf';
  return Object.is(number, -0) ? '-0.0' : number.toExponential();
}
