/**
 * What the watchdog process runs. The function is sent as text (`node -e`), so that it needs no file of
 * its own and works the same from `src` and from `dist`: it may use nothing from outside itself.
 * It reads one JSON entry a line and forgets entries that are released. The end of its input means that
 * the parent is gone, however it went: then it ends the groups and removes the directories that are left.
 */

/** One line to the watchdog. `key` names the entry, so that it can be released. */
export type WatchdogEntry =
  | {
      readonly kind: 'group';
      readonly key: string;
      readonly pid: number;
      readonly signal: NodeJS.Signals;
      readonly graceMs: number;
    }
  | { readonly kind: 'directory'; readonly key: string; readonly path: string }
  | { readonly kind: 'released'; readonly key: string };

export function watchdogMain(isGroupAlive: (leaderPid: number) => boolean): void {
  const { rmSync } = process.getBuiltinModule('node:fs');
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  // What a list of processes shows, instead of this text.
  process.title = 'port watchdog';
  const entries = new Map<string, WatchdogEntry>();
  let text = '';

  // The parent decides when it is over, also when a signal reaches both of them.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (chunk: string) => {
    const lines = (text + chunk).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const entry = JSON.parse(line) as WatchdogEntry;
      entries.delete(entry.key);
      if (entry.kind !== 'released') entries.set(entry.key, entry);
    }
  });
  process.stdin.on('error', () => {});
  process.stdin.on('close', () => {
    const groups = [...entries.values()].filter((entry) => entry.kind === 'group');
    for (const { pid, signal } of groups) kill(pid, signal);
    const began = Date.now();
    const timer = setInterval(() => {
      const waited = Date.now() - began;
      const alive = groups.filter(({ pid }) => isGroupAlive(pid));
      for (const { pid, graceMs } of alive) if (waited >= graceMs) kill(pid, 'SIGKILL');
      if (alive.some(({ graceMs }) => waited < graceMs + 1000)) return;
      clearInterval(timer);
      removeDirectories();
    }, 20);
  });

  function kill(pid: number, signal: NodeJS.Signals): void {
    try {
      if (process.platform !== 'win32') process.kill(-pid, signal);
      else spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
    } catch {
      // It has ended by itself.
    }
  }

  function removeDirectories(): void {
    for (const entry of entries.values()) {
      if (entry.kind !== 'directory') continue;
      try {
        rmSync(entry.path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
      } catch {
        // Nobody is left who could be told.
      }
    }
  }
}
