/** A target given on the command line as `NAME=URL`, for a service that somebody else started. */
import type { Target } from './bench-request.js';
import { LIMIT } from './limits/route-limits.js';

export type ParsedTarget =
  | { readonly kind: 'target'; readonly target: Target }
  | { readonly kind: 'invalid'; readonly message: string };

/** Names keep to letters, digits, `.`, `_` and `-`, since `/`, `@` and `=` have a meaning in ratios. */
const NAME = /^[A-Za-z0-9][\w.-]{0,63}$/;

export function parseTargetUrl(text: string): ParsedTarget {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(0, equals));
  const address = text.slice(equals + 1);
  if (equals < 0) return invalid(`"${text}" is not NAME=URL`);
  if (!NAME.test(name)) {
    return invalid(
      `"${name}" cannot be the name of a target: letters, digits, ".", "_" and "-" only`,
    );
  }
  if (name === LIMIT) {
    return invalid(`"${LIMIT}" cannot be the name of a target: it stands for the combined limit`);
  }
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    return invalid(`"${address}" is not an http or https URL`);
  }
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    return invalid(`the URL of a target is only scheme, host, port and path: "${address}"`);
  }
  return { kind: 'target', target: { name, url: url.href, description: undefined } };
}

function invalid(message: string): ParsedTarget {
  return { kind: 'invalid', message };
}
