import { describe, expect, test } from 'vitest';
import { readTraffic } from '../../src/verify/read-traffic.js';

const read = (document: unknown, variables: Record<string, string> = {}) => {
  const traffic = readTraffic(JSON.stringify(document), variables);
  if (typeof traffic === 'string') throw new Error(traffic);
  return traffic;
};

describe('a list of requests', () => {
  test('is read with its defaults', () => {
    const { requests } = read([
      { path: '/a' },
      { method: 'post', path: '/b', body: { a: 1 }, bind: { id: '$.id' } },
    ]);
    expect(requests).toMatchObject([
      { method: 'GET', path: '/a', headers: {}, body: undefined },
      {
        method: 'POST',
        body: '{"a":1}',
        headers: { 'content-type': 'application/json' },
        bind: { id: '$.id' },
      },
    ]);
  });

  test('without a path is refused by its number', () => {
    expect(readTraffic('[{"path":"/a"},{"url":"/b"}]', {})).toContain('request 2');
  });

  test.each(['{', '{}', '4'])('%s is none of the three', (text) => {
    expect(typeof readTraffic(text, {})).toBe('string');
  });
});

describe('a HAR file', () => {
  const entry = (method: string, url: string, more: object = {}, answer?: unknown) => ({
    request: { method, url, headers: [], ...more },
    response: {
      status: 200,
      content: { text: answer === undefined ? '' : JSON.stringify(answer) },
    },
  });

  test('gives the requests to the server that most went to', () => {
    const { requests, notes } = read({
      log: {
        entries: [
          entry('GET', 'https://shop.example/films/?year=2005#top'),
          entry('GET', 'https://cdn.example/logo.png'),
          entry('POST', 'https://shop.example/reviews/', {
            headers: [
              { name: 'Content-Type', value: 'application/json' },
              { name: 'Host', value: 'shop.example' },
              { name: ':authority', value: 'shop.example' },
              { name: 'Accept-Encoding', value: 'gzip' },
            ],
            postData: { text: '{"a":1}' },
          }),
        ],
      },
    });
    expect(
      requests.map(({ method, path, headers, body }) => ({ method, path, headers, body })),
    ).toEqual([
      { method: 'GET', path: '/films/?year=2005', headers: {}, body: undefined },
      {
        method: 'POST',
        path: '/reviews/',
        headers: { 'content-type': 'application/json' },
        body: '{"a":1}',
      },
    ]);
    expect(notes).toEqual(['1 requests to other servers than https://shop.example were left out']);
  });

  test('binds what an answer gave and a later request sent', () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.e30.abcdefgh';
    const { requests } = read({
      log: {
        entries: [
          entry('POST', 'http://a/login', {}, { token, user: { id: 4711 } }),
          entry('GET', 'http://a/users/4711/orders?limit=10', {
            headers: [{ name: 'Authorization', value: `Bearer ${token}` }],
          }),
        ],
      },
    });
    expect(requests[0]!.bind).toEqual({ value1: '$.token', value2: '$.user.id' });
    expect(requests[1]).toMatchObject({
      path: '/users/{{value2}}/orders?limit=10',
      headers: { authorization: 'Bearer {{value1}}' },
    });
  });

  test('leaves alone what was sent before it was answered', () => {
    const { requests } = read({
      log: {
        entries: [
          entry('GET', 'http://a/users/7', {}, { id: 7 }),
          entry('GET', 'http://a/users/7'),
        ],
      },
    });
    expect(requests[0]!.bind).toBeUndefined();
    expect(requests[1]!.path).toBe('/users/7');
  });
});

describe('a Postman collection', () => {
  const collection = (item: unknown[], more: object = {}) => ({
    info: { name: 'shop' },
    item,
    ...more,
  });

  test('is read folder by folder, with its variables, and those that are given', () => {
    const { requests, notes } = read(
      collection(
        [
          {
            name: 'films',
            item: [
              {
                name: 'one',
                request: {
                  method: 'GET',
                  url: {
                    raw: '{{base}}/films/:id/?full={{full}}',
                    variable: [{ key: 'id', value: '995' }],
                  },
                },
              },
            ],
          },
          { name: 'open', request: 'http://localhost:5000/{{what}}' },
        ],
        { variable: [{ key: 'base', value: 'http://localhost:5000' }] },
      ),
      { full: 'yes' },
    );
    expect(requests.map(({ case: name, path }) => [name, path])).toEqual([
      ['films / one', '/films/995/?full=yes'],
      ['open', '/{{what}}'],
    ]);
    expect(notes).toEqual(['{{what}} has no value: give it with --var what=…']);
  });

  test('binds what its scripts store', () => {
    const { requests } = read(
      collection(
        [
          {
            name: 'log in',
            request: {
              method: 'PUT',
              url: '{{base}}/login',
              body: { mode: 'raw', raw: '{"user":"a"}', options: { raw: { language: 'json' } } },
            },
            event: [
              {
                listen: 'test',
                script: {
                  exec: [
                    'const data = pm.response.json();',
                    "pm.environment.set('token', data.auth.token);",
                    'postman.setGlobalVariable("id", data.users[0].id)',
                  ],
                },
              },
            ],
          },
          {
            name: 'me',
            request: {
              method: 'GET',
              url: '{{base}}/me/{{id}}',
              auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] },
            },
          },
        ],
        {
          variable: [
            { key: 'base', value: '' },
            { key: 'token', value: 'of last year' },
          ],
        },
      ),
    );
    expect(requests[0]).toMatchObject({
      body: '{"user":"a"}',
      headers: { 'content-type': 'application/json' },
      bind: { token: '$.auth.token', id: '$.users[0].id' },
    });
    expect(requests[1]).toMatchObject({
      path: '/me/{{id}}',
      headers: { authorization: 'Bearer {{token}}' },
    });
  });

  test.each([
    [
      'urlencoded',
      [
        { key: 'a b', value: 'ü' },
        { key: 'off', value: '1', disabled: true },
      ],
      'a%20b=%C3%BC',
    ],
    [
      'formdata',
      [{ key: 'a', value: '1', type: 'text' }],
      '--port-verify-boundary\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--port-verify-boundary--\r\n',
    ],
  ])('sends a %s body', (mode, fields, text) => {
    const { requests } = read(
      collection([
        {
          name: 'x',
          request: { method: 'POST', url: 'http://a/x', body: { mode, [mode]: fields } },
        },
      ]),
    );
    expect(requests[0]!.body).toBe(text);
  });

  test('says what it cannot send', () => {
    const file = { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: '/a.png' }] };
    const { notes } = read(
      collection([
        { name: 'ok', request: 'http://a/' },
        { name: 'up', request: { method: 'POST', url: 'http://a/', body: file } },
      ]),
    );
    expect(notes).toEqual(['up sends a file, which the collection does not hold']);
  });
});
