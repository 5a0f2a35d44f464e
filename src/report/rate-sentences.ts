/** What a reader has to know of latencies at a fixed rate. */
import type { BenchResult } from '../model/bench-result.js';
import { formatMilliseconds } from './format-figures.js';

export const RATES_TEXT =
  'Latencies at the same rate run from the moment a request was due: a share of what the slower of the two answers, over as many connections.';

/** How exact the clock was that sent them. */
export function delaySentence({ settings, routes }: BenchResult): string {
  const delays = routes
    .flatMap(({ atRate = [] }) => atRate.flatMap(({ results }) => Object.values(results)))
    .flatMap(({ delayP99 }) => delayP99 ?? []);
  if (delays.length === 0) return '';
  const share = Math.round((settings.rateShare ?? 0) * 100);
  return `Here it is ${share} %; 99 of 100 requests were sent at most ${formatMilliseconds(Math.max(...delays))} ms late, which is in the figures.`;
}
