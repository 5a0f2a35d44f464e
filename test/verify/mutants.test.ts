/**
 * Is `port verify` able to see? Each mistake of `mutants.ts` is put into a generated service, which is then
 * started and held against the recording of Flask. One that goes unnoticed is a blind spot.
 */
import { describe, expect, test } from 'vitest';
import { readServiceFolder } from '../../src/pipeline/read-service-folder.js';
import { fixture, useDatabases } from '../support/database.js';
import { fixtureRecording, verifyFixture, type Fixture } from '../support/verify.js';
import { MUTANTS, type Mutant } from './mutants.js';

const SERVICES: readonly Fixture[] = ['films-reviews', 'store'];

test('there are mutants enough', () => {
  expect(Object.keys(MUTANTS).length).toBeGreaterThanOrEqual(40);
});

describe.each(SERVICES)('in the service of %s', (name) => {
  const databases = useDatabases([fixture(name, 'schema.sql'), fixture(name, 'seed.sql')]);
  const mine = Object.entries(MUTANTS).filter(([, { service }]) => service === name);
  const recording = fixtureRecording(name);

  // Two at a time: most of it is waiting for the other side.
  test.concurrent.each(mine)(
    '%s is noticed',
    async (_what, mutant) => {
      const { result } = await verifyFixture(databases, name, {
        reference: { kind: 'recording', recording: await recording },
        candidate: { kind: 'service', sources: await mutate(mutant), packages: undefined },
        stopAtFirst: true,
      });
      expect(result.summary.different).toBe(1);
    },
    300_000,
  );
});

async function mutate({ service, file, from, to }: Mutant): Promise<ReadonlyMap<string, string>> {
  const source = await readServiceFolder(fixture(service, 'service'));
  if (source.kind !== 'service') throw new Error('the fixture is a service');
  const text = source.sources.get(file);
  expect(text).toContain(from);
  return new Map([...source.sources, [file, text!.replaceAll(from, () => to)]]);
}
