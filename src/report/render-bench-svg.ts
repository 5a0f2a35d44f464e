/**
 * A run as one SVG picture, for a README: a block for each route, a bar for each target, whiskers from the
 * slowest to the fastest round. It stands on a card of its own, light or dark as the reader's system is, so
 * that it is legible on any page. Text is not measured, since there is no font to ask: widths are estimated
 * on the safe side, and what would not fit is cut.
 */
import type { BenchResult } from '../model/bench-result.js';
import { ABSENT } from './bench-cells.js';
import { viewBench, type BenchView, type CellView, type RouteView } from './bench-view.js';
import { describeSettings, plural } from './describe-run.js';
import { escapeMarkup } from './escape-markup.js';
import { formatRate, formatTimes } from './format-figures.js';
import { headlineSentence } from './headline-sentence.js';
import { formatShare } from './limit-figures.js';
import { linearScale } from './rate-scale.js';
import { truncate, visibleText, widthOf } from './visible-text.js';

export interface SvgOptions {
  /** What the machine is called in the picture: `2-core AMD EPYC`. */
  readonly machine: string;
  /** As it is to be shown: `22 November 2026`. */
  readonly date: string;
}

const WIDTH = 860;
const MARGIN = 32;
const NAME_WIDTH = 118;
const BAR_LEFT = MARGIN + NAME_WIDTH;
const BAR_MAX = 430;
const BAR_HEIGHT = 16;
const ROW = 27;
const BLOCK_HEAD = 30;
const BLOCK_GAP = 18;
const TOP = 104;
/** A wide guess at the width of a character of 13 pixels. */
const CHARACTER = 7.4;

export function renderBenchSvg(result: BenchResult, { machine, date }: SvgOptions): string {
  const view = viewBench(result);
  const blockHeight = BLOCK_HEAD + view.targets.length * ROW + BLOCK_GAP;
  const bottom = TOP + Math.max(16, view.routes.length * blockHeight);
  const height = bottom + 58;
  const title = headlineSentence(view);
  const rounds = plural(result.settings.rounds, 'round');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="bench-title bench-desc">`,
    `<title id="bench-title">${escapeMarkup(title)}</title>`,
    `<desc id="bench-desc">${escapeMarkup(describe(view))}</desc>`,
    `<style>${STYLE}</style>`,
    `<rect class="card" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10"/>`,
    text('title', MARGIN, 46, 'Requests a second', WIDTH - 2 * MARGIN, 1.6),
    text('soft', MARGIN, 70, describeSettings(result.settings), WIDTH - 2 * MARGIN),
    ...view.routes.map((route, index) => block(view, route, TOP + index * blockHeight)),
    ...(view.routes.length === 0
      ? [text('soft', MARGIN, TOP - 4, 'Nothing was measured', WIDTH)]
      : []),
    `<line class="rule" x1="${MARGIN}" y1="${bottom}" x2="${WIDTH - MARGIN}" y2="${bottom}"/>`,
    text(
      'soft small',
      MARGIN,
      bottom + 23,
      `Bars: median of ${rounds}. Whiskers: slowest and fastest round. Each route has its own scale.`,
      WIDTH - 2 * MARGIN,
    ),
    text('soft small', MARGIN, bottom + 41, `${machine}, ${date}`, WIDTH - 2 * MARGIN),
    '</svg>',
    '',
  ].join('\n');
}

const STYLE = `
text { font: 13px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #17202b; }
.title { font-size: 21px; font-weight: 650; letter-spacing: -.2px; }
.route { font-size: 14px; font-weight: 620; }
.soft, .name { fill: #566373; }
.small { font-size: 12px; }
.end { text-anchor: end; }
.subject { font-weight: 650; }
.name.subject { fill: #17202b; }
.value.subject { fill: #0a7a70; }
.value.bad { fill: #b3261e; }
.card { fill: #ffffff; stroke: #dde2e8; }
.rule { stroke: #dde2e8; }
.bar { fill: #aeb8c4; }
.bar.subject { fill: #14a093; }
.whisker { stroke: #17202b; stroke-width: 1.25; }
@media (prefers-color-scheme: dark) {
  text, .name.subject { fill: #e7ecf2; }
  .soft, .name { fill: #9aa8b8; }
  .value.subject { fill: #4fd1c1; }
  .value.bad { fill: #ff8a80; }
  .card { fill: #151c24; stroke: #28323e; }
  .rule { stroke: #28323e; }
  .bar { fill: #566475; }
  .bar.subject { fill: #2aa89a; }
  .whisker { stroke: #f2f5f8; }
}
`;

