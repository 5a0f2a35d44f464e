/** Percentiles by nearest rank, far into the tail, of milliseconds in any order; null of none. */
import type { TailLatency } from '../../model/bench-result.js';

export function percentilesOf(milliseconds: readonly number[]): TailLatency | null {
  const sorted = Float64Array.from(milliseconds).toSorted();
  if (sorted.length === 0) return null;
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
  return {
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    p999: at(0.999),
    max: sorted[sorted.length - 1]!,
  };
}
