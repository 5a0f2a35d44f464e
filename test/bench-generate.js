/**
 * How long it takes to generate and type-check a service, by the number of its routes: is it linear?
 * `npm run bench:generate [-- 50 200 1000]`. Uses the built `dist/`; prints a line per size.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const KINDS = [
  (n) => [
    `      - rule: /items-${n}/`,
    `        endpoint: list_items_${n}`,
    '        inputs:',
    '          limit: { from: query, type: int, default: 20 }',
    '        queries:',
    `          select_items_${n}:`,
    '            sql: SELECT item_id, name, price, created FROM item ORDER BY item_id LIMIT :limit',
  ],
  (n) => [
    `      - rule: /items-${n}/<int:item_id>/`,
    `        endpoint: get_item_${n}`,
    '        queries:',
    `          select_item_${n}:`,
    '            sql: SELECT item_id, name, price FROM item WHERE item_id = :item_id',
    '            fetch: one',
    '            else: 404',
  ],
  (n) => [
    `      - rule: /items-${n}/`,
    `        endpoint: add_item_${n}`,
    '        methods: [POST]',
    '        inputs:',
    '          name: { from: json, type: str }',
    '          price: { from: json, type: float, default: null }',
    '        commits: once',
    '        queries:',
    `          insert_item_${n}:`,
    '            sql: INSERT INTO item (name, price) VALUES (:name, :price) RETURNING item_id',
    '            fetch: one',
    '        status: 201',
    `        answer: { id: $insert_item_${n}.item_id, name: $name }`,
  ],
  (n) => [
    `      - rule: /items-${n}/<int:item_id>/`,
    `        endpoint: delete_item_${n}`,
    '        methods: [DELETE]',
    '        commits: once',
    '        queries:',
    `          delete_item_${n}_row:`,
    '            sql: DELETE FROM item WHERE item_id = :item_id',
    '            fetch: count',
    '            else: { status: 404, answer: { error: no such item } }',
    `        answer: { deleted: $delete_item_${n}_row }`,
  ],
];

const SCHEMA =
  'CREATE TABLE item (item_id serial PRIMARY KEY, name text NOT NULL, price numeric(8, 2), created timestamp);\n';

const sizes = process.argv.slice(2).map(Number);
const port = join(import.meta.dirname, '../bin/port.js');
const rows = [];
for (const size of sizes.length > 0 ? sizes : [10, 100, 300, 1000]) {
  const folder = mkdtempSync(join(tmpdir(), 'port-generate-'));
  try {
    writeFileSync(join(folder, 'schema.sql'), SCHEMA);
    writeFileSync(join(folder, 'port.yaml'), manifest(size));
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

/** Ten routes to a blueprint, of the kinds that apps have. */
function manifest(routes) {
  const lines = [
    'version: 1',
    'app: { name: large }',
    'database: { schema: schema.sql }',
    'blueprints:',
  ];
  for (let blueprint = 0; blueprint * 10 < routes; blueprint += 1) {
    lines.push(`  section_${blueprint}:`, `    url_prefix: /section-${blueprint}`, '    routes:');
    for (let route = 0; route < Math.min(10, routes - blueprint * 10); route += 1) {
      lines.push(...KINDS[route % KINDS.length](route));
    }
  }
  return `${lines.join('\n')}\n`;
}
