import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readFile, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test, type TestContext } from 'vitest';
import { temporaryDirectory } from '../processes/observe.js';
import { readWholeTree } from '../workspace/read-whole-tree.js';
import { readGeneration, updateService, writeService } from './service-on-disk.js';

const ROUTES = 'src/routes/films/index.ts';
const SCHEMA = 'src/routes/films/schema.ts';

let base: Map<string, string>;
let theirs: Map<string, string>;
beforeAll(async () => {
  base = await readGeneration();
  // The new generation changes these two, and no other.
  theirs = new Map(base);
  for (const path of [ROUTES, SCHEMA]) {
    theirs.set(path, `${base.get(path)!}\nexport const generation = 2;\n`);
  }
});

async function service(yours = base): Promise<string> {
  const folder = await temporaryDirectory();
  await writeService(folder, base, yours);
  return folder;
}

/** The message of the refusal, after which everything is as it was. */
async function refusal(folder: string, generation = theirs): Promise<string> {
  const before = await readWholeTree(folder);
  const error = await updateService(folder, generation).then(
    () => undefined,
    (reason: Error) => reason,
  );
  expect(error?.name).toBe('OutputRefused');
  expect(await readWholeTree(folder)).toEqual(before);
  return error!.message.replace(folder, 'service');
}

async function replace(folder: string, path: string, content: Buffer): Promise<void> {
  await writeFile(join(folder, path), content);
}

