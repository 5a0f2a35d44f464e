/**
 * The style sheet of the HTML page of a run: one accent for the subject and greys for everything else, in
 * a light and a dark scheme, for screens from 360 pixels and for paper. It asks for no file and no font.
 */
export const BENCH_PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f7f8f9; --card: #ffffff; --ink: #17202b; --soft: #566373; --line: #dde2e8; --track: #eef1f4;
  --accent: #0a7a70; --accent-bar: #14a093; --baseline: #aeb8c4; --whisker: #17202b; --bad: #b3261e;
  --warn-line: #d9a441; --shadow: 0 1px 2px rgb(23 32 43 / 5%);
  --other-1: #5b6b7d; --other-2: #a3611a; --other-3: #6b55c4; --other-4: #2f73a8;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0e1319; --card: #151c24; --ink: #e7ecf2; --soft: #9aa8b8; --line: #28323e; --track: #1d2630;
    --accent: #4fd1c1; --accent-bar: #2aa89a; --baseline: #566475; --whisker: #f2f5f8; --bad: #ff8a80;
    --warn-line: #a37a2c; --shadow: none;
    --other-1: #93a3b5; --other-2: #e0a45c; --other-3: #a99af0; --other-4: #6fb3e0;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial,
    sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
main { max-width: 1080px; margin: 0 auto; padding: clamp(20px, 5vw, 56px) clamp(16px, 4vw, 40px); }
header p, h1, h2, h3 { margin: 0; }
.overline { color: var(--soft); font-size: .8125rem; letter-spacing: .02em; }
h1 {
  font-size: clamp(1.5rem, 4.4vw, 2.375rem); line-height: 1.16; font-weight: 680; letter-spacing: -.021em;
  max-width: 24em; margin: 6px 0 10px; text-wrap: balance;
}
.lead { color: var(--soft); max-width: 62em; }
h2 { font-size: 1.125rem; font-weight: 650; letter-spacing: -.01em; }
h3 { font-size: .9375rem; font-weight: 620; }
section { margin-top: clamp(32px, 5vw, 48px); }
.head { display: flex; flex-wrap: wrap; gap: 10px 24px; align-items: end; margin-bottom: 14px; }
.head div { flex: 1 1 17em; }
.head p { margin: 2px 0 0; color: var(--soft); font-size: .875rem; max-width: 60em; }
.tiles { display: grid; gap: 16px 32px; margin: 30px 0 0; padding: 0; list-style: none;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr)); }
.none { margin: 0; font-size: .875rem; }
.tiles li { border-left: 3px solid var(--baseline); padding: 1px 0 1px 14px; }
.tiles .times { display: block; font-size: 1.9375rem; line-height: 1.15; font-weight: 680;
  letter-spacing: -.02em; }
.tiles .ahead { border-color: var(--accent-bar); }
.tiles .ahead .times { color: var(--accent); }
.tiles .of { display: block; font-weight: 560; }
.tiles .more { display: block; color: var(--soft); font-size: .8125rem; }
.cards { display: grid; gap: 16px; grid-template-columns: repeat(auto-fill, minmax(min(100%, 308px), 1fr)); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 18px 20px;
  box-shadow: var(--shadow); min-width: 0; display: flex; flex-direction: column; gap: 14px; }
.chart { display: block; overflow: visible; }
.chart text { font-size: 13px; fill: var(--soft); }
.chart .name.subject { fill: var(--ink); font-weight: 620; }
.chart .value { text-anchor: end; fill: var(--ink); }
.chart .value.subject { fill: var(--accent); font-weight: 680; }
.chart .value.bad { fill: var(--bad); font-weight: 560; }
.chart .track { fill: var(--track); }
.chart .bar.baseline { fill: var(--baseline); }
.chart .bar.subject { fill: var(--accent-bar); }
.chart .whisker { stroke: var(--whisker); stroke-width: 1.25; }
.chart .grid { stroke: var(--line); }
.chart .dot { stroke: var(--card); stroke-width: 1.5; }
.chart .dot.baseline { fill: var(--baseline); }
.chart .dot.subject { fill: var(--accent-bar); }
.chart .tick { font-size: 11px; text-anchor: middle; }
.chart .tick.first { text-anchor: start; }
.chart .tick.last { text-anchor: end; }
.chart .line { stroke-width: 1.75; stroke-linecap: round; }
.chart .line.subject { stroke: var(--accent-bar); stroke-width: 2.5; }
.chart .mark { stroke: var(--card); stroke-width: 1; }
.chart .mark.subject { fill: var(--accent-bar); }
.chart .line.other-1 { stroke: var(--other-1); stroke-dasharray: 7 4; }
.chart .line.other-2 { stroke: var(--other-2); stroke-dasharray: 2 4; }
.chart .line.other-3 { stroke: var(--other-3); stroke-dasharray: 9 3 2 3; }
.chart .line.other-4 { stroke: var(--other-4); }
.chart .mark.other-1 { fill: var(--other-1); }
.chart .mark.other-2 { fill: var(--other-2); }
.chart .mark.other-3 { fill: var(--other-3); }
.chart .mark.other-4 { fill: var(--other-4); }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 6px 22px; margin: 0 0 14px; padding: 0;
  font-size: .875rem; }
