/** `port verify`: reads its flags, has the two services compared, and shows and keeps the result. */
import { resolve } from 'node:path';
import { diagnosticJson } from '../diagnostics/diagnostic-json.js';
import type { PlannedRequest } from '../model/exchange.js';
import { routeName } from '../model/route-name.js';
import type { VerifyResult } from '../model/verify-result.js';
import { chooseRequests, prepareManifest } from '../pipeline/prepare-verify.js';
import { readServiceFolder } from '../pipeline/read-service-folder.js';
import { readInput } from '../pipeline/read-input.js';
import { openSeededDatabases, copiesOf } from '../pipeline/seeded-databases.js';
import { verify, type VerifySetup } from '../pipeline/verify.js';
import { VerifyRefused } from '../pipeline/verify-refused.js';
import type { SideSource } from '../pipeline/verify-sides.js';
import { withResources, type Resources } from '../processes/resources.js';
import { renderProgress } from '../report/render-progress.js';
import { renderVerifyHtml } from '../report/render-verify-html.js';
import { renderVerifyTable } from '../report/render-verify-table.js';
import { parseRecording, printRecording } from '../verify/recording.js';
import { printRegressionTests } from '../emit/print-regression-tests.js';
import { formatFile } from '../emit/format-file.js';
import { readTraffic } from '../verify/read-traffic.js';
import { writeFileAtomically } from '../workspace/write-file.js';
import type { CommandContext } from './command-context.js';
import { EXIT } from './exit-codes.js';

export interface VerifyFlags {
  readonly flask?: string;
  readonly folder?: string;
  readonly flaskPort?: number;
  readonly reference?: string;
  readonly replay?: string;
  readonly candidate?: string;
  readonly candidateCommand?: string;
  readonly service?: string;
  readonly env: readonly string[];
  readonly database?: string;
  readonly sqlAfterStart?: string;
  readonly traffic: readonly string[];
  readonly var: readonly string[];
  readonly onlyTraffic?: boolean;
  readonly route?: string;
  readonly header: readonly string[];
  readonly limit: number;
  readonly seed: number;
  readonly timeout: number;
  readonly startTimeout: number;
  readonly once?: boolean;
  readonly failFast?: boolean;
  readonly allowWrites?: boolean;
  readonly anyDatabase?: boolean;
  readonly secret: readonly string[];
  readonly record?: string;
  readonly html?: string;
  readonly emitTests?: string;
}

const MAX_BYTES = 256 * 1024 * 1024;

export async function runVerify(
  context: CommandContext,
  manifest: string | undefined,
  flags: VerifyFlags,
): Promise<number> {
  const { console, cwd, signal } = context;
  const problems = contradictions(manifest, flags);
  if (problems.length > 0) {
    for (const problem of problems) console.error(`error: ${problem}`);
    return EXIT.unable;
  }
  const outcome = await withResources(signal, (resources) =>
    compare(resources, context, manifest, flags),
  );
  if (outcome.kind === 'refused') {
    console.diagnostics(outcome.diagnostics);
    console.error(`error: the manifest has errors`);
    console.printJson({ diagnostics: outcome.diagnostics.map(diagnosticJson) });
    return EXIT.unable;
  }
  const { result, recording, regressions } = outcome;
  console.printJson(result);
  console.print(
    renderVerifyTable(result, { width: console.width, color: console.colorOf('stdout') }),
  );
  if (flags.html !== undefined) {
    await writeFileAtomically(resolve(cwd, flags.html), renderVerifyHtml(result));
    console.note(`wrote ${flags.html}`);
  }
  if (flags.emitTests !== undefined && regressions.length > 0) {
    const text = await formatFile('verify.test.ts', printRegressionTests(regressions));
    await writeFileAtomically(resolve(cwd, flags.emitTests), text);
    console.note(
      `wrote ${flags.emitTests}: ${regressions.length} tests for the folder test/ of the service`,
    );
  }
  if (flags.record !== undefined && recording) {
    if (result.stopped !== undefined) {
      console.error(`error: ${flags.record} was not written: the run did not come to its end`);
      return EXIT.no;
    }
    await writeFileAtomically(resolve(cwd, flags.record), printRecording(recording));
    console.note(
      `wrote ${flags.record}, with the requests as they were sent: secrets are not masked in it`,
    );
  }
  return isSame(result) ? EXIT.yes : EXIT.no;
}

