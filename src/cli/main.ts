/**
 * From arguments to an exit code. Each command is a file of its own, loaded only when it is called, so that
 * `port --help` answers at once. Signals become an abort that every command passes on; nothing below this
 * folder prints, exits or reads the environment.
 */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { resolve } from 'node:path';
import type { BenchFlags } from './command-bench.js';
import type { DemoFlags } from './command-demo.js';
import type { CheckFlags } from './command-check.js';
import type { VerifyFlags } from './command-verify.js';
import type { InitFlags } from './command-init.js';
import type { UpdateFlags } from './command-update.js';
import type { ScanFlags } from './command-scan.js';
import type { CommandContext } from './command-context.js';
import { Console, type ColorChoice, type Terminal } from './console.js';
import { EXIT } from './exit-codes.js';
import { exitCodeOf } from './report-failure.js';
import { version } from './version.js';

export interface MainOptions extends Terminal {
  readonly cwd: string;
  readonly signal: AbortSignal;
}

export async function main(argv: readonly string[], options: MainOptions): Promise<number> {
  let exitCode: number = EXIT.yes;
  const program = createProgram(options, async (globals, run) => {
    const console = new Console(options, {
      json: globals.json ?? false,
      quiet: globals.quiet ?? false,
      verbose: globals.verbose ?? false,
      color: globals.color ?? 'auto',
    });
    const context: CommandContext = {
      console,
      cwd: resolve(options.cwd, globals.directory ?? '.'),
      env: options.env,
      signal: options.signal,
    };
    try {
      exitCode = await run(context);
    } catch (error) {
      exitCode = exitCodeOf(console, error);
    } finally {
      console.clearStatus();
    }
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.yes : EXIT.unable;
  }
  return exitCode;
}

interface Globals {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: ColorChoice;
  readonly directory?: string;
}

type Run = (globals: Globals, run: (context: CommandContext) => Promise<number>) => Promise<void>;

function createProgram({ stdout, stderr }: Terminal, run: Run): Command {
  const program = new Command('port')
    .description('Port a Flask + PostgreSQL app to an async TypeScript service on Fastify and pg.')
    .version(version(), '-V, --version')
    .exitOverride()
    .showHelpAfterError('(port --help says more)')
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => Math.min(stdout.columns ?? 80, 100),
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 yes, 1 no, 2 could not start, 3 written with conflicts, 70 a bug in port, 130 interrupted.\n',
    );

  command<ScanFlags>(
    program,
    run,
    'scan <app>',
    'read a Flask app: its routes, its risks, and the manifest to begin with',
    (scan) =>
      scan
        .option('-o, --out <file>', 'write the manifest')
        .option('--html <file>', 'write an assessment as a page')
        .option(
          '--schema <file>',
          'SQL that creates the tables; may be repeated (default: what the app has)',
          collect,
          [],
        ),
    async (context, [app], options) => {
      const { runScan } = await import('./command-scan.js');
      return runScan(context, app!, options);
    },
  );
  command<InitFlags>(
    program,
    run,
    'init <manifest-or-app>',
    'write the service that a manifest describes; for a Flask app, scan it first',
    (init) =>
      init
        .option('-o, --out <dir>', 'the folder to write to (default: the name of the app)')
        .option('-f, --force', 'write into a folder that is not empty')
        .option('-n, --dry-run', 'show what would be written, and write nothing')
        .option(
          '--schema <file>',
          'for an app: SQL that creates the tables; may be repeated (default: what the app has)',
          collect,
          [],
        )
        .option(
          '--database <url>',
          'the server to describe the SQL with (default: DATABASE_URL, or one of its own)',
        ),
    async (context, [manifest], options) => {
      const { runInit } = await import('./command-init.js');
      return runInit(context, manifest!, options);
    },
  );
  command<UpdateFlags>(
    program,
    run,
    'update [dir]',
    'regenerate a service, and keep what you made of it',
    (update) =>
      update
        .option('-m, --manifest <file>', 'the manifest (default: the one it was written from)')
        .addOption(
          new Option('--conflict <style>', 'what becomes of what both sides changed')
            .choices(['markers', 'ours', 'theirs'])
            .default('markers'),
        )
        .option('--only <path>', 'a file or folder of the service; may be repeated', collect, [])
        .option('-n, --dry-run', 'show what would change, as a diff, and write nothing')
        .option('-f, --force', 'generate also when nothing has changed since the last time')
        .option(
          '--database <url>',
          'the server to describe the SQL with (default: DATABASE_URL, or one of its own)',
        ),
    async (context, [directory], options) => {
      const { runUpdate } = await import('./command-update.js');
      return runUpdate(context, directory ?? '.', options);
    },
  );
  command<CheckFlags>(
    program,
    run,
    'check [dir]',
    'for CI: is a service what its manifest says, and no conflict left?',
    (check) =>
      check
        .option('-m, --manifest <file>', 'the manifest (default: the one it was written from)')
        .option(
          '--database <url>',
          'the server to describe the SQL with (default: DATABASE_URL, or one of its own)',
        ),
    async (context, [directory], options) => {
      const { runCheck } = await import('./command-check.js');
      return runCheck(context, directory ?? '.', options);
    },
  );
  command<BenchFlags>(
    program,
    run,
    'bench',
    'measure services under the same load',
    (bench) =>
      bench
        .option(
          '--routes <manifest>',
          'whose routes and examples to measure (default: films/reviews)',
        )
        .option(
          '--targets <names>',
          'which of service, go, postgres-js, idiomatic, quart, flask-tuned, flask',
          list,
        )
        .option('--url <name=url>', 'a service that already runs; may be repeated', collect, [])
        .option('--duration <seconds>', 'of each measurement', seconds, 3)
        .option('--warmup <seconds>', 'of each target and route, thrown away', seconds, 1)
        .option('--connections <n>', 'at once', count, 20)
        .option('--rounds <n>', 'of all targets in turn', count, 5)
        .addOption(
          new Option('--driver <name>', 'what makes the load (default: wrk if installed)').choices([
            'wrk',
            'autocannon',
          ]),
        )
        .option(
          '--fixed-rate [percent]',
          "measure latencies at this share of the slower side's capacity too (default: 70)",
          share,
        )
        .option(
          '--growth',
          'go on with 1 to 512 connections, 10 to 100,000 rows, 3 to 1,000 routes, and start-up time',
        )
        .option('--soak <minutes>', 'go on with the same load, and watch memory', minutes)
        .option('--limits', 'measure HTTP alone and the database alone too, and the share of both')
        .option(
          '--database <url>',
          'an existing database to use as it is; routes that write are left out',
        )
        .option('--allow-writes', 'with --database: measure the routes that write as well')
        .option('--html <file>', 'write the result as a page')
        .option('--svg <file>', 'write the result as a picture')
        .option('--markdown <file>', 'write the result as tables for a README')
        .option('--save <file>', 'write the result as JSON')
        .option('--compare <file>', 'compare with a saved result')
        .option(
          '--min-ratio <a/b=n>',
          'exit with 1 below this ratio; may be repeated',
          collect,
          [],
        ),
    async (context, _arguments, options) => {
      const { runBenchCommand } = await import('./command-bench.js');
      return runBenchCommand(context, options);
    },
  );
  command<VerifyFlags>(
    program,
    run,
    'verify [manifest]',
    'send the same requests to the original and to the service, and compare answers and rows',
    (verify) =>
      verify
        .option('--flask <command>', 'starts the original; {port}, {database_url}, … are filled in')
        .option('--folder <dir>', 'where it is started (default: that of the manifest)')
        .option('--env <name=value>', 'a variable for it; may be repeated', collect, [])
        .option(
          '--flask-port <port>',
          'where it listens, if it does not take {port} or PORT',
          count,
        )
        .option('--reference <url>', 'an original that already runs')
        .option('--replay <file>', 'a recording of the original: no Python is needed')
        .option(
          '--service <dir>',
          'a service that port init wrote (default: the manifest, generated)',
        )
        .option('--candidate <url>', 'a service that already runs')
        .option('--candidate-command <command>', 'starts anything else, as --flask does')
        .option('--database <url>', 'a database to copy (default: schema and seed of the manifest)')
        .option('--sql-after-start <file>', 'run in each copy once its server is up')
        .option(
          '--traffic <file>',
          'requests: a list, a HAR file or a Postman collection; may be repeated',
          collect,
          [],
        )
        .option(
          '--var <name=value>',
          'a variable of a Postman collection; may be repeated',
          collect,
          [],
        )
        .option('--only-traffic', 'no requests but those of --traffic')
        .option('--route <text>', 'only routes with this text in their name')
        .option(
          '--header <name: value>',
          'of every generated request; may be repeated',
          collect,
          [],
        )
        .option('--limit <n>', 'how many requests to generate', count, 2000)
        .option('--seed <n>', 'another number draws other combinations', count, 1)
        .option('--timeout <seconds>', 'for each answer', seconds, 10)
        .option('--start-timeout <seconds>', 'for each server', seconds, 60)
        .option('--once', 'do not ask the original a second time to learn what varies')
        .option('--fail-fast', 'end a replay at the first difference')
        .option('--allow-writes', 'send requests that write to a server given by its URL')
        .option('--any-database', 'go on with a server that never connected to its copy')
        .option(
          '--secret <name>',
          'a header, argument or key to mask; may be repeated',
          collect,
          [],
        )
        .option('--record <file>', 'keep what the original answered and did')
        .option('--emit-tests <file>', 'write what differs as tests of the service')
        .option('--html <file>', 'write the result as a page'),
    async (context, [manifest], options) => {
      const { runVerify } = await import('./command-verify.js');
      return runVerify(context, manifest, options);
    },
  );
  command<DemoFlags>(
    program,
    run,
    'demo',
    'port the films/reviews app, check it against Flask, and measure it',
    (demo) =>
      demo.option(
        '--html <file>',
        'where the page with the result goes (default: a temporary file)',
      ),
    async (context, _arguments, options) => {
      const { runDemo } = await import('./command-demo.js');
      return runDemo(context, options);
    },
  );
  command<object>(
    program,
    run,
    'explain <code>',
    'what a diagnostic means and what to do',
    (explain) => explain,
    async (context, [code]) => {
      const { runExplain } = await import('./command-explain.js');
      return runExplain(context, code!);
    },
  );
  return program;
}

