/**
 * Changes files in a folder that exists, all or none. Everything is first prepared in a folder inside it
 * (so on the same file system) and synced; then a plan is put down, from when on the change counts as made;
 * then the files are moved to their places. If that is cut off, the next run that looks at the folder
 * completes it, and if it is cut off before there is a plan, the next run clears it away.
 */
import { lstat, mkdir, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import process from 'node:process';

import { applyPlan, CHANGE_FOLDER, keepOld, type Plan } from './apply-change.js';
import { checkTreePaths } from './check-tree-paths.js';
import {
  forEachFile,
  isRunningElsewhere,
  removeTree,
  syncFolder,
  syncFolders,
  undefinedIfNotFound,
  writeNewFile,
} from './disk.js';
import { inspectTarget, type Target } from './inspect-target.js';
import { OutputRefused } from './output-refused.js';

/** What becomes of a file. */
export interface WrittenFile {
  readonly path: string;
  readonly action: 'create' | 'update' | 'unchanged' | 'delete';
}

export interface PlannedChange {
  /** The files in the order given, and then those that are removed. */
  readonly files: readonly WrittenFile[];
  readonly plan: Plan;
  /** What lies at the place of each now. */
  readonly targets: ReadonlyMap<string, Target>;
}

/**
 * Makes a planned change below `folder`, a real path, in which no other change is pending.
 * @throws OutputRefused, an error of the file system or the reason of `signal`: then nothing was changed.
 */
export async function changeTree(
  folder: string,
  files: ReadonlyMap<string, string>,
  { plan, targets }: PlannedChange,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (plan.write.length + plan.remove.length === 0) return;
  const change = join(folder, CHANGE_FOLDER);
  // Also the lock: of two runs at once, one fails here.
  await mkdir(change);
  try {
    await writeNewFile(join(change, 'owner'), String(process.pid));
    await forEachFile(plan.write, async (path) => {
      signal?.throwIfAborted();
      const target = targets.get(path)!;
      const mode = target.kind === 'file' ? target.mode : undefined;
      await writeNewFile(join(change, 'new', path), files.get(path)!, mode);
    });
    for (const path of [...plan.write, ...plan.remove]) {
      if (targets.get(path)!.kind === 'file') keepOld(folder, path);
    }
    await writeNewFile(join(change, 'plan.part'), JSON.stringify(plan));
    await syncFolders(change);
    signal?.throwIfAborted();
    await rename(join(change, 'plan.part'), join(change, 'plan'));
    await syncFolder(change);
    await syncFolder(folder);
    await finish(folder, plan);
  } catch (error) {
    await discard(change);
    throw error;
  }
}

async function finish(folder: string, plan: Plan): Promise<void> {
  applyPlan(folder, plan);
  const changed = new Set(
    [...plan.write, ...plan.remove].map((path) => dirname(join(folder, path))),
  );
  await forEachFile(changed, syncFolder);
  await discard(join(folder, CHANGE_FOLDER));
}

/** The plan goes first: without it, what is left of the folder means nothing. */
async function discard(change: string): Promise<void> {
  await removeTree(join(change, 'plan'));
  await removeTree(change);
}

/**
 * Completes or clears away what an earlier run left in `folder` when it was killed, and says which.
 * Anything that reads the folder does well to call it first.
 * @throws OutputRefused when that run is still at it; an error of the file system.
 */
export async function recoverTree(
  folder: string,
): Promise<'nothing pending' | 'completed' | 'cleared'> {
  const change = join(folder, CHANGE_FOLDER);
  const stats = await lstat(change).catch(undefinedIfNotFound);
  if (stats === undefined) return 'nothing pending';
  if (!stats.isDirectory()) throw new OutputRefused(`${change} is in the way`);
  const read = (name: string) => readFile(join(change, name), 'utf8').catch(undefinedIfNotFound);
  const owner = Number(await read('owner'));
  if (isRunningElsewhere(owner)) {
    throw new OutputRefused(`process ${owner} is writing to ${folder}`, [
      `if process ${owner} is something else, remove ${join(change, 'owner')}`,
    ]);
  }
  const plan = parsePlan(await read('plan'));
  if (plan === undefined) {
    await discard(change);
    return 'cleared';
  }
  // The folder may come from anywhere, with a plan in it that no run of ours has made.
  checkTreePaths([...plan.write, ...plan.remove]);
  await forEachFile([...plan.write, ...plan.remove], async (path) => {
    await inspectTarget(folder, path);
  });
  await finish(folder, plan);
  return 'completed';
}

function parsePlan(text: string | undefined): Plan | undefined {
  if (text === undefined) return undefined;
  try {
    const plan = JSON.parse(text) as { readonly write?: unknown; readonly remove?: unknown };
    const { write, remove } = plan;
    return isPaths(write) && isPaths(remove) ? { write, remove } : undefined;
  } catch {
    return undefined;
  }
}

function isPaths(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((path) => typeof path === 'string');
}
