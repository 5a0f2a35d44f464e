/**
 * What a request did to a database that nobody else writes to: the rows that came and went in every table,
 * and how far each sequence moved. A look costs almost nothing while the write-ahead log does not move;
 * when it does, tables are hashed on the server and only those that changed are read. Of a table with more
 * rows than fit, the hashes have to do: their sum changes by the rows that changed, whatever else is there.
 */
import { DatabaseError, escapeIdentifier, type Client } from 'pg';
import type { DatabaseChange, SequenceChange, TableChange } from '../model/exchange.js';
import { connect } from './with-client.js';

/** Tables of more rows are summed up. */
const MOST_ROWS = 20_000;
/** A server that left a lock behind must not hold us up for ever. */
const TIMEOUT_MS = 15_000;

export interface ChangeWatch {
  /** What was committed since the last call, or since the watch began. */
  look(): Promise<DatabaseChange>;
  /** How many rows each table has, as `name: rows, hash`: whether two databases began the same. */
  state(): Promise<readonly string[]>;
  /** Whether anybody but the watch is, or was, connected. */
  hasVisitors(): Promise<boolean>;
  close(): Promise<void>;
}

interface TableState {
  readonly rows: number;
  readonly hash: bigint;
  /** How often each row is there; undefined for a table that is too large. */
  readonly content: ReadonlyMap<string, number> | undefined;
}

/** @throws DatabaseUnavailable */
export async function watchChanges(url: string): Promise<ChangeWatch> {
  const client = await connect(url);
  await client.query(
    `SET statement_timeout = ${TIMEOUT_MS}; SET timezone = 'UTC'; SET datestyle = 'iso'; SET extra_float_digits = 1`,
  );
  let last = await glance(client);
  let tables = await readTables(client, new Map());
  const { ended: endedBefore } = await readSessions(client);
  return {
    look: async () => {
      const now = await glance(client);
      const moved = movedSequences(last.sequences, now.sequences);
      const isQuiet = now.position === last.position;
      // Taken before the tables are read: what is written meanwhile is looked at next time.
      last = now;
      if (isQuiet) return { tables: [], sequences: moved };
      const after = await readTables(client, tables).catch(lockedTables);
      if (!(after instanceof Map)) return { ...after, sequences: moved };
      const changed = changedTables(tables, after);
      tables = after;
      return { tables: changed, sequences: moved };
    },
    state: async () =>
      [...tables]
        .map(
          ([name, { rows, hash }]) =>
            `${name}: ${rows} rows, ${BigInt.asUintN(64, hash).toString(16)}`,
        )
        .toSorted(),
    hasVisitors: async () => {
      const { ended, going } = await readSessions(client);
      // The watch's own session may have been counted meanwhile.
      return going > 0 || ended > endedBefore + 1;
    },
    close: () => client.end(),
  };
}

const GLANCE = `
  SELECT pg_current_wal_insert_lsn()::text AS position,
         ARRAY(
           SELECT ARRAY[
                    format('%I.%I', nspname, relname),
                    coalesce(pg_catalog.pg_sequence_last_value(class.oid) + seqincrement, seqstart)::text
                  ]
             FROM pg_catalog.pg_class AS class
             JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
             JOIN pg_catalog.pg_sequence AS sequence ON seqrelid = class.oid
            WHERE relkind = 'S' AND relpersistence <> 't'
            ORDER BY nspname, relname
         ) AS sequences`;

interface Glance {
  /** Of the write-ahead log: while it stays where it is, nobody has written. */
  readonly position: string;
  /** The value that each sequence gives next. A sequence moves without the log most of the time. */
  readonly sequences: ReadonlyMap<string, bigint>;
}

async function glance(client: Client): Promise<Glance> {
  const { rows } = await client.query<{ position: string; sequences: [string, string][] }>(GLANCE);
  const { position, sequences } = rows[0]!;
  return {
    position,
    sequences: new Map(sequences.map(([name, next]) => [shortName(name), BigInt(next)])),
  };
}

function movedSequences(
  before: ReadonlyMap<string, bigint>,
  after: ReadonlyMap<string, bigint>,
): SequenceChange[] {
  return [...after].flatMap(([sequence, value]) => {
    const by = value - (before.get(sequence) ?? value);
    return by === 0n ? [] : [{ sequence, by: String(by) }];
  });
}

