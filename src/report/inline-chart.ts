/**
 * The chart of one route inside the HTML page: a line of text and a bar for each target, with a whisker
 * from the slowest to the fastest round. Places along the bar are percentages and text is not scaled, so
 * one drawing suits every width. It carries a title and a description of its own, and has no colours: they
 * come from the page, which has two schemes.
 */
import type { CellView, RouteView } from './bench-view.js';
import { escapeMarkup } from './escape-markup.js';
import { formatRate } from './format-figures.js';
import { linearScale, logarithmicScale, type RateScale } from './rate-scale.js';
import { truncate } from './visible-text.js';

export interface InlineChartOptions {
  readonly kind: 'linear' | 'logarithmic';
  /** Unique in the page; the ids of the parts begin with it. */
  readonly id: string;
}

const ROW_HEIGHT = 46;
const AXIS_HEIGHT = 10;
/** Of the bar within its row. */
const BAR_TOP = 21;
const BAR_HEIGHT = 12;

export function renderInlineChart(route: RouteView, { kind, id }: InlineChartOptions): string {
  const isLinear = kind === 'linear';
  const scale = isLinear ? linearScale(route.cells) : logarithmicScale(route.cells);
  const rowsHeight = route.cells.length * ROW_HEIGHT;
  const height = rowsHeight + (isLinear ? -6 : AXIS_HEIGHT);
  return [
    `<svg class="chart ${kind}" role="img" aria-labelledby="${id}-title ${id}-desc" width="100%" height="${height}">`,
    `<title id="${id}-title">${escapeMarkup(`Requests a second on ${route.name}`)}</title>`,
    `<desc id="${id}-desc">${escapeMarkup(route.cells.map(describeCell).join('; '))}</desc>`,
    ...(isLinear ? [] : axis(scale, rowsHeight)),
    ...route.cells.map((cell, index) => row(cell, index * ROW_HEIGHT, scale, kind)),
    '</svg>',
  ].join('\n');
}

/** `flask 215, rounds from 209 to 221`. */
function describeCell({ target, result, absence }: CellView): string {
  if (result === undefined) return `${target} ${absence === 'failed' ? 'failed' : 'not measured'}`;
  if (result.rps === 0) return `${target} 0`;
  const spread = `rounds from ${formatRate(result.lowRps)} to ${formatRate(result.highRps)}`;
  return `${target} ${formatRate(result.rps)}, ${spread}`;
}

function row(
  cell: CellView,
  top: number,
  scale: RateScale,
  kind: InlineChartOptions['kind'],
): string {
  const { result, target, isSubject, absence } = cell;
  const role = isSubject ? 'subject' : 'baseline';
  const value = result === undefined ? absence : formatRate(result.rps);
  const isBad = result === undefined ? absence === 'failed' : result.rps === 0;
  const text = top + 13;
  const parts = [
    `<text class="name ${role}" x="0" y="${text}">${escapeMarkup(truncate(target, 24))}</text>`,
    `<text class="value ${isBad ? 'bad' : role}" x="100%" y="${text}">${value}</text>`,
  ];
  const middle = top + BAR_TOP + BAR_HEIGHT / 2;
  const barTop = top + BAR_TOP;
  parts.push(
    kind === 'linear'
      ? `<rect class="track" x="0" y="${barTop}" width="100%" height="${BAR_HEIGHT}"/>`
      : `<line class="grid" x1="0" y1="${middle}" x2="100%" y2="${middle}"/>`,
    ...scale.ticks.map((tick) => {
      const x = percent(scale.at(tick));
      return `<line class="grid" x1="${x}" y1="${barTop}" x2="${x}" y2="${barTop + BAR_HEIGHT}"/>`;
    }),
  );
  if (result !== undefined && result.rps > 0) {
    const at = percent(scale.at(result.rps));
    parts.push(
      kind === 'linear'
        ? `<rect class="bar ${role}" x="0" y="${barTop}" width="${at}" height="${BAR_HEIGHT}"/>`
        : `<circle class="dot ${role}" cx="${at}" cy="${middle}" r="5.5"/>`,
      ...whisker(scale.at(result.lowRps), scale.at(result.highRps), middle),
    );
  }
  return parts.join('\n');
}

function whisker(low: number, high: number, y: number): readonly string[] {
  const [from, to] = [percent(low), percent(high)];
  return [
    `<line class="whisker" x1="${from}" y1="${y}" x2="${to}" y2="${y}"/>`,
    ...[from, to].map(
      (x) => `<line class="whisker" x1="${x}" y1="${y - 4}" x2="${x}" y2="${y + 4}"/>`,
    ),
  ];
}

/** The figures under the last row; each row draws its own ticks. */
function axis({ ticks, at }: RateScale, rowsHeight: number): readonly string[] {
  return ticks.map((tick, index) => {
    const place = index === 0 ? 'first' : index === ticks.length - 1 ? 'last' : 'inner';
    return `<text class="tick ${place}" x="${percent(at(tick))}" y="${rowsHeight + 6}">${tickLabel(tick)}</text>`;
  });
}

/** `1`, `100`, `10k`, `1M`. */
function tickLabel(tick: number): string {
  if (tick >= 1e6) return `${tick / 1e6}M`;
  return tick >= 1e3 ? `${tick / 1e3}k` : String(tick);
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}