function isSame({ summary, stopped }: VerifyResult): boolean {
  return summary.different === 0 && stopped === undefined;
}

async function compare(
  resources: Resources,
  context: CommandContext,
  manifest: string | undefined,
  flags: VerifyFlags,
) {
  const { console, cwd, env } = context;
  const databaseUrl = env['DATABASE_URL'] || undefined;
  const onStep = (step: string): void => console.status(`${step} …`);
  const needsService =
    flags.candidate === undefined &&
    flags.candidateCommand === undefined &&
    flags.service === undefined;
  const { prepared, diagnostics } = await prepareManifest(resources, manifest, {
    cwd,
    databaseUrl,
    needsService,
    onStep,
  });
  if (!prepared) return { kind: 'refused', diagnostics } as const;
  console.diagnostics(diagnostics);
  const { settings } = prepared;
  const routes = prepared.routes.filter((route) => routeName(route).includes(flags.route ?? ''));
  const variables = { ...settings.env, ...pairs(flags.env, '=') };
  const command = (text: string, port: number | undefined): SideSource => ({
    kind: 'command',
    command: text,
    folder: flags.folder === undefined ? settings.folder : resolve(cwd, flags.folder),
    variables,
    port,
  });
  const flask = flags.flask ?? settings.flask;
  const reference = await (async (): Promise<VerifySetup['reference']> => {
    if (flags.replay !== undefined) return readRecording(cwd, flags.replay);
    if (flags.reference !== undefined) return { kind: 'url', url: flags.reference };
    if (flask !== undefined) return command(flask, flags.flaskPort);
    throw new VerifyRefused('there is nothing to compare with', [
      'give the command that starts the original (--flask), its URL (--reference), or a recording of it (--replay)',
    ]);
  })();
  const candidate: SideSource =
    flags.candidate !== undefined
      ? { kind: 'url', url: flags.candidate }
      : flags.candidateCommand !== undefined
        ? command(flags.candidateCommand, undefined)
        : flags.service !== undefined
          ? { ...(await readServiceFolder(resolve(cwd, flags.service))), variables }
          : {
              kind: 'service',
              sources: prepared.sources!,
              staticFiles: prepared.staticFiles,
              packages: undefined,
              variables,
            };

  const isForeign = reference.kind === 'url' || candidate.kind === 'url';
  const requests =
    reference.kind === 'recording'
      ? []
      : chooseRequests(routes, {
          traffic: await readTrafficFiles(context, flags),
          isGenerated: !flags.onlyTraffic,
          limit: flags.limit,
          seed: flags.seed,
          only: flags.route,
          headers: { ...settings.headers, ...pairs(flags.header, ':') },
          mayWrite: !isForeign || (flags.allowWrites ?? false),
        });
  if (isForeign && !flags.allowWrites)
    console.note(
      'a server given by its URL is only read from: --allow-writes sends the other requests too',
    );
  onStep('preparing the databases');
  const databases =
    flags.database !== undefined
      ? await copiesOf(resources, flags.database)
      : reference.kind === 'url' && candidate.kind === 'url'
        ? undefined
        : await openSeededDatabases(resources, databaseUrl, prepared.sqlFiles);
  const outcome = await verify(resources, {
    routes,
    expected: settings.differences,
    isWhole: flags.route === undefined && !flags.onlyTraffic,
    requests,
    reference,
    candidate,
    databases,
    env,
    sqlAfterStart:
      flags.sqlAfterStart === undefined
        ? undefined
        : {
            name: flags.sqlAfterStart,
            text: await readInput(resolve(cwd, flags.sqlAfterStart), MAX_BYTES),
          },
    timeoutSeconds: flags.timeout,
    startSeconds: flags.startTimeout,
    isAskedTwice: !flags.once,
    anyDatabase: flags.anyDatabase ?? false,
    stopAtFirst: flags.failFast ?? false,
    isShrunk: !flags.once || flags.emitTests !== undefined,
    secretNames: [...settings.secrets, ...flags.secret],
    onStep,
    onProgress: progress(context),
  });
  return { kind: 'compared', ...outcome } as const;
}

