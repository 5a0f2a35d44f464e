/** `port update [dir]`: regenerates, keeps the edits, and says file by file what became of them. */
import { diagnosticJson } from '../diagnostics/diagnostic-json.js';
import type { ConflictStyle } from '../merge/merge-lines.js';
import { update, type UpdateResult } from '../pipeline/update.js';
import { withResources } from '../processes/resources.js';
import { renderTreeDiff } from '../report/render-tree-diff.js';
import { countActions, renderOutcomes } from '../report/render-outcomes.js';
import type { CommandContext } from './command-context.js';
import { countRoutes } from './count-routes.js';
import { EXIT } from './exit-codes.js';

export interface UpdateFlags {
  readonly manifest?: string;
  readonly conflict: ConflictStyle;
  readonly only: readonly string[];
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly database?: string;
}

export async function runUpdate(
  context: CommandContext,
  directory: string,
  flags: UpdateFlags,
): Promise<number> {
  const { console, cwd, env, signal } = context;
  const dryRun = flags.dryRun ?? false;
  const result = await withResources(signal, (resources) =>
    update(resources, {
      directory,
      cwd,
      manifest: flags.manifest,
      style: flags.conflict,
      only: flags.only,
      dryRun,
      force: flags.force ?? false,
      databaseUrl: flags.database ?? (env['DATABASE_URL'] || undefined),
      onStep: (step) => console.status(`${step} …`),
    }),
  );
  const { merge, service, diagnostics } = result;
  console.diagnostics(diagnostics);
  console.printJson({
    out: result.out,
    dryRun,
    files: merge?.files.map(({ path, action }) => ({ path, action })) ?? [],
    routes: service ? countRoutes(service) : { ported: 0, partial: 0, stub: 0 },
    conflicts:
      merge?.files.flatMap(({ path, conflicts }) => (conflicts > 0 ? [{ path, conflicts }] : [])) ??
      [],
    unresolved: result.unresolved,
    diagnostics: diagnostics.map(diagnosticJson),
  });
  if (!merge) return refuse(context, result);
  show(context, result, dryRun);
  return merge.files.some(({ action }) => action === 'conflict') ? EXIT.conflicts : EXIT.yes;
}

function refuse({ console }: CommandContext, { out, unresolved }: UpdateResult): number {
  if (unresolved.length > 0) {
    console.error(
      `nothing was written: ${out} has conflicts that nobody has resolved, in ${unresolved.join(', ')}`,
    );
    return EXIT.unable;
  }
  console.error('nothing was written: the manifest has errors');
  return EXIT.no;
}

function show({ console }: CommandContext, result: UpdateResult, dryRun: boolean): void {
  const { out, yours } = result;
  const merge = result.merge!;
  const style = { color: console.colorOf('stdout') };
  console.print(renderOutcomes(merge, style));
  if (dryRun) console.print(renderTreeDiff(yours, merge.files, style));
  const counts = countActions(merge.files);
  if (merge.files.every(({ action }) => action === 'unchanged')) {
    console.print(`nothing to do: ${out} is what its manifest says, and your edits\n`);
    return;
  }
  console.print(`\n${dryRun ? 'would update' : 'updated'} ${out}: ${counts}\n`);
  if (dryRun) return;
  const hasConflicts = merge.files.some(({ conflicts }) => conflicts > 0);
  console.print(
    hasConflicts
      ? 'next: resolve the conflicts (look for <<<<<<<), then `port check`\n'
      : `next: cd ${out} && npm install && npm test\n`,
  );
}
