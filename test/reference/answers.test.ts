import { describe, expect, test } from 'vitest';
import { flaskCommand } from '../../src/pipeline/start-targets.js';
import type { VerifyResult } from '../../src/model/verify-result.js';
import { printRecording } from '../../src/verify/recording.js';
import { fixture, useDatabases } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { fixtureRecording, fixtureRequests, verifyFixture } from '../support/verify.js';

const databases = useDatabases([
  fixture('films-reviews/schema.sql'),
  fixture('films-reviews/seed.sql'),
]);

describe('the films/reviews service', () => {
  test('answers and writes as the recording of Flask says', async () => {
    const recording = await fixtureRecording('films-reviews');
    const { result } = await verifyFixture(databases, 'films-reviews', {
      reference: { kind: 'recording', recording },
    });
    expectNothingUndeclared(result);
    expect(result.summary.requests).toBeGreaterThanOrEqual(300);
    expect(result.coverage).toMatchObject({
      routes: { covered: 3, all: 3 },
      statements: { covered: 3, all: 3 },
    });
  });

  test('differs, with nothing declared, in the rows of the insert and in nothing else', async () => {
    const recording = await fixtureRecording('films-reviews');
    const { result } = await verifyFixture(databases, 'films-reviews', {
      reference: { kind: 'recording', recording },
      isDeclared: ({ adds }) => adds === undefined,
    });
    expect(result.summary.different).toBeGreaterThan(20);
    expect(
      new Set(result.differences.map(({ route, layer, place }) => [route, layer, place].join(' '))),
    ).toEqual(new Set(['POST /reviews/ database review']));
    for (const { rows } of result.differences) {
      expect(rows.reference).toEqual([]);
      expect(rows.candidate).toEqual([
        expect.stringMatching(/^\+\{"film_id":(?:\d+|null),"rating":-?\d+\}$/),
      ]);
    }
  });

  test('is compared with what Flask answers today, and the recording is what it answers', async (context) => {
    const flask = await flaskCommand(databases.resources, process.env);
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    const { result, recording } = await verifyFixture(databases, 'films-reviews', {
      reference: { kind: 'command', ...flask, variables: {}, port: undefined },
      requests: await fixtureRequests(databases, 'films-reviews'),
      isAskedTwice: true,
    });
    const named = { ...recording!, reference: 'the Flask app of films/reviews' };
    expectGolden(fixture('films-reviews/verify.json'), printRecording(named));
    expect(result.summary.noise).toBe(0);
    return expectNothingUndeclared(result);
  }, 300_000);
});

function expectNothingUndeclared({ differences, expected, stopped }: VerifyResult): void {
  expect(
    differences.map(({ route, case: what, layer, reference, candidate }) => [
      route,
      what,
      layer,
      reference,
      candidate,
    ]),
  ).toEqual([]);
  expect(expected.filter(({ requests }) => requests === 0)).toEqual([]);
  expect(stopped).toBeUndefined();
}
