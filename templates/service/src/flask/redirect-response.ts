/** `redirect(location, code)` as a response that can still be changed, with the page of `redirect.ts`. */
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { redirectPage } from './redirect.js';
import { Response } from './response.js';
import { toUri } from './url.js';

export function redirectTo(location: Value, status: Value = 302): Response {
  const text = str(location);
  const response = new Response(redirectPage(text), status);
  response.headers.set('Location', toUri(text));
  return response;
}
