/** What the servers took, as text. */
import type { TargetResult } from '../model/bench-result.js';
import { formatCount, formatRate } from './format-figures.js';

/** Microseconds of processor time for an answer, without the unit. */
export function cpuText(
  result: Pick<TargetResult, 'cpuSecondsPerRequest'> | undefined,
  absent: string,
): string {
  const seconds = result?.cpuSecondsPerRequest;
  return seconds === null || seconds === undefined ? absent : formatRate(seconds * 1e6);
}

/** Mebibytes, without the unit. */
export function memoryText(result: TargetResult | undefined, absent: string): string {
  const bytes = result?.rssBytes;
  return bytes === null || bytes === undefined ? absent : formatCount(bytes / 2 ** 20);
}

export function hasUsage(results: readonly (TargetResult | undefined)[]): boolean {
  return results.some((result) => cpuText(result, '') !== '' || memoryText(result, '') !== '');
}
