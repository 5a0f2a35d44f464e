/**
 * `npm run corpus -- [--json] [--init] DIR…`: scans real Flask apps and compares the routes with a count that knows
 * nothing of the scanner (decorators and calls, by regular expressions). With --init, each manifest also becomes a
 * service in memory, formatted and type-checked. Exit code 1 when a command fails or a count is above the scan's.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';

const run = promisify(execFile);
const PORT = join(import.meta.dirname, '../bin/port.js');

const LEFT_OUT =
  /(?:^|\/)(?:node_modules|site-packages|vendor|_vendor|third_party|build|dist|tests?|testing|\..*)\/|(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest)\.py$/;
const DECORATOR = /^[ \t]*@[\w.]+\.(?:route|get|post|put|patch|delete)\(\s*(?=[rf]?['"]|[A-Z_])/gm;
const CALL = /\.(?:add_url_rule|route)\(\s*(?=['"])/g;

const { values: flags, positionals: apps } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, init: { type: 'boolean' } },
});
if (apps.length === 0) {
  console.error('npm run corpus -- [--json] [--init] DIR…');
  process.exit(2);
}

const results = [];
for (const app of apps) results.push(await check(app));
if (flags.json) console.log(JSON.stringify(results, null, 2));
else
  console.table(results, [
    'app',
    'files',
    'lines',
    'counted',
    'routes',
    'ported',
    'partial',
    'stub',
    'seconds',
    'service',
  ]);
process.exitCode =
  results.some(({ isGood }) => isGood) && results.every(({ isGood }) => isGood) ? 0 : 1;

async function check(app) {
  const folder = await mkdtemp(join(tmpdir(), 'port-corpus-'));
  const manifest = join(folder, 'port.yaml');
  try {
    const begin = performance.now();
    const scan = await port(['scan', app, '--json', '-q', '-o', manifest]);
    const seconds = Number(((performance.now() - begin) / 1000).toFixed(1));
    const counted = await countRoutes(app);
    if (!scan)
      return { app: basename(app), counted, seconds, service: 'scan failed', isGood: false };
    const { files, lines } = scan.app;
    const { routes, ported, partial, stub } = scan.summary;
    let service = '';
    if (flags.init) {
      const init = await port([
        'init',
        manifest,
        '--json',
        '-q',
        '--dry-run',
        '--out',
        join(folder, 'out'),
      ]);
      service = init?.out ? `${init.files.length} files` : 'refused';
    }
    const isGood = routes >= counted && service !== 'refused';
    return {
      app: basename(app),
      files,
      lines,
      counted,
      routes,
      ported,
      partial,
      stub,
      seconds,
      service,
      isGood,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The JSON of a command, whatever its exit code; undefined when it printed none. */
async function port(args) {
  const { stdout } = await run(process.execPath, [PORT, ...args], { maxBuffer: 1 << 28 }).catch(
    (error) => error,
  );
  try {
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}

/** Registrations inside loops and helpers count once here, however many routes they make. */
async function countRoutes(app) {
  const entries = await readdir(app, { recursive: true });
  const environments = entries
    .filter((path) => /(?:pyvenv\.cfg|[Ss]cripts\/activate|bin\/activate)$/.test(path))
    .map((path) => path.replace(/(?:pyvenv\.cfg|[Ss]cripts\/activate|bin\/activate)$/, ''));
  let count = 0;
  for (const path of entries.filter((name) => name.endsWith('.py') && !LEFT_OUT.test(name))) {
    if (environments.some((environment) => environment !== '' && path.startsWith(environment)))
      continue;
    const text = (await readFile(join(app, path), 'latin1')).replaceAll(/^[ \t]*#.*$/gm, '');
    const decorators = text.match(DECORATOR)?.length ?? 0;
    const calls = text.replaceAll(DECORATOR, '').match(CALL)?.length ?? 0;
    count += decorators + calls;
  }
  return count;
}
