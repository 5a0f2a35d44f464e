/**
 * Does the generated films/reviews service answer as the Flask app does? The requests go to Flask itself where
 * Python has it, else its recorded answers are taken; each server has a database of its own.
 */
import { join } from 'node:path';
import type { Database } from '../postgres/database-server.js';
import type { Resources } from '../processes/resources.js';
import {
  compareWithRecording,
  recordAnswers,
  type AnswerDifference,
  type RecordedRequest,
  type Recording,
} from '../verify/recorded-answers.js';
import type { Environment } from './find-python.js';
import { REFERENCE } from './package-root.js';
import { readInput } from './read-input.js';
import { startTarget } from './start-targets.js';

export interface ReferenceCheck {
  readonly requests: number;
  readonly differences: readonly AnswerDifference[];
  /** Where Flask's answers came from, as a sentence may end. */
  readonly source: string;
}

export interface CheckOptions {
  readonly serviceSources: ReadonlyMap<string, string>;
  readonly createDatabase: (hint: string) => Promise<Pick<Database, 'url'>>;
  readonly env: Environment;
}

export async function checkReference(
  resources: Resources,
  { serviceSources, createDatabase, env }: CheckOptions,
): Promise<ReferenceCheck> {
  const live = await recordFlask(resources, { serviceSources, createDatabase, env });
  const recordings = Array.isArray(live) ? live : await readRecordings();
  const { url } = await createDatabase('service');
  const service = await startTarget(resources, 'service', {
    serviceSources,
    databaseUrl: url,
    env,
  });
  if ('reason' in service) throw new Error(`the service does not start: ${service.reason}`);
  const differences = await compareWithRecording(service.target.url, recordings, resources.signal);
  await service.stop();
  return {
    requests: recordings.length,
    differences,
    source: Array.isArray(live)
      ? 'Flask, running beside it'
      : `Flask's recorded answers (${live.reason})`,
  };
}

/** Flask's answers of today, or why there are none. */
export async function recordFlask(
  resources: Resources,
  { serviceSources, createDatabase, env }: CheckOptions,
): Promise<Recording[] | { readonly reason: string }> {
  const { url } = await createDatabase('flask');
  const flask = await startTarget(resources, 'flask', { serviceSources, databaseUrl: url, env });
  if ('reason' in flask) return { reason: flask.reason };
  const recordings = await recordAnswers(flask.target.url, await readRequests(), resources.signal);
  await flask.stop();
  return recordings;
}

const MAX_BYTES = 16 * 1024 * 1024;

export async function readRequests(): Promise<RecordedRequest[]> {
  const text = await readInput(join(REFERENCE, 'requests.json'), MAX_BYTES);
  return JSON.parse(text) as RecordedRequest[];
}

export async function readRecordings(): Promise<Recording[]> {
  const text = await readInput(join(REFERENCE, 'answers.json'), MAX_BYTES);
  return JSON.parse(text) as Recording[];
}