describe('a file that would change, and cannot', () => {
  test('is binary', async () => {
    const folder = await service();
    await replace(folder, ROUTES, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    expect(await refusal(folder)).toContain(`service/${ROUTES} is not text: there is a NUL byte`);
  });

  test('is in another encoding', async () => {
    const folder = await service();
    await replace(folder, ROUTES, Buffer.from('// caf\xe9\n', 'latin1'));
    expect(await refusal(folder)).toContain(`service/${ROUTES} is not text in UTF-8: see line 1`);
  });

  test('is a folder', async () => {
    const folder = await service();
    await unlink(join(folder, ROUTES));
    await mkdir(join(folder, ROUTES));
    expect(await refusal(folder)).toContain(`service/${ROUTES} is in the way`);
  });

  test('is a symbolic link that leads out of the service', async () => {
    const folder = await service();
    const outside = join(await temporaryDirectory(), 'shared.ts');
    await writeFile(outside, base.get(ROUTES)!);
    await unlink(join(folder, ROUTES));
    await symlink(outside, join(folder, ROUTES));
    expect(await refusal(folder)).toContain(`service/${ROUTES} is a symbolic link`);
    expect(await readFile(outside, 'utf8')).toBe(base.get(ROUTES));
  });

  test('lies in a folder that is a symbolic link out of the service', async () => {
    const folder = await service();
    const outside = await temporaryDirectory();
    for (const name of ['index.ts', 'schema.ts', 'queries.ts']) {
      await writeFile(join(outside, name), base.get(`src/routes/films/${name}`)!);
    }
    await rm(join(folder, dirname(ROUTES)), { recursive: true });
    await symlink(outside, join(folder, dirname(ROUTES)));
    expect(await refusal(folder)).toContain('src/routes/films is a symbolic link that leads out');
    expect(await readFile(join(outside, 'index.ts'), 'utf8')).toBe(base.get(ROUTES));
  });

  test('is read-only', async () => {
    const folder = await service();
    await chmod(join(folder, SCHEMA), 0o444);
    expect(await refusal(folder)).toContain(`service/${SCHEMA} is read-only`);
  });

  test('was changed while the update was at work', async () => {
    const { mergeService, writeMerge } = await import('../../src/pipeline/merge-service.js');
    const { readPortFolder } = await import('../../src/pipeline/own-service.js');
    const { LOCK } = await import('./service-on-disk.js');
    const folder = await service();
    const versions = { base: (await readPortFolder(folder)).base, theirs };
    const { own, merge } = await mergeService(folder, versions, { style: 'markers', only: [] });
    await writeFile(join(folder, ROUTES), '// saved in the meantime\n');
    const { signal } = new AbortController();
    await expect(
      writeMerge(folder, { own, merge: merge! }, { lock: LOCK, signal }),
    ).rejects.toThrow(`${ROUTES} was changed while port was at work`);
    expect(await readFile(join(folder, ROUTES), 'utf8')).toBe('// saved in the meantime\n');
    expect(await readFile(join(folder, SCHEMA), 'utf8')).toBe(base.get(SCHEMA));
  });

  test('does not fit on the disk', async (context) => {
    const folder = await smallDisk(context);
    const filler = join(folder, 'filler');
    await writeService(folder, base, base);
    await writeFile(filler, 'x'.repeat(500_000));
    const before = await readWholeTree(folder);
    const large = new Map(theirs).set(ROUTES, `${theirs.get(ROUTES)!}// ${'x'.repeat(600_000)}\n`);
    await expect(updateService(folder, large)).rejects.toThrow(/^no space is left on the disk of /);
    expect(await readWholeTree(folder)).toEqual(before);
    // And with less to write it goes on.
    await updateService(folder, theirs);
    expect(await readFile(join(folder, ROUTES), 'utf8')).toBe(theirs.get(ROUTES));
  });
});

/** A file system of 1 MB, which only root can make. */
async function smallDisk(context: TestContext): Promise<string> {
  const folder = await temporaryDirectory();
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
  if (status !== 0) return context.skip('needs a small file system, which only root can make');
  context.onTestFinished(() => void spawnSync('umount', [folder]));
  return folder;
}

describe('a file that does not change', () => {
  test.each([
    ['is binary', (path: string) => writeFile(path, Buffer.from([0, 1, 2]))],
    ['is read-only', (path: string) => chmod(path, 0o444)],
    [
      'is a symbolic link',
      async (path: string) => {
        await unlink(path);
        await symlink('/nowhere', path);
      },
    ],
  ])('may be what it likes: it %s', async (_what, make) => {
    const folder = await service();
    const path = join(folder, 'src/routes/reviews/schema.ts');
    await make(path);
    await updateService(folder, theirs);
    expect(await readFile(join(folder, ROUTES), 'utf8')).toBe(theirs.get(ROUTES));
  });
});

describe('what editors do to files', () => {
  test('a byte order mark and the line ends of Windows stay', async () => {
    const yours = new Map(base);
    const own = `\ufeff// mine\n${base.get(ROUTES)!}`.replaceAll('\n', '\r\n');
    yours.set(ROUTES, own);
    yours.set(SCHEMA, base.get(SCHEMA)!.replaceAll('\n', '\r\n'));
    const folder = await service(yours);
    await updateService(folder, theirs);
    const text = await readFile(join(folder, ROUTES), 'utf8');
    expect(text).toMatch(/^\ufeff\/\/ mine\r\n/);
    expect(text).toContain('export const generation = 2;\r\n');
    for (const path of [ROUTES, SCHEMA]) {
      expect(await readFile(join(folder, path), 'utf8')).not.toMatch(/[^\r]\n/);
    }
  });

  test('the mode of a file stays', async () => {
    const folder = await service();
    await chmod(join(folder, ROUTES), 0o755);
    await updateService(folder, theirs);
    expect((await stat(join(folder, ROUTES))).mode & 0o777).toBe(0o755);
  });
});

describe('a file of two megabytes', () => {
  const row = (index: number): string =>
    `INSERT INTO film VALUES (${index}, 'Film ${index}', 2006);\n`;
  const seed = Array.from({ length: 45_000 }, (_, index) => row(index));
  const PATH = 'db/02-seed.sql';

  test('is updated where nobody edited it, and kept where somebody did', async () => {
    const folder = await temporaryDirectory();
    const [last, next] = [seed.join(''), `${seed.join('')}${row(-1)}`];
    expect(last.length).toBeGreaterThan(2_000_000);
    await writeService(folder, new Map([[PATH, last]]), new Map([[PATH, last]]));
    await updateService(folder, new Map([[PATH, next]]));
    expect(await readFile(join(folder, PATH), 'utf8')).toBe(next);
    // Of a large file `.port/base` has the hash, not the text.
    expect((await stat(join(folder, '.port/base'))).size).toBeLessThan(200);

    const own = `-- ours\n${next}`;
    await writeFile(join(folder, PATH), own);
    await updateService(folder, new Map([[PATH, next]]));
    expect(await readFile(join(folder, PATH), 'utf8')).toBe(own);
  });

  test('that both sides changed is a conflict in the places where they differ', async () => {
    const folder = await temporaryDirectory();
    const last = seed.join('');
    await writeService(folder, new Map([[PATH, last]]), new Map([[PATH, `-- ours\n${last}`]]));
    await updateService(folder, new Map([[PATH, `${last}${row(-1)}`]]));
    const text = await readFile(join(folder, PATH), 'utf8');
    expect(text).toContain('-- ours\n');
    expect(text).toContain(row(-1));
    expect(text.match(/^<<<<<<< /gm)?.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThan(last.length + 1000);
  });
});
