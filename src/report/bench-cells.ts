/** What stands in the cells of the terminal tables of a run, and in which style. */
import type { Ratio } from '../model/bench-result.js';
import type { CellView } from './bench-view.js';
import { formatMilliseconds, formatRate, formatTimes } from './format-figures.js';
import type { Style } from './terminal-style.js';
import { right, type Cell } from './text-columns.js';

/** What stands where there is nothing. */
export const ABSENT = '–';

/** Requests a second; zero and failed in red. */
export function rateCell({ result, absence, isSubject }: CellView): Cell {
  if (result === undefined) return right(absence, absence === ABSENT ? 'dim' : 'red');
  if (result.rps === 0) return right('0', 'red');
  return right(formatRate(result.rps), isSubject ? 'bold' : undefined);
}

/** In milliseconds, without the unit. */
export function latencyText({ result }: CellView, percentile: 'p50' | 'p99'): string {
  const value = result?.[percentile];
  return value === undefined || value === null ? ABSENT : formatMilliseconds(value);
}

export function timesText(ratio: Ratio): string {
  return `${formatTimes(ratio.median)}x`;
}

/** `(14.2-15.9)`: the lowest and the highest round, with a star when no difference was shown. */
export function spreadText(ratio: Ratio): string {
  if (ratio.rounds === 1) return '';
  const spread = `(${formatTimes(ratio.low)}-${formatTimes(ratio.high)})`;
  return isUndecided(ratio) ? `${spread} *` : spread;
}

/** Of several rounds, and yet the interval spans 1. */
export function isUndecided({ interval, isDifferenceShown }: Ratio): boolean {
  return interval !== undefined && !isDifferenceShown;
}

export function ratioStyle(ratio: Ratio | undefined): Style | undefined {
  if (ratio === undefined || !ratio.isDifferenceShown) return 'dim';
  return ratio.median > 1 ? 'green' : 'red';
}
