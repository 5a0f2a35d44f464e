/**
 * The result of `port verify` as one page: what holds, a table by route, and every difference with its request
 * and both answers. It loads nothing from anywhere; a few lines of script filter the list, and without them
 * the whole list is there.
 */
import type { VerifiedRoute, VerifyDifference, VerifyResult } from '../model/verify-result.js';
import { escapeMarkup } from './escape-markup.js';
import { formatCount } from './format-figures.js';
import { coverageText } from './render-verify-table.js';
import { VERIFY_PAGE_STYLE } from './verify-page-style.js';

export function renderVerifyHtml(result: VerifyResult): string {
  const { summary, reference, candidate, differences } = result;
  const isSame = summary.different === 0 && result.stopped === undefined;
  const title = isSame
    ? `${formatCount(summary.requests)} requests, no difference that nobody declared`
    : summary.different === 0
      ? 'The comparison did not come to its end'
      : `${formatCount(summary.different)} of ${formatCount(summary.requests)} requests differ`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${VERIFY_PAGE_STYLE}</style>
</head>
<body>
<main>
<header>
<p class="overline">port verify</p>
<h1 class="${isSame ? 'good' : 'bad'}">${escapeMarkup(title)}</h1>
<p class="soft">Reference: ${escapeMarkup(reference)}<br>Candidate: ${escapeMarkup(candidate)}</p>
${result.stopped === undefined ? '' : `<p><b>Stopped:</b> ${escapeMarkup(result.stopped)}</p>\n`}${figures(result)}
</header>
${routeSection(result)}
${differences.length === 0 ? '' : differenceList(differences)}
${remarks(result)}
</main>
${differences.length === 0 ? '' : `<script>${FILTER}</script>\n`}</body>
</html>
`;
}

function figures({ summary, coverage }: VerifyResult): string {
  const looked = summary.databaseSame + summary.databaseDifferent;
  const items: readonly (readonly [string, string])[] = [
    [formatCount(summary.same), 'answered the same'],
    [formatCount(summary.expected), 'differ as declared'],
    [formatCount(summary.different), 'differ'],
    looked === 0
      ? ['–', 'databases not compared']
      : [formatCount(summary.databaseSame), `of ${formatCount(looked)} with the same rows after`],
    [`${summary.routesSame}/${summary.routes}`, 'routes without a difference'],
  ];
  const tried = coverageText(coverage);
  return `<ul class="figures">${items
    .map(([figure, label]) => `<li><b>${figure}</b><span>${escapeMarkup(label)}</span></li>`)
    .join('')}</ul>${tried === '' ? '' : `\n<p class="soft">${escapeMarkup(tried)}</p>`}`;
}

/** Routes that differ stand first; where there are any, the others are folded away. */
function routeSection({ routes }: VerifyResult): string {
  const differing = routes.filter(({ different }) => different > 0);
  const others = routes.filter(({ different }) => different === 0);
  const rest =
    differing.length === 0 || others.length === 0
      ? routeTable(others)
      : `<details class="others"><summary>${formatCount(others.length)} routes without a difference</summary>${routeTable(others)}</details>`;
  return `<section>
<h2>Routes</h2>
${routeTable(differing)}${rest}
</section>`;
}

function routeTable(routes: readonly VerifiedRoute[]): string {
  if (routes.length === 0) return '';
  const cell = (count: number, isBad = false): string =>
    `<td${isBad && count > 0 ? ' class="bad"' : ''}>${count === 0 ? '–' : formatCount(count)}</td>`;
  const rows = routes.map(({ route, requests, same, expected, different, statuses }) => {
    const name = escapeMarkup(route);
    const label =
      different > 0 ? `<button type="button" data-route="${name}">${name}</button>` : name;
    const answers = Object.entries(statuses).map(
      ([status, count]) => `<span>${escapeMarkup(status)} × ${formatCount(count)}</span>`,
    );
    return `<tr><td>${label}</td>${cell(different, true)}${cell(expected)}${cell(same)}${cell(requests)}<td class="answers">${answers.join(', ')}</td></tr>`;
  });
  return `<div class="scroll"><table>
<thead><tr><th>route</th><th>different</th><th>declared</th><th>same</th><th>requests</th><th>answers of the reference</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table></div>
`;
}

function differenceList(differences: readonly VerifyDifference[]): string {
  const layers = ['status', 'headers', 'body', 'database'].filter((layer) =>
    differences.some((difference) => difference.layer === layer),
  );
  const boxes = layers.map(
    (layer) =>
      `<label><input type="checkbox" value="${layer}" checked>${layer} (${formatCount(
        differences.filter((difference) => difference.layer === layer).length,
      )})</label>`,
  );
  return `<section id="differences">
<h2>Differences</h2>
<div class="search"><input type="search" placeholder="route, path, value …" aria-label="Search the differences">${boxes.join('')}<span class="soft" id="shown" aria-live="polite"></span></div>
${differences.map(oneDifference).join('\n')}
</section>`;
}

function oneDifference(difference: VerifyDifference): string {
  const { route, layer, place, curl, answers, rows, smallest, request } = difference;
  const where = place === undefined ? '' : ` · ${escapeMarkup(place)}`;
  const hasRows = rows.reference.length + rows.candidate.length > 0;
  const side = (name: string, text: string): string =>
    `<div><h4>${name}</h4><pre>${escapeMarkupLines(text)}</pre></div>`;
  return `<details data-layer="${layer}" data-route="${escapeMarkup(route)}"><summary><span class="layer">${layer}</span> <b>${escapeMarkup(route)}</b>${where}<span class="about">${request}. ${escapeMarkup(difference.case)}: ${escapeMarkup(difference.reference)} → ${escapeMarkup(difference.candidate)}</span></summary><div class="inner">
<pre>${escapeMarkup(curl)}</pre>${
    smallest
      ? `
<h4>The smallest request that still differs</h4><pre>${escapeMarkupLines([...smallest.after, smallest.curl].join('\n'))}</pre>`
      : ''
  }
${
  hasRows
    ? `<div class="sides">${side('rows of the reference only', rows.reference.join('\n') || 'none')}${side('rows of the candidate only', rows.candidate.join('\n') || 'none')}</div>\n`
    : ''
}<div class="sides">${side('reference', answers.reference)}${side('candidate', answers.candidate)}</div>
</div></details>`;
}

/** Line breaks stay; every other control character becomes visible. */
function escapeMarkupLines(text: string): string {
  return text.split('\n').map(escapeMarkup).join('\n');
}

function remarks({ expected, noise, coverage, notes }: VerifyResult): string {
  const times = (count: number): string => (count === 1 ? 'once' : `${formatCount(count)} times`);
  const untried = [
    ['routes that never answered with success', coverage.routes.missing],
    ['statuses that never came', coverage.statuses.missing],
    ['statements that were never run', coverage.statements?.missing ?? []],
  ] as const;
  const blocks: readonly (readonly [string, readonly string[]])[] = [
    [
      'Declared differences',
      expected.map(({ route, layer, reason, requests }) => {
        const text = `${route ?? 'any route'}, ${layer}: ${reason}`;
        return requests > 0
          ? `${escapeMarkup(text)} <span class="soft">(${times(requests)})</span>`
          : `<span class="stale">${escapeMarkup(text)} (stale: never met)</span>`;
      }),
    ],
    [
      'Not the same from one run of the reference to the next, compared by kind',
      noise.map(
        ({ route, what, requests }) =>
          `${escapeMarkup(`${route}: ${what}`)} <span class="soft">(${times(requests)})</span>`,
      ),
    ],
    [
      'Not tried',
      untried.flatMap(([name, missing]) => missing.map((each) => escapeMarkup(`${name}: ${each}`))),
    ],
    ['Notes', notes.map(escapeMarkup)],
  ];
  return blocks
    .filter(([, items]) => items.length > 0)
    .map(
      ([name, items]) =>
        `<section>\n<h2>${name}</h2>\n<ul class="notes">${items.map((item) => `<li>${item}</li>`).join('\n')}</ul>\n</section>`,
    )
    .join('\n');
}

/** Every word has to be in the text of a difference, wherever; case does not matter. */
const FILTER = `
(() => {
  const all = [...document.querySelectorAll('details[data-layer]')].map((node) => ({ node, text: undefined }));
  const input = document.querySelector('input[type=search]');
  const boxes = [...document.querySelectorAll('.search input[type=checkbox]')];
  const shown = document.getElementById('shown');
  let timer;
  const filter = () => {
    const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const layers = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const each of all) {
      const isMine = layers.has(each.node.dataset.layer) && (words.length === 0 ||
        (each.text ??= each.node.textContent.toLowerCase(), words.every((word) => each.text.includes(word))));
      each.node.hidden = !isMine;
      if (isMine) count += 1;
    }
    shown.textContent = count === all.length ? '' : count + ' of ' + all.length;
  };
  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(filter, 80); });
  for (const box of boxes) box.addEventListener('change', filter);
  for (const button of document.querySelectorAll('button[data-route]')) {
    button.addEventListener('click', () => {
      input.value = button.dataset.route;
      filter();
      document.getElementById('differences').scrollIntoView();
    });
  }
})();
`;
