/**
 * A run as Markdown tables for a README: rates and ratios with a line for each target, then latencies at the
 * same rate and limits where they were measured, and a sentence on how. The targets that `port` brings along
 * have the names that a reader knows them by.
 */
import type { BenchResult, Ratio } from '../model/bench-result.js';
import { isUndecided } from './bench-cells.js';
import { formatRange, viewBench, type BenchView } from './bench-view.js';
import { describeEnvironment, describeSettings } from './describe-run.js';
import { formatCount, formatMilliseconds, formatRate, formatTimes } from './format-figures.js';
import { limitFigures, shareText } from './limit-figures.js';

/** Ends with a line break. */
export function renderBenchMarkdown(result: BenchResult): string {
  const view = viewBench(result);
  const routes = view.routes.map(({ name }) => code(name));
  const blocks = [
    table(
      ['requests a second', ...routes],
      view.targets.map((target, index) => [
        title(target, view),
        ...view.routes.map(({ cells }) => {
          const { result: of, absence } = cells[index]!;
          return of === undefined ? absence : formatRate(of.rps);
        }),
      ]),
    ),
    table(
      [`${plain(view.subject ?? '')}, times as many as`, ...routes],
      view.baselines.map((baseline, index) => [
        title(baseline, view),
        ...view.routes.map(({ ratios }) => ratioText(ratios[index])),
      ]),
    ),
    rates(view),
    limits(view),
    sentence(result),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

const TITLES: Readonly<Record<string, string>> = {
  flask: 'Flask as written',
  'flask-tuned': 'tuned Flask',
  quart: 'Quart',
  idiomatic: 'hand-written Fastify',
  'postgres-js': 'the same with postgres.js',
  go: 'Go, net/http and pgx',
  service: 'generated service',
};

function plain(target: string): string {
  return escapeCell(Object.hasOwn(TITLES, target) ? TITLES[target]! : target);
}

function title(target: string, { subject }: BenchView): string {
  return target === subject ? `**${plain(target)}**` : plain(target);
}

/** `14.9× (14.3–15.0)`, with the words where no difference was shown. */
function ratioText(ratio: Ratio | undefined): string {
  if (ratio === undefined) return '–';
  const times = `${formatTimes(ratio.median)}×`;
  if (ratio.rounds === 1) return times;
  const spread = formatRange(ratio.low, ratio.high);
  return isUndecided(ratio) ? `${times} (${spread}), no difference shown` : `${times} (${spread})`;
}

function rates(view: BenchView): string {
  const rows = view.routes.flatMap(({ name, atRate }) =>
    atRate.map(({ rate, baseline, ofBaseline, ofSubject }) => [
      code(name),
      formatCount(rate),
      plain(baseline),
      ...[ofBaseline, ofSubject].map(({ p50, p99 }) =>
        p50 === null || p99 === null
          ? '–'
          : `${formatMilliseconds(p50)} / ${formatMilliseconds(p99)}`,
      ),
    ]),
  );
  if (rows.length === 0) return '';
  const head = ['p50 / p99 in ms', 'at req/s', 'against', 'its latency'];
  return table([...head, plain(view.subject ?? '')], rows, 3);
}

function limits(view: BenchView): string {
  const routes = view.routes.filter(({ limits: of }) => of !== undefined);
  if (routes.length === 0) return '';
  const rows = routes.map(({ name, limits: of, cells }) => {
    const { http, database, combined } = limitFigures(of, '–');
    const share = cells.find(({ isSubject }) => isSubject)?.share;
    return [code(name), http, database, combined, share ? shareText(share) : '–'];
  });
  const head = ['limits, requests a second', 'HTTP alone', 'database alone', 'both'];
  return table([...head, `${plain(view.subject ?? '')} reaches`], rows);
}

function sentence({ settings, environment }: BenchResult): string {
  const machine = describeEnvironment(environment)
    .map(([name, value]) => (['CPU', 'OS', 'Date'].includes(name) ? value : `${name} ${value}`))
    .join(', ');
  return escapeCell(
    `Measured with ${describeSettings(settings)}; ${machine}.${settings.rounds > 1 ? ' In brackets the lowest and highest round.' : ''}`,
  );
}

/** All columns but the first `texts` are figures. */
function table(head: readonly string[], rows: readonly (readonly string[])[], texts = 1): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, index) => (index < texts && index !== 1 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}

/** Names come from outside: no name is markup. */
function escapeCell(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|]/g, (character) => `\\${character}`);
}
