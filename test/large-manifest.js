/** Manifests of any size, for the benchmarks: routes of the kinds that apps have. */

/** Ten routes to a blueprint, of the kinds that apps have. */
export function largeManifest(routes) {
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

export const SCHEMA =
  'CREATE TABLE item (item_id serial PRIMARY KEY, name text NOT NULL, price numeric(8, 2), created timestamp);\n';
