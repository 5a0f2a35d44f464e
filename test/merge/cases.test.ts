/**
 * Cases that teams meet, each a folder that can be opened: `base` as it was generated, `yours` as somebody made
 * it, `theirs` as it is generated now, and `expected`. A folder without `conflict` in its name has none.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FileOutcome } from '../../src/merge/file-outcome.js';
import { hasConflict } from '../../src/merge/merge-lines.js';
import { mergeTrees, type TreeVersions } from '../../src/merge/merge-tree.js';
import { baseOf } from '../../src/merge/port-folder.js';
import { projectFormat } from '../../src/pipeline/project-format.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { fixture } from '../support/database.js';
import { expectGolden, isRewriting } from '../support/golden.js';

const CASES = readdirSync(fixture('merge'));
type Files = ReadonlyMap<string, string>;

async function readCase(name: string): Promise<{ base: Files; yours: Files; theirs: Files }> {
  const version = (folder: string): Promise<Files> => {
    const path = fixture('merge', name, folder);
    return existsSync(path) ? readTree(path) : Promise.resolve(new Map<string, string>());
  };
  const [base, yours, theirs] = await Promise.all(['base', 'yours', 'theirs'].map(version));
  return { base: base!, yours: yours!, theirs: theirs! };
}

function merge(name: string, versions: TreeVersions, folder = 'yours') {
  const format = projectFormat(fixture('merge', name, folder));
  return mergeTrees(versions, { style: 'markers', format, includes: () => true });
}

function after(yours: Files, files: readonly FileOutcome[]): Map<string, string> {
  const tree = new Map(yours);
  for (const { path, text } of files) {
    if (text === undefined) tree.delete(path);
    else tree.set(path, text);
  }
  return tree;
}

describe.each(CASES)('%s', (name) => {
  let versions: { base: Files; yours: Files; theirs: Files };
  beforeAll(async () => {
    versions = await readCase(name);
  });

  test('becomes what is expected', async () => {
    const { base, yours, theirs } = versions;
    const { files } = await merge(name, { base: baseOf(base), yours, theirs });
    const result = after(yours, files);
    const expected = fixture('merge', name, 'expected');
    for (const [path, text] of result) expectGolden(join(expected, path), text);
    expect([...result.values()].some(hasConflict)).toBe(name.includes('conflict'));
    if (isRewriting) return;
    expect([...(await readTree(expected)).keys()].toSorted()).toEqual(
      [...result.keys()].toSorted(),
    );
  });

  test('is the same in whatever order its files come', async () => {
    const { base, yours, theirs } = versions;
    const turned = (files: Files): Files => new Map([...files].toReversed());
    const straight = await merge(name, { base: baseOf(base), yours, theirs });
    const other = await merge(name, {
      base: baseOf(turned(base)),
      yours: turned(yours),
      theirs: turned(theirs),
    });
    expect(other.files).toEqual(straight.files);
  });

  test('is the same with the line ends of Windows, and keeps them', async () => {
    const { base, yours, theirs } = versions;
    const windows = new Map(
      [...yours].map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
    );
    const { files } = await merge(name, { base: baseOf(base), yours: windows, theirs });
    const unix = await merge(name, { base: baseOf(base), yours, theirs });
    const plain = (outcomes: readonly FileOutcome[]) =>
      outcomes.map(({ path, action, text }) => [path, action, text?.replaceAll('\r\n', '\n')]);
    expect(plain(files)).toEqual(plain(unix.files));
    for (const { path, text } of files) {
      if (text !== undefined && windows.has(path)) expect(text).not.toMatch(/[^\r]\n/);
    }
  });

  test('does not change when it is done again', async () => {
    const { base, yours, theirs } = versions;
    const first = await merge(name, { base: baseOf(base), yours, theirs });
    const result = after(yours, first.files);
    const again = await merge(name, { base: first.base, yours: result, theirs });
    expect(after(result, again.files)).toEqual(result);
  });

  test('stays as it is when the generation has not changed', async () => {
    const { base, yours } = versions;
    const { files } = await merge(name, { base: baseOf(base), yours, theirs: base });
    expect(after(yours, files)).toEqual(new Map(yours));
  });

  test('is what is generated where nobody has edited it', async () => {
    const { base, theirs } = versions;
    const { files } = await merge(name, { base: baseOf(base), yours: base, theirs }, 'base');
    expect(after(base, files)).toEqual(new Map(theirs));
  });
});
