import type { FastifyInstance } from 'fastify';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPython } from '../../src/pipeline/find-python.js';
import { useDatabases } from '../support/database.js';
import { runHere, startApp } from './run-here.js';
import { SCENARIOS } from './scenarios.js';

const databases = useDatabases([join(import.meta.dirname, 'schema.sql')]);
let app: FastifyInstance;
let expected: readonly (readonly string[])[] | undefined;

beforeAll(async () => {
  const python = await findPython(databases.resources, process.env, ['psycopg2']);
  if (python.kind !== 'missing') {
    const theirs = await databases.create('theirs');
    const { stdout, stderr } = spawnSync(python.command, [join(import.meta.dirname, 'oracle.py')], {
      input: JSON.stringify(SCENARIOS),
      encoding: 'utf8',
      env: { DATABASE_URL: theirs.url, PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
      maxBuffer: 2 ** 28,
    });
    if (stdout === '') throw new Error(stderr);
    expected = JSON.parse(stdout) as string[][];
  }
  app = await startApp((await databases.create('ours')).url);
}, 120_000);
afterAll(() => app.close());

describe('does what psycopg2 does', () => {
  const cases = SCENARIOS.map((scenario, index) => ({
    title: `${index} ${JSON.stringify(scenario.steps[0])}`.slice(0, 140),
    scenario,
    index,
  }));
  // What one does to the sequences and the tables is there for the next, on both sides.
  test.sequential.each(cases)('$title', async ({ scenario, index }, ...rest) => {
    void rest;
    if (!expected) return;
    expect(await runHere(scenario)).toEqual(expected[index]);
  });
});
