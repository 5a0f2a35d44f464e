/** Growth on the HTML page: a card with charts for each sweep, start-up, the soak, and all figures as a table. */
import type { BenchResult } from '../model/bench-result.js';
import type { Growth, Soak, Sweep, SweepPoint } from '../model/growth.js';
import { escapeMarkup } from './escape-markup.js';
import { formatCount, formatDuration, formatMilliseconds, formatRate } from './format-figures.js';
import { sizeLabel, soakSentence, startUpTexts, sweepTitle } from './growth-sentences.js';
import { lineSample, renderLineChart, type ChartLine, type LineChart } from './line-chart.js';
import { pageTable } from './page-table.js';
import { visibleText } from './visible-text.js';

/** Empty when nothing was measured. */
export function growthSections(result: BenchResult, subject: string | undefined): string {
  const { growth } = result;
  if (growth === undefined) return '';
  const styles = stylesOf(growth, subject);
  const cards = growth.sweeps
    .filter(({ series }) => series.length > 0)
    .map((sweep, index) => sweepCard(sweep, `growth-${index}`, styles));
  const rest = [startUpCard(growth), soakCard(growth.soak)].filter((card) => card !== '');
  return [
    '<section>',
    '<div class="head"><div><h2>Growth</h2>',
    '<p>At full load, one stretch for each point. Latencies are on a logarithmic scale.</p></div></div>',
    ...(cards.length === 0 ? [] : [legend(styles), '<div class="cards wide">', ...cards, '</div>']),
    ...(rest.length === 0 ? [] : ['<div class="two more">', ...rest, '</div>']),
    ...(cards.length === 0 ? [] : [figures(growth)]),
    '</section>',
  ].join('\n');
}

type Styles = ReadonlyMap<string, string>;

function stylesOf({ sweeps }: Growth, subject: string | undefined): Styles {
  const names = [
    ...new Set(sweeps.flatMap(({ series }) => series.map(({ target }) => visibleText(target)))),
  ];
  const others = names.filter((name) => name !== subject);
  return new Map(
    names.map((name) => [
      name,
      name === subject ? 'subject' : `other-${(others.indexOf(name) % 4) + 1}`,
    ]),
  );
}

function legend(styles: Styles): string {
  const items = Array.from(
    styles,
    ([name, style]) => `<li>${lineSample(style)} ${escapeMarkup(name)}</li>`,
  );
  return `<ul class="legend">${items.join('\n')}</ul>`;
}

function sweepCard(sweep: Sweep, id: string, styles: Styles): string {
  const chart = (
    name: string,
    title: string,
    value: (point: SweepPoint) => number | null,
    more: Pick<LineChart, 'isLogarithmic' | 'format'>,
  ): string =>
    [
      `<h4>${title}</h4>`,
      renderLineChart({
        id: `${id}-${name}`,
        title: `${title} of ${sweepTitle(sweep)}`,
        labels: sweep.series[0]!.points.map(({ at }) => sizeLabel(at)),
        lines: linesOf(sweep, styles, value),
        ...more,
      }),
    ].join('\n');
  return [
    '<article class="card">',
    `<h3>${escapeMarkup(sweepTitle(sweep))}</h3>`,
    chart('rate', 'Requests a second', ({ rps }) => rps, {
      isLogarithmic: sweep.kind === 'rows',
      format: shortRate,
    }),
    chart('tail', 'p99, ms', ({ p99 }) => p99, { isLogarithmic: true, format: shortFigure }),
    '</article>',
  ].join('\n');
}

/** The subject last, so that it lies on top. */
function linesOf(
  { series }: Sweep,
  styles: Styles,
  value: (point: SweepPoint) => number | null,
): readonly ChartLine[] {
  const lines = series.map(({ target, points }) => {
    const name = visibleText(target);
    return {
      name,
      style: styles.get(name)!,
      hasMarks: true,
      points: points.map((point, index) => ({
        x: points.length === 1 ? 0 : index / (points.length - 1),
        y: value(point),
      })),
    };
  });
  return lines.toSorted((a, b) => Number(a.style === 'subject') - Number(b.style === 'subject'));
}

