// Calls generated query functions and prints what comes of each, in the words of `run-psycopg2.py`. Runs beside a
// copy of them, in a folder of its own; nothing stays in the database.
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { dumps } from './src/flask/json.js';
import { JsonColumn, sendJsonList } from './src/flask/json-columns.js';
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
for (const { module, names, values, isFloat } of calls) {
  const called = names.map((name) => modules.get(module)[camelCase(name)]);
  if (!called.every(Boolean)) {
    print({ refused: true });
    continue;
  }
  const given = Object.entries(parseJson(values)).map(([name, value]) => [
    name,
    // A float input has been through float().
    isFloat && value instanceof Float ? value.value : value,
  ]);
  await client.query('BEGIN');
  try {
    let result;
    for (const one of called) result = await one(client, Object.fromEntries(given));
    if (result === undefined) print({ count: 0 });
    else if (typeof result === 'number') print({ count: result });
    else print({ rows: isColumns(result) ? listOf(result) : dumps(result).trimEnd() });
  } catch (error) {
    print({ error: error.code ?? error.constructor.name });
  }
  await client.query('ROLLBACK');
}
await client.end();

function isColumns(result) {
  return Object.values(result ?? {})[0] instanceof JsonColumn;
}

function listOf(columns) {
  const raw = { once: () => {} };
  const reply = { raw, type: () => reply, send: (json) => json.toString().trimEnd() };
  return sendJsonList(reply, columns);
}

function camelCase(text) {
  return text.replace(/_(\w)/g, (_match, letter) => letter.toUpperCase());
}

function print(outcome) {
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
