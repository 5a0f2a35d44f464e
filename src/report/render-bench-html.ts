/**
 * A run as one HTML page that needs nothing else: no network, no font, no script. Its content policy allows
 * only the style sheet inside it, by its hash, so that whatever a name in a result holds, nothing runs. The
 * switch between a linear and a logarithmic scale is two radio buttons and CSS.
 */
import { createHash } from 'node:crypto';
import type { BenchResult, Ratio } from '../model/bench-result.js';
import { isUndecided } from './bench-cells.js';
import { BENCH_PAGE_STYLE } from './bench-page-style.js';
import {
  differencesTable,
  figuresTable,
  limitsTable,
  publishedTable,
  ratesTable,
  ratiosTable,
} from './bench-page-tables.js';
import { headlines, viewBench, type BenchView, type RouteView } from './bench-view.js';
import { describeEnvironment, describeProblems, describeSettings, plural } from './describe-run.js';
import { escapeMarkup } from './escape-markup.js';
import { formatDate, formatTimes } from './format-figures.js';
import { growthSections } from './growth-section.js';
import { headlineSentence } from './headline-sentence.js';
import { renderInlineChart } from './inline-chart.js';
import { shareText } from './limit-figures.js';
import { delaySentence, RATES_TEXT } from './rate-sentences.js';
import { PUBLISHED_SOURCE, publishedFigures } from './published-figures.js';

