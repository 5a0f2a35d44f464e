/** What a driver is told of a request to a target, but for how much of it. */
import { requestUrl, type BenchRequest, type Target } from '../bench-request.js';
import type { LoadRequest } from './load-driver.js';

export function loadRequest(
  target: Pick<Target, 'url'>,
  { path, method, headers, body }: BenchRequest,
): Pick<LoadRequest, 'url' | 'method' | 'headers' | 'body'> {
  return { url: requestUrl(target, path), method, headers, body };
}
