import { beforeAll, describe, expect, test } from 'vitest';
import type { VerifyResult } from '../../src/model/verify-result.js';
import { printRecording } from '../../src/verify/recording.js';
import { fixture } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { fixtureRecording, fixtureRequests, verifyFixture } from '../support/verify.js';
import { CORS_CASES, corsAnswer } from './cors-cases.js';
import { DIFFERENCES, statusOf } from './known-differences.js';
import {
  startFlask,
  startService,
  storeCommand,
  useStoreDatabases,
  type RunningStore,
} from './store.js';

const databases = useStoreDatabases();

describe('the store', () => {
  test('answers and writes as the recording of Flask says', async () => {
    const { result } = await verifyFixture(databases, 'store', {
      reference: { kind: 'recording', recording: await fixtureRecording('store') },
    });
    expectNothingUndeclared(result);
    expect(result.summary.requests).toBeGreaterThan(1200);
    expect(result.coverage.routes.missing).toEqual([]);
    expect(result.coverage.statuses.missing).toEqual([]);
    expect(result.coverage.statements?.missing).toEqual([]);
  }, 300_000);

  test('is compared with what Flask answers today, and the recording is what it answers', async (context) => {
    const flask = await storeCommand(databases.resources);
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    const { result, recording } = await verifyFixture(databases, 'store', {
      reference: { kind: 'command', ...flask, variables: {}, port: undefined },
      requests: await fixtureRequests(databases, 'store'),
    });
    const named = { ...recording!, reference: 'the Flask app of the store' };
    expectGolden(fixture('store/verify.json'), printRecording(named));
    expect(result.summary.noise).toBe(0);
    return expectNothingUndeclared(result);
  }, 300_000);
});

describe('beside its Flask app, the store', () => {
  let service: RunningStore;
  let flask: Awaited<ReturnType<typeof startFlask>>;
  beforeAll(async () => {
    service = await startService(databases);
    flask = await startFlask(databases);
  });

  test.each(Object.entries(CORS_CASES))('%s', async (_name, { request, ...expected }) => {
    expect(await corsAnswer(service.origin, request)).toEqual(expected);
  });

  test('has the CORS headers of flask-cors', async (context) => {
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    const answers: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const [name, { request, ...expected }] of Object.entries(CORS_CASES)) {
      // oxlint-disable-next-line no-await-in-loop -- one worker answers them one after the other
      answers[name] = await corsAnswer(flask.origin, request);
      wanted[name] = expected;
    }
    return expect(answers).toEqual(wanted);
  });

  test.each(Object.entries(DIFFERENCES))('still differs: %s', async (_name, difference) => {
    const { request, ...expected } = difference;
    expect(await statusOf(service.origin, request)).toBe(expected.service);
    if ('reason' in flask) return;
    expect(await statusOf(flask.origin, request)).toBe(expected.flask);
  });
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
