/** Compares the files that shall be in a folder with those that are, and touches nothing. */
import { forEachFile } from './disk.js';
import { inspectTarget, type Target } from './inspect-target.js';
import type { PlannedChange, WrittenFile } from './tree-change.js';

/**
 * `folder` is a real path; `removed` may name files that are not there.
 * @throws OutputRefused when something other than a file is in the way, or a path leads outside.
 */
export async function planChange(
  folder: string,
  files: ReadonlyMap<string, string>,
  removed: readonly string[],
): Promise<PlannedChange> {
  const targets = new Map<string, Target>();
  const actions = new Map<string, WrittenFile['action']>();
  await forEachFile([...files.keys(), ...removed], async (path) => {
    const target = await inspectTarget(folder, path);
    const text = files.get(path);
    targets.set(path, target);
    if (target.kind === 'nothing') {
      if (text !== undefined) actions.set(path, 'create');
    } else if (text === undefined) actions.set(path, 'delete');
    else actions.set(path, (await target.hasText(text)) ? 'unchanged' : 'update');
  });
  const planned = [...files.keys(), ...removed].flatMap((path) => {
    const action = actions.get(path);
    return action === undefined ? [] : [{ path, action }];
  });
  const pathsOf = (...wanted: readonly WrittenFile['action'][]): string[] =>
    planned.filter(({ action }) => wanted.includes(action)).map(({ path }) => path);
  const plan = { write: pathsOf('create', 'update'), remove: pathsOf('delete') };
  return { files: planned, plan, targets };
}
