/**
 * Thousands of histories: a generation, a developer's edits, another generation. What the developer wrote is
 * never lost, what they deleted stays deleted, what comes out parses, and doing it again changes nothing.
 */
import fc from 'fast-check';
import { format } from 'prettier';
import { beforeAll, describe, expect, test } from 'vitest';
import { PRETTIER_OPTIONS } from '../../src/emit/plan-package.js';
import type { FileTree } from '../../src/emit/emit-service.js';
import { hasConflict } from '../../src/merge/merge-lines.js';
import { mergeTrees, type TreeMerge } from '../../src/merge/merge-tree.js';
import { baseOf, type Base } from '../../src/merge/port-folder.js';
import { parseTypeScript } from '../../src/merge/read-typescript.js';
import { useDatabases } from '../support/database.js';
import { EDITS, type Tree } from './developer.js';
import { makeGenerations } from './generations.js';

const RUNS = 2000;
const databases = useDatabases([]);
let generations: FileTree[];
beforeAll(async () => {
  generations = await makeGenerations((await databases.create('histories')).url);
});

const history = fc.record({
  base: fc.nat(27),
  theirs: fc.nat(27),
  edits: fc.array(fc.tuple(fc.constantFrom(...Object.keys(EDITS)), fc.nat(999)), { maxLength: 5 }),
});

const PARSERS: Readonly<Record<string, string>> = {
  ts: 'typescript',
  json: 'json',
  md: 'markdown',
};

/** The same generations come by again and again: what was formatted once is remembered. */
const formatted = new Map<string, Promise<string>>();

function formatAsTheService(path: string, text: string): Promise<string> {
  const parser = PARSERS[path.split('.').at(-1)!];
  if (parser === undefined) return Promise.resolve(text);
  const known = formatted.get(`${parser} ${text}`) ?? format(text, { ...PRETTIER_OPTIONS, parser });
  formatted.set(`${parser} ${text}`, known);
  return known;
}

function merge(base: Base, yours: FileTree, theirs: FileTree): Promise<TreeMerge> {
  return mergeTrees(
    { base, yours, theirs },
    { style: 'markers', format: formatAsTheService, includes: () => true },
  );
}

async function live(tree: FileTree, edits: readonly (readonly [string, number])[]) {
  let yours: Tree = new Map(tree);
  const marks: string[] = [];
  const deleted: string[] = [];
  for (const [id, [kind, at]] of edits.entries()) {
    const edited = await EDITS[kind]!(yours, at, id);
    if (!edited) continue;
    yours = edited.tree;
    marks.push(...edited.marks);
    deleted.push(...edited.deleted);
  }
  // A later edit may have taken away what an earlier one wrote.
  const text = [...yours].flat().join('\n').toLowerCase();
  return { yours, marks: marks.filter((mark) => text.includes(mark)), deleted };
}

function after(yours: FileTree, { files }: TreeMerge): Tree {
  const tree = new Map(yours);
  for (const { path, text } of files) {
    if (text === undefined) tree.delete(path);
    else tree.set(path, text);
  }
  return tree;
}

describe('a service that is edited and regenerated', () => {
  test(`loses no edit in ${RUNS} histories`, { timeout: 900_000 }, async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(history, async ({ base, theirs, edits }) => {
        const [last, next] = [generations[base]!, generations[theirs]!];
        const { yours, marks, deleted } = await live(last, edits);
        const merged = await merge(baseOf(last), yours, next);
        const result = after(yours, merged);
        for (const { action } of merged.files) seen.set(action, (seen.get(action) ?? 0) + 1);

        const text = [...result].flat().join('\n').toLowerCase();
        expect(marks.filter((mark) => !text.includes(mark))).toEqual([]);
        const isClean = merged.files.every(({ conflicts }) => conflicts === 0);
        expect([...result.values()].some(hasConflict)).toBe(!isClean);
        if (!isClean) return;
        for (const word of deleted) expect(text).not.toContain(word.toLowerCase());
        for (const [path, content] of result) {
          if (path.endsWith('.ts'))
            expect([path, parseTypeScript(content) === undefined]).toEqual([path, false]);
          if (path.endsWith('.json')) JSON.parse(content);
        }
        if (edits.length !== 3) return;
        const again = await merge(merged.base, result, next);
        expect(after(result, again)).toEqual(result);
      }),
      { numRuns: RUNS, seed: 6, endOnFailure: false },
    );
    // Every outcome there is has come about.
    expect([...seen.keys()].toSorted()).toEqual([
      'conflict',
      'create',
      'delete',
      'kept',
      'merge',
      'unchanged',
      'update',
    ]);
  });

  test('is not touched where nothing new is generated', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ base, edits }) => {
        const { yours } = await live(generations[base]!, edits);
        const merged = await merge(baseOf(generations[base]!), yours, generations[base]!);
        expect(after(yours, merged)).toEqual(yours);
      }),
      { numRuns: 300, seed: 7 },
    );
  });

  test('is what is generated where nobody edited it', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(27), fc.nat(27), async (base, theirs) => {
        const [last, next] = [generations[base]!, generations[theirs]!];
        expect(after(last, await merge(baseOf(last), last, next))).toEqual(new Map(next));
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  test(
    'is not touched by a generation that is what it already is',
    { timeout: 300_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(27), fc.nat(27), async (base, theirs) => {
          const [last, next] = [generations[base]!, generations[theirs]!];
          expect(after(next, await merge(baseOf(last), next, next))).toEqual(new Map(next));
          expect(after(next, await merge(new Map(), next, next))).toEqual(new Map(next));
        }),
        { numRuns: 200, seed: 9 },
      );
    },
  );
});
