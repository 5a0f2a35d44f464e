/**
 * Cleans up after a parent that cannot: SIGKILL, a crash, the OOM killer. A second Node process waits on a
 * pipe from this one and acts when the pipe ends. It starts with the first thing to guard, keeps this
 * process from ending no longer than anything else does, and leaves by itself when nothing is guarded.
 * The one gap is the moment between the start of a child and the line that tells of it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import process from 'node:process';

import { isGroupAlive } from './is-group-alive.js';
import { type WatchdogEntry, watchdogMain } from './watchdog-main.js';

export interface GuardedGroup {
  /** The process that leads the group. */
  readonly pid: number;
  /** What the group is sent first when this process dies. */
  readonly signal: NodeJS.Signals;
  /** How long it then has before SIGKILL, in milliseconds. */
  readonly graceMs: number;
}

export class Watchdog {
  #child: ChildProcess | undefined;
  #nextKey = 1;

  /** Ends the group if this process dies; call the result when the group has ended by itself. */
  guardGroup(group: GuardedGroup): () => void {
    return this.#guard((key) => ({ kind: 'group', key, ...group }));
  }

  /** Removes the directory, with all that is in it, if this process dies; call the result to stop that. */
  guardDirectory(path: string): () => void {
    return this.#guard((key) => ({ kind: 'directory', key, path }));
  }

  /** Lets the watchdog go. What is still guarded is cleaned up by it, as after a crash. */
  close(): void {
    this.#child?.stdin?.end();
    this.#child = undefined;
  }

  #guard(entry: (key: string) => WatchdogEntry): () => void {
    const key = String(this.#nextKey++);
    this.#send(entry(key));
    return () => {
      if (this.#child !== undefined) this.#send({ kind: 'released', key });
    };
  }

  /** A small write to a pipe that has room is done when `write` returns: it survives a SIGKILL right after. */
  #send(entry: WatchdogEntry): void {
    this.#child ??= startWatchdog();
    this.#child.stdin?.write(`${JSON.stringify(entry)}\n`);
  }
}

function startWatchdog(): ChildProcess {
  const child = spawn(
    process.execPath,
    ['-e', `(${watchdogMain.toString()})(${isGroupAlive.toString()})`],
    {
      cwd: '/',
      // Its own session, so that Ctrl-C in the terminal does not reach it.
      detached: true,
      // No NODE_OPTIONS: a debugger or a loader of the parent is not for the watchdog. Windows needs its
      // environment to start a process at all.
      ...(process.platform === 'win32' ? {} : { env: {} }),
      stdio: ['pipe', 'ignore', 'ignore'],
      windowsHide: true,
    },
  );
  // Without a watchdog everything still works, except that a crash leaves things behind.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.unref();
  (child.stdin as Socket).unref();
  return child;
}
