import { hasErrors } from '../../src/diagnostics/diagnostic.js';
import { renderDiagnostic } from '../../src/diagnostics/render-diagnostic.js';
import { sourcesOf } from '../../src/pipeline/bench-app.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { generate } from '../../src/pipeline/generate.js';
import { startTarget } from '../../src/pipeline/start-targets.js';
import type { FileTree } from '../../src/emit/emit-service.js';
import type { TestDatabases } from './database.js';

/** A manifest as `port init` would port it; `folder` is where its SQL files are. */
export async function generateService(
  databases: TestDatabases,
  manifest: string,
  folder: string,
): Promise<FileTree> {
  const { resources } = databases;
  const { url } = await databases.create('describe');
  const source = { name: 'port.yaml', text: manifest };
  const { service, sqlFiles, diagnostics } = await describeManifest(resources, source, folder, {
    databaseUrl: url,
    onStep: () => {},
  });
  const text = diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, { color: false }));
  if (!service || hasErrors(diagnostics)) throw new Error(text.join('\n'));
  return generate(resources, service, sqlFiles, () => {});
}

export interface RunningService {
  readonly origin: string;
  readonly stop: () => Promise<void>;
  /** Without a chance to finish anything. */
  readonly kill: () => Promise<void>;
}

/** Starts generated files as a process of its own, on a database that is there. */
export async function startGenerated(
  { resources }: TestDatabases,
  files: FileTree,
  databaseUrl: string,
): Promise<RunningService> {
  const started = await startTarget(resources, 'service', {
    serviceSources: sourcesOf(files),
    databaseUrl,
    env: process.env,
  });
  if ('reason' in started) throw new Error(started.reason);
  return { origin: started.target.url, stop: started.stop, kill: started.kill };
}

export async function post(
  origin: string,
  path: string,
  body: unknown,
): Promise<{ status: number; body: string }> {
  const response = await fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.text() };
}
