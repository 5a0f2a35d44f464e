import { spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../processes/observe.js';
import { readGeneration, updateService, writeService } from './service-on-disk.js';

const FILMS = 'src/routes/films/index.ts';
const FILMS_SCHEMA = 'src/routes/films/schema.ts';

/** A later generation: a declaration more at the end of some files. */
function generation(base: ReadonlyMap<string, string>, names: Record<string, string>) {
  const files = new Map(base);
  for (const [path, name] of Object.entries(names)) {
    files.set(path, `${files.get(path) ?? ''}\nexport const ${name} = 1;\n`.replace(/^\n/, ''));
  }
  return files;
}

test('two people regenerate, and git merges what they committed', async () => {
  const folder = await temporaryDirectory();
  const git = (...args: string[]): string => {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
    const { status, stdout, stderr } = spawnSync('git', ['-C', folder, ...identity, ...args], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  };
  const base = await readGeneration();
  await writeService(folder, base, base);
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=generated');

  // Neighbours in `.port/base`, and a new file in the same place for both.
  const mine = generation(base, { [FILMS]: 'mine', 'src/routes/films/zoom.ts': 'zoom' });
  const other = generation(base, { [FILMS_SCHEMA]: 'other', 'src/routes/films/zone.ts': 'zone' });
  const both = generation(mine, { [FILMS_SCHEMA]: 'other', 'src/routes/films/zone.ts': 'zone' });
  git('checkout', '--quiet', '-b', 'other');
  await updateService(folder, other);
  git('add', '--all');
  git('commit', '--quiet', '--message=other');
  git('checkout', '--quiet', 'main');
  await updateService(folder, mine);
  const own = await readFile(join(folder, FILMS), 'utf8');
  await writeFile(join(folder, FILMS), `// an edit\n${own}`);
  git('add', '--all');
  git('commit', '--quiet', '--message=mine');

  git('merge', '--quiet', '--no-edit', 'other');
  expect(git('diff', 'HEAD~1', '--', '.port/base')).toContain('Binary files');
  await updateService(folder, both);
  for (const [path, text] of both) {
    const expected = path === FILMS ? `// an edit\n${text}` : text;
    expect([path, await readFile(join(folder, path), 'utf8')]).toEqual([path, expected]);
  }
  git('add', '--all');
  await rm(join(folder, '.port/lock'));
  await updateService(folder, both);
  expect(git('diff', '--stat')).toBe('');
});
