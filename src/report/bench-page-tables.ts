/** The tables of the HTML page of a run. Every text from the run is escaped where it is put in. */
import type { AnswerDifference, RateResult } from '../model/bench-result.js';
import { isUndecided } from './bench-cells.js';
import type { BenchView, CellView, RouteView } from './bench-view.js';
import { escapeMarkup } from './escape-markup.js';
import { formatCount, formatMilliseconds, formatRate, formatTimes } from './format-figures.js';
import { limitFigures, shareText } from './limit-figures.js';
import { pageTable } from './page-table.js';
import type { PublishedFigures } from './published-figures.js';
import { describeLayer } from './render-answer-differences.js';
import { cpuText, hasUsage, memoryText } from './usage-figures.js';

/** Every figure of every route and target: also what the charts say, for who cannot see them. */
export function figuresTable(view: BenchView): string {
  const results = view.routes.flatMap(({ cells }) => cells.map(({ result }) => result));
  const withUsage = hasUsage(results);
  return pageTable({
    label: 'Requests a second, latency and errors of every route and target',
    head: [
      'Target',
      'req/s',
      'lowest',
      'highest',
      'p50 ms',
      'p90 ms',
      'p99 ms',
      'max ms',
      'errors',
      ...(withUsage ? ['CPU µs', 'memory MiB'] : []),
    ],
    bodies: view.routes.map((route) =>
      group(
        route,
        withUsage ? 11 : 9,
        route.cells.map((cell) => figuresRow(cell, withUsage)),
      ),
    ),
  });
}

function figuresRow({ target, result, absence, isSubject }: CellView, withUsage: boolean): string {
  const name = `<th scope="row">${escapeMarkup(target)}</th>`;
  const opening = isSubject ? '<tr class="subject">' : '<tr>';
  if (result === undefined) {
    const bad = absence === 'failed' ? ' class="bad"' : '';
    return `${opening}${name}<td${bad}>${absence}</td>${'<td>–</td>'.repeat(withUsage ? 9 : 7)}</tr>`;
  }
  const usage = withUsage ? [cpuText(result, '–'), memoryText(result, '–')] : [];
  const milliseconds = [result.p50, result.p90, result.p99, result.max].map(
    (value) => `<td>${value === null ? '–' : escapeMarkup(formatMilliseconds(value))}</td>`,
  );
  return [
    opening,
    name,
    `<td class="${result.rps === 0 ? 'bad' : 'rate'}">${formatRate(result.rps)}</td>`,
    `<td>${formatRate(result.lowRps)}</td><td>${formatRate(result.highRps)}</td>`,
    ...milliseconds,
    `<td${result.errors > 0 ? ' class="bad"' : ''}>${formatCount(result.errors)}</td>`,
    ...usage.map((text) => `<td>${escapeMarkup(text)}</td>`),
    '</tr>',
  ].join('');
}

/** What HTTP and the database would each allow, and how near each target comes; empty without limits. */
export function limitsTable(view: BenchView): string {
  const routes = view.routes.filter(({ limits }) => limits !== undefined);
  if (routes.length === 0) return '';
  const rows = routes.map((route) => {
    const { http, database, combined } = limitFigures(route.limits, '–');
    const shares = route.cells.map(({ share, isSubject }) => {
      const style = isSubject ? ' class="subject"' : '';
      return `<td${style}>${share ? escapeMarkup(shareText(share)) : '–'}</td>`;
    });
    const rates = [http, database, combined].map((rate) => `<td>${rate}</td>`).join('');
    return `<tr><th scope="row">${escapeMarkup(route.name)}</th>${rates}${shares.join('')}</tr>`;
  });
  return pageTable({
    label:
      'Requests a second of HTTP and the database alone, and the share of both that each target reaches',
    head: ['Route', 'HTTP alone', 'database alone', 'both', ...view.targets.map(escapeMarkup)],
    bodies: [`<tbody>${rows.join('\n')}</tbody>`],
  });
}

