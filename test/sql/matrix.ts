/** The matrix as statements for psycopg2, and as a manifest whose queries are called. */
import { readService } from '../../src/manifest/read-service.js';
import { INPUT_TYPES, type InputType } from '../../src/model/service.js';
import { describe } from '../../src/pipeline/describe-manifest.js';
import type { Resources } from '../../src/processes/resources.js';
import { loadSqlParser } from '../../src/sql/parse-sql.js';
import { COLUMN_TYPES, PLACES, PREAMBLE, VALUES } from './matrix-cases.js';
import { runGenerated, runPsycopg2, type Outcome } from './run-statements.js';

export interface MatrixCase {
  readonly columnType: string;
  readonly place: string;
  readonly inputType: InputType;
  /** As JSON. */
  readonly value: string;
}

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
  return runPsycopg2(resources, python, databaseUrl, statements);
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
  const calls = MATRIX.map((one) => {
    const [module, name] = [tableOf(one.columnType), endpointOf(one)];
    const values = `{"v": ${one.value}}`;
    return JSON.stringify({ module, names: [name], values, isFloat: one.inputType === 'float' });
  });
  return runGenerated(resources, service, databaseUrl, calls);
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