const TABLES = String.raw`
  SELECT nspname AS schema, relname AS name
    FROM pg_catalog.pg_class AS class
    JOIN pg_catalog.pg_namespace AS namespace ON namespace.oid = relnamespace
   WHERE relkind IN ('r', 'm') AND relpersistence <> 't'
     AND nspname <> 'information_schema' AND nspname NOT LIKE 'pg\_%'
   ORDER BY 1, 2`;

async function readTables(
  client: Client,
  before: ReadonlyMap<string, TableState>,
): Promise<Map<string, TableState>> {
  const { rows: names } = await client.query<{ schema: string; name: string }>(TABLES);
  if (names.length === 0) return new Map();
  const identifiers = names.map(
    ({ schema, name }) => `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`,
  );
  const sums = identifiers.map(
    (table, index) =>
      `SELECT ${index} AS index, count(*)::int AS rows,
              coalesce(sum(hashtextextended(row_to_json(port_row)::text, 0)::numeric), 0)::text AS hash
         FROM ${table} AS port_row`,
  );
  const { rows: states } = await client.query<{ index: number; rows: number; hash: string }>(
    sums.join(' UNION ALL '),
  );
  const after = new Map<string, TableState>();
  for (const { index, rows, hash: text } of states.toSorted((a, b) => a.index - b.index)) {
    const { schema, name } = names[index]!;
    const table = schema === 'public' ? name : `${schema}.${name}`;
    const hash = BigInt.asIntN(64, BigInt(text));
    const known = before.get(table);
    const isSame = known?.rows === rows && known.hash === hash;
    if (isSame) after.set(table, known);
    else {
      // oxlint-disable-next-line no-await-in-loop -- one connection
      const content = rows > MOST_ROWS ? undefined : await readRows(client, identifiers[index]!);
      after.set(table, { rows, hash, content });
    }
  }
  return after;
}

async function readRows(client: Client, table: string): Promise<Map<string, number>> {
  const { rows } = await client.query<{ row: string }>(
    `SELECT row_to_json(port_row)::text AS row FROM ${table} AS port_row`,
  );
  const content = new Map<string, number>();
  for (const { row } of rows) content.set(row, (content.get(row) ?? 0) + 1);
  return content;
}

/** A server that keeps a table locked is a finding, and shows as a change that cannot be looked at. */
function lockedTables(error: unknown): Pick<DatabaseChange, 'tables'> {
  if (!(error instanceof DatabaseError)) throw error;
  const row = JSON.stringify({ error: error.message });
  return { tables: [{ table: '(not readable)', added: [row], gone: [] }] };
}

function changedTables(
  before: ReadonlyMap<string, TableState>,
  after: ReadonlyMap<string, TableState>,
): TableChange[] {
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted();
  const nothing: TableState = { rows: 0, hash: 0n, content: new Map() };
  return names.flatMap((table): TableChange[] => {
    const [old, now] = [before.get(table) ?? nothing, after.get(table) ?? nothing];
    if (old === now) return [];
    if (old.content && now.content) {
      const added = more(now.content, old.content);
      const gone = more(old.content, now.content);
      return added.length + gone.length === 0 ? [] : [{ table, added, gone }];
    }
    const hash = BigInt.asUintN(64, now.hash - old.hash).toString(16);
    return [{ table, added: [], gone: [], summary: { rows: now.rows - old.rows, hash } }];
  });
}

/** The rows that `content` has more often than `other`. */
function more(content: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): string[] {
  return [...content]
    .flatMap(([row, count]) => Array<string>(Math.max(0, count - (other.get(row) ?? 0))).fill(row))
    .toSorted();
}

/** Sessions that go on are listed; those that ended are in the statistics, from PostgreSQL 14. */
async function readSessions(client: Client): Promise<{ ended: number; going: number }> {
  const { rows } = await client.query<{ ended: number; going: number }>(`
    SELECT coalesce((to_jsonb(statistics) ->> 'sessions')::int, 0) AS ended,
           (SELECT count(*)::int FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()
               AND backend_type = 'client backend') AS going
      FROM pg_stat_database AS statistics WHERE datname = current_database()`);
  return rows[0]!;
}

function shortName(name: string): string {
  return name.replace(/^public\./, '');
}