function contradictions(manifest: string | undefined, flags: VerifyFlags): string[] {
  const given = (names: readonly (keyof VerifyFlags)[]): string[] =>
    names.filter((name) => flags[name] !== undefined).map((name) => `--${dashed(name)}`);
  const references = given(['flask', 'reference', 'replay']);
  const candidates = given(['candidate', 'candidateCommand', 'service']);
  const problems: string[] = [];
  if (references.length > 1)
    problems.push(`${references.join(' and ')} say the same thing twice: give one`);
  if (candidates.length > 1)
    problems.push(`${candidates.join(' and ')} say the same thing twice: give one`);
  if (candidates.length === 0 && manifest === undefined)
    problems.push(
      'there is no candidate: give a manifest, or --service, --candidate or --candidate-command',
    );
  if (flags.replay !== undefined && flags.record !== undefined)
    problems.push('a replay has nothing new to record: give --record or --replay');
  for (const url of [flags.reference, flags.candidate]) {
    if (url !== undefined && !/^https?:\/\/[^/?#]+\/?$/.test(url))
      problems.push(`${url} is not the address of a server, like http://127.0.0.1:5000`);
  }
  for (const text of flags.env)
    if (!/^\w+=/.test(text)) problems.push(`--env ${text} should read NAME=value`);
  for (const text of flags.var)
    if (!text.includes('=')) problems.push(`--var ${text} should read name=value`);
  for (const text of flags.header)
    if (!/^[\w-]+:/.test(text)) problems.push(`--header ${text} should read Name: value`);
  return problems;
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function pairs(texts: readonly string[], mark: string): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const index = text.indexOf(mark);
      return [text.slice(0, index).trim(), text.slice(index + 1).trim()];
    }),
  );
}

async function readRecording(cwd: string, file: string): Promise<VerifySetup['reference']> {
  const recording = parseRecording(await readInput(resolve(cwd, file), MAX_BYTES));
  if (typeof recording === 'string') throw new VerifyRefused(`${file} ${recording}`, []);
  return { kind: 'recording', recording };
}

async function readTrafficFiles(
  { console, cwd }: CommandContext,
  flags: VerifyFlags,
): Promise<PlannedRequest[]> {
  const requests: PlannedRequest[] = [];
  for (const file of flags.traffic) {
    // oxlint-disable-next-line no-await-in-loop -- a few files, in their order
    const text = await readInput(resolve(cwd, file), MAX_BYTES);
    const traffic = readTraffic(text, pairs(flags.var, '='));
    if (typeof traffic === 'string') throw new VerifyRefused(`${file} ${traffic}`, []);
    for (const note of traffic.notes) console.note(`${file}: ${note}`);
    requests.push(...traffic.requests);
  }
  return requests;
}

function progress({ console }: CommandContext): VerifySetup['onProgress'] {
  const { stderr, env } = console.terminal;
  let shown = 0;
  return (done, total, label) => {
    // Every request would be a thousand lines where nobody sees them move.
    if (stderr.isTTY !== true && done < shown + 500 && done !== total) return;
    shown = done;
    console.status(
      renderProgress(
        { done, total, label, remainingSeconds: undefined },
        {
          width: Math.max(20, (stderr.columns ?? 80) - 1),
          color: console.colorOf('stderr'),
          unicode: /utf-?8/i.test(
            `${env['LC_ALL'] ?? ''}${env['LC_CTYPE'] ?? ''}${env['LANG'] ?? ''}`,
          ),
        },
      ),
    );
  };
}