function block(view: BenchView, route: RouteView, top: number): string {
  const scale = linearScale(route.cells);
  const rows = route.cells.map((cell, index) => {
    const y = top + BLOCK_HEAD + index * ROW;
    const ratios = cell.isSubject ? subjectRatios(view, route) : [];
    return row(cell, y, (rps) => BAR_LEFT + scale.at(rps) * BAR_MAX, ratios);
  });
  const limit = limitSentence(view, route);
  const room = WIDTH - 2 * MARGIN - widthOf(limit) * CHARACTER;
  return [
    text('route', MARGIN, top + 14, route.name, room, 1.15),
    ...(limit === '' ? [] : [text('soft end', WIDTH - MARGIN, top + 14, limit, WIDTH / 2)]),
    ...rows,
  ].join('\n');
}

/** `service reaches 85 % of what HTTP and database allow`; empty where that was not measured. */
function limitSentence(view: BenchView, { cells }: RouteView): string {
  const share = cells.find(({ isSubject }) => isSubject)?.share;
  if (share === undefined) return '';
  return `${truncate(view.subject ?? '', 20)} reaches ${formatShare(share.median)} of what HTTP and database allow`;
}

/** `140× flask`, one for each baseline that has a ratio. */
function subjectRatios(view: BenchView, route: RouteView): readonly string[] {
  return view.baselines.flatMap((baseline, index) => {
    const ratio = route.ratios[index];
    return ratio === undefined ? [] : [`${formatTimes(ratio.median)}× ${baseline}`];
  });
}

function row(
  cell: CellView,
  top: number,
  at: (rps: number) => number,
  ratios: readonly string[],
): string {
  const { result, isSubject, absence } = cell;
  const subject = isSubject ? ' subject' : '';
  const baseline = top + 12.5;
  const parts = [
    text(`name${subject}`, MARGIN, baseline, cell.target, NAME_WIDTH - 10, isSubject ? 1.08 : 1),
  ];
  if (result === undefined || result.rps === 0) {
    const bad = result === undefined && absence === ABSENT ? 'soft' : 'value bad';
    parts.push(text(bad, BAR_LEFT + 4, baseline, result === undefined ? absence : '0', 200));
    return parts.join('\n');
  }
  const [low, middle, high] = [at(result.lowRps), at(result.rps), at(result.highRps)].map(number);
  const y = top + BAR_HEIGHT / 2;
  const value = formatRate(result.rps);
  const valueLeft = Number(high) + 10;
  const ratioLeft = valueLeft + (widthOf(value) + 1) * CHARACTER * (isSubject ? 1.08 : 1);
  parts.push(
    `<rect class="bar${subject}" x="${BAR_LEFT}" y="${top}" width="${number(Number(middle) - BAR_LEFT)}" height="${BAR_HEIGHT}" rx="1.5"/>`,
    `<path class="whisker" d="M${low} ${y}H${high}M${low} ${y - 4}v8M${high} ${y - 4}v8"/>`,
    text(`value${subject}`, valueLeft, baseline, value, 120),
  );
  const shown = fitting(ratios, WIDTH - MARGIN - ratioLeft);
  if (shown !== '') parts.push(text('soft', ratioLeft, baseline, shown, WIDTH));
  return parts.join('\n');
}

/** As many as fit into `room` pixels; a picture with two ratios of seven would look like a choice. */
function fitting(ratios: readonly string[], room: number): string {
  const all = ratios.join(', ');
  if (widthOf(all) * CHARACTER <= room) return all;
  const [first = ''] = ratios;
  return truncate(first, Math.floor(room / CHARACTER));
}

function describe(view: BenchView): string {
  return view.routes
    .map(({ name, cells }) => {
      const rates = cells.map(({ target, result, absence }) => {
        const rate = result === undefined ? absence : formatRate(result.rps);
        return `${target} ${rate === ABSENT ? 'not measured' : rate}`;
      });
      return `${name}: ${rates.join(', ')}`;
    })
    .join('. ');
}

/** `scale` is how much wider than 13 pixels of normal weight the text is. */
function text(
  style: string,
  x: number,
  y: number,
  content: string,
  room: number,
  scale = 1,
): string {
  const fits = truncate(visibleText(content), Math.floor(room / (CHARACTER * scale)));
  return `<text class="${style}" x="${number(x)}" y="${number(y)}">${escapeMarkup(fits)}</text>`;
}

function number(value: number): string {
  return String(Number(value.toFixed(1)));
}
