/**
 * What `port verify` found, for a terminal: a table by route, then each kind of difference once with its
 * request as a curl line and both sides, then what was declared, what varies by itself, and what was not
 * tried.
 */
import type { Coverage, VerifyDifference, VerifyResult } from '../model/verify-result.js';
import { formatCount } from './format-figures.js';
import { groupDifferences } from './group-differences.js';
import { painter, type Paint } from './terminal-style.js';
import { layOutColumns, left, right, type Cell } from './text-columns.js';
import { truncate, visibleText, wrap } from './visible-text.js';

export interface VerifyTableOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

/** Kinds of difference that are shown in full; the page has all of them. */
const MOST_SHOWN = 12;

export function renderVerifyTable(
  result: VerifyResult,
  { width, color }: VerifyTableOptions,
): string {
  const paint = painter(color);
  const room = Math.max(40, Math.min(width, 140));
  const sections = [
    routeTable(result, paint, room),
    differences(result, paint, room),
    remarks(result, paint, room),
    [verdict(result, paint)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function routeTable({ routes }: VerifyResult, paint: Paint, width: number): string[] {
  const nameWidth = Math.max(12, width - 52);
  const head: Cell[] = ['requests', 'same', 'declared', 'different'].map((name) =>
    right(name, 'dim'),
  );
  const rows = routes.map(({ route, requests, same, different, expected }): Cell[] => [
    left(truncate(visibleText(route), nameWidth), different > 0 ? 'red' : undefined),
    right(formatCount(requests)),
    right(formatCount(same)),
    right(expected === 0 ? '–' : formatCount(expected), 'dim'),
    right(different === 0 ? '–' : formatCount(different), different > 0 ? 'red' : 'dim'),
  ]);
  return layOutColumns([[left('route', 'dim'), ...head], ...rows], paint).lines.slice();
}

function differences(result: VerifyResult, paint: Paint, width: number): string[] {
  const groups = groupDifferences(result.differences);
  const shown = groups
    .slice(0, MOST_SHOWN)
    .flatMap((group, index) => [
      ...(index === 0 ? [] : ['']),
      ...oneDifference(group.first, group.count, paint, width),
    ]);
  const others = groups.length - MOST_SHOWN;
  return others > 0
    ? [
        ...shown,
        '',
        paint(
          'dim',
          `${formatCount(others)} more kinds of difference: --html and --json have them all`,
        ),
      ]
    : shown;
}

function oneDifference(
  difference: VerifyDifference,
  count: number,
  paint: Paint,
  width: number,
): string[] {
  const { route, layer, place, smallest, rows } = difference;
  const where = place === undefined ? layer : `${layer}: ${place}`;
  const often = count > 1 ? ` (${formatCount(count)} times)` : '';
  const curl = smallest?.curl ?? difference.curl;
  const side = (name: string, text: string): string[] =>
    wrap(visibleText(text), width, '              ', `    ${name.padEnd(10)}`);
  const hasRows = rows.reference.length + rows.candidate.length > 0;
  return [
    `${paint('red', 'different')}  ${paint('bold', visibleText(route))}  ${visibleText(where)}${paint('dim', often)}`,
    ...wrap(visibleText(difference.case), width, '    ', '    ').map((line) => paint('dim', line)),
    ...(smallest?.after ?? []).map((line) => `    ${visibleText(line)}`),
    `    ${visibleText(curl)}`,
    ...(hasRows
      ? [
          ...rowLines('reference', rows.reference, width),
          ...rowLines('candidate', rows.candidate, width),
        ]
      : [
          ...side('reference', smallest?.reference ?? difference.reference),
          ...side('candidate', smallest?.candidate ?? difference.candidate),
        ]),
  ];
}

const MOST_ROWS = 5;

function rowLines(name: string, rows: readonly string[], width: number): string[] {
  if (rows.length === 0) return [`    ${name.padEnd(10)}nothing`];
  const lines = rows
    .slice(0, MOST_ROWS)
    .map((row, index) =>
      truncate(`    ${(index === 0 ? name : '').padEnd(10)}${visibleText(row)}`, width),
    );
  return rows.length > MOST_ROWS
    ? [...lines, `${' '.repeat(14)}and ${formatCount(rows.length - MOST_ROWS)} more rows`]
    : lines;
}

function remarks(
  { expected, noise, coverage, notes, stopped }: VerifyResult,
  paint: Paint,
  width: number,
): string[] {
  const stale = expected.filter(({ requests }) => requests === 0);
  const met = expected.filter(({ requests }) => requests > 0);
  const say = (label: string, text: string): string[] => {
    const [first = '', ...rest] = wrap(visibleText(text), width, ' '.repeat(11), label.padEnd(11));
    return [`${paint('dim', first.slice(0, 11))}${first.slice(11)}`, ...rest];
  };
  return [
    ...met.flatMap(({ route, layer, reason, requests }) =>
      say('declared', `${route ?? 'any route'}, ${layer}: ${reason} (${times(requests)})`),
    ),
    ...stale.flatMap(({ route, layer, reason }) =>
      say(
        'stale',
        `${route ?? 'any route'}, ${layer}: “${reason}” was never met; remove it from the manifest`,
      ),
    ),
    ...noise
      .slice(0, 8)
      .flatMap(({ route, what, requests }) =>
        say('varies', `${route}: ${what}; compared by kind only (${times(requests)})`),
      ),
    ...(noise.length > 8 ? say('varies', `${noise.length - 8} more places`) : []),
    ...missing('not tried', coverage, say),
    ...notes.flatMap((note) => say('note', note)),
    ...(stopped === undefined ? [] : say('stopped', stopped)),
  ];
}

function missing(
  label: string,
  { routes, statuses, statements }: Coverage,
  say: (label: string, text: string) => string[],
): string[] {
  const parts: readonly (readonly [string, { readonly missing: readonly string[] } | undefined])[] =
    [
      ['routes that never answered with success', routes],
      ['statuses that never came', statuses],
      ['statements that were never run', statements],
    ];
  return parts.flatMap(([name, part]) => {
    if (!part || part.missing.length === 0) return [];
    const first = part.missing.slice(0, 10).join('; ');
    const more = part.missing.length > 10 ? ` and ${part.missing.length - 10} more` : '';
    return say(label, `${name}: ${first}${more}`);
  });
}

function verdict({ summary, coverage }: VerifyResult, paint: Paint): string {
  const { requests, different, same, expected, databaseSame, databaseDifferent, unsent } = summary;
  const looked = databaseSame + databaseDifferent;
  const parts = [
    different === 0
      ? paint(
          'green',
          `${formatCount(same + expected)} of ${formatCount(requests)} requests are answered the same`,
        )
      : paint('red', `${formatCount(different)} of ${formatCount(requests)} requests differ`),
    ...(expected > 0 ? [`${formatCount(expected)} of them differ as declared`] : []),
    looked === 0
      ? 'databases not compared'
      : databaseDifferent === 0
        ? `rows compared after each`
        : `rows differ after ${formatCount(databaseDifferent)}`,
    ...(unsent > 0 ? [`${formatCount(unsent)} not sent`] : []),
    coverageText(coverage),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** `44 of 44 routes, 80 of 90 statuses, 61 of 61 statements tried`. */
export function coverageText({ routes, statuses, statements }: Coverage): string {
  const parts = [
    ...(routes.all > 0 ? [`${routes.covered} of ${routes.all} routes`] : []),
    ...(statuses.all > 0 ? [`${statuses.covered} of ${statuses.all} statuses`] : []),
    ...(statements ? [`${statements.covered} of ${statements.all} statements`] : []),
  ];
  return parts.length === 0 ? '' : `${parts.join(', ')} tried`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${formatCount(count)} times`;
}