/** The subject against each baseline; empty when nothing can be compared. */
export function ratiosTable(view: BenchView): string {
  if (view.routes.every(({ ratios }) => ratios.every((ratio) => ratio === undefined))) return '';
  return pageTable({
    label: `How many times as many requests a second ${view.subject} answers`,
    head: [
      'Against',
      'ratio',
      'lowest round',
      'highest round',
      '95 % interval',
      'rounds',
      'difference',
    ],
    bodies: view.routes.map((route) =>
      group(
        route,
        7,
        view.baselines.map((baseline, index) => {
          const ratio = route.ratios[index];
          const name = `<th scope="row">${escapeMarkup(baseline)}</th>`;
          if (ratio === undefined) return `<tr>${name}${'<td>–</td>'.repeat(6)}</tr>`;
          const { interval } = ratio;
          const cells = [
            `${formatTimes(ratio.median)}×`,
            `${formatTimes(ratio.low)}×`,
            `${formatTimes(ratio.high)}×`,
            interval === undefined
              ? '–'
              : `${formatTimes(interval.low)}–${formatTimes(interval.high)}`,
            String(ratio.rounds),
            ratio.isDifferenceShown
              ? 'shown'
              : isUndecided(ratio)
                ? 'no difference shown'
                : 'one round',
          ];
          return `<tr>${name}${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`;
        }),
      ),
    ),
  });
}

/** The subject and each baseline at the same rate; empty when that was not measured. */
export function ratesTable(view: BenchView): string {
  const routes = view.routes.filter(({ atRate }) => atRate.length > 0);
  if (routes.length === 0) return '';
  const figures = (result: RateResult): readonly string[] => [
    ...[result.p50, result.p90, result.p99, result.p999, result.max].map((value) =>
      value === null ? '–' : formatMilliseconds(value),
    ),
    cpuText(result, '–'),
    formatCount(result.errors),
  ];
  const row = (name: string, rate: string, result: RateResult, isSubject: boolean): string => {
    const cells = [rate, ...figures(result)].map((text) => `<td>${escapeMarkup(text)}</td>`);
    const opening = isSubject ? '<tr class="subject">' : '<tr>';
    return `${opening}<th scope="row">${escapeMarkup(name)}</th>${cells.join('')}</tr>`;
  };
  return pageTable({
    label: 'Latencies at a fixed rate',
    head: [
      'Target',
      'req/s',
      'p50 ms',
      'p90 ms',
      'p99 ms',
      'p99.9 ms',
      'max ms',
      'CPU µs',
      'errors',
    ],
    bodies: routes.map((route) =>
      group(
        route,
        9,
        route.atRate.flatMap(({ rate, baseline, ofBaseline, ofSubject }) => [
          row(baseline, formatCount(rate), ofBaseline, false),
          row(view.subject ?? '', formatCount(rate), ofSubject, true),
        ]),
      ),
    ),
  });
}

export function differencesTable(differences: readonly AnswerDifference[]): string {
  const rows = differences.map((difference) => {
    const { route, reference, candidate, expected, actual } = difference;
    const sides = `${oneSide(reference, expected)}<br>${oneSide(candidate, actual)}`;
    return [
      `<tr><th scope="row">${escapeMarkup(route)}</th>`,
      `<td class="text">${escapeMarkup(describeLayer(difference))}</td>`,
      `<td class="text">${sides}</td></tr>`,
    ].join('');
  });
  return pageTable({
    label: 'Answers that differed before anything was timed',
    head: ['Route', 'Difference', 'Answers'],
    textColumns: true,
    bodies: [`<tbody>${rows.join('\n')}</tbody>`],
  });
}

function oneSide(name: string, text: string): string {
  return `<span class="soft">${escapeMarkup(name)}</span> <code>${escapeMarkup(text)}</code>`;
}

export function publishedTable(figures: readonly PublishedFigures[]): string {
  const rows = figures.map(({ route, flask, quart }) => {
    const cells = [formatCount(flask), formatCount(quart), `${formatTimes(quart / flask)}×`];
    const name = `<th scope="row">${escapeMarkup(route)}</th>`;
    return `<tr>${name}${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  return pageTable({
    label: 'Requests a second as the article published them',
    head: ['Route', 'Flask', 'Quart', 'Quart / Flask'],
    bodies: [`<tbody>${rows.join('\n')}</tbody>`],
  });
}

function group({ name }: RouteView, columns: number, rows: readonly string[]): string {
  const head = `<tr><th class="group" scope="rowgroup" colspan="${columns}">${escapeMarkup(name)}</th></tr>`;
  return `<tbody>\n${[head, ...rows].join('\n')}\n</tbody>`;
}
