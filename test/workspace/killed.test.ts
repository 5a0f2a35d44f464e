import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { recoverTree } from '../../src/workspace/tree-change.js';
import { writeTreeAtomically } from '../../src/workspace/write-tree.js';
import { temporaryDirectory } from '../processes/observe.js';
import { compileSources, startParent } from '../processes/parent.js';
import { readWholeTree } from './read-whole-tree.js';

let compiled: ReturnType<typeof compileSources>;
beforeAll(() => {
  compiled = compileSources();
});
afterAll(() => compiled.remove());

const oldTree = { 'package.json': 'old', 'src/app.ts': 'old', 'src/gone/a.ts': 'old' };
const newTree = { 'package.json': 'new', 'src/app.ts': 'new', 'src/routes/films/index.ts': 'new' };
const foreign = { '.env': 'mine', 'src/mine.ts': 'mine' };

/**
 * Writes the new tree in a process that kills itself instead of its `step`-th step on the disk.
 * @returns whether it came to that
 */
async function writeAndDie(folder: string, step: number): Promise<boolean> {
  const parent = startParent(`
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    import { writeTreeAtomically } from '${compiled.url}/workspace/write-tree.js';
    let left = ${step};
    for (const [owner, names] of [
      [fs, ['mkdirSync', 'renameSync', 'unlinkSync', 'linkSync', 'rmdirSync']],
      [fs.promises, ['mkdir', 'rename', 'rm', 'open']],
    ])
      for (const name of names) {
        const original = owner[name];
        owner[name] = (...values) => {
          left -= 1;
          if (left === 0) process.kill(process.pid, 'SIGKILL');
          return original.apply(owner, values);
        };
      }
    syncBuiltinESMExports();
    await writeTreeAtomically(${JSON.stringify(folder)}, new Map(${JSON.stringify(Object.entries(newTree))}), {
      force: true, remove: ['src/gone/a.ts'] });`);
  return (await parent.exited).signal === 'SIGKILL';
}

async function fill(folder: string, tree: Record<string, string>): Promise<void> {
  await Promise.all(
    Object.entries(tree).map(async ([path, text]) => {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), text);
    }),
  );
}

/** Every step at which the process can be killed, several at a time, until one run comes to its end. */
async function forEachStep(check: (step: number) => Promise<boolean>, from = 1): Promise<number> {
  const steps = [from, from + 1, from + 2, from + 3];
  const wereKilled = await Promise.all(steps.map(check));
  const survivor = wereKilled.indexOf(false);
  return survivor >= 0 ? from + survivor : forEachStep(check, from + steps.length);
}

describe('killed at any step', () => {
  test('a folder that exists has the old files or, after the next look at it, the new', async () => {
    const outcomes = new Set<string>();
    const last = await forEachStep(async (step) => {
      const folder = await temporaryDirectory();
      await fill(folder, { ...oldTree, ...foreign });
      const wasKilled = await writeAndDie(folder, step);
      const outcome = await recoverTree(folder);
      outcomes.add(outcome);
      const found = await readWholeTree(folder);
      const isNew = found['package.json'] === 'new';
      expect([step, found]).toEqual([step, { ...(isNew ? newTree : oldTree), ...foreign }]);
      expect([step, outcome === 'completed' && !isNew]).toEqual([step, false]);
      expect(existsSync(join(folder, 'src', 'gone'))).toBe(!isNew);
      return wasKilled;
    });
    expect(last).toBeGreaterThan(20);
    expect(outcomes).toEqual(new Set(['nothing pending', 'cleared', 'completed']));
  });

  test('a folder that does not exist is there whole or not at all', async () => {
    const last = await forEachStep(async (step) => {
      const parent = await temporaryDirectory();
      const wasKilled = await writeAndDie(join(parent, 'a', 'b'), step);
      const found = existsSync(join(parent, 'a'))
        ? await readWholeTree(join(parent, 'a', 'b'))
        : {};
      expect([step, [{}, newTree]]).toEqual([step, expect.arrayContaining([found])]);
      await writeTreeAtomically(join(parent, 'a', 'b'), new Map(Object.entries(newTree)), {
        force: true,
      });
      expect([step, await readdir(parent)]).toEqual([step, ['a']]);
      expect(await readWholeTree(join(parent, 'a', 'b'))).toEqual(newTree);
      return wasKilled;
    });
    expect(last).toBeGreaterThan(8);
  });
});

test('killed at any moment while it writes over and over, it leaves one version of all files', async () => {
  const folder = await temporaryDirectory();
  await fill(folder, foreign);
  for (const wait of [0, 5, 11, 18, 27, 40]) {
    const parent = startParent(`
      import { writeTreeAtomically } from '${compiled.url}/workspace/write-tree.js';
      const paths = Array.from({ length: 12 }, (_, index) => 'folder' + (index % 4) + '/file' + index);
      for (let version = 1; ; version += 1) {
        const files = new Map(paths.map((path) => [path, String(version % 3)]));
        await writeTreeAtomically(${JSON.stringify(folder)}, files, { force: true });
        if (version === 1) console.log('begun');
      }`);
    // oxlint-disable-next-line no-await-in-loop -- over and over in the same folder
    expect(await parent.nextLine()).toBe('begun');
    // oxlint-disable-next-line no-await-in-loop
    await delay(wait);
    process.kill(parent.pid, 'SIGKILL');
    // oxlint-disable-next-line no-await-in-loop
    await parent.exited;
    // oxlint-disable-next-line no-await-in-loop
    await recoverTree(folder);
    // oxlint-disable-next-line no-await-in-loop
    const { '.env': env, 'src/mine.ts': mine, ...files } = await readWholeTree(folder);
    expect([env, mine, Object.keys(files).length]).toEqual(['mine', 'mine', 12]);
    expect(new Set(Object.values(files)).size).toBe(1);
  }
});
