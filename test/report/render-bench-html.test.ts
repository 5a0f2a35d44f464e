import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderBenchHtml } from '../../src/report/render-bench-html.js';
import type { BenchResult } from '../../src/model/bench-result.js';
import { BENCH_CASES, type CaseName } from './bench-cases.js';
import { golden } from './golden.js';
import { markupOf } from './markup-of.js';

const CASES = Object.entries(BENCH_CASES) as readonly (readonly [CaseName, BenchResult])[];

test.for(['one-round', 'died', 'limits', 'growth', 'hostile'] as const)(
  'the page of %s',
  (name) => {
    const actual = renderBenchHtml(BENCH_CASES[name]);
    expect(actual).toBe(golden(`page-${name}.html`, actual));
  },
);

test.for(CASES)('the page of %s is well formed and asks for nothing', ([, result]) => {
  const page = renderBenchHtml(result);
  const { tags, attributes } = markupOf(page);
  for (const tag of ['script', 'img', 'link', 'iframe', 'object', 'form', 'a']) {
    expect(tags).not.toContain(tag);
  }
  const names = new Set(attributes.map(([, name]) => name.toLowerCase()));
  for (const name of ['src', 'href', 'xlink:href', 'style', 'action']) {
    expect(names).not.toContain(name);
  }
  expect([...names].filter((name) => name.startsWith('on'))).toStrictEqual([]);
  expect(page).not.toMatch(/url\(|@import/);
});

test('the content policy allows the style sheet by its hash, and nothing else', () => {
  const page = renderBenchHtml(BENCH_CASES.films);
  const style = /<style>([^]*?)<\/style>/.exec(page)![1]!;
  const hash = createHash('sha256').update(style).digest('base64');
  const { attributes } = markupOf(page);
  expect(attributes).toContainEqual([
    'meta',
    'content',
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  ]);
});

test('every id is there once, and every reference leads to one', () => {
  for (const [, result] of CASES) {
    const { attributes } = markupOf(renderBenchHtml(result));
    const values = (wanted: string): string[] =>
      attributes.flatMap(([, name, value]) => (name === wanted ? value.split(' ') : []));
    const ids = values('id');
    expect(new Set(ids).size).toBe(ids.length);
    for (const reference of [...values('aria-labelledby'), ...values('for')]) {
      expect(ids).toContain(reference);
    }
  }
});

test('what the charts show is in the tables too', () => {
  const { text } = markupOf(renderBenchHtml(BENCH_CASES.films).replaceAll(/<svg[^]*?<\/svg>/g, ''));
  for (const figure of ['30,100', '28,900', '30,420', '2,380', '140×', '14.9×', '0.63', '131']) {
    expect(text).toContain(figure);
  }
});

test('a hostile name is text and never markup, in every place it can stand', () => {
  const anywhere = fc.string({ unit: 'binary', maxLength: 30 });
  const hostile = fc.oneof(
    anywhere,
    fc.constantFrom(
      '<svg onload=x>',
      '"><b>',
      '</style><script>',
      '</title>',
      '&lt;',
      "' x='",
      '<!--',
      ']]>',
    ),
  );
  fc.assert(
    fc.property(hostile, (name) => {
      const page = renderBenchHtml(renamed(name));
      const known = markupOf(renderBenchHtml(renamed('plain')));
      const { tags } = markupOf(page);
      expect([...tags].filter((tag) => !known.tags.has(tag))).toStrictEqual([]);
    }),
    { seed: 1, numRuns: 60 },
  );
});

/** The run `died` with one text in every place that takes one. */
function renamed(name: string): BenchResult {
  const run: BenchResult = BENCH_CASES.died;
  const [first, ...others] = run.routes;
  return {
    ...run,
    environment: {
      ...run.environment,
      date: name,
      cpu: name,
      os: name,
      software: { [name]: name },
    },
    settings: { ...run.settings, driver: name },
    targets: [
      { name, url: name, description: name, failure: { route: name, round: 1, reason: name } },
      ...run.targets.slice(1),
    ],
    routes: [
      {
        route: name,
        results: { ...first!.results, [name]: first!.results['flask']! },
        ratios: { ...first!.ratios, [`service/${name}`]: first!.ratios['service/flask']! },
      },
      ...others,
    ],
    differences: [
      {
        route: name,
        reference: name,
        candidate: name,
        layer: 'body',
        expected: name,
        actual: name,
      },
    ],
    notes: [name],
  };
}
