/**
 * Sends a statement: with its values as parameters, which PostgreSQL plans once, and with literals in their place where
 * it cannot take parameters. There the same statement may be refused that psycopg2's is not: two equal expressions with
 * parameters are not known to be equal, and a function of any type does not know its argument's.
 */
import pg from 'pg';
import type { Queryable } from '../plugins/db.js';
import { database } from './database.js';
import { toPsycopgError } from './error-text.js';
import type { Query } from './query.js';
import type { Rows } from './session.js';

/** How often a text was sent; what is sent often has a name, under which the server keeps its plan. */
interface Known {
  readonly name: string | undefined;
  isAccepted: boolean;
  isLiteral: boolean;
}

const MAX_KNOWN = 5000;
const MAX_NAMES = 400;
const known = new Map<string, Known>();
let names = 0;

const TEXT = { getTypeParser: () => (text: string) => text };

function knownOf(query: Query): Known {
  const found = known.get(query.text);
  if (found) return found;
  if (known.size >= MAX_KNOWN) known.delete(known.keys().next().value!);
  const isLasting = query.isSingle && (query.effect === 'read' || query.effect === 'write');
  // While it plans, the server reads values before it takes the next number of a sequence, and refuses those that are
  // too large or too long for their columns also where no row is changed: so what sets columns is planned each time.
  const isPlanned = query.effect === 'write' && /\b(?:insert|update)\b/i.test(query.text);
  const hasName = isLasting && !isPlanned && query.text.length < 10_000 && names < MAX_NAMES;
  if (hasName) names += 1;
  const made = {
    name: hasName ? `psycopg_${names}` : undefined,
    isAccepted: false,
    isLiteral: false,
  };
  known.set(query.text, made);
  return made;
}

/** Whether the server is known to take it as it is. */
export function wasSent(query: Query): boolean {
  return (
    !query.hasLiterals ||
    query.values.length === 0 ||
    knownOf(query).isAccepted ||
    knownOf(query).isLiteral
  );
}

/** On its own, outside of transactions. */
export async function sendDirectly(query: Query): Promise<Rows> {
  const { db, reads } = database();
  const sendable: Queryable = query.effect === 'read' && query.isSingle ? reads : db;
  try {
    return await rawStatement(sendable, query);
  } catch (error) {
    if (!isRefused(error, query)) throw toPsycopgError(error, query);
  }
  const client = await db.connect();
  try {
    return await withLiterals(client, query);
  } catch (error) {
    throw toPsycopgError(error, query, true);
  } finally {
    client.release();
  }
}

/** As the statement is, or as it is known to be taken. @throws what pg throws. */
export async function rawStatement(sendable: Queryable, query: Query): Promise<Rows> {
  const entry = knownOf(query);
  if (entry.isLiteral) return withLiterals(sendable, query);
  const statement = {
    text: query.text,
    values: [...query.values],
    rowMode: 'array' as const,
    types: TEXT,
    ...(entry.name === undefined ? {} : { name: entry.name }),
  };
  const result = lastOf(await sendable.query(statement));
  entry.isAccepted = true;
  return result;
}

export async function withLiterals(sendable: Queryable, query: Query): Promise<Rows> {
  // A backslash in a literal is a backslash; a session may say otherwise.
  if (query.literal.includes('\\'))
    await sendable.query({ text: 'SET standard_conforming_strings = on' });
  const result = lastOf(
    await sendable.query({ text: query.literal, rowMode: 'array', types: TEXT } as pg.QueryConfig),
  );
  knownOf(query).isLiteral = true;
  return result;
}

/** Of several statements in one text the last one's result counts. */
function lastOf(results: unknown): Rows {
  return (Array.isArray(results) ? results.at(-1) : results) as Rows;
}

/** Whether literals may do, or say better what is wrong: nothing was executed. */
export function isRefused(error: unknown, query: Query): boolean {
  if (!(error instanceof pg.DatabaseError) || !query.hasLiterals) return false;
  if (query.values.length === 0) return false;
  if (knownOf(query).isLiteral) return false;
  const code = error.code ?? '';
  // Of several values that no type can be made of, literals are read in another order.
  const isUnreadable = /\bparameter \$\d+/.test(error.where ?? '');
  return (
    code.startsWith('42') || isUnreadable || error.message.startsWith('cached plan must not change')
  );
}
