import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderBenchTable } from '../../src/report/render-bench-table.js';
import { widthOf } from '../../src/report/visible-text.js';
import { BENCH_CASES, type CaseName } from './bench-cases.js';
import { golden } from './golden.js';

const GOLDENS: readonly (readonly [CaseName, number])[] = [
  ['films', 100],
  ['films', 60],
  ['died', 100],
  ['died', 60],
  ['limits', 100],
  ['limits', 60],
  ['growth', 110],
  ['growth', 60],
  ['no-difference', 80],
  ['one-round', 80],
  ['nothing-answered', 80],
  ['eight-targets', 80],
  ['long-names', 60],
];

test.for(GOLDENS)('%s in %d columns', ([name, width]) => {
  const actual = renderBenchTable(BENCH_CASES[name], { width, color: false });
  expect(actual).toBe(golden(`table-${name}-${width}.txt`, actual));
});

test('the same with colour, escapes and all', () => {
  const actual = renderBenchTable(BENCH_CASES.died, { width: 100, color: true });
  expect(actual).toBe(golden('table-died-100.ansi', actual));
});

for (const [name, result] of Object.entries(BENCH_CASES)) {
  test(`no line of ${name} is wider than the terminal`, () => {
    fc.assert(
      fc.property(fc.integer({ min: 40, max: 200 }), (width) => {
        const lines = renderBenchTable(result, { width, color: false }).split('\n');
        expect(lines.filter((line) => widthOf(line) > width)).toStrictEqual([]);
      }),
      { seed: 1, numRuns: 30 },
    );
  });
}

test('colour adds escapes and moves nothing', () => {
  for (const result of Object.values(BENCH_CASES)) {
    const plain = renderBenchTable(result, { width: 90, color: false });
    const colored = renderBenchTable(result, { width: 90, color: true });
    const stripped = colored.replaceAll(ESCAPE, '');
    expect(stripped.replaceAll(/ +$/gm, '')).toBe(plain.replaceAll(/ +$/gm, ''));
  }
});

test('no name can move the cursor', () => {
  const text = renderBenchTable(BENCH_CASES.hostile, { width: 80, color: false });
  expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
});

test('a target that failed is not a zero, and one that answered nothing is', () => {
  const text = renderBenchTable(BENCH_CASES.died, { width: 120, color: false });
  expect(text).toMatch(/^POST \/reviews\/ +0 +failed +10,480 +– +–$/m);
  expect(text).toContain('quart stopped answering in round 3 of GET /films/: exited with code 139');
});

test('the figures of the article are there for its routes, and only for those', () => {
  expect(table('films')).toMatch(/^GET \/films\/995\/ +330 +1,160 +3\.52x$/m);
  expect(table('one-target')).not.toContain('1,114');
  expect(table('thirty-routes')).not.toContain('published');
});

const ESCAPE = new RegExp(String.raw`${String.fromCharCode(27)}\[\d+m`, 'g');

function table(name: CaseName): string {
  return renderBenchTable(BENCH_CASES[name], { width: 80, color: false });
}
