/** Growth in a terminal: a table for each sweep where it fits, without the latencies where only that fits. */
import type { BenchResult } from '../model/bench-result.js';
import type { Sweep, SweepPoint } from '../model/growth.js';
import { ABSENT } from './bench-cells.js';
import { formatMilliseconds, formatRate } from './format-figures.js';
import { sizeLabel, soakSentence, startUpTexts, sweepTitle } from './growth-sentences.js';
import { firstThatFits } from './terminal-blocks.js';
import type { Paint } from './terminal-style.js';
import { left, right } from './text-columns.js';
import { visibleText, wrap } from './visible-text.js';
import type { Rows } from './wide-bench-table.js';

export function growthBlocks(
  { growth }: BenchResult,
  width: number,
  paint: Paint,
): readonly (readonly string[])[] {
  if (growth === undefined) return [];
  const starts = startUpTexts(growth).map(([target, text]) => `${target} ${text}`);
  return [
    ...growth.sweeps.map((sweep) => sweepBlock(sweep, width, paint)),
    starts.length === 0
      ? []
      : wrap(`from start to a first answer: ${starts.join(', ')}`, width, '  '),
    growth.soak === undefined ? [] : wrap(soakSentence(growth.soak), width, '  '),
  ];
}

function sweepBlock(sweep: Sweep, width: number, paint: Paint): readonly string[] {
  const title = `${sweepTitle(sweep)}, req/s`;
  const sizes = sweep.series[0]?.points.map(({ at }) => at) ?? [];
  const rows = (text: (point: SweepPoint) => string): Rows => [
    [left(''), ...sizes.map((size) => right(sizeLabel(size), 'dim'))],
    ...sweep.series.map(({ target, points }) => [
      left(visibleText(target)),
      ...points.map((point) => right(text(point))),
    ]),
  ];
  const rate = ({ rps }: SweepPoint): string => formatRate(rps);
  const both = (point: SweepPoint): string =>
    `${rate(point)} / ${point.p99 === null ? ABSENT : formatMilliseconds(point.p99)}`;
  const withTails = firstThatFits([rows(both)], [], width, paint);
  if (withTails.length > 0) {
    return [...wrap(`${title} / p99 ms`, width).map((line) => paint('dim', line)), ...withTails];
  }
  const sentences = sweep.series.map(
    ({ target, points }) =>
      `${visibleText(target)}: ${points.map((point) => `${sizeLabel(point.at)} ${rate(point)}`).join(', ')}`,
  );
  return [
    ...wrap(title, width).map((line) => paint('dim', line)),
    ...firstThatFits([rows(rate)], sentences, width, paint),
  ];
}
