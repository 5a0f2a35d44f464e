/**
 * A route as a block of its own, for a terminal that is too narrow for the table, or for too many targets:
 * the targets below each other, then the ratios. Names give way before figures do.
 */
import { latencyText, rateCell, ratioStyle, spreadText, timesText } from './bench-cells.js';
import type { BenchView, RouteView } from './bench-view.js';
import type { Paint } from './terminal-style.js';
import { columnWidths, layOutColumns, left, right, type Cell } from './text-columns.js';
import { truncate, wrap } from './visible-text.js';

export function stackedRoute(
  view: BenchView,
  route: RouteView,
  width: number,
  paint: Paint,
): readonly string[] {
  const hasLatency = width >= 44;
  const header = [right('req/s', 'dim')];
  if (hasLatency) header.push(right('p50 ms', 'dim'), right('p99 ms', 'dim'));
  const rates = route.cells.map((cell): readonly Cell[] => [
    rateCell(cell),
    ...(hasLatency ? [right(latencyText(cell, 'p50')), right(latencyText(cell, 'p99'))] : []),
  ]);
  const pairs = view.baselines.flatMap((baseline, index) => {
    const ratio = route.ratios[index];
    return ratio === undefined ? [] : [{ baseline, ratio }];
  });
  const ratios = pairs.map(({ ratio }): readonly Cell[] => [
    right(timesText(ratio), ratioStyle(ratio)),
    left(spreadText(ratio), ratioStyle(ratio)),
  ]);

  const [figureWidth = 0] = columnWidths(
    [header, ...rates, ...ratios].map((row) => row.slice(0, 1)),
  );
  const taken = [[header, ...rates], ratios].map(
    (rows) => layOutColumns(rows, paint, [figureWidth]).width,
  );
  const room = Math.max(8, width - Math.max(...taken) - 4);
  const names = [
    ...route.cells.map(({ target, isSubject }) =>
      left(`  ${truncate(target, room)}`, isSubject ? 'bold' : undefined),
    ),
    ...pairs.map(({ baseline }) => left(`  ${pairName(view.subject ?? '', baseline, room)}`)),
  ];
  const named = (rows: readonly (readonly Cell[])[], from: number): (readonly Cell[])[] =>
    rows.map((row, index) => [names[from + index]!, ...row]);
  const [nameWidth = 0] = columnWidths(names.map((name) => [name]));
  const widths = [nameWidth, figureWidth];
  return [
    ...wrap(route.name, width, '  ').map((line) => paint('bold', line)),
    ...layOutColumns([[left(''), ...header], ...named(rates, 0)], paint, widths).lines,
    ...layOutColumns(named(ratios, rates.length), paint, widths).lines,
  ];
}

/** Both names are cut alike, so that the second does not vanish behind the first. */
function pairName(subject: string, baseline: string, room: number): string {
  const whole = `${subject}/${baseline}`;
  if (truncate(whole, room) === whole) return whole;
  const half = Math.max(3, Math.floor((room - 1) / 2));
  return `${truncate(subject, half)}/${truncate(baseline, half)}`;
}
