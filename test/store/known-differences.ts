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
