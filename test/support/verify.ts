/** The fixtures' services and Flask apps, compared by the engine of `port verify` itself. */
import { join } from 'node:path';
import { prepareManifest, chooseRequests } from '../../src/pipeline/prepare-verify.js';
import { readServiceFolder } from '../../src/pipeline/read-service-folder.js';
import { verify, type VerifyOutcome, type VerifySetup } from '../../src/pipeline/verify.js';
import type { ExpectedDifference } from '../../src/model/expected-difference.js';
import type { PlannedRequest } from '../../src/model/exchange.js';
import { readInput } from '../../src/pipeline/read-input.js';
import { parseRecording, type Recording } from '../../src/verify/recording.js';
import { readTraffic } from '../../src/verify/read-traffic.js';
import { fixture, type TestDatabases } from './database.js';

export type Fixture = 'films-reviews' | 'store';

/** As many as fixtures/<name>/verify.json was recorded with, beside those of requests.json. */
export const LIMITS: Readonly<Record<Fixture, number>> = { 'films-reviews': 2000, store: 900 };

export interface FixtureSetup extends Partial<VerifySetup> {
  readonly reference: VerifySetup['reference'];
  /** Which of the declared differences count; all of them unless told. */
  readonly isDeclared?: (difference: ExpectedDifference) => boolean;
}

export async function verifyFixture(
  databases: TestDatabases,
  name: Fixture,
  overrides: FixtureSetup,
): Promise<VerifyOutcome> {
  const { prepared } = await prepareManifest(databases.resources, fixture(name, 'port.yaml'), {
    cwd: fixture(name),
    databaseUrl: undefined,
    needsService: false,
    onStep: () => {},
  });
  return verify(databases.resources, {
    routes: prepared!.routes,
    expected: prepared!.settings.differences.filter(overrides.isDeclared ?? (() => true)),
    requests: [],
    candidate: await readServiceFolder(fixture(name, 'service')),
    databases: { version: '', areOwn: true, create: (hint) => databases.create(hint) },
    env: process.env,
    sqlAfterStart: undefined,
    timeoutSeconds: 30,
    startSeconds: 60,
    isAskedTwice: false,
    anyDatabase: false,
    isWhole: true,
    stopAtFirst: false,
    isShrunk: false,
    secretNames: [],
    onStep: () => {},
    onProgress: () => {},
    ...overrides,
  });
}

/** What `port verify … --traffic requests.json --limit <n>` sends. */
export async function fixtureRequests(
  databases: TestDatabases,
  name: Fixture,
): Promise<PlannedRequest[]> {
  const { prepared } = await prepareManifest(databases.resources, fixture(name, 'port.yaml'), {
    cwd: fixture(name),
    databaseUrl: undefined,
    needsService: false,
    onStep: () => {},
  });
  const traffic = readTraffic(await readInput(join(fixture(name), 'requests.json'), 1 << 24), {});
  if (typeof traffic === 'string') throw new Error(traffic);
  return chooseRequests(prepared!.routes, {
    traffic: traffic.requests,
    isGenerated: true,
    limit: LIMITS[name],
    seed: 1,
    only: undefined,
    headers: {},
    mayWrite: true,
  });
}

export async function fixtureRecording(name: Fixture): Promise<Recording> {
  const recording = parseRecording(await readInput(fixture(name, 'verify.json'), 1 << 26));
  if (typeof recording === 'string') throw new Error(recording);
  return recording;
}
