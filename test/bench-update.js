/**
 * How long `port update` and `port check` take on a large service in which one route changed, or none.
 * `npm run bench:update [-- 100 1000]`. Uses the built `dist/`; prints a line per size and case.
 */
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeManifest, SCHEMA } from './large-manifest.js';

const sizes = process.argv.slice(2).map(Number);
const port = join(import.meta.dirname, '../bin/port.js');
for (const size of sizes.length > 0 ? sizes : [100, 1000]) {
  const folder = mkdtempSync(join(tmpdir(), 'port-update-'));
  const run = (...args) => {
    const begun = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [port, ...args], { cwd: folder });
    const seconds = (performance.now() - begun) / 1000;
    if (status !== 0) throw new Error(`port ${args.join(' ')}: ${String(stderr)}`);
    return seconds;
  };
  const report = (what, seconds) => {
    const time = seconds.toFixed(1).padStart(6);
    console.log(`${String(size).padStart(5)} routes  ${time} s  ${what}`);
  };
  const manifest = join(folder, 'port.yaml');
  try {
    writeFileSync(join(folder, 'schema.sql'), SCHEMA);
    writeFileSync(manifest, largeManifest(size));
    report('port init', run('init', 'port.yaml', '--out', 'service'));
    report('port update, nothing changed', run('update', 'service'));
    report('port update --force, nothing changed', run('update', '--force', 'service'));
    // As in a checkout that somebody works in: what was formatted is remembered there.
    mkdirSync(join(folder, 'service/node_modules'));
    run('update', '--force', 'service');

    const text = readFileSync(manifest, 'utf8');
    const changed = text.replace('SELECT item_id, name, price FROM', 'SELECT item_id, price FROM');
    writeFileSync(manifest, changed);
    report('port update, one statement changed', run('update', 'service'));

    // A person's edit in the file that changes next.
    appendFileSync(
      join(folder, 'service/src/routes/section-0/queries.ts'),
      'export const own = 1;\n',
    );
    writeFileSync(manifest, text);
    report('port update, one statement changed in an edited file', run('update', 'service'));
    report('port check', run('check', 'service'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
