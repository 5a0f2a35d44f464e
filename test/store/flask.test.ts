import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { readService } from '../../src/manifest/read-service.js';
import type { RulePart } from '../../src/model/rule.js';
import { loadSqlParser } from '../../src/sql/parse-sql.js';
import {
  compareWithRecording,
  recordAnswers,
  type RecordedRequest,
  type Recording,
} from '../../src/verify/recorded-answers.js';
import { fixture } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { CORS_CASES, corsAnswer } from './cors-cases.js';
import { DIFFERENCES, statusOf } from './known-differences.js';
import {
  allRows,
  startFlask,
  startService,
  useStoreDatabases,
  type RunningStore,
} from './store.js';

const databases = useStoreDatabases();
const read = <Value>(name: string) =>
  JSON.parse(readFileSync(fixture('store', name), 'utf8')) as Value;

describe('the store', () => {
  test('is recorded as Flask answers today, and the rows that Flask leaves behind', async (context) => {
    const flask = await startFlask(databases);
    if ('reason' in flask) return skipWithoutFlask(context, flask.reason);
    const requests = read<RecordedRequest[]>('requests.json');
    const recordings = await recordAnswers(flask.origin, requests, databases.resources.signal);
    expect(recordings.length).toBeGreaterThan(400);
    const lines = recordings.map((recording) => `  ${JSON.stringify(recording)}`);
    expectGolden(fixture('store/answers.json'), `[\n${lines.join(',\n')}\n]\n`);
    const rows = await allRows(flask.databaseUrl);
    return expectGolden(fixture('store/rows.json'), `${JSON.stringify(rows, null, 2)}\n`);
  });

  test('answers every recorded request as Flask did, and leaves the same rows', async () => {
    const service = await startService(databases);
    const recordings = read<Recording[]>('answers.json').map(withoutTypeOfNothing);
    const { signal } = databases.resources;
    expect(await compareWithRecording(service.origin, recordings, signal)).toEqual([]);
    expect(await allRows(service.databaseUrl)).toEqual(read('rows.json'));
  });

  test('has a recorded answer for each route and method, and not only of failures', async () => {
    await loadSqlParser();
    const text = readFileSync(fixture('store/port.yaml'), 'utf8');
    const { service } = readService({ name: 'port.yaml', text });
    const routes = service!.blueprints.flatMap((blueprint) => blueprint.routes);
    expect(routes.length).toBeGreaterThanOrEqual(28);
    const recordings = read<Recording[]>('answers.json');
    const uncovered = routes.flatMap(({ rule, methods, handler }) =>
      methods
        .filter((method) => {
          const status = handler.kind === 'declarative' ? handler.answer.status : 501;
          return !recordings.some(
            ({ request, answer }) =>
              request.method === method &&
              answer.status === status &&
              toPattern(rule).test(request.path.replace(/\?.*/, '')),
          );
        })
        .map((method) => `${method} ${rule.text}`),
    );
    expect(uncovered).toEqual([]);
  });
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

/** Fastify takes the Content-Type away from an answer without content, and the service's README says so. */
function withoutTypeOfNothing({ request, answer }: Recording): Recording {
  return answer.status === 204
    ? { request, answer: { ...answer, headers: {} } }
    : { request, answer };
}

function toPattern(rule: { segments: readonly (readonly RulePart[])[] }): RegExp {
  const segments = rule.segments.map((segment) =>
    segment.map((part) => (part.kind === 'text' ? part.text : partPattern(part))).join(''),
  );
  return new RegExp(`^/${segments.join('/')}/?$`);
}

function partPattern({ converter }: Extract<RulePart, { kind: 'variable' }>): string {
  return converter.kind === 'path' ? '.+' : '[^/]+';
}
