/** The chosen driver, with programs that end with the run. */
import { autocannonDriver } from '../bench/load/autocannon-driver.js';
import type { DriverChoice } from '../bench/load/choose-driver.js';
import type { LoadDriver } from '../bench/load/load-driver.js';
import type { RunCommand } from '../bench/load/run-command.js';
import { wrkDriver } from '../bench/load/wrk-driver.js';
import type { Resources } from '../processes/resources.js';
import { runToEnd } from '../processes/run-to-end.js';
import { makeTemporaryFolder } from '../workspace/temporary-folder.js';
import type { Environment } from './find-python.js';

export interface LoadSetup {
  readonly env: Environment;
  readonly durationSeconds: number;
  readonly warmupSeconds: number;
}

export async function createDriver(
  resources: Resources,
  choice: Exclude<DriverChoice, { kind: 'missing' }>,
  setup: LoadSetup,
): Promise<LoadDriver> {
  if (choice.kind === 'autocannon') return autocannonDriver({ now: () => performance.now() });
  const directory = await makeTemporaryFolder(resources, 'wrk');
  const runCommand = commandRunner(resources, setup);
  return wrkDriver({ command: choice.command, directory, runCommand });
}

/** Gives a program that makes load for a measurement a minute more than that. */
export function commandRunner(
  resources: Resources,
  { env, durationSeconds, warmupSeconds }: LoadSetup,
): RunCommand {
  const timeoutMs = (Math.max(durationSeconds, warmupSeconds) + 60) * 1000;
  return async (command, args) => {
    const name = command.replace(/^.*[/\\]/, '');
    const { code, stdout, stderr } = await runToEnd(resources, {
      name,
      command,
      args,
      env,
      timeoutMs,
    });
    return { exitCode: code, stdout, stderr };
  };
}
