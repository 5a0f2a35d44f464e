/** `port demo`: init, a check against Flask, and a short bench of the tree that was written. */
import { join } from 'node:path';
import type { Resources } from '../processes/resources.js';
import { makeTemporaryFolder } from '../workspace/temporary-folder.js';
import { readTree } from '../workspace/read-tree.js';
import { bench, type BenchOutcome, type BenchSetup } from './bench.js';
import { checkReference, type ReferenceCheck } from './check-reference.js';
import { init } from './init.js';
import { openSeededDatabases } from './seeded-databases.js';
import { REFERENCE } from './package-root.js';

export interface DemoOptions extends Pick<
  BenchSetup,
  'env' | 'now' | 'onStep' | 'onCompared' | 'onEvent'
> {
  /** A server to make databases on; without it one is started. */
  readonly databaseUrl: string | undefined;
  readonly onPorted: (files: number, seconds: number) => void;
  readonly onChecked: (check: ReferenceCheck) => void;
}

export interface DemoResult {
  readonly files: number;
  readonly check: ReferenceCheck;
  readonly outcome: BenchOutcome;
}

export async function demo(resources: Resources, options: DemoOptions): Promise<DemoResult> {
  const { databaseUrl, env, onStep, onPorted, onChecked } = options;
  const folder = await makeTemporaryFolder(resources, 'demo');
  const begun = performance.now();
  const { written, sqlFiles } = await init(resources, {
    manifest: join(REFERENCE, 'port.yaml'),
    cwd: folder,
    out: 'films-reviews',
    force: false,
    dryRun: false,
    databaseUrl,
    onStep,
  });
  if (!written) throw new Error('the reference manifest has errors');
  onPorted(written.files.length, (performance.now() - begun) / 1000);

  onStep('checking the answers');
  const sources = await readTree(join(folder, written.out, 'src'));
  const databases = await openSeededDatabases(resources, databaseUrl, sqlFiles);
  const check = await checkReference(resources, {
    serviceSources: sources,
    databases,
    env,
  });
  onChecked(check);

  const app = { service: written.service, sources, sqlFiles, isReference: true };
  const outcome = await bench(resources, app, {
    ...options,
    targets: ['flask', 'flask-tuned', 'quart', 'idiomatic', 'service'],
    running: [],
    driver: undefined,
    connections: 20,
    rounds: 2,
    durationSeconds: 2,
    warmupSeconds: 1,
    databases,
    limits: false,
    rateShare: undefined,
    growth: undefined,
    mayWrite: true,
  });
  return { files: written.files.length, check, outcome };
}
