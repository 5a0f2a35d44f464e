/** Runs statements on one database through psycopg2, and through the query functions that are generated for them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameBlueprint } from '../../src/emit/name-blueprint.js';
import { printQueries } from '../../src/emit/print-queries.js';
import { transpile } from '../../src/emit/transpile.js';
import type { Service } from '../../src/model/service.js';
import { packagesFolder } from '../../src/pipeline/package-root.js';
import { runToEnd } from '../../src/processes/run-to-end.js';
import type { Resources } from '../../src/processes/resources.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { makeTemporaryFolder } from '../../src/workspace/temporary-folder.js';
import { ROOT } from '../support/root.js';

/** Rows as Flask's JSON, how many were affected, or what was raised: a SQLSTATE, or the name of a class. */
export type Outcome =
  | { readonly rows: string }
  | { readonly count: number }
  | { readonly error: string }
  /** The statement was refused when the code was to be generated. */
  | { readonly refused: true };

/** `statements` are JSON texts of `{"sql", "args"}`: see run-psycopg2.py. */
export function runPsycopg2(
  resources: Resources,
  python: string,
  databaseUrl: string,
  statements: readonly string[],
): Promise<Outcome[]> {
  return runJsonLines(resources, {
    name: 'psycopg2',
    command: python,
    args: [join(ROOT, 'test/sql/run-psycopg2.py')],
    databaseUrl,
    input: `[${statements.join(',\n')}]`,
  });
}

/** `calls` are JSON texts of `{"module", "names", "values", "isFloat"}`: see run-generated.js. */
export async function runGenerated(
  resources: Resources,
  service: Service,
  databaseUrl: string,
  calls: readonly string[],
): Promise<Outcome[]> {
  const files = await queryModules(service);
  files.set('run.js', readFileSync(join(ROOT, 'test/sql/run-generated.js'), 'utf8'));
  files.set('package.json', '{ "type": "module" }');
  const folder = await makeTemporaryFolder(resources, 'queries', files, packagesFolder());
  return runJsonLines(resources, {
    name: 'the generated queries',
    command: process.execPath,
    args: [join(folder, 'run.js')],
    databaseUrl,
    input: `[${calls.join(',\n')}]`,
  });
}

async function queryModules(service: Service): Promise<Map<string, string>> {
  const templates = await readTree(join(ROOT, 'templates/service/src'));
  const sources = new Map(
    [...templates]
      .filter(([path]) => /^(?:flask|plugins)\/.*\.ts$/.test(path))
      .map(([path, text]): [string, string] => [`src/${path}`, text]),
  );
  for (const blueprint of service.blueprints) {
    if (blueprint.path.length === 0) continue;
    const { imports, code } = printQueries(blueprint, nameBlueprint(blueprint, new Set()));
    sources.set(`src/routes/${blueprint.path[0]}/queries.ts`, `${imports.print()}\n${code}`);
  }
  return transpile(sources);
}

async function runJsonLines(
  resources: Resources,
  {
    input,
    databaseUrl,
    ...options
  }: { name: string; command: string; args: string[]; input: string; databaseUrl: string },
): Promise<Outcome[]> {
  const folder = await makeTemporaryFolder(resources, 'calls', new Map([['calls.json', input]]));
  const { code, stdout, stderr } = await runToEnd(resources, {
    ...options,
    args: [...options.args, join(folder, 'calls.json')],
    env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, PYTHONDONTWRITEBYTECODE: '1' },
    timeoutMs: 300_000,
  });
  if (code !== 0) throw new Error(`${options.name} failed: ${stderr}`);
  if (stdout === '') return [];
  return stdout.split('\n').map((line) => JSON.parse(line) as Outcome);
}
