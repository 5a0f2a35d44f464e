/** A case of fixtures/sql: a statement as a view passes it to psycopg2, and the manifest that says the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/model/json.js';
import type { InputType } from '../../src/model/service.js';
import { fixture } from '../support/database.js';

export interface SqlCase {
  readonly theme: string;
  readonly name: string;
  readonly sql: string;
  /** As in run-psycopg2.py; undefined for `execute(sql)` alone. */
  readonly args: Arguments | undefined;
}

type Arguments = readonly Json[] | Readonly<Record<string, Json>>;

export const THEMES = readdirSync(fixture('sql')).toSorted();

export function casesOf(theme: string): SqlCase[] {
  const folder = fixture('sql', theme);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql') && file !== 'schema.sql')
    .toSorted()
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8').replace(/\n$/, '');
      const [, args, rest] = /^-- args: (.*)\n([\s\S]*)$/.exec(text) ?? [];
      const name = file.replace(/\.sql$/, '');
      if (args === undefined) return { theme, name, sql: text, args: undefined };
      return { theme, name, sql: rest!, args: JSON.parse(args) as Arguments };
    });
}

/** The name of the input that each argument comes from: `arg1`, or its own. */
function inputName(key: string): string {
  return /^\d+$/.test(key) ? `arg${Number(key) + 1}` : key;
}

/** The values of the inputs, as JSON: what a view has before it makes a tuple, or Json(), of it. */
export function valuesOf({ args }: SqlCase): string {
  const values = Object.entries(args ?? {}).map(([key, value]) => [inputName(key), plain(value)]);
  return JSON.stringify(Object.fromEntries(values));
}

function plain(value: Json): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.values(value as Record<string, Json>)[0]!;
}

function typeOf(value: Json): InputType {
  if (typeof value === 'string' || value === null) return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return 'any';
}

export function manifestOf({ theme, name, sql, args }: SqlCase): string {
  const endpoint = `run_${name.replaceAll('-', '_')}`;
  const entries = Object.entries(args ?? {});
  const reference = (key: string) => `$${inputName(key)}`;
  const query = {
    sql,
    ...(args && {
      args: Array.isArray(args)
        ? entries.map(([key]) => reference(key))
        : Object.fromEntries(entries.map(([key]) => [key, reference(key)])),
    }),
  };
  const inputs = entries.map(([key, value]) => [
    inputName(key),
    { from: 'json', type: typeOf(value) },
  ]);
  const returnsRows = /^\s*(?:SELECT|WITH|SHOW|EXPLAIN|CALL swap)|\bRETURNING\b|;\s*SELECT\b/i.test(
    sql,
  );
  const isCounted = /^\s*(?:INSERT|UPDATE|DELETE|MERGE)\b/i.test(sql);
  const fetch = returnsRows ? 'all' : isCounted ? 'count' : 'none';
  const route = {
    rule: `/${name}`,
    endpoint,
    methods: ['POST'],
    inputs: Object.fromEntries(inputs),
    commits: 'once',
    queries: { [endpoint]: { ...query, fetch } },
    ...(returnsRows ? {} : isCounted ? { answer: `$${endpoint}` } : { text: 'done' }),
  };
  const blueprints = { [theme]: { routes: [route] } };
  return JSON.stringify({ version: 1, app: { name: 'cases' }, blueprints }, undefined, 2);
}
