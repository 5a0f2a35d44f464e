/**
 * Puts a sample together the same way for every driver, so that their figures mean the same: errors and
 * answers other than 2xx are never throughput, and a target that left every connection hanging did not
 * come away without an error.
 */
import type { Latency, LoadSample } from '../../model/bench-result.js';

export interface Counts {
  /** Answers with a 2xx status. */
  readonly requests: number;
  readonly seconds: number;
  readonly latency: Latency | null;
  readonly errors: number;
  readonly non2xx: number;
  readonly bytes: number;
}

export function loadSample(counts: Counts, connections: number): LoadSample {
  const { requests, seconds, errors, non2xx } = counts;
  const isSilent = requests + errors + non2xx === 0;
  return {
    requests,
    seconds,
    rps: seconds > 0 ? requests / seconds : 0,
    latency: requests + non2xx === 0 ? null : counts.latency,
    // Each connection had a request under way that nobody answered.
    errors: isSilent ? connections : errors,
    non2xx,
    bytes: counts.bytes,
  };
}

/** Percentiles by nearest rank, of latencies in milliseconds in any order; null of none. */
export function latencyOf(milliseconds: readonly number[]): Latency | null {
  const sorted = Float64Array.from(milliseconds).toSorted();
  if (sorted.length === 0) return null;
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: sorted[sorted.length - 1]! };
}
