/**
 * What `port bench --limits` measures beside the targets: a server that only sends the bytes that a target
 * has answered, and pgbench with the statements of the manifest. Where one of them cannot be had, the notes
 * say why, and the other is measured all the same.
 */
import { join } from 'node:path';
import { requestUrl, type BenchRequest, type Target } from '../bench/bench-request.js';
import { measureWithPgbench, tryPgbench } from '../bench/limits/pgbench.js';
import { printPgbenchScript } from '../bench/limits/pgbench-script.js';
import { routeStatements } from '../bench/limits/route-statements.js';
import type { LoadDriver } from '../bench/load/load-driver.js';
import { loadRequest } from '../bench/load/load-request.js';
import type { RunCommand } from '../bench/load/run-command.js';
import type { Limit, LimitLoad } from '../bench/run-bench.js';
import { sendRequest } from '../http/send-request.js';
import type { LoadSample } from '../model/bench-result.js';
import type { Route } from '../model/service.js';
import { findExecutable } from '../processes/find-executable.js';
import type { Resources } from '../processes/resources.js';
import { makeTemporaryFolder } from '../workspace/temporary-folder.js';
import { writeFileAtomically } from '../workspace/write-file.js';
import type { Environment } from './find-python.js';
import { HTTP_ALONE } from './package-root.js';
import { startServer } from './start-server.js';

/** A request, and the route of the manifest whose example it is. */
export interface RouteRequest extends BenchRequest {
  readonly of: Route;
}

export interface LimitsSetup {
  readonly requests: readonly RouteRequest[];
  /** Whose answers are sent again. */
  readonly target: Target;
  readonly driver: LoadDriver;
  readonly databaseUrl: string;
  readonly env: Environment;
  readonly runCommand: RunCommand;
}

export interface StartedLimits {
  readonly limits: readonly Limit[];
  readonly notes: readonly string[];
  /** Versions of what takes part in them, by name. */
  readonly software: Readonly<Record<string, string>>;
}

export async function startLimits(
  resources: Resources,
  setup: LimitsSetup,
): Promise<StartedLimits> {
  const http = await startHttpAlone(resources, setup);
  const database = await prepareDatabaseAlone(resources, setup);
  return {
    limits: [...http.limits, ...database.limits],
    notes: [
      'Limits: HTTP alone is a Fastify without a database that sends the same bytes; the database alone is pgbench with the prepared statements of the manifest. The combined limit is both one behind the other.',
      ...http.notes,
      ...database.notes,
    ],
    software: database.software,
  };
}

/** What a server says of the connection, and not of the answer. */
const HOP_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'date',
  'transfer-encoding',
  'content-length',
]);

async function startHttpAlone(
  resources: Resources,
  { requests, target, driver, env }: LimitsSetup,
): Promise<StartedLimits> {
  const { signal } = resources;
  const answers: object[] = [];
  for (const request of requests) {
    const { path, method, headers, body } = request;
    const url = requestUrl(target, path);
    // oxlint-disable-next-line no-await-in-loop -- one write at a time
    const answer = await sendRequest({ url, method, headers, body, timeoutSeconds: 30, signal });
    if (answer.kind === 'none') {
      return absent(`HTTP alone was not measured: ${target.name} did not answer ${request.route}`);
    }
    const kept = Object.entries(answer.headers).filter(([name]) => !HOP_HEADERS.has(name));
    answers.push({
      method,
      path,
      status: answer.status,
      headers: Object.fromEntries(kept),
      body: answer.body.toString('utf8'),
    });
  }
  const files = new Map([['answers.json', JSON.stringify(answers)]]);
  const folder = await makeTemporaryFolder(resources, 'http-alone', files);
  const { origin } = await startServer(resources, {
    name: 'HTTP alone',
    command: { program: process.execPath, args: [join(HTTP_ALONE, 'server.js')] },
    cwd: HTTP_ALONE,
    databaseUrl: 'postgresql://127.0.0.1/none',
    env,
    variables: { ANSWERS: join(folder, 'answers.json') },
    timeoutSeconds: 30,
  });
  const byRoute = new Map(requests.map((request) => [request.route, request]));
  return {
    limits: [
      {
        name: 'http',
        measureOf: (route) => {
          const request = byRoute.get(route);
          if (request === undefined) return undefined;
          return (load) =>
            driver.measure({ ...loadRequest({ url: origin }, request), ...load, signal });
        },
      },
    ],
    notes: [],
    software: {},
  };
}

async function prepareDatabaseAlone(
  resources: Resources,
  { requests, databaseUrl, env, runCommand }: LimitsSetup,
): Promise<StartedLimits> {
  const { signal } = resources;
  const command = await findExecutable('pgbench', env['PATH'] ?? '');
  if (command === undefined) {
    return absent(
      'The database alone was not measured: pgbench is not installed; on Debian it comes with postgresql-contrib.',
    );
  }
  const { stdout } = await runCommand(command, ['--version'], { signal });
  const software = { pgbench: /\d+(?:\.\d+)*/.exec(stdout)?.[0] ?? 'of an unknown version' };
  const folder = await makeTemporaryFolder(resources, 'pgbench');
  const measures = new Map<string, (load: LimitLoad) => Promise<LoadSample>>();
  const notes: string[] = [];
  for (const [index, request] of requests.entries()) {
    const left = (reason: string): void => {
      notes.push(`The database alone was not measured for ${request.route}: ${reason}.`);
    };
    const statements = routeStatements(request.of);
    const script = 'kind' in statements ? statements : printPgbenchScript(statements);
    if (script.kind === 'none') {
      left(script.reason);
      continue;
    }
    const file = join(folder, `${index}.sql`);
    const options = {
      command,
      runCommand,
      script: file,
      defines: script.defines,
      databaseUrl,
      signal,
    };
    // oxlint-disable-next-line no-await-in-loop -- a handful of short runs
    await writeFileAtomically(file, script.text);
    // oxlint-disable-next-line no-await-in-loop
    const refusal = await tryPgbench(options);
    if (refusal === undefined) {
      measures.set(request.route, (load) => measureWithPgbench(options, load));
    } else {
      left(refusal);
    }
  }
  const measureOf = (route: string) => measures.get(route);
  return { limits: [{ name: 'database', measureOf }], notes, software };
}

function absent(note: string): StartedLimits {
  return { limits: [], notes: [note], software: {} };
}
