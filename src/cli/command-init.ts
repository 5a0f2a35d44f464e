/** `port init <manifest>`: writes the service, and says what was written and what is left to do. */
import { diagnosticJson } from '../diagnostics/diagnostic-json.js';
import { init } from '../pipeline/init.js';
import { withResources } from '../processes/resources.js';
import type { CommandContext } from './command-context.js';
import { countRoutes } from './count-routes.js';
import { EXIT } from './exit-codes.js';

export interface InitFlags {
  readonly out?: string;
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly database?: string;
}

export async function runInit(
  context: CommandContext,
  manifest: string,
  flags: InitFlags,
): Promise<number> {
  const { console, cwd, env, signal } = context;
  const dryRun = flags.dryRun ?? false;
  const { written, diagnostics } = await withResources(signal, (resources) =>
    init(resources, {
      manifest,
      cwd,
      out: flags.out,
      force: flags.force ?? false,
      dryRun,
      databaseUrl: flags.database ?? (env['DATABASE_URL'] || undefined),
      onStep: (step) => console.status(`${step} …`),
    }),
  );
  console.diagnostics(diagnostics);
  const routes = written ? countRoutes(written.service) : { ported: 0, partial: 0, stub: 0 };
  console.printJson({
    out: written?.out ?? null,
    dryRun,
    files: written?.files ?? [],
    routes,
    diagnostics: diagnostics.map(diagnosticJson),
  });
  if (!written) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    console.error(
      `nothing was written: ${errors} ${errors === 1 ? 'error' : 'errors'} in ${manifest}`,
    );
    return EXIT.no;
  }
  for (const { path, action } of written.files) console.print(`${action.padEnd(9)} ${path}\n`);
  const total = routes.ported + routes.stub;
  console.print(
    `\n${dryRun ? 'would write' : 'wrote'} ${written.files.length} files to ${written.out}: ` +
      `${total} ${total === 1 ? 'route' : 'routes'}, ${routes.stub} left to write by hand\n`,
  );
  if (!dryRun) console.print(`next: cd ${written.out} && npm install && npm test\n`);
  return EXIT.yes;
}
