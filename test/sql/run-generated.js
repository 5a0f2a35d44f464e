// Calls generated query functions and prints what comes of each, in the words of `run-psycopg2.py`. Runs beside a
// copy of them, in a folder of its own; nothing stays in the database.
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { dumps } from './src/flask/json.js';
import { parseJson } from './src/flask/parse-json.js';
import { Float } from './src/flask/python.js';
import { getTypeParser } from './src/plugins/pg-types.js';

const calls = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const client = new pg.Client({
  connectionString: process.env.DATABASE_URL,
  types: { getTypeParser },
});
await client.connect();
const modules = new Map();
for (const { module } of calls) {
  if (module && !modules.has(module)) {
    modules.set(module, await import(`./src/routes/${module}/queries.js`));
  }
}
for (const { module, name, value } of calls) {
  const called = modules.get(module)[camelCase(name)];
  if (!called) {
    print({ refused: true });
    continue;
  }
  const parsed = parseJson(value);
  // A float input has been through float().
  const v = name.endsWith('_float') && parsed instanceof Float ? parsed.value : parsed;
  await client.query('BEGIN');
  try {
    const rows = await called(client, { v });
    // A list may come as the text that PostgreSQL has made.
    print({ rows: typeof rows === 'string' ? rows : dumps(rows).trimEnd() });
  } catch (error) {
    const refused = error instanceof TypeError ? 'ProgrammingError' : error.constructor.name;
    print({ error: error.code ?? refused });
  }
  await client.query('ROLLBACK');
}
await client.end();

function camelCase(text) {
  return text.replace(/_(\w)/g, (_match, letter) => letter.toUpperCase());
}

function print(outcome) {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
