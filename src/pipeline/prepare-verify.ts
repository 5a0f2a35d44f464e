/**
 * What a comparison needs before any server runs: the manifest read, the service generated from it when it
 * is the candidate, the requests planned, and a database to make copies of.
 */
import { dirname, join, resolve } from 'node:path';
import { hasErrors, type Diagnostic, type Source } from '../diagnostics/diagnostic.js';
import { readService } from '../manifest/read-service.js';
import type { PlannedRequest } from '../model/exchange.js';
import type { VerifySettings } from '../model/service.js';
import type { Resources } from '../processes/resources.js';
import { loadSqlParser } from '../sql/parse-sql.js';
import { planRequests } from '../verify/plan-requests.js';
import { nameRoutes } from '../verify/name-routes.js';
import type { AnyRoute } from '../verify/request-parts.js';
import { sourcesOf } from './bench-app.js';
import { describeManifest } from './describe-manifest.js';
import { generate } from './generate.js';
import { readManifest } from './read-manifest.js';
import { readSqlFiles } from './read-sql-files.js';

export interface PreparedManifest {
  readonly routes: readonly AnyRoute[];
  readonly settings: VerifySettings;
  readonly sqlFiles: readonly Source[];
  /** Of the generated service, by path below `src/`; undefined when it was not asked for. */
  readonly sources: ReadonlyMap<string, string> | undefined;
  /** A folder that the generated service serves files from. */
  readonly staticFiles?: string | undefined;
  readonly folder: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface PrepareOptions {
  readonly cwd: string;
  readonly databaseUrl: string | undefined;
  readonly needsService: boolean;
  readonly onStep: (step: string) => void;
}

const NOTHING: VerifySettings = {
  flask: undefined,
  folder: '.',
  env: {},
  headers: {},
  secrets: [],
  differences: [],
};

/** @returns undefined in the place of the manifest when it has errors, with the diagnostics. */
export async function prepareManifest(
  resources: Resources,
  manifest: string | undefined,
  { cwd, databaseUrl, needsService, onStep }: PrepareOptions,
): Promise<{ prepared: PreparedManifest | undefined; diagnostics: readonly Diagnostic[] }> {
  if (manifest === undefined) {
    const nothing = { routes: [], settings: NOTHING, sqlFiles: [], sources: undefined };
    return { prepared: { ...nothing, folder: cwd, diagnostics: [] }, diagnostics: [] };
  }
  const path = resolve(cwd, manifest);
  const folder = dirname(path);
  const source = await readManifest(path, manifest);
  if (needsService) {
    const described = await describeManifest(resources, source, folder, { databaseUrl, onStep });
    const { service, sqlFiles, diagnostics } = described;
    if (!service) return { prepared: undefined, diagnostics };
    const sources = sourcesOf(await generate(resources, service, sqlFiles, onStep));
    const routes = service.blueprints.flatMap((blueprint) => blueprint.routes);
    const settings = { ...service.verify, folder: join(folder, service.verify.folder) };
    const staticFiles = service.program?.staticFiles?.from;
    return {
      prepared: { routes, settings, sqlFiles, sources, staticFiles, folder, diagnostics },
      diagnostics,
    };
  }
  onStep('reading the manifest');
  await loadSqlParser();
  const { service, diagnostics: found } = readService(source);
  if (!service || hasErrors(found)) return { prepared: undefined, diagnostics: found };
  const files = await readSqlFiles(source, folder, service.database);
  const diagnostics = [...found, ...files.diagnostics];
  if (hasErrors(diagnostics)) return { prepared: undefined, diagnostics };
  const routes = service.blueprints.flatMap((blueprint) => blueprint.routes);
  const settings = { ...service.verify, folder: join(folder, service.verify.folder) };
  const sqlFiles = files.sources;
  return {
    prepared: { routes, settings, sqlFiles, sources: undefined, folder, diagnostics },
    diagnostics,
  };
}

export interface RequestChoice {
  readonly traffic: readonly PlannedRequest[];
  /** Requests beside those of the traffic. */
  readonly isGenerated: boolean;
  readonly limit: number;
  readonly seed: number;
  /** Only routes whose name holds this text. */
  readonly only: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** False: what writes is left out. */
  readonly mayWrite: boolean;
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** What is sent, in order: the traffic first, because it may bind what the others need. */
export function chooseRequests(
  routes: readonly AnyRoute[],
  { traffic, isGenerated, limit, seed, only, headers, mayWrite }: RequestChoice,
): PlannedRequest[] {
  const generated = isGenerated ? planRequests(routes, { seed, limit }) : [];
  const all = [
    ...nameRoutes(routes, traffic),
    ...generated.map((request) => ({
      ...request,
      headers: { ...lowerCase(headers), ...request.headers },
    })),
  ];
  return all.filter(
    ({ route, method, bind }) =>
      (mayWrite || READS.has(method)) &&
      (only === undefined || route.includes(only) || bind !== undefined),
  );
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}
