/** What requests of one client share: the cookies that each side gave it. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { PlannedRequest } from '../../src/model/exchange.js';
import { CookieJar } from '../../src/verify/cookie-jar.js';
import type { Side } from '../../src/verify/observe.js';
import { runRequests } from '../../src/verify/run-requests.js';

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** Gives each visitor without a session one of its own, ends it at /logout, and says what it was sent. */
async function side(name: string): Promise<Side> {
  let sessions = 0;
  const answer = ({ url, headers }: IncomingMessage, response: ServerResponse): void => {
    if (url === '/logout') response.setHeader('Set-Cookie', ['id=; Max-Age=0; Path=/', 'seen=1']);
    else if (!headers.cookie?.includes('id=')) {
      sessions += 1;
      response.setHeader('Set-Cookie', `id=${name}${sessions}; Path=/; HttpOnly`);
    }
    response.end(headers.cookie ?? 'nothing');
  };
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { name, origin, host: undefined, look: undefined, ended: () => undefined };
}

async function answersTo(requests: readonly Partial<PlannedRequest>[]): Promise<string[][]> {
  const sides = await Promise.all([side('a'), side('b')]);
  const seen: string[][] = [];
  await runRequests(sides, {
    requests: requests.map((changes) => ({
      route: '',
      case: '',
      method: 'GET',
      path: '/',
      headers: {},
      body: undefined,
      ...changes,
    })),
    timeoutSeconds: 5,
    signal: new AbortController().signal,
    onExchange: (_index, _sent, observations) => {
      seen.push(
        observations.map(({ answer }) => (answer.kind === 'answer' ? answer.body.text! : 'none')),
      );
      return 'go on';
    },
  });
  return seen;
}

describe('cookies', () => {
  test('are shared by the requests of a client, and each side has its own', async () => {
    const anna = { client: 'anna' };
    expect(await answersTo([anna, { client: 'bob' }, anna, {}, anna])).toEqual([
      ['nothing', 'nothing'],
      ['nothing', 'nothing'],
      ['id=a1', 'id=b1'],
      ['nothing', 'nothing'],
      ['id=a1', 'id=b1'],
    ]);
  });

  test('replace what a recording has of them, and leave the others', async () => {
    const browser = { client: 'browser', headers: { cookie: 'id=recorded; theme=dark' } };
    const first = { client: 'browser', headers: { cookie: 'theme=dark' } };
    expect(await answersTo([first, browser])).toEqual([
      ['theme=dark', 'theme=dark'],
      ['theme=dark; id=a1', 'theme=dark; id=b1'],
    ]);
  });

  test('end when a server takes them back', async () => {
    const anna = { client: 'anna' };
    const bye = { ...anna, path: '/logout' };
    const [, , , last] = await answersTo([anna, anna, bye, anna]);
    expect(last).toEqual(['seen=1', 'seen=1']);
  });

  test('can be bound without being shared', async () => {
    const requests = [
      { bind: { id: 'cookie:id' } },
      { headers: { 'x-id': '{{id}}', cookie: 'id={{id}}' } },
    ];
    expect((await answersTo(requests))[1]).toEqual(['id=a1', 'id=b1']);
  });
});

describe('a cookie', () => {
  const sent = (line: string, path: string): string | undefined => {
    const jar = new CookieJar();
    jar.take([line], '/shop/cart?x=/y/');
    return jar.header(path, undefined);
  };

  test('goes to its path only', () => {
    expect(sent('a=1', '/shop/other')).toBe('a=1');
    expect(sent('a=1', '/shopping')).toBeUndefined();
    expect(sent('a=1; Path=/', '/')).toBe('a=1');
    expect(sent('a=1; path=/shop/cart', '/shop/cart?y=2')).toBe('a=1');
    expect(sent('a=1; Path=/shop/cart', '/shop')).toBeUndefined();
  });

  test('that is over, or is none, is not kept', () => {
    expect(sent('a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/', '/')).toBeUndefined();
    expect(sent('a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/', '/')).toBe('a=1');
    expect(sent('a=1; Max-Age=soon; Path=/', '/')).toBe('a=1');
    expect(sent('=1; Path=/', '/')).toBeUndefined();
    expect(sent('', '/')).toBeUndefined();
  });

  test('of the same name and path replaces the one before', () => {
    const jar = new CookieJar();
    jar.take(['a=1; Path=/', 'a="2=3"; Path=/', 'a=4; Path=/x'], '/');
    expect(jar.header('/x/y', undefined)).toBe('a=4; a="2=3"');
    expect(jar.header('/', 'a=9; b=5')).toBe('b=5; a="2=3"');
  });
});
