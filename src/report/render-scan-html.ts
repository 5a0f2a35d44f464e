/**
 * A scan as one HTML page for whoever decides about the port: what comes by itself, what is left and why, what is
 * risky in the app as it is. It needs nothing else, and its content policy allows nothing but its own style.
 */
import { createHash } from 'node:crypto';
import { EXPLANATIONS, type Explanation } from '../diagnostics/codes.js';
import type { AuditEntry, ScannedRoute, ScanResult } from '../model/scan-result.js';
import { BENCH_PAGE_STYLE } from './bench-page-style.js';
import { plural } from './describe-run.js';
import { escapeMarkup } from './escape-markup.js';
import { countRoutes, estimatedHours, LINES_PER_HOUR, untilCompiled } from './scan-figures.js';

const STYLE = `${BENCH_PAGE_STYLE}
.states { display: block; border-radius: 7px; margin: 28px 0 0; }
.part-ported { fill: var(--accent-bar); }
.part-partial { fill: var(--warn-line); }
.part-stub { fill: var(--baseline); }
td.left, th.left { text-align: left; }
td.mark { white-space: nowrap; text-align: left; font-weight: 620; }
td.mark.ported { color: var(--accent); }
td.mark.stub { color: var(--soft); }
td.wrap { white-space: normal; text-align: left; min-width: 12em; }
td.wrap .why { display: block; color: var(--soft); font-size: .8125rem; }
.tiles .warn { border-color: var(--warn-line); }
.risks { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); }
.risks h3 span { color: var(--soft); font-weight: 400; }
.risks p { margin: 0; font-size: .875rem; color: var(--soft); }
.risks ul { margin: 0; padding-left: 1.1em; font-size: .875rem; display: grid; gap: 2px; }
`;

export function renderScanHtml(result: ScanResult): string {
  const { app, routes, audit, libraries } = result;
  const hash = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const title = `Porting ${app.name} to Fastify`;
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    header(result, title),
    section('What is left, and why', whatIsLeft(routes), leftTable(routes)),
    section(
      'Risks in the app as it is',
      'Found by reading the source. A port keeps what clients see; these are where that may not be what anybody wants.',
      risks(audit),
    ),
    section('Routes', 'Every route, in the order in which Flask knows them.', routesTable(routes)),
    section(
      'Libraries',
      'What the app imports beside Python’s own modules, and what takes its place.',
      librariesTable(libraries),
    ),
    '</main>',
    '</body>',
    '</html>',
    '',
  ]
    .filter((part, index, parts) => part !== '' || index === parts.length - 1)
    .join('\n');
}

