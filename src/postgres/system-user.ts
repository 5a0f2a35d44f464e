/**
 * PostgreSQL refuses to run as root. Then it runs as a user that already exists and may do little:
 * `postgres`, else `nobody`. No user is created. What such a user can reach is read off the permission
 * bits, because root itself can reach everything and cannot just try.
 */
import type { Stats } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';

import { DatabaseUnavailable, SET_DATABASE_URL } from './database-unavailable.js';

export interface SystemUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom to run PostgreSQL as; undefined for the user who runs this.
 * @throws DatabaseUnavailable for root on a system that has no other user.
 */
export async function unprivilegedUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = readUsers(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  const found = ['postgres', 'nobody'].map((name) => users.get(name)).find((user) => user);
  if (found !== undefined) return found;
  throw new DatabaseUnavailable(
    'PostgreSQL does not run as root, and this system has no user "postgres" or "nobody"',
    ['run this as an ordinary user', SET_DATABASE_URL],
  );
}

/** passwd(5): name:password:uid:gid:… Negative ids, as on macOS, are unsigned to the kernel. */
function readUsers(passwd: string): Map<string, SystemUser> {
  const users = passwd.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    return uid === '' || gid === ''
      ? []
      : [{ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }];
  });
  return new Map(users.filter(({ uid }) => uid !== 0).map((user) => [user.name, user]));
}

/** Whether `user` can enter the directories that lead to `path` and read it (a directory: list it too). */
export async function canRead(user: SystemUser, path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined || !allows(user, stats, stats.isDirectory() ? 5 : 4)) return false;
  return canEnter(user, dirname(path));
}

/** Whether `user` can go through `directory` and all above it. */
export async function canEnter(user: SystemUser, directory: string): Promise<boolean> {
  const stats = await stat(directory).catch(() => undefined);
  if (stats === undefined || !allows(user, stats, 1)) return false;
  const parent = dirname(directory);
  return parent === directory || canEnter(user, parent);
}

/** `bits`: 4 to read, 2 to write, 1 to enter or run, or a sum of these. */
function allows(user: SystemUser, stats: Stats, bits: number): boolean {
  const shift = stats.uid === user.uid ? 6 : stats.gid === user.gid ? 3 : 0;
  return ((stats.mode >> shift) & bits) === bits;
}
