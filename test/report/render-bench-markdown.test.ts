import { expect, test } from 'vitest';
import { renderBenchMarkdown } from '../../src/report/render-bench-markdown.js';
import { BENCH_CASES } from './bench-cases.js';
import { golden } from './golden.js';

test.for(['films', 'limits', 'no-difference', 'hostile'] as const)('the tables of %s', (name) => {
  const actual = renderBenchMarkdown(BENCH_CASES[name]);
  expect(actual).toBe(golden(`tables-${name}.md`, actual));
});

test('every line of a table has as many cells as its head, whatever the names hold', () => {
  for (const result of Object.values(BENCH_CASES)) {
    for (const block of renderBenchMarkdown(result).split('\n\n')) {
      const lines = block.split('\n').filter((line) => line.startsWith('|'));
      const cells = lines.map((line) => line.replaceAll('\\|', '').split('|').length);
      expect(new Set(cells).size).toBeLessThanOrEqual(1);
    }
  }
});
