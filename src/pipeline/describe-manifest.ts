/**
 * A manifest with its statements described by a PostgreSQL that holds its schema. Mistakes of the manifest,
 * of its SQL files and of its statements come together in one list.
 */
import {
  diagnostic,
  hasErrors,
  sortDiagnostics,
  type Diagnostic,
  type Source,
} from '../diagnostics/diagnostic.js';
import {
  describeService,
  firstQuestions,
  oidsOf,
  secondQuestions,
} from '../describe/describe-service.js';
import { readService } from '../manifest/read-service.js';
import type { ParsedQuery, Service } from '../model/service.js';
import { openDatabaseServer } from '../postgres/database-server.js';
import { describeStatements } from '../postgres/describe-statements.js';
import { loadSql } from '../postgres/load-sql.js';
import { readCatalog } from '../postgres/read-catalog.js';
import type { SqlFailure } from '../postgres/sql-failure.js';
import type { Resources } from '../processes/resources.js';
import { loadSqlParser } from '../sql/parse-sql.js';
import { readSqlFiles } from './read-sql-files.js';
import { translateViews } from './translate-views.js';

export interface DescribedManifest {
  /** Undefined when there are errors among the diagnostics. */
  readonly service: Service | undefined;
  /** The schema and seed files, in the order in which they are loaded. */
  readonly sqlFiles: readonly Source[];
  /** Those of the Flask app that views are translated from. */
  readonly pythonFiles: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface DescribeOptions {
  /**
   * A server to make a database on, or where the manifest names no SQL files the database that has the schema;
   * without it a server is started.
   */
  readonly databaseUrl: string | undefined;
  readonly onStep: (step: string) => void;
}

/** `folder` is where the manifest lies, for the SQL files it names. */
export async function describeManifest(
  resources: Resources,
  source: Source,
  folder: string,
  { databaseUrl, onStep }: DescribeOptions,
): Promise<DescribedManifest> {
  onStep('reading the manifest');
  await loadSqlParser();
  const { service: read, diagnostics } = readService(source);
  if (!read)
    return {
      service: undefined,
      sqlFiles: [],
      pythonFiles: [],
      diagnostics: sortDiagnostics(diagnostics),
    };
  if (read.sourceFolder !== undefined) onStep('translating the Python');
  const {
    service: parsed,
    pythonFiles,
    diagnostics: fromPython,
  } = await translateViews(resources, read, source, folder);
  const files = await readSqlFiles(source, folder, parsed.database);
  const found: Diagnostic[] = [...diagnostics, ...fromPython, ...files.diagnostics];
  const failed = () => ({
    service: undefined,
    sqlFiles: files.sources,
    pythonFiles,
    diagnostics: sortDiagnostics(found),
  });
  if (files.diagnostics.length > 0) return failed();

  let described: ReturnType<typeof describeService>;
  if (databaseUrl !== undefined && files.sources.length === 0) {
    // The schema is the one of that database: statements are parsed and described in it, and never run.
    onStep('describing the statements');
    described = await describe(databaseUrl, parsed);
  } else {
    onStep(databaseUrl === undefined ? 'starting a PostgreSQL' : 'making a database');
    const server = await openDatabaseServer(resources, { databaseUrl, isDurable: false });
    const database = await server.createDatabase('describe');
    const failure = await loadSql(database.url, files.sources, database);
    if (failure) {
      await server.close();
      found.push(explainFailure(files.sources, failure));
      return failed();
    }
    onStep('describing the statements');
    described = await describe(database.url, parsed);
    await server.close();
  }
  const { service, diagnostics: fromServer } = described;
  found.push(...fromServer);
  if (hasErrors(found)) return failed();
  return {
    service,
    sqlFiles: files.sources,
    pythonFiles,
    diagnostics: sortDiagnostics(found),
  };
}

/** Asks a server that holds the schema about every statement, in two rounds: casts follow from what it infers. */
export async function describe(
  databaseUrl: string,
  service: Service<ParsedQuery>,
): Promise<ReturnType<typeof describeService>> {
  const first = await describeStatements(databaseUrl, firstQuestions(service));
  const firstCatalog = await readCatalog(databaseUrl, oidsOf(first));
  const questions = secondQuestions(service, first, firstCatalog);
  const second = await describeStatements(databaseUrl, questions);
  const catalog = await readCatalog(databaseUrl, oidsOf([...first, ...second]));
  return describeService(service, first, second, catalog);
}

function explainFailure(sources: readonly Source[], failure: SqlFailure): Diagnostic {
  const { file, start, end, message, detail, hint, context } = failure;
  const source = sources.find(({ name }) => name === file)!;
  return diagnostic({
    code: 'sql-schema-failed',
    message,
    labels: [{ source, start, end, text: '' }],
    notes: [detail, context].filter((text) => text !== undefined),
    help: hint === undefined ? [] : [hint],
  });
}
