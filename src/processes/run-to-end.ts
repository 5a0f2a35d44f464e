/**
 * A command that is run for its answer (`python3 --version`, `initdb`, `wrk`), with everything it prints
 * and a limit on its time. A server is started with `startProcess` instead.
 */
import { type Exit, ProcessFailed } from './process-failed.js';
import type { Resources } from './resources.js';
import { type ProcessOptions, startProcess } from './start-process.js';

export interface Finished extends Exit {
  /** Whole, with `\n` between the lines and none at the end. */
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command and gives back how it ended, whatever its exit code is.
 * @throws ProcessFailed when it cannot be started, or is stopped because it took over `timeoutMs`.
 */
export async function runToEnd(
  resources: Resources,
  options: Omit<ProcessOptions, 'onLine'> & { readonly timeoutMs: number },
): Promise<Finished> {
  const lines = { stdout: [] as string[], stderr: [] as string[] };
  const running = await startProcess(resources, {
    ...options,
    onLine: (line, stream) => lines[stream].push(line),
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    void running.stop({ graceMs: 500 });
  }, options.timeoutMs);
  const exit = await running.exited.finally(() => clearTimeout(timer));
  if (isLate) {
    throw new ProcessFailed(
      `${options.name} did not finish within ${options.timeoutMs / 1000} s`,
      running.recentOutput(),
    );
  }
  return { ...exit, stdout: lines.stdout.join('\n'), stderr: lines.stderr.join('\n') };
}
