/**
 * A run as text for a terminal: a line for each route with every target's requests a second and how many
 * times as fast the subject is, then latencies, then what a reader needs in order to trust them. Where that
 * is wider than the terminal, each route becomes a block of its own with a line for each target.
 */
import type { BenchResult } from '../model/bench-result.js';
import { isUndecided } from './bench-cells.js';
import { viewBench, type BenchView } from './bench-view.js';
import { describeEnvironment, describeProblems, describeSettings } from './describe-run.js';
import { formatCount, formatTimes } from './format-figures.js';
import { growthBlocks } from './growth-block.js';
import { PUBLISHED_SOURCE, publishedFigures } from './published-figures.js';
import { delaySentence, RATES_TEXT } from './rate-sentences.js';
import { renderAnswerDifferences } from './render-answer-differences.js';
import { stackedRoute } from './stacked-bench-table.js';
import { limitsBlock, ratesBlock, usageBlock } from './terminal-blocks.js';
import { painter, type Paint } from './terminal-style.js';
import { columnWidths, layOutColumns, left, right } from './text-columns.js';
import { visibleText, wrap } from './visible-text.js';
import { wideLatencies, wideRates } from './wide-bench-table.js';

export interface TableOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly color: boolean;
}

/** Ends with a line break. */
export function renderBenchTable(result: BenchResult, { width, color }: TableOptions): string {
  const paint = painter(color);
  const view = viewBench(result);
  return [
    ...figureBlocks(view, width, paint),
    ratesBlock(view, width, paint),
    usageBlock(view, width, paint),
    limitsBlock(view, width, paint),
    ...growthBlocks(result, width, paint),
    publishedBlock(result, width, paint),
    renderAnswerDifferences(result.differences, { width, color }).split('\n').slice(0, -1),
    footnotes(result, width, paint),
  ]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function figureBlocks(
  view: BenchView,
  width: number,
  paint: Paint,
): readonly (readonly string[])[] {
  if (view.routes.length === 0 || view.targets.length === 0) return [['nothing was measured']];
  const tables = [wideRates(view), wideLatencies(view)];
  // The tables stand below each other, so the routes take the same width in both.
  const [routeWidth = 0] = columnWidths(tables.flat().map((row) => row.slice(0, 1)));
  const wide = tables.map((rows) => layOutColumns(rows, paint, [routeWidth]));
  return wide.every((table) => table.width <= width)
    ? wide.map(({ lines }) => lines)
    : view.routes.map((route) => stackedRoute(view, route, width, paint));
}

function publishedBlock(result: BenchResult, width: number, paint: Paint): readonly string[] {
  const figures = publishedFigures(result.routes.map(({ route }) => route));
  if (figures.length === 0) return [];
  const [title, ratio] = width < 50 ? ['req/s', 'ratio'] : ['requests a second', 'quart/flask'];
  const header = [left(title), right('flask'), right('quart'), left(ratio)];
  const rows = figures.map(({ route, flask, quart }) => [
    left(route),
    right(formatCount(flask)),
    right(formatCount(quart)),
    left(`${formatTimes(quart / flask)}x`),
  ]);
  const { lines } = layOutColumns([header, ...rows], painter(false));
  return [...wrap(`the article's figures, ${PUBLISHED_SOURCE}:`, width), ...lines].map((line) =>
    paint('dim', line),
  );
}

function footnotes(result: BenchResult, width: number, paint: Paint): readonly string[] {
  const ratios = result.routes.flatMap((route) => Object.values(route.ratios));
  const spread = 'in brackets the lowest and highest round';
  const notes = [
    `measured with ${describeSettings(result.settings)}`,
    describeEnvironment(result.environment)
      .map(([name, value]) => environmentText(name, value))
      .join(', '),
    ratios.some(({ rounds }) => rounds > 1)
      ? `rates are medians of the rounds, 2xx answers only; ${spread}`
      : 'rates count 2xx answers only',
    ...(ratios.some(isUndecided)
      ? ['* no difference shown: the interval of the ratio spans 1']
      : []),
    ...(ratios.some(({ rounds }) => rounds === 1)
      ? ['a ratio of a single round has no spread: it shows no difference by itself']
      : []),
    ...(result.settings.rateShare === undefined ? [] : [`${RATES_TEXT} ${delaySentence(result)}`]),
    ...result.notes.map(visibleText),
  ];
  return [
    ...describeProblems(result).map((text) => ({ text, style: 'red' as const })),
    ...notes.map((text) => ({ text, style: 'dim' as const })),
  ].flatMap(({ text, style }) => wrap(text, width, '  ').map((line) => paint(style, line)));
}

function environmentText(name: string, value: string): string {
  if (name === 'Memory') return `${value} of memory`;
  return ['CPU', 'OS', 'Date'].includes(name) ? value : `${name} ${value}`;
}
