/** What is said of growth, in every rendering. All text in here is already fit to be shown. */
import type { Growth, Soak, Sweep, SweepKind } from '../model/growth.js';
import { plural } from './describe-run.js';
import { formatCount, formatDuration, formatTimes } from './format-figures.js';
import { visibleText } from './visible-text.js';

/** `GET /films/ by rows in the answer, 4 connections`. */
export function sweepTitle({ kind, route, connections }: Sweep): string {
  const over = connections === undefined ? '' : `, ${plural(connections, 'connection')}`;
  return visibleText(`${route} by ${MEASURES[kind]}${over}`);
}

const MEASURES: Readonly<Record<SweepKind, string>> = {
  connections: 'connections',
  rows: 'rows in the answer',
  routes: 'routes of the service',
};

/** `1`, `512`, `10k`. */
export function sizeLabel(size: number): string {
  return size >= 10_000 && size % 1000 === 0 ? `${size / 1000}k` : formatCount(size);
}

/** `service 0.61 s (0.58–0.66)`, one for each target. */
export function startUpTexts({ startUp }: Growth): readonly (readonly [string, string])[] {
  return startUp.map(({ target, seconds, lowSeconds, highSeconds, starts }) => {
    const spread = starts > 1 ? ` (${formatTimes(lowSeconds)}–${formatTimes(highSeconds)})` : '';
    return [visibleText(target), `${formatTimes(seconds)} s${spread}`];
  });
}

/** `memory is flat: 118 MiB early and 119 MiB late in 10 min of load, 131 MiB at most`. */
export function soakSentence({ target, minutes, requests, errors, memory }: Soak): string {
  const load = `${formatDuration(minutes * 60)} of load (${plural(requests, 'request')}, ${plural(errors, 'error')})`;
  if (memory === null) {
    return visibleText(`${target}: nothing is known of memory in ${load}`);
  }
  const [early, late, highest] = [memory.earlyBytes, memory.lateBytes, memory.highestBytes].map(
    (bytes) => `${formatCount(bytes / 2 ** 20)} MiB`,
  );
  const verdict = memory.isFlat ? 'memory is flat' : 'memory grows';
  return visibleText(
    `${target}: ${verdict}, ${early} early and ${late} late in ${load}, ${highest} at most`,
  );
}
