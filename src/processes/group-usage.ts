/**
 * What a process group has used, from Linux's /proc: the group that `startProcess` made, so that workers
 * that a server forks are in it. Elsewhere nothing is known.
 */
import { readdir, readFile } from 'node:fs/promises';
import process from 'node:process';

export interface GroupUsage {
  /** User and system time, of its processes and of those children that they have waited for. */
  readonly cpuSeconds: number;
  /** Resident memory, summed up: what several processes share counts for each. */
  readonly rssBytes: number;
}

/** Linux counts in hundredths of a second for programs, whatever the kernel's own clock is: see time(7). */
const TICKS_PER_SECOND = 100;

/** Undefined when the group is gone, or this is not Linux. */
export async function readGroupUsage(leaderPid: number): Promise<GroupUsage | undefined> {
  if (process.platform !== 'linux') return undefined;
  const members = (await readStats()).filter(({ group }) => group === leaderPid);
  if (members.length === 0) return undefined;
  const resident = await Promise.all(members.map(({ pid }) => readResident(pid)));
  return {
    cpuSeconds: members.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND,
    rssBytes: resident.reduce((sum, bytes) => sum + bytes, 0),
  };
}

interface Stat {
  readonly pid: number;
  readonly group: number;
  readonly ticks: number;
}

async function readStats(): Promise<Stat[]> {
  const entries = await readdir('/proc');
  const stats = await Promise.all(entries.filter((name) => /^\d+$/.test(name)).map(readStat));
  return stats.filter((stat) => stat !== undefined);
}

async function readStat(pid: string): Promise<Stat | undefined> {
  const text = await readIfThere(`/proc/${pid}/stat`);
  // The second field is the name in brackets, and may hold anything: proc(5).
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  if (fields === undefined) return undefined;
  const [utime, stime, childrenUtime, childrenStime] = fields.slice(11, 15).map(Number);
  return {
    pid: Number(pid),
    group: Number(fields[2]),
    ticks: utime! + stime! + childrenUtime! + childrenStime!,
  };
}

async function readResident(pid: number): Promise<number> {
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(
    (await readIfThere(`/proc/${pid}/status`)) ?? '',
  )?.[1];
  return kibibytes === undefined ? 0 : Number(kibibytes) * 1024;
}

/** A process may end at any moment. */
async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
