/**
 * Builds a Go program from a folder, without a network: the toolchain and the packages it imports have to be
 * there already, as Debian's `-dev` packages put them below /usr/share/gocode. That is GOPATH mode, which
 * needs no go.mod and asks no proxy.
 */
import { join } from 'node:path';
import { findExecutable } from '../processes/find-executable.js';
import type { Resources } from '../processes/resources.js';
import { runToEnd, type Finished } from '../processes/run-to-end.js';
import { makeTemporaryFolder } from '../workspace/temporary-folder.js';
import type { Environment } from './find-python.js';

export interface GoProgram {
  readonly folder: string;
  /** What it imports beside Go's own library. */
  readonly imports: readonly string[];
  /** What to install when something is missing, as a sentence may end. */
  readonly help: string;
}

export interface BuiltGo {
  /** In a folder that goes with the resources. */
  readonly program: string;
  /** Of the toolchain: `go1.19.8`. */
  readonly version: string;
}

export async function buildGo(
  resources: Resources,
  env: Environment,
  { folder, imports, help }: GoProgram,
): Promise<BuiltGo | { readonly reason: string }> {
  const command = await findExecutable('go', env['PATH'] ?? '');
  if (command === undefined) return { reason: `there is no Go toolchain; ${help}` };
  const output = await makeTemporaryFolder(resources, 'go');
  const go = (...args: string[]): Promise<Finished> =>
    runToEnd(resources, {
      name: 'go',
      command,
      args,
      cwd: folder,
      env: goEnvironment(env, output),
      // With an empty build cache the standard library may have to be compiled first.
      timeoutMs: 300_000,
    });
  const listed = await go('list', ...imports);
  if (listed.code !== 0) {
    return { reason: `Go finds no ${imports.join(', ')}; ${help}` };
  }
  const program = join(output, 'server');
  const built = await go('build', '-o', program, '.');
  if (built.code === 0) return { program, version: (await go('env', 'GOVERSION')).stdout };
  return { reason: [`go build ended with ${built.code ?? 'a signal'}`, built.stderr].join('\n') };
}

const DEBIAN_SOURCES = '/usr/share/gocode';

/** A GOFLAGS or go.work of the user's would ask for modules. The build cache stays the user's. */
function goEnvironment(env: Environment, output: string): Environment {
  const path = env['GOPATH'] ?? '';
  return {
    ...env,
    HOME: env['HOME'] ?? output,
    GO111MODULE: 'off',
    GOPATH: path === '' ? DEBIAN_SOURCES : `${path}:${DEBIAN_SOURCES}`,
    GOFLAGS: '',
    GOWORK: 'off',
    GOTOOLCHAIN: 'local',
  };
}