function startUpCard(growth: Growth): string {
  const texts = startUpTexts(growth);
  if (texts.length === 0) return '';
  const items = texts.map(
    ([name, text]) => `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(text)}</dd>`,
  );
  return [
    '<div class="card"><h3>From start to a first answer</h3>',
    `<dl>${items.join('\n')}</dl>`,
    ...growth.sweeps.flatMap((sweep) => startsChart(sweep)),
    '</div>',
  ].join('\n');
}

/** How long the service took to start at each size, where that was measured. */
function startsChart(sweep: Sweep): readonly string[] {
  const [series] = sweep.series;
  const points = series?.points.filter(({ startSeconds }) => startSeconds !== undefined) ?? [];
  if (series === undefined || points.length === 0) return [];
  const name = visibleText(series.target);
  const line = {
    name,
    style: 'subject',
    hasMarks: true,
    points: points.map(({ startSeconds }, index) => ({
      x: points.length === 1 ? 0 : index / (points.length - 1),
      y: startSeconds ?? null,
    })),
  };
  return [
    `<h4>${escapeMarkup(`${name}, s, by routes of the service`)}</h4>`,
    renderLineChart({
      id: 'start-up',
      title: `Seconds until ${name} answers, by routes of the service`,
      labels: points.map(({ at }) => sizeLabel(at)),
      lines: [line],
      isLogarithmic: false,
      format: shortFigure,
    }),
  ];
}

const SOAK_POINTS = 120;

function soakCard(soak: Soak | undefined): string {
  if (soak === undefined) return '';
  const { samples } = soak;
  const end = soak.minutes * 60;
  const step = Math.max(1, Math.ceil(samples.length / SOAK_POINTS));
  const points = samples
    .filter((_, index) => index % step === 0 || index === samples.length - 1)
    .map(({ seconds, rssBytes }) => ({ x: Math.min(1, seconds / end), y: rssBytes / 2 ** 20 }));
  const line = { name: visibleText(soak.target), style: 'subject', hasMarks: false, points };
  return [
    '<div class="card"><h3>Memory under load</h3>',
    `<p class="soft none">${escapeMarkup(soakSentence(soak))}.</p>`,
    ...(points.length < 2
      ? []
      : [
          '<h4>Memory, MiB</h4>',
          renderLineChart({
            id: 'soak',
            title: `Memory of ${line.name} under load, in MiB`,
            labels: ['0', formatDuration(end)],
            lines: [line],
            isLogarithmic: false,
            format: formatCount,
          }),
        ]),
    '</div>',
  ].join('\n');
}

function figures({ sweeps }: Growth): string {
  const bodies = sweeps.map((sweep) => {
    const rows = sweep.series.flatMap(({ target, points }) =>
      points.map((point) => {
        const cells = [
          sizeLabel(point.at),
          formatRate(point.rps),
          point.p50 === null ? '–' : formatMilliseconds(point.p50),
          point.p99 === null ? '–' : formatMilliseconds(point.p99),
          point.rssBytes === null ? '–' : formatCount(point.rssBytes / 2 ** 20),
          formatCount(point.errors),
        ];
        return `<tr><th scope="row">${escapeMarkup(visibleText(target))}</th>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`;
      }),
    );
    const head = `<tr><th class="group" scope="rowgroup" colspan="7">${escapeMarkup(sweepTitle(sweep))}</th></tr>`;
    return `<tbody>\n${[head, ...rows].join('\n')}\n</tbody>`;
  });
  const table = pageTable({
    label: 'All figures of growth',
    head: ['Target', 'size', 'req/s', 'p50 ms', 'p99 ms', 'memory MiB', 'errors'],
    bodies,
  });
  return `<details><summary>All figures of growth</summary>\n${table}\n</details>`;
}

/** `800`, `1.5k`, `30k`. */
function shortRate(value: number): string {
  return value >= 1000 ? `${Number((value / 1000).toFixed(1))}k` : shortFigure(value);
}

function shortFigure(value: number): string {
  return value >= 1000 ? formatCount(value) : String(Number(value.toPrecision(2)));
}
