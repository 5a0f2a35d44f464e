/** `port scan`: a folder of Python becomes routes, findings, and a manifest. Nothing of it is run. */
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { meantLibraries } from '../flask/meant-libraries.js';
import { readFlaskApp } from '../flask/read-app.js';
import { scanApp } from '../flask/scan-app.js';
import { printManifest } from '../manifest/print-manifest.js';
import type { ScannedRoute, ScanResult } from '../model/scan-result.js';
import { readPythonFile } from '../python/read-python-file.js';
import { exists, isFolder } from '../workspace/is-folder.js';
import { readSourceTree } from '../workspace/read-source-tree.js';
import { writeFileAtomically } from '../workspace/write-file.js';
import { importedPaths } from '../flask/imported-libraries.js';
import { loadLibraries } from './load-libraries.js';
import { loadGrammar } from './python-grammar.js';
import { Unreadable } from './read-input.js';
import { readTemplates } from './read-templates.js';
import { translateScan } from './translate-scan.js';

export interface ScanOptions {
  /** As the user wrote it. */
  readonly app: string;
  readonly cwd: string;
  /** Where the manifest goes or would go: its SQL files are named from there. */
  readonly manifest: string;
  /** SQL files that create the tables; those of the app when there are none. */
  readonly schema: readonly string[];
}

/** Whether `port init` was given an app. */
export function isApp(cwd: string, path: string): Promise<boolean> {
  return isFolder(resolve(cwd, path));
}

/**
 * Writes the manifest of a scan where there is none yet.
 * @throws Unreadable when there is one
 */
export async function writeManifest(cwd: string, name: string, text: string): Promise<void> {
  const path = resolve(cwd, name);
  if (await exists(path)) {
    throw new Unreadable(`${name} exists already`, [
      `port init ${name} takes it as it is; port scan -o writes another`,
    ]);
  }
  await writeFileAtomically(path, text);
}

export interface Scan {
  readonly result: ScanResult;
  readonly manifest: string;
}

/** @throws Unreadable when the folder is none */
export async function scan({ app, cwd, manifest, schema }: ScanOptions): Promise<Scan> {
  const root = resolve(cwd, app);
  await loadGrammar();
  const [tree, known] = await Promise.all([readTree(root, app), loadLibraries()]);
  const modules = tree.python.map(({ path, bytes }) => readPythonFile(path, bytes));
  const libraries = meantLibraries(known, tree.others, importedPaths(modules));
  const program = readFlaskApp(modules);
  const found = scanApp({
    app: program,
    name: packageName(basename(root)),
    root: app,
    modules,
    others: tree.others,
    libraries,
  });
  const templates = await readTemplates(root, program, modules);
  const result = translateScan(found, program, modules, libraries, templates);
  const hasQueries = result.routes.some(
    (route) => hasStatements(route) || (route.isTranslated && route.status !== 'stub'),
  );
  const files =
    schema.length > 0
      ? schema.map((file) => resolve(cwd, file))
      : hasQueries
        ? result.app.schema.map((file) => resolve(root, file))
        : [];
  const folder = dirname(resolve(cwd, manifest));
  const inside = files
    .map((file) => relative(folder, file).split(sep).join('/'))
    .filter((file) => !file.startsWith('../') && !/^[A-Za-z]:/.test(file));
  const routes = inside.length > 0 ? result.routes : result.routes.map(withoutSchema);
  const ready = { ...result, routes };
  const source = relative(folder, root).split(sep).join('/') || '.';
  return { result: ready, manifest: printManifest(ready, { schema: inside, source }) };
}

async function readTree(root: string, app: string): ReturnType<typeof readSourceTree> {
  try {
    return await readSourceTree(root);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') throw new Unreadable(`${app} does not exist`, []);
    if (code === 'ENOTDIR') {
      throw new Unreadable(`${app} is no folder`, ['give the folder that holds the Flask app']);
    }
    if (code === 'EACCES') throw new Unreadable(`${app} cannot be read: permission denied`, []);
    throw error;
  }
}

function hasStatements({ declaration }: ScannedRoute): boolean {
  return declaration !== undefined && Object.keys(declaration.queries).length > 0;
}

/** PostgreSQL cannot describe statements on tables that it does not have. */
function withoutSchema(route: ScannedRoute): ScannedRoute {
  if (!hasStatements(route)) return route;
  return {
    ...route,
    status: 'stub',
    codes: [...route.codes, 'schema-missing'],
    reason: 'no SQL file creates its tables: give one with --schema',
    declaration: undefined,
  };
}

/** As npm wants it. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return /^[a-z]/.test(name) ? name : `app-${name}`.replace(/-$/, '');
}
