import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { editAgain, editText, sourceOffset } from '../../src/sql/edited-text.js';
import { loadSqlParser, parseSql } from '../../src/sql/parse-sql.js';

beforeAll(() => loadSqlParser());

/** Pieces of a statement that hold what looks like a placeholder and is none. */
const OPAQUE = fc.constantFrom(
  "'a %s b'",
  "'it''s :name'",
  "E'\\' %(x)s'",
  '$$ %s :name $1 $$',
  '$q$ it%s $q$',
  '"a %s col"',
  '/* %s :name */ 1',
  '/* a /* nested %s */ b */ 2',
  "U&'\\0041 %s'",
  "B'101'",
  'now()::text',
  '(ARRAY[1, 2])[1 : 2]',
  '1::int::text',
  "'é😀 :x'",
  '-- %s :name\n 3',
);
const PLAIN = fc.constantFrom('1', 'x', '(1 + 2)', "coalesce(x, 'é😀')", 'x::date', "x || 'ü'");
type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string };
const part: fc.Arbitrary<Part> = fc.oneof(
  { weight: 2, arbitrary: OPAQUE.map((text): Part => ({ kind: 'text', text })) },
  { weight: 1, arbitrary: PLAIN.map((text): Part => ({ kind: 'text', text })) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('a', 'film_id', 'Größe'.slice(0, 2))
      .map((name): Part => ({ kind: 'parameter', name })),
  },
);
const parts = fc.array(part, { minLength: 1, maxLength: 8 });

describe('a statement of random pieces', () => {
  test.each(['named', 'psycopg'] as const)(
    'in the style %s has the parameters that were put into it, and no other',
    (style) => {
      const placeholder = (name: string) => (style === 'named' ? `:${name}` : `%(${name})s`);
      fc.assert(
        fc.property(parts, (all) => {
          // With arguments, psycopg2 reads every percent sign.
          const given = all.map((one) =>
            one.kind === 'text' && style === 'psycopg'
              ? { ...one, text: one.text.replaceAll('%', '%%') }
              : one,
          );
          const values = given.map((one) =>
            one.kind === 'text' ? one.text : placeholder(one.name),
          );
          const sql = `SELECT ${values.join(', ')} FROM t`;
          const { statements, problems } = parseSql(sql, style);
          expect(problems).toEqual([]);
          const [statement] = statements;
          const written = given.flatMap((one) => (one.kind === 'parameter' ? [one.name] : []));
          expect(statement!.parameters.map(({ name }) => name)).toEqual(written);
          // Each is what stands in the file at its place.
          for (const { name, start, end } of statement!.parameters) {
            expect(sql.slice(start, end)).toBe(placeholder(name!));
          }
          // Everything else is as it was.
          let number = 0;
          const expected = all.map((one) => (one.kind === 'text' ? one.text : `$${(number += 1)}`));
          expect(statement!.sql.text).toBe(`SELECT ${expected.join(', ')} FROM t`);
          // And each character of it leads back to itself.
          for (let offset = 0; offset < statement!.sql.text.length; offset += 1) {
            const source = sourceOffset(statement!.sql, offset);
            const [character, from] = [statement!.sql.text[offset], sql[source]];
            if (character !== from) expect(from).toBe(style === 'named' ? ':' : '%');
          }
        }),
        { seed: 1, numRuns: 500 },
      );
    },
  );
});

test('edits of an edited text lead back to the first', () => {
  const edits = (length: number) =>
    fc
      .uniqueArray(fc.integer({ min: 0, max: length }), { maxLength: 6 })
      .map((cuts) => cuts.toSorted((a, b) => a - b))
      .chain((cuts) => {
        const pairs = Array.from(
          { length: Math.floor(cuts.length / 2) },
          (_, index) => [cuts[index * 2]!, cuts[index * 2 + 1]!] as const,
        );
        return fc.tuple(
          ...pairs.map(([start, end]) =>
            fc.constantFrom('', '#', '##').map((text) => ({ start, end, text })),
          ),
        );
      });
  fc.assert(
    fc.property(
      fc
        .string({ minLength: 4, maxLength: 30, unit: fc.constantFrom(...'abcdefghij') })
        .chain((text) =>
          edits(text.length).chain((first) => {
            const once = editText(text, first);
            return edits(once.text.length).map((second) => ({ text, first, once, second }));
          }),
        ),
      ({ text, once, second }) => {
        const twice = editAgain(once, second);
        expect(twice.text).toBe(editText(once.text, second).text);
        expect(twice.pieces.reduce((sum, { length }) => sum + length, 0)).toBe(twice.text.length);
        let position = 0;
        for (const { length, sourceStart, isKept } of twice.pieces) {
          if (isKept)
            expect(text.slice(sourceStart, sourceStart + length)).toBe(
              twice.text.slice(position, position + length),
            );
          position += length;
        }
      },
    ),
    { seed: 2, numRuns: 500 },
  );
});

describe('constructs that take no parameter', () => {
  test.each([
    ['SELECT 1 FROM t WHERE a IN :ids', 'SELECT 1 FROM t WHERE a = ANY($1)'],
    ['SELECT 1 FROM t WHERE a NOT IN :ids', 'SELECT 1 FROM t WHERE a <> ALL($1)'],
    ['SELECT 1 FROM t WHERE a IN (:x, :y)', 'SELECT 1 FROM t WHERE a IN ($1, $2)'],
    ['SELECT now() - INTERVAL :ago', 'SELECT now() - $1::INTERVAL'],
    ['SELECT DATE :day', 'SELECT $1::DATE'],
    ['SELECT t.date, :x FROM t', 'SELECT t.date, $1 FROM t'],
    ['SET search_path TO :path', "SELECT set_config('search_path', $1, false)"],
    ['SET LOCAL app.user = :id', "SELECT set_config('app.user', $1, true)"],
    ['COMMIT', 'COMMIT AND CHAIN'],
    ['ROLLBACK;', 'ROLLBACK AND CHAIN'],
    ['SAVEPOINT a', 'SAVEPOINT a'],
  ])('%s', (written, sent) => {
    const { statements, problems } = parseSql(written, 'named');
    expect(problems).toEqual([]);
    expect(statements.map(({ sql }) => sql.text)).toEqual([sent]);
  });

  test('several statements count their parameters from one', () => {
    const { statements } = parseSql(
      'DELETE FROM t WHERE a = :a; SELECT :b, :a FROM t; COMMIT',
      'named',
    );
    expect(
      statements.map(({ sql, parameters }) => [sql.text, ...parameters.map(({ name }) => name)]),
    ).toEqual([
      ['DELETE FROM t WHERE a = $1', 'a'],
      ['SELECT $1, $2 FROM t', 'b', 'a'],
      ['COMMIT AND CHAIN'],
    ]);
  });
});
