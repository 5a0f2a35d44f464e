/**
 * `npm run corpus -- [--json] [--init] [--url-map] DIR…`: scans real Flask apps and compares the routes with a count that
 * knows nothing of the scanner (decorators and calls, by regular expressions). With --init, each manifest also becomes a
 * service in memory, formatted and type-checked. With --url-map, which RUNS THE CODE of the apps (a copy of it, and as
 * root without any network), the rules are compared with Flask's own `app.url_map` where the app can be imported.
 * Exit code 1 when a command fails, a count is above the scan's, or Flask has a rule that the scan has not.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
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
  options: {
    json: { type: 'boolean' },
    init: { type: 'boolean' },
    'url-map': { type: 'boolean' },
  },
});
if (apps.length === 0) {
  console.error('npm run corpus -- [--json] [--init] [--url-map] DIR…');
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
    ...(flags['url-map'] ? ['urlMap'] : []),
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
      // The compiler may have refused what the scan took for ported.
      service = init?.out ? `${init.files.length} files, ${init.routes.stub} stubs` : 'refused';
    }
    const urlMap = flags['url-map'] ? await compareUrlMap(app, folder, scan.routes) : undefined;
    const isGood = routes >= counted && service !== 'refused' && !urlMap?.startsWith('missing');
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
      urlMap,
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

/** What Flask itself knows of the app's rules, against what the scan found. */
async function compareUrlMap(app, folder, routes) {
  const copy = join(folder, 'app');
  await cp(app, copy, { recursive: true, verbatimSymlinks: true });
  const python = ['/usr/bin/python3', '-B', join(import.meta.dirname, 'corpus_url_map.py'), copy];
  const [command, ...args] = process.getuid() === 0 ? ['unshare', '--net', ...python] : python;
  const { stdout } = await run(command, args, { cwd: copy, maxBuffer: 1 << 28 });
  const { rules, problem } = JSON.parse(stdout.trim().split('\n').at(-1));
  if (!rules) return `not importable: ${problem}`.slice(0, 90);
  const keyOf = (rule, methods) =>
    `${rule} ${methods.filter((method) => method !== 'HEAD' && method !== 'OPTIONS').toSorted()}`;
  const found = new Set(routes.map(({ rule, methods }) => keyOf(rule, methods)));
  const missing = rules.map((rule) => keyOf(...rule)).filter((key) => !found.has(key));
  return missing.length > 0
    ? `missing ${missing.length} of ${rules.length}: ${missing.join('; ')}`
    : `all ${rules.length} found`;
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
