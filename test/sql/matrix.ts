/** Runs the matrix on one database: through psycopg2, and through the query functions that are generated. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameBlueprint } from '../../src/emit/name-blueprint.js';
import { printQueries } from '../../src/emit/print-queries.js';
import { transpile } from '../../src/emit/transpile.js';
import { readService } from '../../src/manifest/read-service.js';
import { INPUT_TYPES, type InputType, type Service } from '../../src/model/service.js';
import { describe } from '../../src/pipeline/describe-manifest.js';
import { packagesFolder } from '../../src/pipeline/package-root.js';
import { runToEnd } from '../../src/processes/run-to-end.js';
import type { Resources } from '../../src/processes/resources.js';
import { loadSqlParser } from '../../src/sql/parse-statement.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { makeTemporaryFolder } from '../../src/workspace/temporary-folder.js';
import { ROOT } from '../support/root.js';
import { COLUMN_TYPES, PLACES, PREAMBLE, VALUES } from './matrix-cases.js';

export interface MatrixCase {
  readonly columnType: string;
  readonly place: string;
  readonly inputType: InputType;
  /** As JSON. */
  readonly value: string;
}

/** Rows as Flask's JSON, or what was raised: a SQLSTATE, or the name of a class. */
export type Outcome =
  | { readonly rows: string }
  | { readonly error: string }
  /** The statement was refused when the code was to be generated. */
  | { readonly refused: true };

export const MATRIX: readonly MatrixCase[] = Object.keys(COLUMN_TYPES).flatMap((columnType) =>
  placesOf(columnType).flatMap((place) =>
    INPUT_TYPES.flatMap((inputType) =>
      VALUES[inputType].map((value) => ({ columnType, place, inputType, value })),
    ),
  ),
);

/** A view wraps what goes into a json column in Json(); elsewhere it would be another value. */
function placesOf(columnType: string): string[] {
  const places = Object.keys(PLACES);
  if (!columnType.startsWith('json')) return places;
  return places.filter(
    (place) => !['select', 'limit', 'any_of', 'optional', 'concatenate'].includes(place),
  );
}

export const MATRIX_SCHEMA =
  PREAMBLE +
  Object.entries(COLUMN_TYPES)
    .map(
      ([type, values], index) =>
        `CREATE TABLE t${index} (id serial, v ${type});\n` +
        `INSERT INTO t${index} (v) VALUES ${values.map((value) => `(${value})`).join(', ')};`,
    )
    .join('\n');

function tableOf(columnType: string): string {
  return `t${Object.keys(COLUMN_TYPES).indexOf(columnType)}`;
}

function statementOf({ columnType, place }: Pick<MatrixCase, 'columnType' | 'place'>): string {
  return PLACES[place]!.replaceAll('TABLE', tableOf(columnType)).replaceAll('TYPE', columnType);
}

export async function runThroughPsycopg2(
  resources: Resources,
  python: string,
  databaseUrl: string,
): Promise<Outcome[]> {
  const statements = MATRIX.map((one) => {
    const sql = statementOf(one)
      .replaceAll('%', '%%')
      .replaceAll(/(?<!:):v\b/g, '%(v)s');
    const value = /^(?:NaN|Infinity)$/.test(one.value)
      ? `{"$float": "${one.value}"}`
      : one.inputType === 'any' && one.columnType.startsWith('json')
        ? `{"$json": ${one.value}}`
        : one.value;
    return `{"sql": ${JSON.stringify(sql)}, "args": {"v": ${value}}}`;
  });
  return runJsonLines(resources, {
    name: 'psycopg2',
    command: python,
    args: [join(ROOT, 'test/sql/run-psycopg2.py')],
    databaseUrl,
    input: `[${statements.join(',\n')}]`,
  });
}

/** A statement that PostgreSQL refuses once it is cast has no function: each of its values is that error. */
export async function runThroughGeneratedCode(
  resources: Resources,
  databaseUrl: string,
): Promise<Outcome[]> {
  await loadSqlParser();
  const { service: parsed, diagnostics } = readService({
    name: 'port.yaml',
    text: JSON.stringify(manifest()),
  });
  if (!parsed) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  const { service } = await describe(databaseUrl, parsed);
  const files = await queryModules(service);
  files.set('run.js', readFileSync(join(ROOT, 'test/sql/run-generated.js'), 'utf8'));
  files.set('package.json', '{ "type": "module" }');
  const folder = await makeTemporaryFolder(resources, 'matrix', files, packagesFolder());
  const calls = MATRIX.map((one) => {
    const [module, name] = [tableOf(one.columnType), endpointOf(one)];
    return JSON.stringify({ module, name, value: one.value });
  });
  return runJsonLines(resources, {
    name: 'the generated queries',
    command: process.execPath,
    args: [join(folder, 'run.js')],
    databaseUrl,
    input: `[${calls.join(',\n')}]`,
  });
}

function endpointOf({ place, inputType }: Pick<MatrixCase, 'place' | 'inputType'>): string {
  return `${place}_${inputType}`;
}

function manifest(): object {
  const blueprints = Object.keys(COLUMN_TYPES).map((columnType) => {
    const routes = placesOf(columnType).flatMap((place) =>
      INPUT_TYPES.map((inputType) => ({
        rule: `/${place}/${inputType}`,
        endpoint: endpointOf({ place, inputType }),
        methods: ['POST'],
        inputs: { v: { from: 'json', type: inputType } },
        commits: 'once',
        queries: {
          [endpointOf({ place, inputType })]: { sql: statementOf({ columnType, place }) },
        },
      })),
    );
    return [tableOf(columnType), { url_prefix: `/${tableOf(columnType)}`, routes }];
  });
  return { version: 1, app: { name: 'matrix' }, blueprints: Object.fromEntries(blueprints) };
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
    // A list as JSON text is compared elsewhere: here the rows are.
    const { imports, code } = printQueries(blueprint, nameBlueprint(blueprint));
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
  return stdout.split('\n').map((line) => JSON.parse(line) as Outcome);
}