export function renderBenchHtml(result: BenchResult): string {
  const view = viewBench(result);
  const title = headlineSentence(view);
  const hash = createHash('sha256').update(BENCH_PAGE_STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${BENCH_PAGE_STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    header(result, view, title),
    problems(result),
    charts(view),
    section('Ratios', RATIOS_TEXT, ratiosTable(view)),
    section(
      'At the same rate',
      escapeMarkup(`${RATES_TEXT} ${delaySentence(result)}`),
      ratesTable(view),
    ),
    section('Limits', LIMITS_TEXT, limitsTable(view)),
    growthSections(result, view.subject),
    section(
      'All figures',
      'Rates and percentiles are medians of the rounds; max is the slowest answer of all, and errors are those of all rounds: requests without an answer, and answers other than 2xx. CPU is the processor time of the server for an answer, memory the most that its processes held.',
      view.routes.length === 0 ? '' : figuresTable(view),
    ),
    section('Before timing', DIFFERENCES_TEXT, before(result)),
    conditions(result),
    published(result),
    '</main>',
    '</body>',
    '</html>',
    '',
  ]
    .filter((part, index, parts) => part !== '' || index === parts.length - 1)
    .join('\n');
}

const RATIOS_TEXT =
  'The ratio is that of the medians. A difference counts as shown when its bootstrap interval does not span 1.';
const LIMITS_TEXT =
  'Requests a second of each part of the work alone, measured in the same rounds, and of both, one behind the other: 1 / (1/HTTP + 1/database). For each target, its share of that.';
const DIFFERENCES_TEXT =
  'The same requests, sent once to each target before anything was timed; the first target is the reference.';

function header(result: BenchResult, view: BenchView, title: string): string {
  const tiles = headlines(view).map(({ baseline, times, isAhead, routes, shown }) => {
    const rest = routes - shown;
    const all = view.routes.length;
    const where = routes < all ? `${routes} of ${plural(all, 'route')}` : plural(all, 'route');
    const doubt = rest > 0 ? `, no difference shown on ${rest}` : '';
    return [
      `<li${isAhead ? ' class="ahead"' : ''}><span class="times">${escapeMarkup(times)}</span>`,
      `<span class="of">${escapeMarkup(`as many as ${baseline}`)}</span>`,
      `<span class="more">${escapeMarkup(`on ${where}${doubt}`)}</span></li>`,
    ].join('');
  });
  return [
    '<header>',
    `<p class="overline">Benchmark, ${escapeMarkup(formatDate(result.environment.date))}</p>`,
    // Word joiners keep a range such as 17.5–140 on one line.
    `<h1>${escapeMarkup(title).replaceAll('–', '\u2060–\u2060')}</h1>`,
    `<p class="lead">${escapeMarkup(`Measured with ${describeSettings(result.settings)}.`)}</p>`,
    ...(tiles.length === 0
      ? []
      : [`<ul class="tiles" aria-label="Requests a second, as many times">`, ...tiles, '</ul>']),
    '</header>',
  ].join('\n');
}

function problems(result: BenchResult): string {
  const sentences = describeProblems(result);
  if (sentences.length === 0) return '';
  return [
    '<div class="problems">',
    '<h2>What went wrong</h2>',
    `<ul>${sentences.map((text) => `<li>${escapeMarkup(text)}</li>`).join('\n')}</ul>`,
    '</div>',
  ].join('\n');
}

function charts(view: BenchView): string {
  if (view.routes.length === 0 || view.targets.length === 0) return '';
  return [
    '<section class="charts">',
    '<div class="head">',
    '<div><h2>Requests a second</h2>',
    '<p>2xx answers. A bar is the median of the rounds, its whisker the slowest and the fastest; each route has its own scale.</p></div>',
    '<fieldset class="scale"><legend>Scale</legend>',
    '<input type="radio" name="scale" id="scale-linear" checked><label for="scale-linear">Linear</label>',
    '<input type="radio" name="scale" id="scale-logarithmic"><label for="scale-logarithmic">Logarithmic</label>',
    '</fieldset>',
    '</div>',
    '<div class="cards">',
    ...view.routes.map((route, index) => card(view, route, index)),
    '</div>',
    '</section>',
  ].join('\n');
}

function card(view: BenchView, route: RouteView, index: number): string {
  const ratios = view.baselines.flatMap((baseline, which) => {
    const ratio = route.ratios[which];
    return ratio === undefined ? [] : [ratioItem(baseline, ratio)];
  });
  const share = route.cells.find(({ isSubject }) => isSubject)?.share;
  const items = share === undefined ? ratios : [...ratios, shareItem(share)];
  return [
    '<article class="card">',
    `<h3>${escapeMarkup(route.name)}</h3>`,
    renderInlineChart(route, { kind: 'linear', id: `route-${index}-linear` }),
    renderInlineChart(route, { kind: 'logarithmic', id: `route-${index}-logarithmic` }),
    ...(items.length === 0 ? [] : [`<ul class="ratios">${items.join('\n')}</ul>`]),
    '</article>',
  ].join('\n');
}

function ratioItem(baseline: string, ratio: Ratio): string {
  const direction = ratio.isDifferenceShown ? (ratio.median > 1 ? 'faster' : 'slower') : 'soft';
  const spread = `${formatTimes(ratio.low)}–${formatTimes(ratio.high)}`;
  const doubt = isUndecided(ratio) ? `${spread}, no difference shown` : spread;
  const times = `<strong class="${direction}">${escapeMarkup(formatTimes(ratio.median))}×</strong>`;
  const detail = ratio.rounds === 1 ? 'a single round' : doubt;
  return `<li>${times} ${escapeMarkup(baseline)} <span>(${escapeMarkup(detail)})</span></li>`;
}

function shareItem(share: Ratio): string {
  const [part = '', rest = ''] = shareText(share).split(/ (?=\()/);
  return `<li><strong>${escapeMarkup(part)}</strong> of the combined limit <span>${escapeMarkup(rest)}</span></li>`;
}

function before({ differences, targets }: BenchResult): string {
  if (differences.length > 0) return differencesTable(differences);
  return targets.length > 1 ? '<p class="soft none">No differences were recorded.</p>' : '';
}

function conditions(result: BenchResult): string {
  const targets = result.targets.map(
    ({ name, url, description }) =>
      [
        name,
        [description, url].filter((text) => text !== undefined && text !== '').join(', '),
      ] as const,
  );
  return [
    '<section>',
    '<div class="head"><div><h2>How it was measured</h2></div></div>',
    '<div class="two">',
    `<div class="card"><h3>Machine</h3>${descriptionList(describeEnvironment(result.environment))}</div>`,
    targets.length === 0
      ? ''
      : `<div class="card"><h3>Targets</h3>${descriptionList(targets)}</div>`,
    result.notes.length === 0
      ? ''
      : `<div class="card all"><h3>Notes</h3><ul class="notes">${result.notes
          .map((note) => `<li>${escapeMarkup(note)}</li>`)
          .join('\n')}</ul></div>`,
    '</div>',
    '</section>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function descriptionList(entries: readonly (readonly [name: string, value: string])[]): string {
  const items = entries.map(
    ([name, value]) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(value)}</dd>`,
  );
  return `<dl>${items.join('\n')}</dl>`;
}

function published(result: BenchResult): string {
  const figures = publishedFigures(result.routes.map(({ route }) => route));
  if (figures.length === 0) return '';
  return section(
    'The article’s figures',
    `Requests a second, ${PUBLISHED_SOURCE}: history, on another machine.`,
    publishedTable(figures),
  );
}

/** Empty when it has no content. */
function section(title: string, text: string, content: string): string {
  if (content === '') return '';
  return `<section>\n<div class="head"><div><h2>${title}</h2><p>${text}</p></div></div>\n${content}\n</section>`;
}
