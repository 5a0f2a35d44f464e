/** The style sheet of the page of `port verify`: light and dark, from 360 pixels, no file and no font asked for. */
export const VERIFY_PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f7f8f9; --card: #fff; --ink: #17202b; --soft: #566373; --line: #dde2e8; --track: #eef1f4;
  --good: #0a7a70; --bad: #b3261e; --bad-back: #fdf0ef; --good-back: #eaf6f4; --warn: #8a5a00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #0e1319; --card: #151c24; --ink: #e7ecf2; --soft: #9aa8b8; --line: #28323e; --track: #1d2630;
    --good: #4fd1c1; --bad: #ff8a80; --bad-back: #2b1917; --good-back: #12272a; --warn: #e0b050;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 1180px; margin: 0 auto; padding: clamp(18px, 4vw, 48px) clamp(14px, 3vw, 36px); }
h1 { font-size: clamp(1.4rem, 4vw, 2.1rem); line-height: 1.18; letter-spacing: -.02em; margin: 4px 0 8px; text-wrap: balance; }
h1.good { color: var(--good); }
h1.bad { color: var(--bad); }
h2 { font-size: 1.1rem; margin: 0 0 10px; }
section { margin-top: clamp(26px, 4vw, 42px); }
.soft, .overline { color: var(--soft); }
.overline { font-size: .8125rem; margin: 0; }
p { margin: 4px 0; max-width: 70em; }
.figures { display: flex; flex-wrap: wrap; gap: 14px 34px; margin: 22px 0 0; padding: 0; list-style: none; }
.figures b { display: block; font-size: 1.6rem; line-height: 1.2; font-weight: 660; }
.figures span { color: var(--soft); font-size: .8125rem; }
.scroll { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { padding: 6px 12px; text-align: right; font-weight: 400; vertical-align: top; }
th:first-child, td:first-child { text-align: left; min-width: 14em; }
thead th { color: var(--soft); border-bottom: 1px solid var(--line); white-space: nowrap; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
.answers { color: var(--soft); min-width: 16em; }
.answers span { white-space: nowrap; }
.others { margin-top: 10px; }
.others .scroll { border-width: 1px 0 0; border-radius: 0; }
td.bad { color: var(--bad); font-weight: 620; }
td button { all: unset; cursor: pointer; text-decoration: underline dotted; }
td button:focus-visible, summary:focus-visible { outline: 2px solid var(--good); outline-offset: 2px; }
.search { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center;
  padding: 10px 0; background: var(--page); }
input[type=search] { flex: 1 1 16em; min-width: 0; font: inherit; color: inherit; padding: 8px 12px; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; }
.search label { display: inline-flex; gap: 5px; align-items: center; font-size: .875rem; }
details { background: var(--card); border: 1px solid var(--line); border-radius: 8px; margin: 0 0 8px;
  content-visibility: auto; contain-intrinsic-size: auto 58px; }
summary { cursor: pointer; padding: 9px 14px; list-style-position: outside; margin-left: 18px; }
summary b { font-weight: 620; }
.layer { display: inline-block; min-width: 5.2em; color: var(--bad); font-size: .8125rem; font-weight: 620; }
.about { display: block; color: var(--soft); font-size: .8125rem; }
.inner { padding: 0 14px 12px; }
pre { margin: 6px 0; padding: 9px 11px; background: var(--track); border-radius: 6px; overflow-x: auto; white-space: pre-wrap;
  font: 12.5px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; max-height: 26em; overflow-y: auto; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 340px), 1fr)); gap: 4px 12px; }
.sides h4 { margin: 8px 0 0; font-size: .8125rem; color: var(--soft); font-weight: 560; }
.sides div:nth-child(1) pre { background: var(--good-back); }
.sides div:nth-child(2) pre { background: var(--bad-back); }
.notes { padding-left: 1.2em; margin: 0; }
.notes li { margin: 3px 0; }
.stale { color: var(--warn); }
[hidden] { display: none !important; }
@media print { .search { display: none; } details { break-inside: avoid; } }
`;
