import { expect, test } from 'vitest';
import { findPython } from '../../src/pipeline/find-python.js';
import { runToEnd } from '../../src/processes/run-to-end.js';
import { withResources } from '../../src/processes/resources.js';
import { exceptionNames, sqlstatesOf } from '../../src/psycopg/exceptions.js';
import { skipWithoutFlask } from '../support/flask.js';

const SCRIPT = `
import json, psycopg2, psycopg2.errors as errors, psycopg2.errorcodes as codes
from psycopg2 import extensions
known = {}
for code in sorted({v for k, v in vars(codes).items() if k.isupper() and isinstance(v, str) and len(v) == 5}):
    try:
        known[code] = [c.__name__ for c in errors.lookup(code).__mro__]
    except KeyError:
        pass
print(json.dumps(known))
`;

test('each SQLSTATE is caught by the exceptions that catch it in psycopg2, and by no other', async (context) => {
  await withResources(new AbortController().signal, async (resources) => {
    const python = await findPython(resources, process.env, ['psycopg2']);
    if (python.kind === 'missing') return skipWithoutFlask(context, python.reason);
    const { stdout } = await runToEnd(resources, {
      name: 'psycopg2',
      command: python.command,
      args: ['-c', SCRIPT],
      env: { PATH: process.env['PATH'] },
      timeoutMs: 20_000,
    });
    const known = JSON.parse(stdout) as Record<string, string[]>;
    expect(Object.keys(known).length).toBeGreaterThan(200);
    for (const [code, classes] of Object.entries(known)) {
      const caught = exceptionNames().filter((name) =>
        sqlstatesOf(name)!.some((start) => code.startsWith(start)),
      );
      const expected = classes.filter((name) => sqlstatesOf(name));
      expect([code, caught.toSorted()]).toEqual([code, expected.toSorted()]);
    }
  });
});
