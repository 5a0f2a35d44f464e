/**
 * The real Flask, asked by the line: one Python process answers for a whole test file. Questions go in batches,
 * since a round trip costs more than what is asked.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findPython } from '../../src/pipeline/find-python.js';
import type { Resources } from '../../src/processes/resources.js';

export interface Oracle {
  /** @throws with Python's traceback when the question itself fails. */
  ask<Answer>(question: { readonly do: string; readonly [key: string]: unknown }): Promise<Answer>;
  readonly versions: { readonly flask: string; readonly werkzeug: string };
}

/** Or why Flask cannot be asked here. */
export async function startOracle(
  resources: Resources,
  modules: readonly string[] = [],
): Promise<Oracle | { readonly reason: string }> {
  const python = await findPython(resources, process.env, ['flask', ...modules]);
  if (python.kind === 'missing') return python;
  return askPython(resources, python.command);
}

/** That of a Python itself; with `path` as its PYTHONPATH, the Flask that lies there. */
export async function askPython(
  resources: Resources,
  command: string,
  path?: string,
): Promise<Oracle> {
  const child = spawn(command, ['-B', join(import.meta.dirname, 'oracle.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
      ...(path === undefined ? {} : { PYTHONPATH: path }),
    },
  });
  resources.defer(() => {
    child.kill();
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async <Answer>(question: object): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('Python ended');
    const result = JSON.parse(value) as { answer: Answer } | { failure: string };
    if ('failure' in result) throw new Error(result.failure);
    return result.answer;
  };
  return { ask, versions: await ask({ do: 'versions' }) };
}
