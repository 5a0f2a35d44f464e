/**
 * What a signed Flask session cookie holds. itsdangerous writes `payload.timestamp.signature`, each part in
 * URL-safe base64; a payload that begins with a dot is compressed. The signature is not checked: nobody
 * here has the key, and two sides that sign differently still show in what the next request is answered.
 */
import { inflateSync } from 'node:zlib';

/** The JSON in it, or undefined when the value is no such cookie. */
export function readSessionCookie(value: string): string | undefined {
  const match = /^(\.?)([\w-]+)\.([\w-]{4,12})\.([\w-]{20,})$/.exec(value);
  if (!match) return undefined;
  try {
    const bytes = Buffer.from(match[2]!, 'base64url');
    const text = (
      match[1] === '.' ? inflateSync(bytes, { maxOutputLength: 1 << 20 }) : bytes
    ).toString('utf8');
    JSON.parse(text);
    return `session ${text}`;
  } catch {
    return undefined;
  }
}
