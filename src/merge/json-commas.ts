/**
 * JSON takes no comma behind the last of its members: around a conflict they are put so that either side, once the
 * markers and the other side are gone, leaves a correct text.
 */
import { MARKERS } from './merge-lines.js';

export function withCommas(text: string): string {
  const lines = text.split('\n');
  for (const [start, line] of lines.entries()) {
    if (line !== MARKERS.yours) continue;
    const end = lines.indexOf(MARKERS.theirs, start);
    const before = lines[start - 1] ?? '';
    if (/[^\s{[,]\s*$/.test(before)) lines[start - 1] = `${before},`;
    const isLast = /^\s*[}\]]/.test(lines[end + 1] ?? '');
    if (isLast) dropCommas(lines, start, end);
  }
  return lines.join('\n');
}

/** From the last line of each side. */
function dropCommas(lines: string[], start: number, end: number): void {
  const stops = new Set<string>([MARKERS.base, MARKERS.middle, MARKERS.theirs]);
  for (let at = start + 1; at < end; at += 1) {
    if (stops.has(lines[at + 1]!)) lines[at] = lines[at]!.replace(/,$/, '');
  }
}