function header(result: ScanResult, title: string): string {
  const { app, routes, queries, audit } = result;
  const counts = countRoutes(routes);
  const dynamic = queries.filter(({ status }) => status === 'dynamic').length;
  const versions = [
    app.flask === undefined ? 'Flask, version not pinned' : `Flask ${app.flask}`,
    ...(app.python === undefined ? [] : [`Python ${app.python}`]),
  ];
  const caveat = untilCompiled(result);
  const lead = `${plural(app.files, 'Python file')}, ${app.lines.toLocaleString('en-US')} lines, ${plural(queries.length, 'SQL statement')}; ${versions.join(', ')}.${caveat === undefined ? '' : ` Routes are ${caveat}.`}`;
  const tiles = [
    tile('ahead', String(counts.ported), 'ported', 'no hand work is left'),
    tile('warn', String(counts.partial), 'to be looked at', 'it runs, and somebody has to decide'),
    tile(
      '',
      String(counts.stub),
      'to be written by hand',
      `${estimatedHours(result)}, at ${LINES_PER_HOUR} lines of Python an hour`,
    ),
    tile(
      'warn',
      String(audit.length),
      'risks in the source',
      `${dynamic} statements are put together from values`,
    ),
  ];
  const bar = routes.length === 0 ? '' : renderBar(counts);
  return [
    '<header>',
    '<p class="overline">Assessment by port scan; nothing of the app was run</p>',
    `<h1>${escapeMarkup(title)}: ${escapeMarkup(plural(routes.length, 'route'))}</h1>`,
    `<p class="lead">${escapeMarkup(lead)}</p>`,
    bar,
    `<ul class="tiles">${tiles.join('\n')}</ul>`,
    '</header>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** The policy allows no inline style: the widths are those of an SVG. */
function renderBar({ ported, partial, stub }: ReturnType<typeof countRoutes>): string {
  const total = ported + partial + stub;
  let x = 0;
  const parts = (
    [
      ['ported', ported],
      ['partial', partial],
      ['stub', stub],
    ] as const
  ).map(([name, count]) => {
    const width = (1000 * count) / total;
    const part = `<rect class="part-${name}" x="${x.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="14"/>`;
    x += width;
    return part;
  });
  const label = `${ported} ported, ${partial} to be looked at, ${stub} to be written by hand`;
  return `<svg class="states" viewBox="0 0 1000 14" preserveAspectRatio="none" width="100%" height="14" role="img" aria-label="${label}">${parts.join('')}</svg>`;
}

function tile(kind: string, figure: string, of: string, more: string): string {
  return `<li${kind === '' ? '' : ` class="${kind}"`}><span class="times">${escapeMarkup(figure)}</span><span class="of">${escapeMarkup(of)}</span><span class="more">${escapeMarkup(more)}</span></li>`;
}

function section(title: string, text: string, content: string): string {
  if (content === '') return '';
  return `<section>\n<div class="head"><div><h2>${escapeMarkup(title)}</h2><p>${escapeMarkup(text)}</p></div></div>\n${content}\n</section>`;
}

function whatIsLeft(routes: readonly ScannedRoute[]): string {
  const { partial, stub } = countRoutes(routes);
  return partial + stub === 0
    ? 'Nothing: every route is ported.'
    : `${plural(stub, 'route')} answer 501 until their handlers are written; ${plural(partial, 'route')} run and want a decision.`;
}

function leftTable(routes: readonly ScannedRoute[]): string {
  const groups = new Map<string, ScannedRoute[]>();
  for (const route of routes) {
    for (const code of route.codes) groups.set(code, [...(groups.get(code) ?? []), route]);
  }
  if (groups.size === 0) return '';
  const rows = [...groups]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([code, found]) => {
      const { title, fix } = explanationOf(code);
      return `<tr><td class="wrap">${escapeMarkup(title)}<span class="why">${escapeMarkup(fix)}</span></td><td>${found.length}</td></tr>`;
    });
  return table('<th class="left">Why</th><th>Routes</th>', rows);
}

function risks(audit: readonly AuditEntry[]): string {
  const groups = new Map<string, AuditEntry[]>();
  for (const entry of audit) groups.set(entry.code, [...(groups.get(entry.code) ?? []), entry]);
  if (groups.size === 0) return '';
  const cards = [...groups].map(([code, entries]) => {
    const { title, why } = explanationOf(code);
    const shown = entries.slice(0, MAX_SHOWN).map(({ source, route }) => {
      const where = `<code>${escapeMarkup(`${source.file}:${source.line}`)}</code>`;
      return `<li>${where}${route === undefined ? '' : ` <span class="soft">${escapeMarkup(route)}</span>`}</li>`;
    });
    const rest = entries.length - shown.length;
    const more = rest > 0 ? `<li class="soft">and ${rest} more</li>` : '';
    return `<article class="card"><h3>${escapeMarkup(sentence(title))} <span>${entries.length}</span></h3><p>${escapeMarkup(why)}</p><ul>${shown.join('\n')}${more}</ul></article>`;
  });
  return `<div class="risks">${cards.join('\n')}</div>`;
}

const MAX_SHOWN = 12;

function routesTable(routes: readonly ScannedRoute[]): string {
  if (routes.length === 0) return '';
  const rows = routes.map(({ status, methods, rule, view, source, reason }) => {
    const place = `${(view ?? source).file}:${(view ?? source).line}`;
    const why = reason === undefined ? '' : `<span class="why">${escapeMarkup(reason)}</span>`;
    return `<tr><td class="mark ${status}">${status}</td><td class="left">${escapeMarkup(methods.join(', '))}</td><td class="wrap"><code>${escapeMarkup(rule)}</code>${why}</td><td class="left"><code>${escapeMarkup(place)}</code></td></tr>`;
  });
  return table(
    '<th class="left">State</th><th class="left">Methods</th><th class="left">Rule</th><th class="left">View</th>',
    rows,
  );
}

function librariesTable(libraries: ScanResult['libraries']): string {
  if (libraries.length === 0) return '';
  const rows = libraries.map(
    ({ name, version, files, replacement }) =>
      `<tr><td class="left"><code>${escapeMarkup(name)}</code></td><td class="left">${escapeMarkup(version ?? '')}</td><td>${files}</td><td class="wrap">${escapeMarkup(replacement ?? 'Nothing takes its place by itself')}</td></tr>`,
  );
  return table(
    '<th class="left">Module</th><th class="left">Version</th><th>Files</th><th class="left">In the service</th>',
    rows,
  );
}

function table(head: string, rows: readonly string[]): string {
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`;
}

function explanationOf(code: string): Explanation {
  return (
    (EXPLANATIONS as Readonly<Record<string, Explanation>>)[code] ?? {
      title: code,
      why: '',
      fix: '',
    }
  );
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
