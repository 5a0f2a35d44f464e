import { describe, expect, test } from 'vitest';
import { checkReference, readRecordings, recordFlask } from '../../src/pipeline/check-reference.js';
import { startTarget } from '../../src/pipeline/start-targets.js';
import { compareWithRecording } from '../../src/verify/recorded-answers.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { fixture, useDatabases } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';

const databases = useDatabases([
  fixture('films-reviews/schema.sql'),
  fixture('films-reviews/seed.sql'),
]);
const options = async () => ({
  serviceSources: await readTree(fixture('films-reviews/service/src')),
  createDatabase: (hint: string) => databases.create(hint),
  env: process.env,
});

describe('the films/reviews service', () => {
  test('answers every recorded request as Flask did', async () => {
    const { createDatabase, ...rest } = await options();
    const { url } = await createDatabase('recorded');
    const service = await startTarget(databases.resources, 'service', {
      ...rest,
      databaseUrl: url,
    });
    if ('reason' in service) throw new Error(service.reason);
    const recordings = await readRecordings();
    const differences = await compareWithRecording(
      service.target.url,
      recordings,
      databases.resources.signal,
    );
    await service.stop();
    expect(recordings.length).toBeGreaterThan(90);
    expect(differences).toEqual([]);
  });

  test('is compared with what Flask answers today', async (context) => {
    const recordings = await recordFlask(databases.resources, await options());
    if (!Array.isArray(recordings)) return skipWithoutFlask(context, recordings.reason);
    const text = `[\n${recordings.map((recording) => `  ${JSON.stringify(recording)}`).join(',\n')}\n]\n`;
    expectGolden(fixture('films-reviews/answers.json'), text);
    const { differences } = await checkReference(databases.resources, await options());
    return expect(differences).toEqual([]);
  });

  test('keeps the rows that the Flask app throws away', async (context) => {
    const { createDatabase, ...rest } = await options();
    const counts: Record<string, number> = {};
    for (const name of ['flask', 'service'] as const) {
      const { url } = await createDatabase(name);
      const target = await startTarget(databases.resources, name, { ...rest, databaseUrl: url });
      if ('reason' in target) return skipWithoutFlask(context, target.reason);
      const response = await fetch(`${target.target.url}/reviews/`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"film_id":995,"rating":4}',
      });
      expect(await response.text()).toBe('{"film_id":995,"rating":4}\n');
      await target.stop();
      counts[name] = await countReviews(url);
    }
    return expect(counts).toEqual({ flask: 0, service: 1 });
  });
});

async function countReviews(url: string): Promise<number> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int FROM review');
  await client.end();
  return rows[0]!.count;
}