.legend li { display: flex; align-items: center; gap: 8px; }
.legend .chart { flex: none; }
h4 { margin: 0; font-size: .8125rem; font-weight: 400; color: var(--soft); }
h4 + .chart { margin-top: -8px; }
.cards.wide { grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); }
.more, details { margin-top: 16px; }
summary { cursor: pointer; font-size: .875rem; color: var(--soft); }
details[open] summary { margin-bottom: 10px; }
.chart.logarithmic { display: none; }
.charts:has(#scale-logarithmic:checked) .chart.logarithmic { display: block; }
.charts:has(#scale-logarithmic:checked) .chart.linear { display: none; }
.scale { display: flex; border: 1px solid var(--line); border-radius: 8px; padding: 2px; margin: 0;
  background: var(--card); font-size: .8125rem; }
.scale legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.scale input { position: absolute; opacity: 0; pointer-events: none; }
.scale label { padding: 3px 12px; border-radius: 6px; color: var(--soft); cursor: pointer; }
.scale input:checked + label { background: var(--track); color: var(--ink); font-weight: 560; }
.scale input:focus-visible + label, .scroll:focus-visible { outline: 2px solid var(--accent-bar); outline-offset: 2px; }
@supports not selector(:has(*)) { .scale { display: none; } }
.ratios { list-style: none; margin: auto 0 0; padding: 12px 0 0; border-top: 1px solid var(--line);
  display: grid; gap: 3px; font-size: .875rem; }
.ratios strong { font-weight: 650; }
.ratios .faster { color: var(--accent); }
.ratios .slower { color: var(--bad); }
.soft, .ratios span { color: var(--soft); }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 10px;
  box-shadow: var(--shadow); }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { padding: 7px 12px; text-align: right; font-weight: 400; vertical-align: baseline; white-space: nowrap; }
th:first-child, td:first-child { padding-left: 20px; }
th:last-child, td:last-child { padding-right: 20px; }
thead th { color: var(--soft); font-size: .8125rem; }
th:first-child, .text { text-align: left; }
td.text { white-space: normal; min-width: 14em; }
tbody tr { border-top: 1px solid var(--line); }
tbody .group { text-align: left; font-weight: 620; background: var(--track); white-space: normal; }
tbody th { max-width: 22em; white-space: normal; min-width: 8.5em; }
tr.subject th, tr.subject td.rate, td.subject { color: var(--accent); font-weight: 650; }
td.bad { color: var(--bad); font-weight: 560; }
code { font: .9em/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.problems { border-left: 3px solid var(--bad); margin: 28px 0 0; padding: 2px 0 2px 14px; }
.problems ul { margin: 4px 0 0; padding: 0 0 0 1.1em; }
dl { display: grid; grid-template-columns: minmax(6.5em, max-content) 1fr; gap: 5px 22px; margin: 0; font-size: .875rem; }
dt { color: var(--soft); }
dd { margin: 0; }
p, li { text-wrap: pretty; }
.two .all { grid-column: 1 / -1; }
.two { display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); align-items: start; }
.notes { margin: 0; padding-left: 1.1em; font-size: .875rem; display: grid; gap: 4px; }
@media print {
  :root { --page: #fff; --card: #fff; --shadow: none; }
  html { font-size: 13px; }
  main { padding: 0; max-width: none; }
  .card, tr, .tiles li { break-inside: avoid; }
  h2 { break-after: avoid; }
  .scale { display: none; }
  .charts .chart.linear { display: block !important; }
  .charts .chart.logarithmic { display: none !important; }
  .scroll { overflow: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
