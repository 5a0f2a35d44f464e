/** `port bench`: reads its flags, runs the measurement, and shows, saves and judges the result. */
import { resolve } from 'node:path';
import { compareRuns } from '../bench/compare-runs.js';
import type { DriverName } from '../bench/load/load-driver.js';
import { LIMIT } from '../bench/limits/route-limits.js';
import { checkMinRatios, parseMinRatio, type MinRatio } from '../bench/min-ratio.js';
import { parseBenchResult } from '../bench/parse-bench-result.js';
import { parseTargetUrl } from '../bench/parse-target-url.js';
import type { Target } from '../bench/bench-request.js';
import type { BenchResult } from '../model/bench-result.js';
import { bench } from '../pipeline/bench.js';
import { prepareBench } from '../pipeline/bench-app.js';
import { readInput } from '../pipeline/read-input.js';
import { openSeededDatabases, sharedDatabase } from '../pipeline/seeded-databases.js';
import { TARGET_NAMES, type TargetName } from '../pipeline/start-targets.js';
import { withResources } from '../processes/resources.js';
import { renderBenchHtml } from '../report/render-bench-html.js';
import { renderBenchMarkdown } from '../report/render-bench-markdown.js';
import { renderBenchSvg } from '../report/render-bench-svg.js';
import { formatDate } from '../report/format-figures.js';
import { renderRunComparison } from '../report/render-run-comparison.js';
import { closestWord } from '../util/closest-word.js';
import { writeFileAtomically } from '../workspace/write-file.js';
import { progress, showCompared, showResult } from './bench-output.js';
import { EXIT } from './exit-codes.js';
import type { CommandContext } from './command-context.js';

export interface BenchFlags {
  readonly routes?: string;
  readonly targets?: readonly string[];
  readonly url: readonly string[];
  readonly duration: number;
  readonly warmup: number;
  readonly connections: number;
  readonly rounds: number;
  readonly driver?: DriverName;
  readonly limits?: boolean;
  readonly growth?: boolean;
  /** Minutes. */
  readonly soak?: number;
  /** `true` for the usual share. */
  readonly fixedRate?: number | true;
  readonly database?: string;
  readonly allowWrites?: boolean;
  readonly html?: string;
  readonly svg?: string;
  readonly markdown?: string;
  readonly save?: string;
  readonly compare?: string;
  readonly minRatio: readonly string[];
}

/** Low enough that a target that varies by a fifth from round to round is not overrun. */
const USUAL_RATE_SHARE = 0.7;

export async function runBenchCommand(context: CommandContext, flags: BenchFlags): Promise<number> {
  const { console, cwd, env, signal } = context;
  const problems: string[] = [];
  const targets = readTargets(flags.targets, problems);
  const running = readUrls(flags.url, problems);
  const known = [
    ...(targets ?? TARGET_NAMES),
    ...running.map(({ name }) => name),
    ...(flags.limits ? [LIMIT] : []),
  ];
  // Which routes there are is known only later: a bar for a single route is checked then.
  for (const text of flags.minRatio)
    readMinRatio(text.replace(/@.*(?==)/, ''), known, [], problems);
  const earlier =
    flags.compare === undefined ? undefined : await readEarlier(cwd, flags.compare, problems);
  if (problems.length > 0) {
    for (const problem of problems) console.error(`error: ${problem}`);
    return EXIT.unable;
  }

  const databaseUrl = env['DATABASE_URL'] || undefined;
  const onStep = (step: string) => console.status(`${step} …`);
  const outcome = await withResources(signal, async (resources) => {
    const manifest = flags.routes === undefined ? undefined : resolve(cwd, flags.routes);
    const prepared = await prepareBench(resources, manifest, { databaseUrl, onStep });
    if (prepared.kind === 'refused') return prepared;
    onStep('preparing the databases');
    const databases =
      flags.database === undefined
        ? await openSeededDatabases(resources, databaseUrl, prepared.app.sqlFiles)
        : sharedDatabase(flags.database);
    return bench(resources, prepared.app, {
      targets,
      running,
      driver: flags.driver,
      connections: flags.connections,
      rounds: flags.rounds,
      durationSeconds: flags.duration,
      warmupSeconds: flags.warmup,
      databases,
      limits: flags.limits ?? false,
      growth:
        flags.growth || flags.soak !== undefined
          ? { sweeps: flags.growth ?? false, soakMinutes: flags.soak }
          : undefined,
      rateShare: flags.fixedRate === true ? USUAL_RATE_SHARE : flags.fixedRate,
      mayWrite: flags.database === undefined || (flags.allowWrites ?? false),
      env,
      now: () => new Date(),
      onStep,
      onCompared: (differences, absent) => showCompared(console, differences, absent),
      onEvent: progress(console),
    });
  });
  if (outcome.kind === 'refused') {
    console.diagnostics(outcome.diagnostics);
    console.error(`error: ${outcome.message}`);
    return EXIT.unable;
  }
  const { result } = outcome;
  console.printJson(result);
  showResult(console, result);
  if (earlier) {
    const options = { width: console.width, color: console.colorOf('stdout') };
    console.print(`\n${renderRunComparison(compareRuns(earlier, result), options)}`);
  }
  await writeFiles(context, flags, result);
  return judge(context, flags, result, known);
}

