/** How near the targets come to what HTTP and the database allow, as text: the same words in every rendering. */
import type { Ratio, RouteLimits } from '../model/bench-result.js';
import { formatCount, formatRate } from './format-figures.js';

export interface LimitFigures {
  /** Requests a second, or what stands where it was not measured. */
  readonly http: string;
  readonly database: string;
  readonly combined: string;
}

export function limitFigures(limits: RouteLimits | undefined, absent: string): LimitFigures {
  const rate = (name: keyof RouteLimits): string => {
    const result = limits?.[name];
    return result === undefined ? absent : formatRate(result.rps);
  };
  return { http: rate('http'), database: rate('database'), combined: rate('combined') };
}

/** `85 %`: a share of a limit. */
export function formatShare(share: number): string {
  return `${share < 0.0995 ? (share * 100).toFixed(1) : formatCount(share * 100)} %`;
}

/** `85 % (83–86)`: with the lowest and the highest round, where there are several. */
export function shareText({ median, low, high, rounds }: Ratio, dash = '–'): string {
  if (rounds === 1) return formatShare(median);
  const [from, to] = [formatShare(low).slice(0, -2), formatShare(high).slice(0, -2)];
  return from === to ? formatShare(median) : `${formatShare(median)} (${from}${dash}${to})`;
}
