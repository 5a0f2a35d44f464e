import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import type { FastifyInstance } from 'fastify';
import { fixture } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { comparable, sent, type TestAnswer } from './answers.js';
import { startOracle } from './oracle.js';
import { isNative, tableApp, type TableRule } from './table-app.js';

const resources = new Resources();
afterAll(() => resources.close());

interface Table {
  readonly name: string;
  readonly rules: readonly TableRule[];
  /** `GET /films/7`. */
  readonly requests: readonly string[];
}

const TABLES = fixture('conformance/routing/tables.json');
const ANSWERS = fixture('conformance/routing/answers.json');
const tables = JSON.parse(readFileSync(TABLES, 'utf8')) as Table[];
type Answers = Readonly<Record<string, Readonly<Record<string, TestAnswer>>>>;
const answers = (existsSync(ANSWERS) ? JSON.parse(readFileSync(ANSWERS, 'utf8')) : {}) as Answers;

const toRequest = (line: string) => {
  const [method, path] = line.split(' ') as [string, string];
  return { method, path };
};

test('what routing answers is recorded from Flask', async (context) => {
  const oracle = await startOracle(resources);
  if ('reason' in oracle) return skipWithoutFlask(context, oracle.reason);
  const parts: string[] = [];
  for (const { name, rules, requests } of tables) {
    const found = await oracle.ask<TestAnswer[]>({
      do: 'table',
      rules,
      requests: requests.map(toRequest),
    });
    const lines = requests.map(
      (line, index) => `    ${JSON.stringify(line)}: ${JSON.stringify(comparable(found[index]!))}`,
    );
    parts.push(`  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }`);
  }
  expect(parts).toHaveLength(tables.length);
  return expectGolden(ANSWERS, `{\n${parts.join(',\n')}\n}\n`);
});

describe.each(tables)('$name', ({ name, rules, requests }) => {
  let chosen: FastifyInstance;
  let exact: FastifyInstance;
  beforeAll(async () => {
    chosen = await tableApp(rules);
    exact = await tableApp(rules, { isExact: true });
  });
  afterAll(() => Promise.all([chosen.close(), exact.close()]));

  test.each(requests)('%s', async (line) => {
    const expected = answers[name]?.[line];
    expect(await sent(chosen, toRequest(line))).toEqual(expected);
    expect(await sent(exact, toRequest(line))).toEqual(expected);
  });
});

describe('Fastify routes by itself', () => {
  const paths = (rules: readonly string[]) => rules.map((rule) => ({ rule, methods: ['GET'] }));
  test.each([
    ['what most apps have', ['/', '/films/', '/films/<int:id>/', '/films/<int:id>/cast/<int:n>']],
    ['text beside a variable', ['/users/me', '/users/<int:id>', '/users/<name>/posts']],
    ['numbers beside names', ['/tags/<int:id>', '/tags/<name>']],
    ['a path at the end', ['/', '/media/<path:file>', '/api/users/']],
    [
      'texts around a variable',
      ['/v<int:version>/users', '/export/<name>.csv', '/<int:y>-<int:m>/'],
    ],
  ])('%s', (_name, rules) => {
    expect(isNative(paths(rules))).toBe(true);
  });

  test.each([
    ['a path before the end', ['/<path:page>/edit']],
    ['a path that takes what another refuses', ['/api/users/<name>', '/<path:page>']],
    ['a redirect before another match', ['/films/<int:id>/', '/films/<name>']],
    ['two patterns for one place', ['/<name>', '/<uuid:id>']],
    ['the second of two numbers', ['/<int:a>', '/<float:b>']],
  ])('but not %s', (_name, rules) => {
    expect(isNative(paths(rules))).toBe(false);
  });
});
