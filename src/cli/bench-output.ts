/** What `port bench` and `port demo` show while they run, and when they are done. */
import type { BenchEvent } from '../bench/run-bench.js';
import type { AnswerDifference, BenchResult } from '../model/bench-result.js';
import type { AbsentTarget } from '../pipeline/start-targets.js';
import { renderBenchTable } from '../report/render-bench-table.js';
import { renderProgress } from '../report/render-progress.js';
import type { Console } from './console.js';

/** Before anything is timed: who is missing, and whose answers differ. */
export function showCompared(
  console: Console,
  differences: readonly AnswerDifference[],
  absent: readonly AbsentTarget[],
): void {
  for (const { name, reason } of absent) console.note(`${name} does not take part: ${reason}`);
  const others = differences.filter(({ layer }) => layer !== 'bytes').length;
  if (others > 0) {
    console.note(
      `the answers of the targets differ in ${others} places: they are listed with the result`,
    );
  }
}

/** Draws the progress bar; a new line of it only where nobody can see it move. */
export function progress(console: Console): (event: BenchEvent) => void {
  const { stderr, env } = console.terminal;
  return (event) => {
    if (event.kind === 'target-failed') {
      console.note(`${event.target} stopped: ${event.failure.reason}`);
      return;
    }
    if (event.kind !== 'step-started') return;
    const { route, target, round } = event.step;
    const when = round === 0 ? 'warming up' : `round ${round}`;
    console.status(
      renderProgress(
        {
          done: event.index,
          total: event.total,
          label: `${route} on ${target}, ${when}`,
          remainingSeconds: event.remainingSeconds,
        },
        {
          width: Math.max(20, (stderr.columns ?? 80) - 1),
          color: console.colorOf('stderr'),
          unicode: /utf-?8/i.test(
            `${env['LC_ALL'] ?? ''}${env['LC_CTYPE'] ?? ''}${env['LANG'] ?? ''}`,
          ),
        },
      ),
    );
  };
}

export function showResult(console: Console, result: BenchResult): void {
  console.print(
    renderBenchTable(result, { width: console.width, color: console.colorOf('stdout') }),
  );
}
