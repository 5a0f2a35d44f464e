/** `port check [dir]`: whether a service is what its manifest says, for CI. */
import { diagnosticJson } from '../diagnostics/diagnostic-json.js';
import { check, type CheckResult } from '../pipeline/check.js';
import { withResources } from '../processes/resources.js';
import { renderTreeDiff } from '../report/render-tree-diff.js';
import type { CommandContext } from './command-context.js';
import { countRoutes } from './count-routes.js';
import { EXIT } from './exit-codes.js';

export interface CheckFlags {
  readonly manifest?: string;
  readonly database?: string;
}

export async function runCheck(
  context: CommandContext,
  directory: string,
  flags: CheckFlags,
): Promise<number> {
  const { console, cwd, env, signal } = context;
  const result = await withResources(signal, (resources) =>
    check(resources, {
      directory,
      cwd,
      manifest: flags.manifest,
      databaseUrl: flags.database ?? (env['DATABASE_URL'] || undefined),
      onStep: (step) => console.status(`${step} …`),
    }),
  );
  const { service, drift, unresolved, diagnostics } = result;
  const isGood = service !== undefined && drift.length === 0 && unresolved.length === 0;
  console.diagnostics(diagnostics);
  console.printJson({
    out: result.out,
    manifest: result.manifest,
    ok: isGood,
    files: drift.map(({ path, last, text }) => ({
      path,
      action: text === undefined ? 'delete' : last === undefined ? 'create' : 'update',
    })),
    unresolved,
    routes: service ? countRoutes(service) : { ported: 0, partial: 0, stub: 0 },
    diagnostics: diagnostics.map(diagnosticJson),
  });
  show(context, result);
  return isGood ? EXIT.yes : EXIT.no;
}

function show({ console }: CommandContext, result: CheckResult): void {
  const { out, manifest, service, drift, writtenBy, isSameManifest, unresolved, diagnostics } =
    result;
  const style = { color: console.colorOf('stdout') };
  const last = new Map(
    drift.flatMap(({ path, last: text }) => (text === undefined ? [] : [[path, text]])),
  );
  console.print(
    renderTreeDiff(
      last,
      drift.filter(({ isLarge }) => !isLarge),
      style,
    ),
  );
  const errors = diagnostics.filter(
    ({ severity, code }) => severity === 'error' && code !== 'update-conflict',
  );
  const files = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
  const lines: [isGood: boolean, good: string, bad: string][] = [
    [
      service !== undefined,
      `${manifest} is valid, and the database accepts its statements`,
      `${manifest} has ${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`,
    ],
    [
      unresolved.length === 0,
      'no conflict is left',
      `conflicts are left in ${unresolved.join(', ')}`,
    ],
  ];
  if (service) {
    const version = writtenBy === undefined ? '' : `, written by port ${writtenBy}`;
    lines.push([
      drift.length === 0,
      `the last generation of ${out} is current${version}`,
      `${files(drift.length)} of ${out} would be generated otherwise now${version}`,
    ]);
  }
  for (const [isGood, good, bad] of lines)
    console.print(`${isGood ? 'yes' : 'no '}  ${isGood ? good : bad}\n`);
  if (drift.length > 0)
    console.print(`next: port update ${isSameManifest ? '--force ' : ''}${out}\n`);
}
