/**
 * Does the generated films/reviews service answer as the Flask app does? Where Python has Flask, both get the
 * requests of the fixture side by side; elsewhere the service is held against the recording of Flask. It is
 * what `port verify` does, on the app that comes with `port`.
 */
import { join } from 'node:path';
import type { VerifyResult } from '../model/verify-result.js';
import type { Resources } from '../processes/resources.js';
import { parseRecording, type Recording } from '../verify/recording.js';
import { readTraffic } from '../verify/read-traffic.js';
import { Bug } from '../util/bug.js';
import type { Environment } from './find-python.js';
import { REFERENCE } from './package-root.js';
import { chooseRequests, prepareManifest } from './prepare-verify.js';
import { readInput } from './read-input.js';
import type { Databases } from './seeded-databases.js';
import { flaskCommand } from './start-targets.js';
import { verify, type VerifySetup } from './verify.js';

export interface ReferenceCheck {
  readonly result: VerifyResult;
  /** Where Flask's answers came from, as a sentence may end. */
  readonly source: string;
}

export interface CheckOptions {
  readonly serviceSources: ReadonlyMap<string, string>;
  readonly databases: Databases;
  readonly env: Environment;
}

const MAX_BYTES = 16 * 1024 * 1024;

export async function checkReference(
  resources: Resources,
  { serviceSources, databases, env }: CheckOptions,
): Promise<ReferenceCheck> {
  const { prepared } = await prepareManifest(resources, join(REFERENCE, 'port.yaml'), {
    cwd: REFERENCE,
    databaseUrl: undefined,
    needsService: false,
    onStep: () => {},
  });
  if (!prepared) throw new Bug('the reference manifest has errors');
  const { routes, settings } = prepared;
  const flask = await flaskCommand(resources, env);
  const setup: Omit<VerifySetup, 'reference' | 'requests'> = {
    routes,
    expected: settings.differences,
    candidate: { kind: 'service', sources: serviceSources, packages: undefined },
    databases,
    env,
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
  };
  if ('reason' in flask) {
    const recording = await readRecording(join(REFERENCE, 'verify.json'));
    const reference = { kind: 'recording', recording } as const;
    const { result } = await verify(resources, { ...setup, reference, requests: [] });
    return { result, source: `Flask's recorded answers (${flask.reason})` };
  }
  const traffic = readTraffic(await readInput(join(REFERENCE, 'requests.json'), MAX_BYTES), {});
  if (typeof traffic === 'string') throw new Bug(`requests.json ${traffic}`);
  const requests = chooseRequests(routes, {
    traffic: traffic.requests,
    isGenerated: false,
    limit: 0,
    seed: 1,
    only: undefined,
    headers: {},
    mayWrite: true,
  });
  const reference = { kind: 'command', ...flask, variables: {}, port: undefined } as const;
  const { result } = await verify(resources, { ...setup, reference, requests });
  return { result, source: 'Flask, running beside it' };
}

export async function readRecording(path: string): Promise<Recording> {
  const recording = parseRecording(await readInput(path, MAX_BYTES));
  if (typeof recording === 'string') throw new Bug(`${path} ${recording}`);
  return recording;
}
