/**
 * A Python that has what a target needs. Debian's packages belong to /usr/bin/python3, and another
 * `python3` may come before it on the PATH: both are asked, and PORT_PYTHON before them.
 */
import { findExecutable } from '../processes/find-executable.js';
import { runToEnd } from '../processes/run-to-end.js';
import type { Resources } from '../processes/resources.js';

export type Environment = Readonly<Record<string, string | undefined>>;

export type PythonSearch =
  | { readonly kind: 'found'; readonly command: string }
  | { readonly kind: 'missing'; readonly reason: string };

export async function findPython(
  resources: Resources,
  env: Environment,
  modules: readonly string[],
): Promise<PythonSearch> {
  const onPath = await findExecutable('python3', env['PATH'] ?? '');
  const candidates = [...new Set([env['PORT_PYTHON'], '/usr/bin/python3', onPath])].filter(
    (candidate): candidate is string => candidate !== undefined && candidate !== '',
  );
  let missing: string[] | undefined;
  for (const command of candidates) {
    // oxlint-disable-next-line no-await-in-loop -- the first that has everything is taken
    const absent = await missingModules(resources, env, command, modules);
    if (absent?.length === 0) return { kind: 'found', command };
    missing ??= absent;
  }
  if (missing === undefined) return { kind: 'missing', reason: 'there is no python3' };
  const packages = missing.map((module) => DEBIAN_PACKAGES[module] ?? `python3-${module}`);
  return {
    kind: 'missing',
    reason: `Python has no ${missing.join(', ')}; on Debian: apt install ${packages.join(' ')}`,
  };
}

const DEBIAN_PACKAGES: Readonly<Record<string, string>> = { gunicorn: 'gunicorn' };

const LIST_MISSING =
  'import importlib.util, sys; print(*[m for m in sys.argv[1:] if importlib.util.find_spec(m) is None])';

/** Undefined when the command is no Python that runs. */
async function missingModules(
  resources: Resources,
  env: Environment,
  command: string,
  modules: readonly string[],
): Promise<string[] | undefined> {
  try {
    const finished = await runToEnd(resources, {
      name: 'python3',
      command,
      args: ['-c', LIST_MISSING, ...modules],
      env,
      timeoutMs: 20_000,
    });
    if (finished.code !== 0) return undefined;
    return finished.stdout
      .trim()
      .split(/\s+/)
      .filter((module) => module !== '');
  } catch {
    return undefined;
  }
}
