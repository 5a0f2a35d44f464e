/** Servers that die, hang, lie and shout: each is a difference or an error that says so, and always an end. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { VerifyResult } from '../../src/model/verify-result.js';
import { Interrupted } from '../../src/processes/resources.js';
import { useDatabases } from '../support/database.js';
import { runCli } from '../support/run-cli.js';

const databases = useDatabases([]);
const folder = mkdtempSync(join(tmpdir(), 'port-faults-'));
let databaseUrl: string;
beforeAll(async () => {
  databaseUrl = (await databases.create('faults')).url;
});
afterAll(() => rmSync(folder, { recursive: true }));

const server = `'${process.execPath}' '${join(import.meta.dirname, 'faulty-server.js')}'`;

/** Asks a sound server and one with these faults for these paths. */
async function verify(
  paths: readonly string[],
  faults: { reference?: string; candidate?: string },
  options: { readonly signal?: AbortSignal; readonly args?: readonly string[] } = {},
) {
  const file = join(folder, 'requests.json');
  writeFileSync(file, JSON.stringify(paths.map((path) => ({ path }))));
  const run = await runCli(
    [
      'verify',
      '--json',
      '--only-traffic',
      '--once',
      ['--traffic', file],
      ['--database', databaseUrl],
      ['--flask', `FAULTS=${faults.reference ?? ''} ${server}`],
      ['--candidate-command', `FAULTS=${faults.candidate ?? ''} ${server}`],
      ['--timeout', '2'],
      options.args ?? [],
    ].flat(),
    { cwd: folder, ...(options.signal ? { signal: options.signal } : {}) },
  );
  const result = run.stdout === '' ? undefined : (JSON.parse(run.stdout) as VerifyResult);
  const found = result?.differences.map(
    ({ path, layer, candidate }) => `${path} ${layer} ${candidate}`,
  );
  return { ...run, result, found };
}

describe('a fault of the service', () => {
  test('is not there when there is none', async () => {
    const { code, found } = await verify(['/one', '/two'], {});
    expect({ code, found }).toEqual({ code: 0, found: [] });
  });

  test.each([
    ['reset', 'no answer: connection closed without an answer'],
    ['cut', 'no answer: connection closed without an answer'],
    ['hang', 'no answer: no answer within 2 s'],
    ['endless', 'no answer: no answer within 2 s'],
  ])('%s is a difference, and what follows is compared all the same', async (fault, says) => {
    const { code, found, result } = await verify([`/${fault}`, '/after'], { candidate: fault });
    expect({ code, found }).toEqual({ code: 1, found: [`/${fault} status ${says}`] });
    expect(result!.summary).toMatchObject({ requests: 2, same: 1, different: 1 });
  });

  test('a route that hangs is asked three times, and not for ever', async () => {
    const paths = Array.from({ length: 40 }, (_, index) => `/hang/${index}`);
    const { code, result } = await verify(
      paths,
      { candidate: 'hang' },
      { args: ['--timeout', '1'] },
    );
    expect(code).toBe(1);
    expect(result!.summary).toMatchObject({ requests: 3, unsent: 37 });
    expect(result!.stopped).toContain('it does not answer in time');
  });

  test('100 MB that are the same are the same, and one byte in them is a difference', async () => {
    expect(await verify(['/big'], {}, { args: ['--timeout', '60'] })).toMatchObject({
      code: 0,
      found: [],
    });
    const { code, found } = await verify(
      ['/big'],
      { candidate: 'big' },
      { args: ['--timeout', '60'] },
    );
    expect(code).toBe(1);
    expect(found).toEqual([expect.stringMatching(/^\/big body \d+ bytes, sha256 /)]);
  });
});

describe.each(['reference', 'candidate'] as const)('a %s', (side) => {
  test('that dies ends the run, and the result says where', async () => {
    const paths = ['/one', '/die', '/two', '/three'];
    const { code, result } = await verify(paths, { [side]: 'die' });
    expect(code).toBe(1);
    expect(result!.stopped).toMatch(
      new RegExp(
        `^${side} (?:exited with code 137|does not take connections any more), after request [23]$`,
      ),
    );
    expect(result!.summary.unsent).toBeGreaterThan(0);
  });

  test('that ends before it listens is an error with its last words', async () => {
    const { code, stderr } = await verify(['/one'], { [side]: 'stillborn' });
    expect(code).toBe(2);
    expect(stderr).toContain(`error: ${side} exited with code 3`);
    expect(stderr).toContain('no module named yesterday');
    expect(stderr).toContain('{port}');
  });

  test('that never listens is an error in time', async () => {
    const { code, stderr } = await verify(
      ['/one'],
      { [side]: 'deaf' },
      { args: ['--start-timeout', '1'] },
    );
    expect(code).toBe(2);
    expect(stderr).toContain(`error: ${side} did not answer`);
  });
});

test('Ctrl-C ends it at once, with nothing left behind', async () => {
  const abort = new AbortController();
  const run = verify(
    ['/one', '/hang', '/two'],
    { candidate: 'hang' },
    { signal: abort.signal, args: ['--timeout', '60'] },
  );
  await delay(4000);
  abort.abort(new Interrupted('SIGINT'));
  expect(await run).toMatchObject({ code: 130, stdout: '' });
  const rows = await databases.server.createDatabase('look').then(async ({ url }) => {
    const { withClient } = await import('../../src/postgres/with-client.js');
    const sql = "SELECT datname FROM pg_database WHERE datname ~ '^port_(reference|candidate)_'";
    return withClient(url, async (client) => (await client.query(sql)).rows);
  });
  expect(rows).toEqual([]);
});

describe('before anything is written', () => {
  test('a server that never connected to its database is refused', async () => {
    const file = join(folder, 'writes.json');
    writeFileSync(file, JSON.stringify([{ method: 'POST', path: '/one' }]));
    const args = [
      'verify',
      '--only-traffic',
      '--traffic',
      file,
      '--database',
      databaseUrl,
      '--once',
    ];
    const both = ['--flask', server, '--candidate-command', server];
    const refused = await runCli([...args, ...both], { cwd: folder });
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('never connected to the database that was made for it');
    const told = await runCli([...args, ...both, '--any-database'], { cwd: folder });
    expect(told.code).toBe(0);
  });

  test('a server that is given by its URL is only read from, unless writes are allowed', async () => {
    const { createServer } = await import('node:http');
    const seen: string[] = [];
    const running = createServer((request, response) => {
      seen.push(request.method!);
      response.end();
    });
    await new Promise<void>((resolve) => running.listen(0, '127.0.0.1', resolve));
    const address = running.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const file = join(folder, 'all.json');
    const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];
    writeFileSync(file, JSON.stringify(methods.map((method) => ({ method, path: '/' }))));
    const args = [
      'verify',
      '--only-traffic',
      '--traffic',
      file,
      '--once',
      '--reference',
      url,
      '--candidate',
      url,
    ];
    const { code, stderr } = await runCli(args, { cwd: folder });
    expect(code).toBe(0);
    expect(stderr).toContain('--allow-writes');
    expect(new Set(seen)).toEqual(new Set(['GET', 'OPTIONS', 'HEAD']));
    await runCli([...args, '--allow-writes'], { cwd: folder });
    expect(new Set(seen)).toEqual(new Set(methods));
    running.close();
  });
});
