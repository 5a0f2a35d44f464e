/**
 * `fixtures/small-apps/<name>/app.py` is scanned and ported, and the service answers as Flask does: each route once, or
 * what is in `requests.json`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sourcesOf } from '../../src/pipeline/bench-app.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { generate } from '../../src/pipeline/generate.js';
import { scan } from '../../src/pipeline/scan.js';
import { startTarget } from '../../src/pipeline/start-targets.js';
import { Resources } from '../../src/processes/resources.js';
import { fixture } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { comparable, sentTo, type TestAnswer, type TestRequest } from './answers.js';
import { startOracle } from './oracle.js';

const resources = new Resources();
afterAll(() => resources.close());

describe.each(readdirSync(fixture('small-apps')))('%s', (name) => {
  const folder = fixture(`small-apps/${name}`);
  const recorded = `${folder}/answers.json`;
  const requests = requestsTo(folder);
  let origin: string;

  beforeAll(async () => {
    const { result, manifest } = await scan({
      app: '.',
      cwd: folder,
      manifest: 'port.yaml',
      schema: [],
    });
    const source = { name: 'port.yaml', text: manifest };
    const { service, diagnostics } = await describeManifest(resources, source, folder, {
      databaseUrl: process.env['DATABASE_URL'] || undefined,
      onStep: () => {},
    });
    const [problem] = [...result.diagnostics, ...diagnostics];
    if (problem) throw new Error(problem.message);
    const files = await generate(resources, service!, [], () => {});
    const started = await startTarget(resources, 'service', {
      serviceSources: sourcesOf(files),
      // No route reads from it.
      databaseUrl: 'postgres://127.0.0.1:1/none',
      env: process.env,
    });
    if ('reason' in started) throw new Error(started.reason);
    origin = started.target.url;
  }, 120_000);

  test('what Flask answers is recorded', async (context) => {
    const oracle = await startOracle(resources);
    if ('reason' in oracle) return skipWithoutFlask(context, oracle.reason);
    const path = `${folder}/app.py`;
    const found = await oracle.ask<TestAnswer[]>({ do: 'app', path, requests });
    const lines = found.map((answer) => `  ${JSON.stringify(comparable(answer))}`);
    expect(found).toHaveLength(requests.length);
    return expectGolden(recorded, `[\n${lines.join(',\n')}\n]\n`);
  });

  const cases = requests.map(
    (request, at) => [`${at} ${request.method} ${request.path}`, request] as const,
  );
  test.each(cases)('%s is answered the same', async (_title, request) => {
    const answers = JSON.parse(readFileSync(recorded, 'utf8')) as unknown[];
    const expected = answers[requests.indexOf(request)];
    expect(comparable(await sentTo(origin, request))).toEqual(expected);
  });
});

function requestsTo(folder: string): TestRequest[] {
  const path = `${folder}/requests.json`;
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as TestRequest[];
  const rules = readFileSync(`${folder}/app.py`, 'utf8').matchAll(/@app\.\w+\("(.*?)"\)/g);
  return [...rules].map(([, rule]) => ({ method: 'GET', path: rule! }));
}
