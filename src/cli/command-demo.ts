/** `port demo`: the whole way in one command, on the films/reviews app: port it, check it, measure it. */
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { demo } from '../pipeline/demo.js';
import { withResources } from '../processes/resources.js';
import { renderBenchHtml } from '../report/render-bench-html.js';
import { renderVerifyTable } from '../report/render-verify-table.js';
import { writeFileAtomically } from '../workspace/write-file.js';
import { progress, showCompared, showResult } from './bench-output.js';
import type { CommandContext } from './command-context.js';
import { EXIT } from './exit-codes.js';

export interface DemoFlags {
  readonly html?: string;
}

export async function runDemo(context: CommandContext, flags: DemoFlags): Promise<number> {
  const { console, cwd, env, signal } = context;
  const { files, check, outcome } = await withResources(signal, (resources) =>
    demo(resources, {
      databaseUrl: env['DATABASE_URL'] || undefined,
      env,
      now: () => new Date(),
      onStep: (step) => console.status(`${step} …`),
      onPorted: (count, seconds) =>
        console.note(
          `ported   films/reviews: ${count} files, formatted and type-checked, in ${seconds.toFixed(1)} s`,
        ),
      onChecked: ({ result: { summary }, source }) =>
        console.note(
          `checked  ${summary.same + summary.expected} of ${summary.requests} requests are answered as by ${source}`,
        ),
      onCompared: (differences, absent) => showCompared(console, differences, absent),
      onEvent: progress(console),
    }),
  );
  const hasPassed = check.result.summary.different === 0;
  if (!hasPassed) {
    const options = { width: console.width, color: console.colorOf('stderr') };
    console.error(renderVerifyTable(check.result, options));
  }
  if (outcome.kind === 'refused') {
    console.error(`error: ${outcome.message}`);
    return EXIT.unable;
  }
  const { result } = outcome;
  const html =
    flags.html === undefined
      ? join(tmpdir(), `port-demo-${process.pid}.html`)
      : resolve(cwd, flags.html);
  await writeFileAtomically(html, renderBenchHtml(result));
  console.printJson({ files, check, bench: result, html });
  console.print('\n');
  showResult(console, result);
  console.print(`\nthe same as a page: ${html}\n`);
  return hasPassed ? EXIT.yes : EXIT.no;
}
