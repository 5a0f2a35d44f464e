/** `port scan <app>`: what a Flask app consists of, what a port of it takes, and the manifest to begin with. */
import { resolve } from 'node:path';
import { diagnosticJson } from '../diagnostics/diagnostic-json.js';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { ScanResult } from '../model/scan-result.js';
import { scan } from '../pipeline/scan.js';
import { renderScanHtml } from '../report/render-scan-html.js';
import { renderScanTable } from '../report/render-scan-table.js';
import { countRoutes } from '../report/scan-figures.js';
import { writeFileAtomically } from '../workspace/write-file.js';
import type { CommandContext } from './command-context.js';
import { EXIT } from './exit-codes.js';

export interface ScanFlags {
  readonly out?: string;
  readonly html?: string;
  readonly schema: readonly string[];
}

export async function runScan(
  { console, cwd }: CommandContext,
  app: string,
  flags: ScanFlags,
): Promise<number> {
  console.status(`reading ${app} …`);
  const { result, manifest } = await scan({
    app,
    cwd,
    manifest: flags.out ?? 'port.yaml',
    schema: flags.schema,
  });
  console.diagnostics(result.diagnostics);
  if (console.options.verbose) console.diagnostics(result.findings);
  if (flags.out !== undefined && !hasErrors(result.diagnostics)) {
    await writeFileAtomically(resolve(cwd, flags.out), manifest);
    console.note(`wrote ${flags.out}`);
  }
  if (flags.html !== undefined) {
    await writeFileAtomically(resolve(cwd, flags.html), renderScanHtml(result));
    console.note(`wrote ${flags.html}`);
  }
  console.print(renderScanTable(result, { color: console.colorOf('stdout') }));
  console.printJson(scanJson(result));
  return hasErrors(result.diagnostics) ? EXIT.no : EXIT.yes;
}

export function scanJson({
  app,
  routes,
  queries,
  audit,
  libraries,
  functions,
  functionsTranslated,
  diagnostics,
}: ScanResult) {
  const count = (severity: Diagnostic['severity']): number =>
    diagnostics.filter((found) => found.severity === severity).length;
  const dynamic = queries.filter(({ status }) => status === 'dynamic').length;
  return {
    app: {
      root: app.root,
      files: app.files,
      lines: app.lines,
      flask: app.flask ?? null,
      werkzeug: app.werkzeug ?? null,
      python: app.python ?? null,
    },
    summary: {
      routes: routes.length,
      ...countRoutes(routes),
      functions,
      functionsTranslated,
      queries: queries.length,
      queriesTyped: 0,
      queriesDynamic: dynamic,
      errors: count('error'),
      warnings: count('warning'),
    },
    routes: routes.map(({ rule, methods, endpoint, blueprint, source, status, codes, reason }) => ({
      rule,
      methods,
      endpoint: [...blueprint, endpoint].join('.'),
      blueprint: blueprint.length === 0 ? null : blueprint.join('.'),
      source,
      status,
      codes,
      reason: reason ?? null,
    })),
    queries,
    audit: audit.map((entry) => ({ ...entry, route: entry.route ?? null })),
    libraries: libraries.map((entry) => ({
      ...entry,
      version: entry.version ?? null,
      replacement: entry.replacement ?? null,
    })),
    diagnostics: diagnostics.map(diagnosticJson),
  };
}
