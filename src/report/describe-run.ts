/**
 * The sentences that belong under the figures of a run, whatever they are rendered as: how it was
 * measured, on what, and what went wrong. All text in here is already fit to be shown.
 */
import type { BenchResult, BenchSettings } from '../model/bench-result.js';
import { formatCount, formatDate, formatDuration, formatGibibytes } from './format-figures.js';
import { visibleText } from './visible-text.js';

/** `wrk, 20 connections, 5 rounds of 10 s after 2 s of warm-up, the targets in turn`. */
export function describeSettings(settings: BenchSettings): string {
  const { connections, rounds, durationSeconds, warmupSeconds } = settings;
  const stretch = `${plural(rounds, 'round')} of ${seconds(durationSeconds)}`;
  const warmup = warmupSeconds > 0 ? ` after ${seconds(warmupSeconds)} of warm-up` : ', no warm-up';
  return visibleText(
    `${settings.driver}, ${plural(connections, 'connection')}, ${stretch}${warmup}, the targets in turn`,
  );
}

/** Names and values of the machine and of the software on it. */
export function describeEnvironment(
  environment: BenchResult['environment'],
): readonly (readonly [name: string, value: string])[] {
  const { cpu, cores, memoryBytes, os, node, software, date } = environment;
  const parts: readonly (readonly [string, string])[] = [
    ['CPU', cores > 0 ? `${cpu}, ${plural(cores, 'core')}` : cpu],
    ...(memoryBytes > 0 ? [['Memory', formatGibibytes(memoryBytes)] as const] : []),
    ['OS', os],
    ['Node', node],
    ...Object.entries(software),
    ['Date', formatDate(date)],
  ];
  return parts.map(([name, value]) => [visibleText(name), visibleText(value)]);
}

/** Targets that died, and requests that failed: one sentence each, the dead first. */
export function describeProblems({ targets, routes }: BenchResult): readonly string[] {
  const died = targets.flatMap(({ name, failure }) => {
    if (failure === undefined) return [];
    const when = failure.round === 0 ? 'the warm-up' : `round ${failure.round}`;
    return [`${name} stopped answering in ${when} of ${failure.route}: ${failure.reason}`];
  });
  const failed = targets.flatMap(({ name }) =>
    routes.flatMap(({ route, results }) => {
      const result = Object.hasOwn(results, name) ? results[name] : undefined;
      if (result === undefined || result.errors === 0) return [];
      const lost = result.errors - result.non2xx;
      const kinds = [
        ...(result.non2xx > 0 ? [`${formatCount(result.non2xx)} answers other than 2xx`] : []),
        ...(lost > 0 ? [`${formatCount(lost)} requests without an answer`] : []),
      ];
      const good =
        result.requests === 0 ? 'no good answer' : `${formatCount(result.requests)} good`;
      return [`${name} on ${route}: ${kinds.join(', ')} (${good})`];
    }),
  );
  return [...died, ...failed].map(visibleText);
}

/** `1 route`, `3 routes`. */
export function plural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Settings may be fractions of a second. */
function seconds(value: number): string {
  return Number.isInteger(value) ? formatDuration(value) : `${value} s`;
}