function readTargets(
  names: readonly string[] | undefined,
  problems: string[],
): TargetName[] | undefined {
  return names?.flatMap((name) => {
    const target = TARGET_NAMES.find((candidate) => candidate === name);
    if (target) return [target];
    const closest = closestWord(name, TARGET_NAMES);
    problems.push(
      `there is no target "${name}"; ${closest ? `did you mean "${closest}"?` : `there is ${TARGET_NAMES.join(', ')}`}`,
    );
    return [];
  });
}

function readUrls(texts: readonly string[], problems: string[]): Target[] {
  return texts.flatMap((text) => {
    const parsed = parseTargetUrl(text);
    if (parsed.kind === 'target') return [parsed.target];
    problems.push(parsed.message);
    return [];
  });
}

function readMinRatio(
  text: string,
  targets: readonly string[],
  routes: readonly string[],
  problems: string[],
): MinRatio | undefined {
  const parsed = parseMinRatio(text, targets, routes);
  if (parsed.kind === 'min-ratio') return parsed.minRatio;
  problems.push(parsed.help === undefined ? parsed.message : `${parsed.message}; ${parsed.help}`);
  return undefined;
}

const MAX_RESULT_BYTES = 64 * 1024 * 1024;

async function readEarlier(
  cwd: string,
  file: string,
  problems: string[],
): Promise<BenchResult | undefined> {
  const parsed = parseBenchResult(await readInput(resolve(cwd, file), MAX_RESULT_BYTES));
  if (parsed.kind === 'result') return parsed.result;
  problems.push(`${file}: ${parsed.message}`);
  return undefined;
}

async function writeFiles(
  { console, cwd }: CommandContext,
  flags: BenchFlags,
  result: BenchResult,
): Promise<void> {
  const { environment } = result;
  const machine = `${environment.cores}-core ${environment.cpu}`;
  const files = [
    [flags.save, () => `${JSON.stringify(result, null, 2)}\n`],
    [flags.html, () => renderBenchHtml(result)],
    [flags.markdown, () => renderBenchMarkdown(result)],
    [flags.svg, () => renderBenchSvg(result, { machine, date: formatDate(environment.date) })],
  ] as const;
  for (const [file, render] of files) {
    if (file === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop -- four at the most
    await writeFileAtomically(resolve(cwd, file), render());
    console.note(`wrote ${file}`);
  }
}

function judge(
  { console }: CommandContext,
  flags: BenchFlags,
  result: BenchResult,
  known: readonly string[],
): number {
  const problems: string[] = [];
  const routes = result.routes.map(({ route }) => route);
  const bars = flags.minRatio.flatMap((text) => readMinRatio(text, known, routes, problems) ?? []);
  for (const problem of problems) console.error(`error: ${problem}`);
  if (problems.length > 0) return EXIT.unable;
  const failures = checkMinRatios(result, bars);
  for (const { message } of failures) console.error(`below the bar: ${message}`);
  const isDead = result.targets.some(({ failure }) => failure !== undefined);
  return failures.length > 0 || isDead ? EXIT.no : EXIT.yes;
}
