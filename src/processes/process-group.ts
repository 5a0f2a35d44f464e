/**
 * Signals to a process and everything it started. A child that leads its own process group (POSIX) is
 * reached through the negative group id; on Windows, which has no groups, `taskkill` walks the tree.
 * A process that calls setsid itself, as PostgreSQL's backends do, has left the group: its own parent
 * answers for it.
 */
import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

import { isGroupAlive } from './is-group-alive.js';

const POLL_MS = 10;

/** Sends `signal` to every member of the group that `leaderPid` leads; false when there is none left. */
export function signalGroup(leaderPid: number, signal: NodeJS.Signals): boolean {
  if (process.platform === 'win32') {
    return spawnSync('taskkill', ['/pid', String(leaderPid), '/T', '/F']).status === 0;
  }
  return send(-leaderPid, signal);
}

/** Sends `signal` to one process; false when it is gone. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  return send(pid, signal);
}

/** Asks what is left of a group to end, then makes it; returns when nothing is left or cannot be reached. */
export async function endGroup(leaderPid: number, graceMs: number): Promise<void> {
  if (!isGroupAlive(leaderPid)) return;
  signalGroup(leaderPid, 'SIGTERM');
  if (await groupEnds(leaderPid, graceMs)) return;
  signalGroup(leaderPid, 'SIGKILL');
  await groupEnds(leaderPid, 1000);
}

async function groupEnds(leaderPid: number, withinMs: number): Promise<boolean> {
  if (!isGroupAlive(leaderPid)) return true;
  if (withinMs <= 0) return false;
  await delay(POLL_MS);
  return groupEnds(leaderPid, withinMs - POLL_MS);
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
