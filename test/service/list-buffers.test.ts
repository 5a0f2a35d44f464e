/** The buffers in which lists leave serve one answer after the other: none may change while somebody still reads it. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { fixture, useDatabases } from '../support/database.js';
import { startProcessOf } from '../support/process-of-service.js';

const files = ['schema.sql', 'seed.sql'].map((name) => fixture('films-reviews', name));
const databases = useDatabases(files);

/** More than the system keeps for a connection, so that most of the answers wait in the service. */
const REQUESTS = 200;

test('an answer stays as it is however late it is read, or not read at all', async () => {
  const { url } = await databases.create('buffers');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    'UPDATE film SET release_year = 1901 + film_id % 100, title = repeat(title, 8)',
  );
  await client.end();
  const { origin } = await startProcessOf(databases.resources, 'films-reviews', {
    DATABASE_URL: url,
  });
  const paths = Array.from(
    { length: REQUESTS },
    (_none, index) => `/films/?year.gt=${1900 + (index % 90)}`,
  );
  const expected = new Map<string, string>();
  for (const path of new Set(paths)) expected.set(path, await answerOf(origin, path));
  expect(new Set(expected.values()).size).toBe(90);

  const { host, hostname, port } = new URL(origin);
  const openAndAsk = async () => {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.pause();
    socket.write(paths.map((path) => `GET ${path} HTTP/1.1\r\nhost: ${host}\r\n\r\n`).join(''));
    return socket;
  };
  const [late, leaving] = await Promise.all([openAndAsk(), openAndAsk()]);
  await answersAll(origin, expected);
  leaving.destroy();
  await answersAll(origin, expected);
  const read = await readAnswers(late, REQUESTS);
  expect(read).toHaveLength(REQUESTS);
  expect(read.every((answer, index) => answer === expected.get(paths[index]!))).toBe(true);
});

async function answersAll(origin: string, expected: ReadonlyMap<string, string>): Promise<void> {
  const asked = [...expected.keys()].map(async (path) => [path, await answerOf(origin, path)]);
  expect(new Map((await Promise.all(asked)) as [string, string][])).toEqual(expected);
}

async function answerOf(origin: string, path: string): Promise<string> {
  const response = await fetch(origin + path);
  expect(response.status).toBe(200);
  return response.text();
}

/** The bodies of answers that come one behind the other; the connection is closed then. */
async function readAnswers(socket: Socket, count: number): Promise<string[]> {
  const bodies: string[] = [];
  let text = '';
  for await (const chunk of socket.setEncoding('latin1')) {
    text += String(chunk);
    for (;;) {
      const from = text.indexOf('\r\n\r\n') + 4;
      const length = Number(/content-length: (\d+)/i.exec(text.slice(0, from))?.[1]);
      if (from < 4 || text.length < from + length) break;
      bodies.push(text.slice(from, from + length));
      text = text.slice(from + length);
    }
    if (bodies.length === count) break;
  }
  return bodies;
}
