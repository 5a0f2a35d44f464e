/**
 * Where the service is known to answer another thing than Flask, by the status of the answer (the store's own
 * error handler makes 503 of 500). Each is held at both ends: when one of them changes, or the gap
 * closes, its entry has to go.
 */
export interface Difference {
  readonly request: readonly [method: string, path: string, body?: unknown];
  readonly flask: number;
  readonly service: number;
}

export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  'a rule without strict slashes and another method: Werkzeug forgets that the path exists': {
    request: ['POST', '/opening-hours'],
    flask: 404,
    service: 405,
  },
  'a rule without strict slashes and a doubled one': {
    request: ['GET', '/opening-hours//'],
    flask: 200,
    service: 308,
  },
  'a number out of range and OPTIONS': {
    request: ['OPTIONS', '/catalog/products/0'],
    flask: 404,
    service: 200,
  },
  'a number out of range and a method that an earlier rule does not have': {
    request: ['PATCH', '/catalog/products/0', {}],
    flask: 405,
    service: 404,
  },
  'digits of other scripts': {
    request: ['GET', '/catalog/products/%D9%A1'],
    flask: 200,
    service: 404,
  },
  'a length in characters beyond U+FFFF': {
    request: ['GET', '/catalog/languages/%F0%9F%90%99%F0%9F%90%99'],
    flask: 200,
    service: 404,
  },
  'str() of a list': {
    request: ['POST', '/catalog/products/4/reviews/', { reviewer: [1], rating: 1 }],
    flask: 201,
    service: 503,
  },
  'half a surrogate pair': {
    request: [
      'POST',
      '/catalog/products/',
      { category_id: 2, sku: 'NOV-9', name: '\ud83d', price: 1 },
    ],
    flask: 503,
    service: 201,
  },
};

export async function statusOf(
  origin: string,
  [method, path, body]: Difference['request'],
): Promise<number> {
  const response = await fetch(`${origin}${path}`, {
    method,
    redirect: 'manual',
    headers: { 'content-type': 'application/json', 'x-till': '1' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  await response.text();
  return response.status;
}