/** A command with the options that all have; `Options` is what commander makes of its own. */
function command<Options>(
  program: Command,
  run: Run,
  name: string,
  description: string,
  configure: (command: Command) => Command,
  action: (context: CommandContext, args: string[], options: Options) => Promise<number>,
): void {
  const created = configure(program.command(name).description(description))
    .option('--json', 'one JSON document on stdout, and nothing else there')
    .option('-q, --quiet', 'no progress, no notes')
    .option('-v, --verbose', 'say more about what is done')
    .addOption(
      new Option('--color <when>', 'colour').choices(['auto', 'always', 'never']).default('auto'),
    )
    .option('-C, --directory <dir>', 'work as if started there');
  created.action(async (...args: unknown[]) => {
    const [options] = args.slice(-2) as [Options & Globals];
    await run(options, (context) => action(context, args.slice(0, -2) as string[], options));
  });
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function collect(value: string, earlier: readonly string[]): string[] {
  return [...earlier, value];
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0 || value > 3600) {
    throw new InvalidArgumentError('It is a number of seconds, up to 3600.');
  }
  return value;
}

function minutes(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1440)) {
    throw new InvalidArgumentError('It is a number of minutes, up to 1440.');
  }
  return value;
}

function share(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (!(value >= 1 && value <= 99)) {
    throw new InvalidArgumentError('It is a percentage from 1 to 99.');
  }
  return value / 100;
}

function count(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) {
    throw new InvalidArgumentError('It is a whole number, from 1.');
  }
  return Number(text);
}
