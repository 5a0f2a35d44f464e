/**
 * Whether memory stays where it is under a steady load. A runtime fills its heap before it first cleans up, so
 * the first third of the time says nothing; of the rest, the last quarter is held against the first. Medians,
 * since a collection of garbage moves single figures far.
 */
import type { MemoryVerdict, SoakSample } from '../../model/growth.js';
import { median } from '../statistics.js';

/** More than this from the early quarter to the late one is no longer flat. */
const TOLERATED_GROWTH = 0.1;
const FEWEST_SAMPLES = 12;

export function judgeMemory(samples: readonly SoakSample[]): MemoryVerdict | null {
  const end = samples.at(-1)?.seconds ?? 0;
  const settled = samples.filter(({ seconds }) => seconds >= end / 3);
  if (settled.length < FEWEST_SAMPLES) return null;
  const quarter = Math.floor(settled.length / 4);
  const bytes = settled.map(({ rssBytes }) => rssBytes);
  const [early, late] = [median(bytes.slice(0, quarter)), median(bytes.slice(-quarter))];
  return {
    isFlat: late <= early * (1 + TOLERATED_GROWTH),
    earlyBytes: early,
    lateBytes: late,
    highestBytes: samples.reduce((most, { rssBytes }) => Math.max(most, rssBytes), 0),
  };
}
