/** `port init <manifest or app>`: writes the service, and says what was written and what is left to do. */
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.js';
import { diagnosticJson } from '../diagnostics/diagnostic-json.js';
import { init } from '../pipeline/init.js';
import { isApp, scan, writeManifest } from '../pipeline/scan.js';
import { withResources } from '../processes/resources.js';
import type { CommandContext } from './command-context.js';
import { countRoutes } from './count-routes.js';
import { EXIT } from './exit-codes.js';

export interface InitFlags {
  readonly out?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly database?: string;
  readonly schema: readonly string[];
}

/** Where the manifest of an app goes. */
const MANIFEST = 'port.yaml';

export async function runInit(
  context: CommandContext,
  input: string,
  flags: InitFlags,
): Promise<number> {
  const { console, cwd, env, signal } = context;
  const dryRun = flags.dryRun ?? false;
  const scanned = (await isApp(cwd, input))
    ? await scan({ app: input, cwd, manifest: MANIFEST, schema: flags.schema })
    : undefined;
  const manifest = scanned ? MANIFEST : input;
  if (scanned && hasErrors(scanned.result.diagnostics)) {
    return refuse(context, scanned.result.diagnostics, { dryRun, input });
  }
  if (scanned && !dryRun) {
    await writeManifest(cwd, MANIFEST, scanned.manifest);
    console.note(`wrote ${MANIFEST}`);
  }
  // The app itself may lie in a folder of the service's name.
  const out = flags.out ?? (scanned ? `${scanned.result.app.name}-service` : undefined);
  const { written, diagnostics: found } = await withResources(signal, (resources) =>
    init(resources, {
      manifest,
      text: scanned?.manifest,
      cwd,
      out,
      force: flags.force ?? false,
      dryRun,
      databaseUrl: flags.database ?? (env['DATABASE_URL'] || undefined),
      onStep: (step) => console.status(`${step} …`),
    }),
  );
  const diagnostics = [...(scanned?.result.diagnostics ?? []), ...found];
  if (!written) return refuse(context, diagnostics, { dryRun, input: manifest });
  console.diagnostics(diagnostics);
  const routes = countRoutes(written.service);
  console.printJson({
    out: written.out,
    dryRun,
    files: written.files,
    routes,
    diagnostics: diagnostics.map(diagnosticJson),
  });
  for (const { path, action } of written.files) console.print(`${action.padEnd(9)} ${path}\n`);
  const total = routes.ported + routes.partial + routes.stub;
  console.print(
    `\n${dryRun ? 'would write' : 'wrote'} ${written.files.length} files to ${written.out}: ` +
      `${total} ${total === 1 ? 'route' : 'routes'}, ${routes.stub} left to write by hand\n`,
  );
  if (written.leftOut !== undefined)
    console.note(`${written.leftOut} is large: copy it to static in the service yourself`);
  if (!dryRun) console.print(`next: cd ${written.out} && npm install && npm test\n`);
  return EXIT.yes;
}

function refuse(
  { console }: CommandContext,
  diagnostics: readonly Diagnostic[],
  { dryRun, input }: { readonly dryRun: boolean; readonly input: string },
): number {
  console.diagnostics(diagnostics);
  console.printJson({
    out: null,
    dryRun,
    files: [],
    routes: { ported: 0, partial: 0, stub: 0 },
    diagnostics: diagnostics.map(diagnosticJson),
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  console.error(`nothing was written: ${errors} ${errors === 1 ? 'error' : 'errors'} in ${input}`);
  return EXIT.no;
}
