/**
 * What differed between the answers before anything was timed, for a terminal. The same value in other
 * bytes is one line for each target; everything else shows both sides.
 */
import type { AnswerDifference } from '../model/bench-result.js';
import { painter } from './terminal-style.js';
import { padTo, visibleText, widthOf, wrap } from './visible-text.js';

export interface DifferenceOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

/** Empty when there is none, else ends with a line break. */
export function renderAnswerDifferences(
  differences: readonly AnswerDifference[],
  { width, color }: DifferenceOptions,
): string {
  if (differences.length === 0) return '';
  const paint = painter(color);
  const isOnlyBytes = differences.every(({ layer }) => layer === 'bytes');
  const lines = wrap('answers that differed before anything was timed:', width).map((line) =>
    paint(isOnlyBytes ? 'dim' : 'yellow', line),
  );
  for (const difference of differences) {
    const { route, reference, candidate, layer } = difference;
    const sentence = visibleText(`${route}: ${describeLayer(difference)}`);
    lines.push(...wrap(sentence, width, '    ', '  '));
    if (layer === 'bytes') continue;
    const names = [reference, candidate].map(visibleText);
    const widest = Math.max(...names.map(widthOf));
    for (const [index, text] of [difference.expected, difference.actual].entries()) {
      const line = `${padTo(names[index]!, widest, 'left')}  ${visibleText(text)}`;
      lines.push(...wrap(line, width, '      ', '    ').map((each) => paint('dim', each)));
    }
  }
  return `${lines.join('\n')}\n`;
}

/** `service and flask differ in the body`. */
export function describeLayer({ layer, reference, candidate }: AnswerDifference): string {
  if (layer === 'unanswered') {
    return reference === candidate
      ? `no answer from ${candidate}`
      : `no answer from ${reference}, ${candidate} or both`;
  }
  if (layer === 'bytes') {
    return `${candidate} answers the same JSON as ${reference}, in other bytes`;
  }
  return `${candidate} and ${reference} differ in the ${layer}`;
}
