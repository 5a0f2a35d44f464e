/**
 * The JSON Web Signatures that itsdangerous had until 2.0: `JSONWebSignatureSerializer` and its timed kind. Their
 * claims stand in the header. Source: itsdangerous/jws.py, 1.1.
 */
import { int } from './conversions.js';
import { DateTime, TimeZone } from './datetime.js';
import { Dict, dict } from './dict.js';
import { NotImplementedError, ValueError } from './exceptions.js';
import { compactJson, loadJson } from './itsdangerous.js';
import {
  BadData,
  BadHeader,
  BadPayload,
  BadSignature,
  SignatureExpired,
} from './itsdangerous-errors.js';
import {
  base64Decode,
  base64Encode,
  secondsNow,
  Signer,
  wantBytes,
} from './itsdangerous-signer.js';
import { tuple, type Value } from './value.js';

type Argument = Value | undefined;

const ALGORITHMS: Readonly<Record<string, string>> = {
  HS256: 'sha256',
  HS384: 'sha384',
  HS512: 'sha512',
};

export class JSONWebSignatureSerializer {
  static readonly pythonClass: string = 'JSONWebSignatureSerializer';
  readonly algorithm_name: string;
  readonly #secret: Value;
  readonly #salt: Value;

  constructor(secret: Value, salt: Argument = null, algorithmName: Argument = null) {
    this.algorithm_name = String(algorithmName ?? 'HS512');
    if (!(this.algorithm_name in ALGORITHMS))
      throw new NotImplementedError('Algorithm not supported');
    this.#secret = secret;
    this.#salt = salt;
  }

  dumps(value: Value, salt: Argument = null, headerFields: Argument = null): Uint8Array {
    const header = this.makeHeader(headerFields);
    const parts = [compactJson(header), compactJson(value)].map((part) => base64Encode(part));
    return this.#makeSigner(salt).sign(Buffer.from(parts.join('.')));
  }

  loads(signed: Value, salt: Argument = null, returnsHeader: Argument = false): Value {
    const [payload, header] = this.read(signed, salt);
    return returnsHeader === true ? tuple(payload, header) : payload;
  }

  protected makeHeader(fields: Value): Dict {
    const header = fields instanceof Dict ? dict(fields) : dict();
    return header.set('alg', this.algorithm_name);
  }

  protected read(signed: Value, salt: Value): readonly [payload: Value, header: Dict] {
    const value = this.#makeSigner(salt).unsign(wantBytes(signed)) as Buffer;
    const point = value.indexOf('.');
    if (point === -1) throw new BadPayload('No "." found in value');
    const header = readHeader(value.subarray(0, point));
    const payload = loadJson(decode(value.subarray(point + 1)));
    if (header.get('alg') !== this.algorithm_name)
      throw new BadHeader('Algorithm mismatch', payload, header);
    return [payload, header];
  }

  #makeSigner(salt: Value): Signer {
    const used = salt ?? this.#salt;
    const derivation = used === null ? 'none' : undefined;
    const algorithm = ALGORITHMS[this.algorithm_name];
    return new Signer(this.#secret, used, undefined, derivation, undefined, algorithm);
  }
}

function readHeader(text: Buffer): Dict {
  let json: Buffer;
  try {
    json = base64Decode(text);
  } catch (error) {
    throw new BadHeader(
      'Could not base64 decode the header because of an exception',
      null,
      null,
      error as BadData,
    );
  }
  let header: Value;
  try {
    header = loadJson(json);
  } catch (error) {
    throw new BadHeader(
      'Could not unserialize header because it was malformed',
      null,
      null,
      error as BadPayload,
    );
  }
  if (header instanceof Dict) return header;
  throw new BadHeader('Header payload is not a JSON object', null, header);
}

function decode(text: Buffer): Buffer {
  try {
    return base64Decode(text);
  } catch (error) {
    throw new BadPayload(
      'Could not base64 decode the payload because of an exception',
      error as BadData,
    );
  }
}

export class TimedJSONWebSignatureSerializer extends JSONWebSignatureSerializer {
  static override readonly pythonClass: string = 'TimedJSONWebSignatureSerializer';
  readonly expires_in: number;

  /** @param expiresIn seconds; an hour unless it is said */
  constructor(
    secret: Value,
    expiresIn: Argument = null,
    salt: Argument = null,
    algorithmName: Argument = null,
  ) {
    super(secret, salt, algorithmName);
    this.expires_in = Number(expiresIn ?? 3600);
  }

  protected override makeHeader(fields: Value): Dict {
    const now = secondsNow();
    return super
      .makeHeader(fields)
      .set('iat', now)
      .set('exp', now + this.expires_in);
  }

  protected override read(signed: Value, salt: Value): readonly [payload: Value, header: Dict] {
    const [payload, header] = super.read(signed, salt);
    const expires = header.get('exp');
    if (expires === undefined) throw new BadSignature('Missing expiry date', payload);
    const seconds = readDate(expires, payload);
    header.set('exp', seconds);
    if (seconds < secondsNow())
      throw new SignatureExpired('Signature expired', payload, issueDate(header));
    return [payload, header];
  }
}

function readDate(value: Value, payload: Value): number {
  try {
    const seconds = Number(int(value));
    if (seconds >= 0) return seconds;
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
  }
  throw new BadHeader('Expiry date is not an IntDate', payload);
}

function issueDate(header: Dict): Value {
  const issued = header.get('iat');
  return typeof issued === 'number' ? DateTime.fromtimestamp(issued, TimeZone.utc) : null;
}
