/**
 * Where a rate lies on a chart, as a share of its width. The linear scale starts at zero, as the length of
 * a bar has to; the logarithmic one runs over whole powers of ten and is for points, not for bars.
 */
import type { CellView } from './bench-view.js';

export interface RateScale {
  /** 0 at the left edge, 1 at the right one. */
  readonly at: (rps: number) => number;
  /** The powers of ten from edge to edge; empty on a linear scale. */
  readonly ticks: readonly number[];
}

/** The fastest round of all cells reaches the right edge. */
export function linearScale(cells: readonly CellView[]): RateScale {
  const highest = Math.max(0, ...cells.map(({ result }) => result?.highRps ?? 0));
  return { at: (rps) => (highest > 0 ? clamp(rps / highest) : 0), ticks: [] };
}

export function logarithmicScale(cells: readonly CellView[]): RateScale {
  const rates = cells
    .flatMap(({ result }) => (result === undefined ? [] : [result.lowRps, result.highRps]))
    .filter((rps) => rps > 0);
  const from = rates.length === 0 ? 0 : Math.floor(Math.log10(Math.min(...rates)));
  const to = rates.length === 0 ? 1 : Math.max(from + 1, Math.ceil(Math.log10(Math.max(...rates))));
  return {
    at: (rps) => (rps > 0 ? clamp((Math.log10(rps) - from) / (to - from)) : 0),
    ticks: Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index)),
  };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
