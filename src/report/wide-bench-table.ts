/**
 * The table as the article has it: a line for each route, a column for each target, and how many times as
 * fast the subject is at the end of the line. Latencies are a second table of the same shape.
 */
import { ABSENT, latencyText, rateCell, ratioStyle, spreadText, timesText } from './bench-cells.js';
import type { BenchView } from './bench-view.js';
import { left, right, type Cell } from './text-columns.js';
import { widthOf } from './visible-text.js';

export type Rows = readonly (readonly Cell[])[];

export function wideRates(view: BenchView): Rows {
  const pairs = view.baselines.map((baseline, index) => {
    const ratios = view.routes.map((route) => route.ratios[index]);
    const values = ratios.map((ratio) => (ratio === undefined ? ABSENT : timesText(ratio)));
    const widest = Math.max(0, ...values.map(widthOf));
    const cells = ratios.map((ratio, row) => {
      const spread = ratio === undefined ? '' : spreadText(ratio);
      return left(`${values[row]!.padStart(widest)} ${spread}`.trimEnd(), ratioStyle(ratio));
    });
    return { title: `${view.subject}/${baseline}`, cells };
  });
  const header = [
    left('requests a second', 'dim'),
    ...view.targets.map((name) => right(name, 'dim')),
    ...pairs.map(({ title }) => left(title, 'dim')),
  ];
  const rows = view.routes.map((route, index) => [
    left(route.name),
    ...route.cells.map((cell) => rateCell(cell)),
    ...pairs.map(({ cells }) => cells[index]!),
  ]);
  return [header, ...rows];
}

export function wideLatencies(view: BenchView): Rows {
  const header = [
    left('latency p50 / p99, ms', 'dim'),
    ...view.targets.map((name) => right(name, 'dim')),
  ];
  // The same width for every p99 of a column keeps the slashes under each other.
  const tailWidths = view.targets.map((_target, index) =>
    Math.max(...view.routes.map((route) => widthOf(latencyText(route.cells[index]!, 'p99')))),
  );
  const rows = view.routes.map((route) => [
    left(route.name),
    ...route.cells.map((cell, index) => {
      const style = cell.isSubject ? 'bold' : undefined;
      const tail = latencyText(cell, 'p99');
      if (tail === ABSENT) return right(ABSENT, style);
      return right(`${latencyText(cell, 'p50')} / ${tail.padStart(tailWidths[index]!)}`, style);
    }),
  ]);
  return [header, ...rows];
}
