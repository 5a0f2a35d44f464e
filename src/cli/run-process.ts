/** The process around `main`: signals, a closed pipe, the exit code. */
import { Interrupted } from '../processes/resources.js';
import { main } from './main.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export async function runProcess(process: NodeJS.Process): Promise<void> {
  const controller = new AbortController();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      // Who asks a second time does not want to wait for the clean-up; a watchdog finishes it.
      if (controller.signal.aborted) process.exit(130);
      controller.abort(new Interrupted(signal));
    });
  }
  // `port … | head` closes the pipe early, which is no failure.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exitCode ??= 0;
      controller.abort(new Interrupted('SIGHUP'));
    });
  }
  process.exitCode = await main(process.argv.slice(2), {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: process.cwd(),
    signal: controller.signal,
  });
}
