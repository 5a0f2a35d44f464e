/**
 * What a route could reach at most: HTTP alone and the database alone, measured in the same rounds as the
 * targets, and both one behind the other, `1 / (1/HTTP + 1/database)`. On a machine whose cores are all busy
 * that sum is the limit of anything that has to do both; where cores are free, the two overlap, and a target
 * may come out above it.
 */
import type { Ratio, RoundSample, RouteLimits } from '../../model/bench-result.js';
import { ratioOfRounds, summarizeRounds } from '../statistics.js';

/** What stands for the combined limit in the name of a ratio: `service/limit`. */
export const LIMIT = 'limit';

export const LIMIT_NAMES = ['http', 'database'] as const;
export type LimitName = (typeof LIMIT_NAMES)[number];

/** By the name of what was measured; undefined when there was no limit to measure. */
export function routeLimits(
  samples: ReadonlyMap<LimitName, readonly RoundSample[]>,
): RouteLimits | undefined {
  const http = samples.get('http');
  const database = samples.get('database');
  if (http === undefined && database === undefined) return undefined;
  const combined = http && database ? combinedRounds(http, database) : [];
  return {
    http: http && summarizeRounds(http),
    database: database && summarizeRounds(database),
    combined: combined.length === 0 ? undefined : summarizeRounds(combined),
  };
}

/** Each target's share of the combined limit, as `<target>/limit`. */
export function sharesOfLimit(
  targets: ReadonlyMap<string, readonly RoundSample[]>,
  limits: RouteLimits | undefined,
): Readonly<Record<string, Ratio>> {
  const { combined } = limits ?? {};
  if (combined === undefined) return {};
  return Object.fromEntries(
    Array.from(targets).flatMap(([name, samples]) => {
      const share = ratioOfRounds(samples, combined.samples);
      return share === undefined ? [] : [[`${name}/${LIMIT}`, share]];
    }),
  );
}

function combinedRounds(
  http: readonly RoundSample[],
  database: readonly RoundSample[],
): readonly RoundSample[] {
  const others = new Map(database.map((sample) => [sample.round, sample]));
  return http.flatMap((sample): readonly RoundSample[] => {
    const other = others.get(sample.round);
    if (other === undefined || !(sample.rps > 0 && other.rps > 0)) return [];
    const rps = 1 / (1 / sample.rps + 1 / other.rps);
    const seconds = Math.min(sample.seconds, other.seconds);
    return [
      {
        round: sample.round,
        requests: Math.round(rps * seconds),
        seconds,
        rps,
        latency: null,
        errors: 0,
        non2xx: 0,
        bytes: 0,
      },
    ];
  });
}
