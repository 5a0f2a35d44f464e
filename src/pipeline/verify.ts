/**
 * `port verify`: two services, the same requests, and whether anybody could tell them apart. The reference is
 * the original, started here or somewhere else, or a recording of it; the candidate is the service.
 */
import type { Regression } from '../emit/print-regression-tests.js';
import type { Source } from '../diagnostics/diagnostic.js';
import type { PlannedRequest } from '../model/exchange.js';
import type { ExpectedDifference } from '../model/expected-difference.js';
import type {
  Coverage,
  SmallestRequest,
  VerifyDifference,
  VerifyResult,
} from '../model/verify-result.js';
import type { Resources } from '../processes/resources.js';
import { measureCoverage } from '../verify/coverage.js';
import { curlLine } from '../verify/curl-line.js';
import {
  judge,
  judgeExchange,
  type Exchange,
  type JudgeOptions,
  type Judgement,
} from '../verify/judge.js';
import { Secrets } from '../verify/mask-secrets.js';
import type { Recording } from '../verify/recording.js';
import type { AnyRoute } from '../verify/request-parts.js';
import { unorderedRoutes } from '../verify/unordered-routes.js';
import { verifyLive, verifyRecorded, type VerifyRun } from '../verify/verify-sides.js';
import type { Environment } from './find-python.js';
import type { Databases } from './seeded-databases.js';
import { expectedRows } from '../verify/expected-rows.js';
import { firstOfEachKind, shrinkDifferences, type Counterexample } from './shrink-differences.js';
import { openStatementWatch } from './watch-statements.js';
import { checkUsesItsDatabase, openSide, type OpenSide, type SideSource } from './verify-sides.js';
import { VerifyRefused } from './verify-refused.js';

export interface VerifySetup {
  readonly routes: readonly AnyRoute[];
  readonly expected: readonly ExpectedDifference[];
  readonly requests: readonly PlannedRequest[];
  readonly reference: SideSource | { readonly kind: 'recording'; readonly recording: Recording };
  readonly candidate: SideSource;
  readonly databases: Databases | undefined;
  readonly env: Environment;
  readonly sqlAfterStart: Source | undefined;
  readonly timeoutSeconds: number;
  readonly startSeconds: number;
  /** Whether the reference is asked a second time, to learn what varies by itself. */
  readonly isAskedTwice: boolean;
  /** Goes on with a server that was never seen in its database. */
  readonly anyDatabase: boolean;
  /** False for a part of the routes: what is not met then is not stale. */
  readonly isWhole: boolean;
  readonly stopAtFirst: boolean;
  /** Whether the smallest request that differs is looked for. */
  readonly isShrunk: boolean;
  readonly secretNames: readonly string[];
  readonly onStep: (step: string) => void;
  readonly onProgress: (done: number, total: number, label: string) => void;
}

export interface VerifyOutcome {
  readonly result: VerifyResult;
  /** What the reference said and did, to be kept; undefined after a replay. */
  readonly recording: Recording | undefined;
  /** What the original did where the candidate differs, for tests of the service. */
  readonly regressions: readonly Regression[];
}

/** A second later every time of day is another one: what depends on it shows. */
const PAUSE_MS = 1100;

