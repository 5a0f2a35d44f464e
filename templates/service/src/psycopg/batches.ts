/**
 * `execute_values` and `execute_batch`: many rows in one statement or one text, with literals, as psycopg2 sends them.
 * Source: lib/extras.py.
 */
import { ValueError } from '../python/exceptions.js';
import { iterate } from '../python/iterate.js';
import { len } from '../python/items.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import type { Cursor } from './cursor.js';
import { mogrified, plainQuery } from './query.js';

export async function executeBatch(
  cursor: Cursor,
  sql: Value,
  list: Value,
  pageSize: Value = 100,
): Promise<null> {
  const text = cursor.textOf(sql);
  for (const page of pages(list, Number(pageSize))) {
    const statements = page.map((values) => mogrified(text, values));
    await cursor.runQuery(plainQuery(statements.join(';')));
  }
  return null;
}

/** @throws ValueError where the statement does not have one `%s`. */
export async function executeValues(
  cursor: Cursor,
  sql: Value,
  list: Value,
  template: Value = null,
  pageSize: Value = 100,
  fetch: Value = false,
): Promise<Value> {
  const [before, after] = splitStatement(cursor.textOf(sql));
  const rows: Value[] = [];
  for (const page of pages(list, Number(pageSize))) {
    const values = page.map((row) => mogrified(templateOf(template, row), row));
    await cursor.runQuery(plainQuery(`${before}${values.join(',')}${after}`));
    if (fetch === true) rows.push(...cursor.fetchall());
  }
  return fetch === true ? rows : null;
}

function templateOf(template: Value, row: Value): string {
  if (template !== null) return str(template);
  return `(${Array.from({ length: len(row) }, () => '%s').join(',')})`;
}

function* pages(list: Value, size: number): Generator<Value[]> {
  let page: Value[] = [];
  for (const values of iterate(list)) {
    page.push(values);
    if (page.length < size) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function splitStatement(sql: string): [before: string, after: string] {
  const parts: [string, string] = ['', ''];
  let at: 0 | 1 = 0;
  let rest = 0;
  for (const { 0: whole, 1: conversion, index } of sql.matchAll(/%([^])/g)) {
    if (index < rest) continue;
    parts[at] += sql.slice(rest, index);
    rest = index + whole.length;
    if (conversion === '%') parts[at] += '%';
    else if (conversion !== 's')
      throw new ValueError(`unsupported format character: '${conversion}'`);
    else if (at === 1) throw new ValueError("the query contains more than one '%s' placeholder");
    else at = 1;
  }
  parts[at] += sql.slice(rest);
  if (at === 0) throw new ValueError("the query doesn't contain any '%s' placeholder");
  return parts;
}
