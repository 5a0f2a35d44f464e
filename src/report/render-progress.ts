/**
 * One line that says how far a run is. It only makes the text: when to draw it, and on what, is decided by
 * whoever owns the terminal. What does not fit is left out from the end of the list: the time left, then
 * the bar, then the end of the label.
 */
import { formatDuration } from './format-figures.js';
import { painter } from './terminal-style.js';
import { truncate, visibleText, widthOf } from './visible-text.js';

export interface ProgressState {
  /** Steps finished, of `total`. */
  readonly done: number;
  readonly total: number;
  /** What is happening: `GET /films/ on service, round 2 of 5`. */
  readonly label: string;
  readonly remainingSeconds: number | undefined;
}

export interface ProgressOptions {
  /** Columns that the line may take. */
  readonly width: number;
  readonly color: boolean;
  /** Whether the terminal shows more than ASCII. */
  readonly unicode: boolean;
}

/** Never wider than `width`, without a line break. */
export function renderProgress(state: ProgressState, options: ProgressOptions): string {
  const paint = painter(options.color);
  const share = state.total > 0 ? Math.min(1, Math.max(0, state.done / state.total)) : 0;
  const percent = `${String(Math.floor(share * 100)).padStart(3)} %`;
  const label = visibleText(state.label);
  const left =
    state.remainingSeconds === undefined ? '' : `${formatDuration(state.remainingSeconds)} left`;
  const bar = Math.min(24, Math.floor(options.width / 4));
  const whole = [percent, label, left].filter((text) => text !== '').join('  ');

  if (options.width >= 40 && widthOf(whole) + bar + 2 <= options.width) {
    const full = Math.round(share * bar);
    const [on, off] = options.unicode ? ['━', '─'] : ['#', '-'];
    const drawn = paint('green', on.repeat(full)) + paint('dim', off.repeat(bar - full));
    return [drawn, percent, label, paint('dim', left)].filter((text) => text !== '').join('  ');
  }
  if (widthOf(whole) <= options.width) return whole;
  const short = `${percent}  ${label}`;
  return options.unicode ? truncate(short, options.width) : cut(short, options.width);
}

function cut(text: string, width: number): string {
  return truncate(text, width).replace('…', '.');
}
