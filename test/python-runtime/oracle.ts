/**
 * Python itself, asked what it makes of an expression; and the same value here, described in the same way: its class
 * and `repr`, or the exception with its message.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'vitest';
import { findPython } from '../../src/pipeline/find-python.js';
import type { Resources } from '../../src/processes/resources.js';
import { asException } from '../../templates/service/src/python/exceptions.js';
import { repr, str } from '../../templates/service/src/python/text.js';
import { AnySet } from '../../templates/service/src/python/set.js';
import { typeName } from '../../templates/service/src/python/type-name.js';
import type { Value } from '../../templates/service/src/python/value.js';

export type Ask = (expressions: readonly string[]) => Promise<readonly string[]>;

/** Or why Python cannot be asked here. */
export async function startPython(
  resources: Resources,
): Promise<Ask | { readonly reason: string }> {
  const python = await findPython(resources, process.env, []);
  if (python.kind === 'missing') return python;
  const child = spawn(python.command, ['-B', join(import.meta.dirname, 'oracle.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
  });
  resources.defer(() => {
    child.kill();
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (expressions) => {
    child.stdin.write(`${JSON.stringify(expressions)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error('Python ended');
    return JSON.parse(value) as string[];
  };
}

/** What Python says, and what is to say the same. */
export type Case = readonly [python: string, run: () => Value];

export function outcome(run: () => Value): string {
  try {
    const value = run();
    if (value instanceof AnySet) {
      const members = [...value].map((member) => repr(member as Value)).toSorted();
      return `${typeName(value)} ${repr(members)}`;
    }
    return `${typeName(value)} ${repr(value)}`;
  } catch (error) {
    const exception = asException(error);
    return `${exception.name}: ${str(exception)}`;
  }
}

/** Where Python and this are not the same; of all cases, so that a failure shows every one. */
export async function differences(
  context: TestContext,
  python: Promise<Ask | { readonly reason: string }>,
  cases: readonly Case[],
): Promise<string[]> {
  const ask = await python;
  if ('reason' in ask) {
    if (process.env['CI']) throw new Error(`CI must have Python: ${ask.reason}`);
    return context.skip(`needs Python: ${ask.reason}`);
  }
  const wanted = await ask(cases.map(([text]) => text));
  return cases.flatMap(([text, run], at) => {
    const found = outcome(run);
    return found === wanted[at] ? [] : [`${text} is ${wanted[at]}, not ${found}`];
  });
}