/** @throws VerifyRefused, ProcessFailed, DatabaseUnavailable */
export async function verify(resources: Resources, setup: VerifySetup): Promise<VerifyOutcome> {
  const { routes, expected, reference, candidate, requests } = setup;
  const planned =
    reference.kind === 'recording' ? reference.recording.exchanges.length : requests.length;
  if (planned === 0) {
    throw new VerifyRefused('there is nothing to send', [
      'a manifest with routes gives requests, and so does a file of them: --traffic FILE',
    ]);
  }
  const notes: string[] = [];
  const options = {
    timeoutSeconds: setup.timeoutSeconds,
    signal: resources.signal,
    onProgress: setup.onProgress,
  };
  const statements = await openStatementWatch(resources, candidate);
  const open = (name: string, source: SideSource, variables = {}): Promise<OpenSide> =>
    openSide(resources, name, source, { ...setup, variables });

  setup.onStep('starting the candidate');
  const service = await open('candidate', candidate, statements?.variables);
  let run: VerifyRun;
  let state: readonly string[] = [];
  if (reference.kind === 'recording') {
    await checkState(reference.recording, service, notes);
    run = await verifyRecorded(reference.recording.exchanges, service, options, (exchange) => {
      if (!setup.stopAtFirst) return 'go on';
      const unordered = unorderedRoutes(routes);
      const { differences } = judgeExchange(exchange, { expected, unordered });
      return differences.length > 0 ? 'stop' : 'go on';
    });
  } else {
    setup.onStep('starting the reference');
    const original = await open('reference', reference);
    state = (await original.watch?.state()) ?? [];
    if (!setup.anyDatabase) await checkDatabases([original, service], setup, options);
    const isBoth = original.watch && service.watch;
    if (isBoth && String(state) !== String(await service.watch.state()))
      notes.push(
        'The two databases were not the same before the first request: a server writes when it starts.',
      );
    if (!isBoth)
      notes.push('The database was not compared: only servers that are started here are watched.');
    run = await verifyLive(original, service, secondReference(setup, open, original, reference), {
      ...options,
      requests,
    });
    if (run.stopped !== undefined) notes.push(...lastWords([original, service]));
  }
  await service.close();
  const { exchanges } = run;
  const secrets = collectSecrets(exchanges, setup);
  const judging = { expected, unordered: unorderedRoutes(routes), secrets, planned };
  const judged = judge(exchanges, judging);
  const seen: Coverage['statements'] = await statements?.read();
  const examples = await shrink(resources, setup, { exchanges, judged, judging, open, run });
  const result: VerifyResult = {
    ...judged,
    expected: judged.expected.filter(({ requests: met }) => met > 0 || setup.isWhole),
    differences: judged.differences.map((difference, number) => {
      const example = examples.get(number);
      return example ? { ...difference, smallest: describeExample(example, secrets) } : difference;
    }),
    coverage: measureCoverage(routes, exchanges, seen),
    reference: secrets.mask(nameOf(reference)),
    candidate: secrets.mask(nameOf(candidate)),
    notes: notes.map((note) => secrets.mask(note)),
    stopped: run.stopped,
  };
  const recording = {
    reference: nameOf(reference),
    state,
    exchanges: exchanges.map(({ request, reference: observation, noise }) => ({
      request,
      observation,
      noise,
    })),
  };
  return {
    result,
    recording: reference.kind === 'recording' ? undefined : recording,
    regressions: regressionsOf(exchanges, result.differences, examples, expected),
  };
}

async function shrink(
  resources: Resources,
  { reference, candidate, isShrunk, timeoutSeconds, onStep }: VerifySetup,
  found: {
    readonly exchanges: readonly Exchange[];
    readonly judged: Judgement;
    readonly judging: JudgeOptions;
    readonly open: (name: string, source: SideSource) => Promise<OpenSide>;
    readonly run: VerifyRun;
  },
): Promise<Map<number, Counterexample>> {
  const { exchanges, judged, judging, open, run } = found;
  // Nobody can be asked anew in the place of a recording, or of a server that has gone.
  if (!isShrunk || reference.kind === 'recording' || run.stopped !== undefined) return new Map();
  const openPair = async () =>
    [await open('reference', reference), await open('candidate', candidate)] as const;
  const options = { judging, openPair, onStep, timeoutSeconds, signal: resources.signal };
  return shrinkDifferences(resources, exchanges, judged.differences, options);
}

