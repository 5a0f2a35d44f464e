import { expect, test } from 'vitest';
import { renderBenchSvg } from '../../src/report/render-bench-svg.js';
import type { BenchResult } from '../../src/model/bench-result.js';
import { BENCH_CASES, type CaseName } from './bench-cases.js';
import { golden } from './golden.js';
import { markupOf } from './markup-of.js';

const CASES = Object.entries(BENCH_CASES) as readonly (readonly [CaseName, BenchResult])[];
const OPTIONS = { machine: '2-core AMD EPYC', date: '22 November 2026' };

test.for(['films', 'died', 'limits', 'long-names', 'hostile'] as const)(
  'the picture of %s',
  (name) => {
    const actual = renderBenchSvg(BENCH_CASES[name], OPTIONS);
    expect(actual).toBe(golden(`picture-${name}.svg`, actual));
  },
);

test.for(CASES)('the picture of %s is well formed and stays within its frame', ([, result]) => {
  const picture = renderBenchSvg(result, OPTIONS);
  const { tags, attributes } = markupOf(picture);
  expect(tags).toContain('title');
  expect(tags).not.toContain('script');
  expect(picture).not.toContain('NaN');
  const [, , width, height] = /viewBox="(\S+) (\S+) (\S+) (\S+)"/
    .exec(picture)!
    .slice(1)
    .map(Number);
  const beyond = attributes.filter(
    ([, name, value]) =>
      (/^x[12]?$/.test(name) && Number(value) > width!) ||
      (/^y[12]?$/.test(name) && Number(value) > height!),
  );
  expect(beyond).toStrictEqual([]);
});

test('machine and date are in the picture, as text', () => {
  const picture = renderBenchSvg(BENCH_CASES.films, { machine: 'a <b> machine', date: 'today' });
  expect(markupOf(picture).text).toContain('a <b> machine, today');
});

test('a bar is as long as its rate, and none is drawn for nothing', () => {
  const widths = Array.from(
    renderBenchSvg(BENCH_CASES.died, OPTIONS).matchAll(/<rect class="bar[^>]* width="([\d.]+)"/g),
    ([, width]) => Number(width),
  );
  // Three targets on two routes, and only the service on the third.
  expect(widths).toHaveLength(7);
  expect(widths[2]! / widths[0]!).toBeCloseTo(30_100 / 215, -1);
});
