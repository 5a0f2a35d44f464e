/**
 * A run against an earlier one, for a terminal: now, then, and how the two relate, with what else changed
 * in between. Which is faster is coloured only where the rounds of the two runs do not overlap.
 */
import type { ComparedCell, RunComparison } from '../model/bench-result.js';
import { formatDate, formatRate, formatTimes } from './format-figures.js';
import { painter, type Style } from './terminal-style.js';
import { layOutColumns, left, right } from './text-columns.js';
import { truncate, visibleText, wrap } from './visible-text.js';

export interface ComparisonOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

/** Ends with a line break. */
export function renderRunComparison(
  comparison: RunComparison,
  { width, color }: ComparisonOptions,
): string {
  const paint = painter(color);
  const { cells, environmentDifferences, onlyEarlier, onlyNow } = comparison;
  const nameWidth = Math.max(8, Math.floor((width - 32) / 2));
  const header = [
    left('requests a second'),
    left(''),
    right('then'),
    right('now'),
    left('now/then'),
  ];
  const rows = cells.map((cell) => [
    left(truncate(visibleText(cell.route), nameWidth)),
    left(truncate(visibleText(cell.target), nameWidth)),
    right(formatRate(cell.earlierRps)),
    right(formatRate(cell.rps)),
    left(ratioText(cell), ratioStyle(cell)),
  ]);
  const dim = header.map((cell) => ({ ...cell, style: 'dim' as const }));
  const notes = [
    ...(cells.some((cell) => cell.ratio !== undefined && !cell.isDifferenceShown)
      ? ['* no difference shown: the rounds of the two runs overlap']
      : []),
    ...environmentDifferences.map((difference) => `not alike: ${difference}`),
    ...onlyEarlier.map((cell) => `only in the earlier run: ${cell}`),
    ...onlyNow.map((cell) => `only in this run: ${cell}`),
  ];
  return [
    ...wrap(visibleText(`against the run of ${formatDate(comparison.earlierDate)}`), width),
    ...(cells.length === 0
      ? ['no route and target in common']
      : layOutColumns([dim, ...rows], paint).lines),
    ...notes.flatMap((note) =>
      wrap(visibleText(note), width, '  ').map((line) => paint('dim', line)),
    ),
    '',
  ].join('\n');
}

function ratioText({ ratio, isDifferenceShown }: ComparedCell): string {
  if (ratio === undefined) return '–';
  return `${formatTimes(ratio)}x${isDifferenceShown ? '' : ' *'}`;
}

function ratioStyle({ ratio, isDifferenceShown }: ComparedCell): Style {
  if (ratio === undefined || !isDifferenceShown) return 'dim';
  return ratio > 1 ? 'green' : 'red';
}
