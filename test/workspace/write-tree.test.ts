import { chmod, lstat, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';

import { describe, expect, test } from 'vitest';

import { asOutputRefused } from '../../src/workspace/output-refused.js';
import { planTree } from '../../src/workspace/plan-tree.js';
import { writeTreeAtomically } from '../../src/workspace/write-tree.js';
import { temporaryDirectory } from '../processes/observe.js';
import { readWholeTree } from './read-whole-tree.js';

const files = new Map([
  ['package.json', '{}\n'],
  ['src/app.ts', 'export {};\n'],
  ['src/routes/films/index.ts', '// films\n'],
]);
const tree = Object.fromEntries(files);
const actionsOf = (written: readonly { path: string; action: string }[]) =>
  Object.fromEntries(written.map(({ path, action }) => [path, action]));

describe('a folder that does not exist', () => {
  test('is made with all above it, and nothing beside it', async () => {
    const parent = await temporaryDirectory();
    const written = await writeTreeAtomically(join(parent, 'a', 'b'), files);
    expect(written.map(({ action }) => action)).toEqual(['create', 'create', 'create']);
    expect(await readWholeTree(join(parent, 'a', 'b'))).toEqual(tree);
    expect([await readdir(parent), await readdir(join(parent, 'a'))]).toEqual([['a'], ['b']]);
    expect((await stat(join(parent, 'a', 'b', 'package.json'))).mode & 0o777).toBe(
      0o666 & ~process.umask(),
    );
  });

  test('takes what a killed run left beside it along, and spares what lives', async () => {
    const parent = await temporaryDirectory();
    await mkdir(join(parent, '.port-stage-999999999-0123456789ab', 'out'), { recursive: true });
    const living = `.port-stage-${process.ppid}-0123456789ab`;
    await mkdir(join(parent, living));
    await writeTreeAtomically(join(parent, 'out'), files);
    expect(await readdir(parent)).toEqual([living, 'out']);
  });

  test('stays away when writing fails', async () => {
    const parent = await temporaryDirectory();
    const tooLong = new Map([...files, [`${'long/'.repeat(900)}a.ts`, '']]);
    await expect(writeTreeAtomically(join(parent, 'a', 'b'), tooLong)).rejects.toMatchObject({
      name: 'OutputRefused',
      message: expect.stringContaining('does not take a name as long as') as string,
    });
    expect(await readdir(parent)).toEqual([]);
  });

  test('stays away when the run is interrupted', async () => {
    const parent = await temporaryDirectory();
    const reason = new Error('interrupted');
    for (const signal of [AbortSignal.abort(reason), abortsSoon(reason)]) {
      // oxlint-disable-next-line no-await-in-loop -- in the same place
      await expect(writeTreeAtomically(join(parent, 'a'), files, { signal })).rejects.toBe(reason);
    }
    expect(await readdir(parent)).toEqual([]);
  });
});

function abortsSoon(reason: Error): AbortSignal {
  const controller = new AbortController();
  setImmediate(() => controller.abort(reason));
  return controller.signal;
}

describe('a folder that exists', () => {
  test('and is empty is filled, and stays the same folder', async () => {
    const folder = await temporaryDirectory();
    const before = await stat(folder);
    await mkdir(join(folder, '.git'));
    await writeTreeAtomically(folder, files);
    expect((await stat(folder)).ino).toBe(before.ino);
    expect(await readWholeTree(folder)).toEqual(tree);
  });

  test('and is not empty is refused, also for a dry run', async () => {
    const folder = await temporaryDirectory();
    await writeFile(join(folder, 'notes.txt'), 'mine');
    const refusal = { name: 'OutputRefused', message: `${folder} is not empty` };
    await expect(writeTreeAtomically(folder, files)).rejects.toMatchObject(refusal);
    await expect(planTree(folder, files)).rejects.toMatchObject(refusal);
    expect(await readWholeTree(folder)).toEqual({ 'notes.txt': 'mine' });
  });

  test('keeps foreign files, modes and what is unchanged; removes what is to go', async () => {
    const folder = await temporaryDirectory();
    await writeTreeAtomically(
      folder,
      new Map([...files, ['src/old/a.ts', 'old'], ['bin/run', '#!']]),
    );
    await writeFile(join(folder, '.env'), 'SECRET=1');
    await mkdir(join(folder, 'node_modules', 'pg'), { recursive: true });
    await chmod(join(folder, 'bin', 'run'), 0o755);
    const before = await stat(join(folder, 'package.json'));

    const next = new Map([...files, ['src/app.ts', 'new'], ['bin/run', '#!2'], ['src/new.ts', '']]);
    const options = { force: true, remove: ['src/old/a.ts', 'src/missing.ts', 'src/app.ts'] };
    const actions = {
      'bin/run': 'update',
      'package.json': 'unchanged',
      'src/app.ts': 'update',
      'src/new.ts': 'create',
      'src/old/a.ts': 'delete',
      'src/routes/films/index.ts': 'unchanged',
    };
    expect(actionsOf(await planTree(folder, next, options))).toEqual(actions);
    expect(await readFile(join(folder, 'src', 'app.ts'), 'utf8')).toBe('export {};\n');
    expect(actionsOf(await writeTreeAtomically(folder, next, options))).toEqual(actions);

    expect(await readWholeTree(folder)).toEqual({
      ...Object.fromEntries(next),
      '.env': 'SECRET=1',
    });
    expect((await readdir(folder)).toSorted()).toEqual([
      '.env',
      'bin',
      'node_modules',
      'package.json',
      'src',
    ]);
    expect(await readdir(join(folder, 'src'))).not.toContain('old');
    expect((await stat(join(folder, 'bin', 'run'))).mode & 0o777).toBe(0o755);
    const after = await stat(join(folder, 'package.json'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    const again = await writeTreeAtomically(folder, next, { force: true });
    expect(new Set(again.map(({ action }) => action))).toEqual(new Set(['unchanged']));
  });

  test('is not left through a link, and a link in the place of a file is replaced', async () => {
    const folder = await temporaryDirectory();
    const outside = await temporaryDirectory();
    await writeFile(join(outside, 'app.ts'), 'outside');
    await symlink(outside, join(folder, 'src'));
    await expect(writeTreeAtomically(folder, files, { force: true })).rejects.toThrow(
      'is a symbolic link that leads out of the output folder',
    );
    expect(await readWholeTree(outside)).toEqual({ 'app.ts': 'outside' });

    const other = await temporaryDirectory();
    await mkdir(join(other, 'code'));
    await symlink('code', join(other, 'src'));
    await symlink(join(outside, 'app.ts'), join(other, 'code', 'app.ts'));
    await writeTreeAtomically(other, files, { force: true });
    expect(await readWholeTree(outside)).toEqual({ 'app.ts': 'outside' });
    expect(await readFile(join(other, 'code', 'app.ts'), 'utf8')).toBe('export {};\n');
    expect((await lstat(join(other, 'src'))).isSymbolicLink()).toBe(true);
  });

  test('with something in the way is refused and stays as it is', async () => {
    const folder = await temporaryDirectory();
    await mkdir(join(folder, 'package.json'));
    await expect(writeTreeAtomically(folder, files, { force: true })).rejects.toThrow(
      'package.json is in the way: it is not a file',
    );
    const other = await temporaryDirectory();
    await writeFile(join(other, 'src'), 'a file');
    await expect(writeTreeAtomically(other, files, { force: true })).rejects.toThrow(
      'src is in the way: it is not a folder',
    );
    expect(await readWholeTree(other)).toEqual({ src: 'a file' });
    await expect(writeTreeAtomically(join(other, 'src'), files)).rejects.toThrow(
      'is a file, not a folder',
    );
    await expect(writeTreeAtomically(join(other, 'src', 'out'), files)).rejects.toThrow(
      /is a file, not a folder|in the way/,
    );
    await symlink('nowhere', join(other, 'link'));
    await expect(writeTreeAtomically(join(other, 'link'), files)).rejects.toThrow(
      'is a symbolic link to nothing',
    );
  });
});

describe('a pending change', () => {
  test('of a living process is respected', async () => {
    const folder = await temporaryDirectory();
    await mkdir(join(folder, '.port-change'));
    await writeFile(join(folder, '.port-change', 'owner'), String(process.ppid));
    await expect(writeTreeAtomically(folder, files)).rejects.toThrow(
      `process ${process.ppid} is writing to ${folder}`,
    );
  });

  test('that somebody made up cannot reach outside', async () => {
    const parent = await temporaryDirectory();
    const folder = join(parent, 'cloned');
    await mkdir(join(folder, '.port-change', 'new'), { recursive: true });
    await writeFile(join(folder, '.port-change', 'evil'), 'evil');
    const plan = { write: ['../../evil'], remove: [] };
    await writeFile(join(folder, '.port-change', 'plan'), JSON.stringify(plan));
    await expect(writeTreeAtomically(folder, files)).rejects.toThrow('it has ".." in it');
    expect(await readdir(parent)).toEqual(['cloned']);
  });
});

test.each([
  ['ENOSPC', 'no space is left on the disk of out'],
  ['EROFS', 'out is on a read-only file system'],
  ['EACCES', 'no permission to write to out/a'],
  ['EDQUOT', 'the disk quota for out is used up'],
  ['EIO', 'cannot write to out: EIO'],
])('%s is said in words', (code, message) => {
  const error = Object.assign(new Error(code), { code, path: 'out/a' });
  expect(asOutputRefused(error, 'out')).toMatchObject({ name: 'OutputRefused', message });
});
