/** WORKERS: real processes that serve one port, end together, and are replaced when one ends by itself. */
import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { fixture, useDatabases } from '../support/database.js';
import { startProcessOf, type ServiceProcess } from '../support/process-of-service.js';

const files = ['schema.sql', 'seed.sql'].map((name) => fixture('films-reviews', name));
const databases = useDatabases(files);

async function start(environment: Record<string, string>) {
  const { url } = await databases.create('workers');
  const service = await startProcessOf(databases.resources, 'films-reviews', {
    DATABASE_URL: url,
    ...environment,
  });
  return { service, url };
}

/** None for a moment, where all of them have just ended: `ps` then exits with 1 and prints nothing. */
function workersOf({ child }: ServiceProcess): number[] {
  const { error, stdout } = spawnSync('ps', ['-o', 'pid=', '--ppid', String(child.pid)], {
    encoding: 'utf8',
  });
  if (error !== undefined) throw error;
  return (stdout.match(/\d+/g) ?? []).map(Number);
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error('it never came to be so');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function film({ origin }: ServiceProcess): Promise<number> {
  return (await fetch(`${origin}/films/995/`, { headers: { connection: 'close' } })).status;
}

describe('a service with several workers', () => {
  test('serves one port, shares its connections out, and ends as a whole', async () => {
    const { service, url } = await start({ WORKERS: '2', POOL_SIZE: '5', READ_CONNECTIONS: '2' });
    await until(() => workersOf(service).length === 2);
    const lists = Array.from({ length: 60 }, () =>
      fetch(`${service.origin}/films/`, { headers: { connection: 'close' } }),
    );
    expect(new Set((await Promise.all(lists)).map(({ status }) => status))).toEqual(new Set([200]));
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      `SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    expect((rows[0] as { count: number }).count).toBeLessThanOrEqual(4);

    // What is in flight is finished.
    await client.query('BEGIN; LOCK TABLE film IN ACCESS EXCLUSIVE MODE');
    const inFlight = [film(service), film(service), film(service)];
    await until(async () => {
      const waiting = await client.query(`SELECT FROM pg_locks WHERE NOT granted`);
      return waiting.rows.length > 0;
    });
    service.child.kill('SIGTERM');
    await new Promise((resolve) => setTimeout(resolve, 200));
    await client.query('COMMIT');
    expect(await Promise.all(inFlight)).toEqual([200, 200, 200]);
    expect(await service.ended).toBe(0);
    await client.end();
    await expect(film(service)).rejects.toThrow('fetch failed');
  });

  test('replaces a worker that ends, and waits longer where that is in vain', async () => {
    const { service } = await start({ WORKERS: '2' });
    await until(() => workersOf(service).length === 2);
    // One stays: where none listens, the port is free for a moment, and somebody else may take it.
    const [survivor] = workersOf(service);
    for (let round = 0; round < 3; round += 1) {
      const victim = workersOf(service).find((pid) => pid !== survivor)!;
      process.kill(victim, 'SIGKILL');
      await until(() => workersOf(service).length === 2 && !workersOf(service).includes(victim));
      await until(async () => (await film(service).catch(() => 0)) === 200);
    }
    expect(service.errors().match(/in \d+ ms/g)).toEqual(['in 200 ms', 'in 400 ms', 'in 800 ms']);
    service.child.kill('SIGINT');
    expect(await service.ended).toBe(0);
  });

  test('leaves none behind when it is killed itself', async () => {
    const { service } = await start({ WORKERS: '2' });
    await until(() => workersOf(service).length === 2);
    const pids = workersOf(service);
    service.child.kill('SIGKILL');
    await service.ended;
    await until(() => !pids.some(isRunning));
    expect(pids).toHaveLength(2);
  });

  test('gives up where none can serve, and says why', async () => {
    const { service: first } = await start({});
    const { service: second } = await start({ WORKERS: '2', PORT: new URL(first.origin).port });
    expect(await second.ended).toBe(1);
    expect(second.errors()).toContain('EADDRINUSE');
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
