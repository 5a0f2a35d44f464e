/**
 * How long it takes to generate and type-check a service, by the number of its routes: is it linear?
 * `npm run bench:generate [-- 50 200 1000]`. Uses the built `dist/`; prints a line per size.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { largeManifest, SCHEMA } from './large-manifest.js';

const sizes = process.argv.slice(2).map(Number);
const port = join(import.meta.dirname, '../bin/port.js');
const rows = [];
for (const size of sizes.length > 0 ? sizes : [10, 100, 300, 1000]) {
  const folder = mkdtempSync(join(tmpdir(), 'port-generate-'));
  try {
    writeFileSync(join(folder, 'schema.sql'), SCHEMA);
    writeFileSync(join(folder, 'port.yaml'), largeManifest(size));
    const begun = performance.now();
    execFileSync(process.execPath, [port, 'init', 'port.yaml', '--out', 'service', '--json'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
      maxBuffer: 1 << 28,
    });
    rows.push([size, (performance.now() - begun) / 1000]);
    const [routes, seconds] = rows.at(-1);
    console.log(
      `${String(routes).padStart(5)} routes  ${seconds.toFixed(1).padStart(6)} s  ${((seconds * 1000) / routes).toFixed(1)} ms a route`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
