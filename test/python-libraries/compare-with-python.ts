/**
 * Expressions in Python and in TypeScript that must mean the same: both are evaluated, and their `repr` compared, or
 * the class and message of what they raise.
 */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { asException } from '../../templates/service/src/python/exceptions.js';
import { repr, str } from '../../templates/service/src/python/text.js';
import { className } from '../../templates/service/src/python/type-name.js';
import type { Value } from '../../templates/service/src/python/value.js';

export type Pair = readonly [python: string, typescript: () => Value | Promise<Value>];

const PROGRAM = `
import json, sys
given = json.load(sys.stdin)
names = {}
exec(given['setup'], names)
answers = []
for expression in given['expressions']:
    try:
        answers.append(repr(eval(expression, names)))
    except BaseException as error:
        answers.append(type(error).__name__ + ': ' + str(error))
json.dump(answers, sys.stdout)
`;

/** @param setup statements that Python executes first: imports. */
export function compareWithPython(setup: string, pairs: readonly Pair[]): void {
  const found = askPython(
    setup,
    pairs.map(([expression]) => expression),
  );
  test.for(pairs.map(([python, typescript], at) => [python, typescript, at] as const))(
    '%s',
    async ([, typescript, at], context) => {
      if (typeof found === 'string') return skipWithoutPython(context, found);
      expect(await answerOf(typescript)).toBe(found[at]);
    },
  );
}

/** In CI a test that is skipped is a failure. */
function skipWithoutPython(context: { skip(reason: string): never }, reason: string): never {
  if (process.env['CI']) throw new Error(`CI must have Python: ${reason}`);
  return context.skip(`needs Python: ${reason}`);
}

/** What it answers, or why it does not. */
export function askPython(setup: string, expressions: readonly string[]): string[] | string {
  const { stdout, stderr, error } = spawnSync('/usr/bin/python3', ['-c', PROGRAM], {
    input: JSON.stringify({ setup, expressions }),
    encoding: 'utf8',
    env: process.env,
  });
  if (error) return error.message;
  if (stdout === '') return stderr.trim().split('\n').at(-1) ?? 'no answer';
  return JSON.parse(stdout) as string[];
}

export async function answerOf(typescript: () => Value | Promise<Value>): Promise<string> {
  try {
    return repr(await typescript());
  } catch (caught) {
    const error = asException(caught);
    return `${className(error.constructor)}: ${str(error as Value)}`;
  }
}
