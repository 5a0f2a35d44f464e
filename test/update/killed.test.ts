import { readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FileTree } from '../../src/emit/emit-service.js';
import { baseOf } from '../../src/merge/port-folder.js';
import { mergeService, planMergeWrite } from '../../src/pipeline/merge-service.js';
import { temporaryDirectory } from '../processes/observe.js';
import { compileSources, startParent } from '../processes/parent.js';
import { readWholeTree } from '../workspace/read-whole-tree.js';
import { LOCK, readGeneration, updateService, writeService } from './service-on-disk.js';

const KILLS = 200;
/** More steps than any of these updates takes: some runs come to their end. */
const STEPS = 130;

let compiled: ReturnType<typeof compileSources>;
let base: FileTree;
beforeAll(async () => {
  compiled = compileSources();
  base = await readGeneration();
});
afterAll(() => compiled.remove());

/** What a person did, and what a new version generates: each in some of the files. */
function versions(edited: readonly number[], changed: readonly number[], removed: number) {
  const paths = [...base.keys()].filter((path) => path.endsWith('.ts'));
  const yours = new Map(base);
  const theirs = new Map(base);
  const at = (index: number): string => paths[index % paths.length]!;
  for (const index of edited) yours.set(at(index), `// mine\n${yours.get(at(index))!}`);
  for (const index of changed) {
    theirs.set(at(index), `${theirs.get(at(index))!}\nexport const generation = 2;\n`);
  }
  theirs.delete(at(removed));
  theirs.set('src/plugins/new/plugin.ts', 'export const plugin = 1;\n');
  return { yours, theirs };
}

/** Writes in a process that kills itself at its `step`-th step on the disk. */
async function writeAndDie(folder: string, theirs: FileTree, step: number): Promise<boolean> {
  const options = { style: 'markers', only: [] } as const;
  const { own, merge } = await mergeService(folder, { base: baseOf(base), theirs }, options);
  const { files, remove } = planMergeWrite(own, merge!, LOCK);
  const parent = startParent(`
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    import { writeTreeAtomically } from '${compiled.url}/workspace/write-tree.js';
    let left = ${step};
    for (const [owner, names] of [
      [fs, ['mkdirSync', 'renameSync', 'unlinkSync', 'linkSync', 'rmdirSync']],
      [fs.promises, ['mkdir', 'rename', 'rm', 'open', 'lstat', 'readFile']],
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
    await writeTreeAtomically(${JSON.stringify(folder)}, new Map(${JSON.stringify([...files])}), {
      force: true, remove: ${JSON.stringify(remove)} });`);
  return (await parent.exited).signal === 'SIGKILL';
}

test(
  `killed at any of ${KILLS} moments, the next update finishes the job`,
  { timeout: 600_000 },
  async () => {
    const several = fc.array(fc.nat(20), { minLength: 1, maxLength: 6 });
    const moments = fc.sample(
      fc.tuple(several, several, fc.nat(20), fc.integer({ min: 1, max: STEPS })),
      {
        numRuns: KILLS,
        seed: 6,
      },
    );
    let [killed, finished] = [0, 0];
    const checkOne = async ([edited, changed, removed, step]: (typeof moments)[number]) => {
      const { yours, theirs } = versions(edited, changed, removed);
      const [whole, cut] = [await temporaryDirectory(), await temporaryDirectory()];
      for (const folder of [whole, cut]) await writeService(folder, base, yours);
      await updateService(whole, theirs);
      if (await writeAndDie(cut, theirs, step)) killed += 1;
      else finished += 1;
      await updateService(cut, theirs);
      expect(await readWholeTree(cut)).toEqual(await readWholeTree(whole));
      expect(await readdir(cut)).not.toContain('.port-change');
    };
    const queue = moments.values();
    const worker = async (): Promise<void> => {
      for (const moment of queue) await checkOne(moment);
    };
    await Promise.all([worker(), worker(), worker()]);
    expect(killed + finished).toBe(KILLS);
    expect(killed).toBeGreaterThan(KILLS / 2);
    expect(finished).toBeGreaterThan(0);
  },
);
