/**
 * Drives load with wrk: one thread, a script in a private folder, `--latency`. Two habits of wrk shape what
 * stands here. It knows whole seconds only, so a duration is rounded up. And it counts a redirect as a
 * success: one request before the first measurement of a route sees what the route answers, and when that
 * is below 400 and not 2xx the script counts the statuses itself. A route that mostly answers 2xx and
 * redirects now and then is counted too high. wrk's percentiles are of all answers, whatever their status,
 * and it corrects them for the requests it would have sent while it waited for a slow answer.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadSample } from '../../model/bench-result.js';
import { sendRequest } from '../../http/send-request.js';
import { untilAborted } from '../until-aborted.js';
import { REQUEST_TIMEOUT_SECONDS, type LoadDriver, type LoadRequest } from './load-driver.js';
import { loadSample } from './load-sample.js';
import type { CommandResult, RunCommand } from './run-command.js';
import { REPORT_MARKER, printWrkScript } from './wrk-script.js';

export interface WrkOptions {
  /** The path of wrk. */
  readonly command: string;
  /** A folder of this run's own, to which scripts are written; whoever made it removes it. */
  readonly directory: string;
  readonly runCommand: RunCommand;
}

export function wrkDriver({ command, directory, runCommand }: WrkOptions): LoadDriver {
  const redirects = new Map<string, boolean>();

  async function measure(request: LoadRequest): Promise<LoadSample> {
    request.signal.throwIfAborted();
    const key = JSON.stringify([request.method, request.url]);
    let countsStatuses = redirects.get(key);
    if (countsStatuses === undefined) {
      countsStatuses = await answersBelow400WithoutSuccess(request);
      redirects.set(key, countsStatuses);
    }
    const script = join(await mkdtemp(join(directory, 'wrk-')), 'load.lua');
    await writeFile(script, printWrkScript(request, { countsStatuses }));
    const run = runCommand(command, wrkArguments(request, script), { signal: request.signal });
    return readReport(await untilAborted(run, request.signal), request.connections);
  }

  return { name: 'wrk', measure };
}

function wrkArguments(request: LoadRequest, script: string): string[] {
  return [
    '--threads=1',
    `--connections=${request.connections}`,
    `--duration=${Math.max(1, Math.ceil(request.durationSeconds))}s`,
    `--timeout=${REQUEST_TIMEOUT_SECONDS}s`,
    '--latency',
    `--script=${script}`,
    '--',
    new URL(request.url).href,
  ];
}

async function answersBelow400WithoutSuccess(request: LoadRequest): Promise<boolean> {
  const { url, method, headers, body, signal } = request;
  // A redirect is quick; what takes longer on an idle server is an answer, or nothing.
  const answer = await sendRequest({ url, method, headers, body, timeoutSeconds: 2, signal });
  return (
    answer.kind === 'answer' && answer.status < 400 && (answer.status < 200 || answer.status > 299)
  );
}

/** What `done` of the script prints. */
interface WrkReport {
  readonly requests: number;
  readonly microseconds: number;
  readonly bytes: number;
  readonly not2xx: number;
  readonly errors: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

function readReport(result: CommandResult, connections: number): LoadSample {
  const line = result.stdout.split('\n').findLast((text) => text.startsWith(REPORT_MARKER));
  if (line === undefined) {
    // wrk tries the address once before it starts, and ends when nobody listens there.
    if (/unable to connect/i.test(result.stdout + result.stderr)) {
      return loadSample(NOTHING, connections);
    }
    const said = `${result.stderr}\n${result.stdout}`.trim();
    throw new Error(`wrk ended with ${result.exitCode ?? 'a signal'}: ${said || 'no output'}`);
  }
  const report = JSON.parse(line.slice(REPORT_MARKER.length)) as WrkReport;
  return loadSample(
    {
      requests: report.requests - report.not2xx,
      seconds: report.microseconds / 1e6,
      latency: {
        p50: report.p50 / 1000,
        p90: report.p90 / 1000,
        p99: report.p99 / 1000,
        max: report.max / 1000,
      },
      errors: report.errors,
      non2xx: report.not2xx,
      bytes: report.bytes,
    },
    connections,
  );
}

const NOTHING = { requests: 0, seconds: 0, latency: null, errors: 0, non2xx: 0, bytes: 0 };
