/** A scan as text for a terminal: every route with what becomes of it, then what a person should look at. */
import type { RouteStatus, ScanResult } from '../model/scan-result.js';
import { plural } from './describe-run.js';
import { painter, type Style } from './terminal-style.js';
import { layOutColumns, left, right, type Cell } from './text-columns.js';
import { countRoutes, estimatedHours, untilCompiled } from './scan-figures.js';

const STYLES: Readonly<Record<RouteStatus, Style>> = {
  ported: 'green',
  partial: 'yellow',
  stub: 'red',
};

export function renderScanTable(
  result: ScanResult,
  { color }: { readonly color: boolean },
): string {
  const paint = painter(color);
  const { app, routes, audit, libraries, queries } = result;
  const counts = countRoutes(routes);
  const lines = [
    paint(
      'bold',
      `${app.name}: ${plural(routes.length, 'route')} in ${plural(app.files, 'file')} of Python (${app.lines.toLocaleString('en-US')} lines)`,
    ),
    `${counts.ported} ported, ${counts.partial} to be looked at, ${counts.stub} to be written by hand (${estimatedHours(result)})`,
  ];
  const caveat = untilCompiled(result);
  if (caveat !== undefined) lines.push(paint('dim', caveat));
  const rows = routes.map(({ status, methods, rule, view, source, codes }) => [
    left(status, STYLES[status]),
    left(methods.join(',')),
    left(rule),
    left(placeOf(view ?? source), 'dim'),
    left(codes.join(' '), 'dim'),
  ]);
  if (rows.length > 0) lines.push('', ...layOutColumns(rows, paint).lines);
  if (audit.length > 0) {
    const found = audit.map(({ code, source, route }): Cell[] => [
      left(code, 'yellow'),
      left(placeOf(source)),
      left(route ?? '', 'dim'),
    ]);
    lines.push(
      '',
      paint('bold', 'What to know before porting'),
      ...layOutColumns(found, paint).lines,
    );
  }
  if (queries.length > 0) {
    const dynamic = queries.filter(({ status }) => status === 'dynamic').length;
    lines.push(
      '',
      `${plural(queries.length, 'statement')} of SQL, ${dynamic} of them put together when they run`,
    );
  }
  if (libraries.length > 0) {
    const found = libraries.map(({ name, version, files, replacement }): Cell[] => [
      left(name),
      left(version ?? ''),
      right(plural(files, 'file')),
      left(replacement ?? 'nothing takes its place by itself', replacement ? 'dim' : 'yellow'),
    ]);
    lines.push('', paint('bold', 'Libraries'), ...layOutColumns(found, paint).lines);
  }
  return `${lines.join('\n')}\n`;
}

function placeOf({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`;
}