function describeExample(
  { after, request, difference }: Counterexample,
  secrets: Secrets,
): SmallestRequest {
  const mask = (text: string): string => secrets.mask(text);
  return {
    curl: mask(curlLine(request)),
    after: after.map((each) => mask(curlLine(each))),
    reference: mask(difference.reference),
    candidate: mask(difference.candidate),
  };
}

/** One for each kind of difference: the smallest request where it was looked for. */
function regressionsOf(
  exchanges: readonly Exchange[],
  differences: readonly VerifyDifference[],
  examples: ReadonlyMap<number, Counterexample>,
  expected: readonly ExpectedDifference[],
): Regression[] {
  const byIndex = new Map(exchanges.map((exchange) => [exchange.index, exchange]));
  return firstOfEachKind(differences).flatMap((number): Regression[] => {
    const { route, case: what, request: index } = differences[number]!;
    const example = examples.get(number);
    const exchange = byIndex.get(index - 1)!;
    // What an earlier answer gave, and what varies, is not known before the test runs.
    if (example ? example.after.length > 0 : exchange.request.sequence !== undefined) return [];
    if (exchange.noise) return [];
    const { reference, candidate } = example?.exchange ?? exchange;
    return [
      {
        name: `${route}: ${what}`,
        request: example?.request ?? exchange.sent,
        answer: reference.answer,
        tables: expectedRows(route, reference, candidate, expected),
      },
    ];
  });
}

async function checkDatabases(
  sides: readonly OpenSide[],
  { requests, candidate }: VerifySetup,
  options: { readonly timeoutSeconds: number; readonly signal: AbortSignal },
): Promise<void> {
  const writes = requests.some(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method));
  if (!writes) return;
  for (const side of sides) {
    // What `port` generated takes its database from DATABASE_URL and from nowhere else.
    if (side.name === 'candidate' && candidate.kind === 'service') continue;
    // oxlint-disable-next-line no-await-in-loop -- the first that is refused ends it
    await checkUsesItsDatabase(side, requests, options);
  }
}

async function checkState(
  { state, exchanges }: Recording,
  candidate: OpenSide,
  notes: string[],
): Promise<void> {
  const own = await candidate.watch?.state();
  if (!own) {
    notes.push('The database was not compared: only a server that is started here is watched.');
    return;
  }
  if (!exchanges.some(({ observation }) => observation.change)) {
    notes.push('The database was not compared: the recording says nothing about it.');
    return;
  }
  if (String(own) === String(state)) return;
  throw new VerifyRefused('the recording was made with other rows than the seed gives now', [
    'record it anew, with the schema and the seed as they are: port verify … --record FILE',
  ]);
}

function secondReference(
  { isAskedTwice }: VerifySetup,
  open: (name: string, source: SideSource) => Promise<OpenSide>,
  first: OpenSide,
  source: SideSource,
): (() => Promise<OpenSide>) | undefined {
  if (!isAskedTwice) return undefined;
  return async () => {
    // An app with a port of its own can run once at a time.
    await first.close();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return open('reference', source);
  };
}

function lastWords(sides: readonly OpenSide[]): string[] {
  return sides.flatMap(({ name, server }) => {
    const lines = server?.ended() === undefined ? [] : server.recentOutput().slice(-5);
    return lines.map((line) => `${name}: ${line}`);
  });
}

function collectSecrets(exchanges: readonly Exchange[], { secretNames }: VerifySetup): Secrets {
  const secrets = new Secrets(secretNames);
  for (const { sent, request, reference, candidate } of exchanges) {
    secrets.collectFrom(request);
    secrets.collectFrom(sent);
    secrets.collectFromAnswer(reference);
    secrets.collectFromAnswer(candidate);
  }
  return secrets;
}

function nameOf(source: VerifySetup['reference']): string {
  switch (source.kind) {
    case 'command':
      return source.command;
    case 'url':
      return source.url.replace(/\/\/[^/@]*@/, '//');
    case 'service':
      return 'the generated service';
    case 'recording':
      return `a recording of ${source.recording.reference}`;
  }
}
