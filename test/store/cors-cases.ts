/** What flask-cors sends for the settings of fixtures/store/port.yaml. */
const SHOP = 'https://shop.example.org';
const SIMPLE = {
  'access-control-allow-credentials': 'true',
  'access-control-allow-origin': SHOP,
  'access-control-expose-headers': 'X-Total',
  vary: 'Origin',
};

export interface CorsCase {
  readonly request: readonly [
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
  ];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

const preflight = (origin: string, method: string, headers?: string) => ({
  origin,
  'access-control-request-method': method,
  ...(headers === undefined ? {} : { 'access-control-request-headers': headers }),
});

export const CORS_CASES: Readonly<Record<string, CorsCase>> = {
  'repeats an allowed origin': {
    request: ['GET', '/', { origin: SHOP }],
    status: 200,
    headers: SIMPLE,
  },
  'repeats it as it was written': {
    request: ['GET', '/', { origin: 'HTTPS://SHOP.example.org' }],
    status: 200,
    headers: { ...SIMPLE, 'access-control-allow-origin': 'HTTPS://SHOP.example.org' },
  },
  'names the first origin where the request has none': {
    request: ['GET', '/', {}],
    status: 200,
    headers: SIMPLE,
  },
  'says nothing to another origin': {
    request: ['GET', '/', { origin: 'https://evil.example.org' }],
    status: 200,
    headers: {},
  },
  'covers answers of error handlers': {
    request: ['GET', '/nope', { origin: SHOP }],
    status: 404,
    headers: SIMPLE,
  },
  'covers redirects': {
    request: ['GET', '/catalog/categories', { origin: SHOP }],
    status: 308,
    headers: SIMPLE,
  },
  'covers failures of the database': {
    request: ['GET', '/search?q=n&per-page=-1', { origin: SHOP }],
    status: 503,
    headers: SIMPLE,
  },
  'answers a preflight with the headers that are allowed of those asked for': {
    request: ['OPTIONS', '/purchases/', preflight(SHOP, 'POST', 'content-type, X-Till, x-secret')],
    status: 200,
    headers: {
      ...SIMPLE,
      'access-control-allow-headers': 'X-Till, content-type',
      'access-control-allow-methods': 'DELETE, GET, POST, PUT',
      'access-control-max-age': '600',
    },
  },
  'answers a preflight for a method in small letters, and names no header that is not allowed': {
    request: ['OPTIONS', '/', preflight(SHOP, 'put', 'X-Nope')],
    status: 200,
    headers: {
      ...SIMPLE,
      'access-control-allow-methods': 'DELETE, GET, POST, PUT',
      'access-control-max-age': '600',
    },
  },
  'allows no method that is not listed': {
    request: ['OPTIONS', '/', preflight(SHOP, 'PATCH')],
    status: 200,
    headers: SIMPLE,
  },
  'allows another origin nothing': {
    request: ['OPTIONS', '/', preflight('https://evil.example.org', 'GET')],
    status: 200,
    headers: {},
  },
  'answers a preflight for no path at all': {
    request: ['OPTIONS', '/nope', preflight(SHOP, 'GET')],
    status: 404,
    headers: {
      ...SIMPLE,
      'access-control-allow-methods': 'DELETE, GET, POST, PUT',
      'access-control-max-age': '600',
    },
  },
};

export async function corsAnswer(
  origin: string,
  [method, path, headers]: CorsCase['request'],
): Promise<{ status: number; headers: Record<string, string> }> {
  // fetch keeps these names to itself in browsers; Node sends them.
  const response = await fetch(`${origin}${path}`, { method, headers, redirect: 'manual' });
  await response.text();
  const found = [...response.headers].filter(
    ([name]) => name === 'vary' || name.startsWith('access-control-'),
  );
  return { status: response.status, headers: Object.fromEntries(found) };
}
