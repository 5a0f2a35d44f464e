/**
 * The signed cookie of a Flask session: JSON, compressed where that is shorter, the time, and a signature. With the
 * secret key of the Flask app, sessions that it wrote are read here, and the other way round.
 * Source: flask/sessions.py; itsdangerous/url_safe.py, timed.py and signer.py, 2.1.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { dumps } from './json.js';
import { parseJson } from './parse-json.js';
import { tagged, untagged } from './session-values.js';

export type SessionData = Readonly<Record<string, unknown>>;

export interface SessionKey {
  /** The app's `secret_key`. */
  readonly secret: string | Uint8Array;
  /** How old a cookie may be, in seconds: PERMANENT_SESSION_LIFETIME. */
  readonly lifetime: number;
}

export function writeSessionCookie(data: SessionData, { secret }: SessionKey, now: Date): string {
  const json = Buffer.from(dumps(tagged(data)));
  const compressed = deflateSync(json);
  const payload =
    compressed.length < json.length - 1
      ? `.${compressed.toString('base64url')}`
      : json.toString('base64url');
  const signed = `${payload}.${writeTime(now)}`;
  return `${signed}.${sign(signed, secret)}`;
}

/** Undefined when the signature is not ours, or too old, or from the future. */
export function readSessionCookie(
  cookie: string,
  { secret, lifetime }: SessionKey,
  now: Date,
): SessionData | undefined {
  const [, payload, time, signature] = /^(.+)\.([^.]*)\.([^.]*)$/s.exec(cookie) ?? [];
  if (payload === undefined || time === undefined || signature === undefined) return undefined;
  const expected = Buffer.from(sign(`${payload}.${time}`, secret), 'base64url');
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const age = Math.floor(now.getTime() / 1000) - readTime(time);
  if (!(age >= 0 && age <= lifetime)) return undefined;
  try {
    const bytes = Buffer.from(payload.replace(/^\./, ''), 'base64url');
    const json = payload.startsWith('.') ? inflateSync(bytes) : bytes;
    return untagged(parseJson(json.toString('utf8'))) as SessionData;
  } catch {
    return undefined;
  }
}

function sign(text: string, secret: string | Uint8Array): string {
  const key = createHmac('sha1', secret).update('cookie-session').digest();
  return createHmac('sha1', key).update(text).digest('base64url');
}

/** Seconds as a number of as many bytes as it needs. */
function writeTime(now: Date): string {
  const digits = Math.floor(now.getTime() / 1000).toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString(
    'base64url',
  );
}

function readTime(text: string): number {
  return Number.parseInt(Buffer.from(text, 'base64url').toString('hex') || '0', 16);
}
