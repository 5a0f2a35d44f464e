/**
 * The blocks below the rates and latencies of a run, in a terminal: what the servers took, and how near they
 * come to the limits. Each is a table where that fits, else a list of sentences; none when nothing was
 * measured for it.
 */
import type { RateResult } from '../model/bench-result.js';
import { ABSENT } from './bench-cells.js';
import type { BenchView } from './bench-view.js';
import { formatCount, formatMilliseconds } from './format-figures.js';
import { limitFigures, shareText } from './limit-figures.js';
import type { Paint } from './terminal-style.js';
import { layOutColumns, left, right } from './text-columns.js';
import { cpuText, hasUsage, memoryText } from './usage-figures.js';
import { wrap } from './visible-text.js';
import type { Rows } from './wide-bench-table.js';

export function usageBlock(view: BenchView, width: number, paint: Paint): readonly string[] {
  if (!hasUsage(view.routes.flatMap(({ cells }) => cells.map(({ result }) => result)))) return [];
  const title = left('CPU µs a request / memory MiB', 'dim');
  const figures = view.routes.map(({ cells }) =>
    cells.map(({ result }) => {
      const [cpu, memory] = [cpuText(result, ABSENT), memoryText(result, ABSENT)];
      return cpu === ABSENT && memory === ABSENT ? ABSENT : `${cpu} / ${memory}`;
    }),
  );
  const style = (target: number) =>
    view.targets[target] === view.subject ? ('bold' as const) : undefined;
  const byRoute: Rows = [
    [title, ...view.targets.map((name) => right(name, 'dim'))],
    ...view.routes.map(({ name }, row) => [
      left(name),
      ...view.targets.map((_, index) => right(figures[row]![index]!, style(index))),
    ]),
  ];
  const byTarget: Rows = [
    [title, ...view.routes.map(({ name }) => right(name, 'dim'))],
    ...view.targets.map((name, index) => [
      left(name, style(index)),
      ...view.routes.map((_, row) => right(figures[row]![index]!, style(index))),
    ]),
  ];
  const sentences = view.routes.map(
    ({ name }, row) =>
      `${name}: ${view.targets.map((target, index) => `${target} ${figures[row]![index]}`).join(', ')}`,
  );
  return firstThatFits([byRoute, byTarget], [title.text, ...sentences], width, paint);
}

export function limitsBlock(view: BenchView, width: number, paint: Paint): readonly string[] {
  const routes = view.routes.filter(({ limits }) => limits !== undefined);
  if (routes.length === 0) return [];
  const rows = routes.map(({ name, limits, cells }) => {
    const share = cells.find(({ isSubject }) => isSubject)?.share;
    return { name, ...limitFigures(limits, ABSENT), share: share ? shareText(share, '-') : ABSENT };
  });
  const table: Rows = [
    [
      left('limits, requests a second', 'dim'),
      right('HTTP alone', 'dim'),
      right('database alone', 'dim'),
      right('both', 'dim'),
      left(`${view.subject} reaches`, 'dim'),
    ],
    ...rows.map(({ name, http, database, combined, share }) => [
      left(name),
      right(http),
      right(database),
      right(combined),
      left(share, 'bold'),
    ]),
  ];
  const sentences = rows.map(
    ({ name, http, database, combined, share }) =>
      `limits of ${name}: HTTP alone ${http}, database alone ${database}, both ${combined}; ${view.subject} reaches ${share}`,
  );
  return firstThatFits([table], sentences, width, paint);
}

/** The subject and each baseline at the same rate. */
export function ratesBlock(view: BenchView, width: number, paint: Paint): readonly string[] {
  const rows = view.routes.flatMap(({ name, atRate }) =>
    atRate.map(({ rate, baseline, ofBaseline, ofSubject }) => ({
      name,
      rate: formatCount(rate),
      baseline,
      ofBaseline: tailText(ofBaseline),
      ofSubject: tailText(ofSubject),
    })),
  );
  if (rows.length === 0) return [];
  const title = 'latency p50 / p99 at the same rate, ms';
  const table: Rows = [
    [
      left(title, 'dim'),
      right('req/s', 'dim'),
      left('against', 'dim'),
      right('', 'dim'),
      right(view.subject ?? '', 'dim'),
    ],
    ...rows.map(({ name, rate, baseline, ofBaseline, ofSubject }) => [
      left(name),
      right(rate),
      left(baseline),
      right(ofBaseline),
      right(ofSubject, 'bold'),
    ]),
  ];
  const sentences = rows.map(
    ({ name, rate, baseline, ofBaseline, ofSubject }) =>
      `${name} at ${rate}/s: ${baseline} ${ofBaseline}, ${view.subject} ${ofSubject}`,
  );
  return firstThatFits([table], [title, ...sentences], width, paint);
}

function tailText({ p50, p99 }: RateResult): string {
  if (p50 === null || p99 === null) return ABSENT;
  return `${formatMilliseconds(p50)} / ${formatMilliseconds(p99)}`;
}

export function firstThatFits(
  tables: readonly Rows[],
  sentences: readonly string[],
  width: number,
  paint: Paint,
): readonly string[] {
  for (const rows of tables) {
    const laidOut = layOutColumns(rows, paint);
    if (laidOut.width <= width) return laidOut.lines;
  }
  return sentences.flatMap((sentence) => wrap(sentence, width, '  '));
}
