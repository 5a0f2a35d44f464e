import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import { comparable, injected, type TestAnswer, type TestRequest } from './answers.js';
import { skipWithoutFlask } from '../support/flask.js';
import { startOracle } from './oracle.js';
import { isNative, tableApp, type TableRule } from './table-app.js';

const resources = new Resources();
afterAll(() => resources.close());
const oracle = startOracle(resources);

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;
const WORDS = ['films', 'new', 'a', 'a-b', '1', '7', 'v', 'x.y'];

const converter = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('', 'int:', 'string:') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'path:',
      'float:',
      'uuid:',
      'int(signed=True):',
      'int(min=5):',
      'int(2):',
      'int(fixed_digits=2, max=50):',
      'float(max=1.5, signed=True):',
      'string(length=2):',
      'string(minlength=2, maxlength=3):',
      'any(films, "a-b", "7"):',
    ),
  },
);

/** A segment of a rule, its variables named later. */
const segment = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...WORDS).map((text) => [text]) },
  { weight: 5, arbitrary: converter.map((one) => [{ converter: one }]) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(converter, fc.constantFrom('-', '.', 'v', ''), converter)
      .map(([one, text, other]) => [
        { converter: one },
        ...(text === '' ? [] : [text, { converter: other }]),
      ]),
  },
  {
    weight: 1,
    arbitrary: converter.map((one) => ['v', { converter: one }]),
  },
);

const tableRule = fc
  .record({
    segments: fc.array(segment, { maxLength: 3 }),
    isBranch: fc.boolean(),
    methods: fc.uniqueArray(fc.constantFrom(...METHODS), { minLength: 1, maxLength: 2 }),
    strictSlashes: fc.oneof(
      { weight: 9, arbitrary: fc.constant(true) },
      { weight: 1, arbitrary: fc.constant(false) },
    ),
  })
  .map(({ segments, isBranch, methods, strictSlashes }): TableRule => {
    let count = 0;
    const texts = segments.map((parts) =>
      parts
        .map((part) => (typeof part === 'string' ? part : `<${part.converter}v${count++}>`))
        .join(''),
    );
    const rule = `/${texts.join('/')}${isBranch && texts.length > 0 ? '/' : ''}`;
    return { rule, methods, strictSlashes };
  });

const UUID = 'A3bb189e-8bf9-3888-9912-ace4e6543002';
const pathSegment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...WORDS) },
  {
    weight: 3,
    arbitrary: fc.constantFrom('12', '-3', '007', '4', '1.25', '-0.5', '12-7', '3.v', 'v9', 'ab'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      UUID,
      '',
      '%D9%A1%D9%A2',
      '%F0%9F%98%80%F0%9F%98%80',
      '%2F',
      'a%2Fb',
      '%0A',
      'a%0Ab',
      'caf%C3%A9',
      '%ff',
      '%41',
      'a b'.replace(' ', '%20'),
      "it's!(*)",
      'x'.repeat(120),
      '9'.repeat(25),
    ),
  },
);

const path = fc
  .tuple(
    fc.array(pathSegment, { maxLength: 4 }),
    fc.constantFrom('', '/', '/', '//', ''),
    fc.constantFrom('', '', '', '?', '?q=1&r=%C3%A9'),
  )
  .map(([segments, end, query]) => `/${segments.join('/')}${end}${query}`);

const request = fc.record({
  method: fc.constantFrom('GET', 'GET', 'GET', 'POST', 'PUT', 'HEAD', 'OPTIONS', 'PATCH'),
  path,
});

/** A table that Flask accepts, and requests of which many come near its rules. */
const tableCase = fc.record({
  // Fastify refuses a second route of the same path and method, and so does the manifest.
  rules: fc.uniqueArray(tableRule, {
    minLength: 1,
    maxLength: 5,
    comparator: (a, b) => a === b,
    selector: ({ rule }) => rule.replaceAll(/v\d>/g, '>'),
  }),
  requests: fc.array(request, { minLength: 10, maxLength: 40 }),
});

async function expectSame(
  rules: readonly TableRule[],
  requests: readonly TestRequest[],
  options: { readonly isExact?: boolean },
): Promise<void> {
  const flask = await oracle;
  if ('reason' in flask) throw new Error(flask.reason);
  const wanted = await flask.ask<TestAnswer[]>({ do: 'table', rules, requests });
  const app = await tableApp(rules, options);
  const answers: object[] = [];
  for (const one of requests) answers.push({ request: one, ...(await injected(app, one)) });
  await app.close();
  expect(answers).toEqual(
    wanted.map((answer, index) => ({ request: requests[index], ...comparable(answer) })),
  );
}

const RUNS = 100;

describe('random rules answer random paths as Flask does', () => {
  const anyTable = tableCase;
  const nativeTable = tableCase.filter(({ rules }) => isNative(rules));
  test.for([
    { name: 'matched by the service itself', tables: anyTable, options: { isExact: true } },
    { name: 'matched by the service where it must be', tables: anyTable, options: {} },
    { name: 'matched by Fastify', tables: nativeTable, options: {} },
  ])('$name', { timeout: 120_000 }, async ({ tables, options }, context) => {
    const flask = await oracle;
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    expect(flask.versions.flask).toMatch(/^\d/);
    return fc.assert(
      fc.asyncProperty(tables, ({ rules, requests }) => expectSame(rules, requests, options)),
      { seed: 4, numRuns: RUNS },
    );
  });
});
