/**
 * The serializers of itsdangerous: a value as JSON, signed, and so that it fits into an URL.
 * Source: itsdangerous/serializer.py, timed.py and url_safe.py, 2.1.
 */
import { deflateSync, inflateSync } from 'node:zlib';
import type { Dict } from './dict.js';
import type { Exception } from './exceptions.js';
import { BadPayload } from './itsdangerous-errors.js';
import {
  base64Decode,
  base64Encode,
  Signer,
  TimestampSigner,
  wantBytes,
} from './itsdangerous-signer.js';
import { dumps as toJson, loads as fromJson } from './json.js';
import { tuple, type Tuple, type Value } from './value.js';

export * from './itsdangerous-errors.js';
export { Signer, TimestampSigner, wantBytes } from './itsdangerous-signer.js';

type Argument = Value | undefined;

export class Serializer {
  static readonly pythonClass: string = 'Serializer';
  protected readonly secret: Value;
  readonly #salt: Value;
  readonly #settings: Dict | undefined;

  /** @param settings `key_derivation` and `digest_method` of the signature */
  constructor(secret: Value, salt: Argument = 'itsdangerous', settings: Argument = null) {
    this.secret = secret;
    this.#salt = salt;
    this.#settings = (settings as Dict | null) ?? undefined;
  }

  dumps(value: Value, salt: Argument = null): string {
    const signed = this.makeSigner(salt).sign(this.dumpPayload(value));
    return Buffer.from(signed).toString('utf8');
  }

  loads(signed: Value, salt: Argument = null, ..._others: Argument[]): Value {
    return this.loadPayload(this.makeSigner(salt).unsign(signed) as Buffer);
  }

  protected get signer(): typeof Signer {
    return Signer;
  }

  protected makeSigner(salt: Value): Signer {
    const of = (name: string): Argument => this.#settings?.get(name);
    return new this.signer(
      this.secret,
      salt ?? this.#salt,
      of('sep'),
      of('key_derivation'),
      of('digest_method'),
    );
  }

  protected dumpPayload(value: Value): Buffer {
    return wantBytes(toJson(value));
  }

  protected loadPayload(payload: Buffer): Value {
    return loadJson(payload);
  }
}

/** @throws BadPayload */
export function loadJson(payload: Buffer): Value {
  try {
    return fromJson(payload);
  } catch (error) {
    throw new BadPayload(
      'Could not load the payload because an exception occurred on unserializing the data.',
      error as Exception,
    );
  }
}

/** JSON without spaces, and with every character as it is. */
export function compactJson(value: Value): Buffer {
  const none = undefined;
  return wantBytes(toJson(value, none, false, none, none, none, none, tuple(',', ':')));
}

export class URLSafeSerializer extends Serializer {
  static override readonly pythonClass: string = 'URLSafeSerializer';

  /** Compressed where that is shorter, with a point in front that says so. */
  protected override dumpPayload(value: Value): Buffer {
    const json = compactJson(value);
    const compressed = deflateSync(json);
    return compressed.length < json.length - 1
      ? Buffer.concat([Buffer.from('.'), base64Encode(compressed)])
      : base64Encode(json);
  }

  protected override loadPayload(payload: Buffer): Value {
    return loadJson(unpacked(payload));
  }
}

function unpacked(payload: Buffer): Buffer {
  const isCompressed = payload[0] === '.'.charCodeAt(0);
  let bytes: Buffer;
  try {
    bytes = base64Decode(isCompressed ? payload.subarray(1) : payload);
  } catch (error) {
    throw new BadPayload(
      'Could not base64 decode the payload because of an exception',
      error as Exception,
    );
  }
  if (!isCompressed) return bytes;
  try {
    return inflateSync(bytes);
  } catch (error) {
    throw new BadPayload(
      'Could not zlib decompress the payload before decoding the payload',
      error as Error,
    );
  }
}

export class TimedSerializer extends Serializer {
  static override readonly pythonClass: string = 'TimedSerializer';

  protected override get signer(): typeof Signer {
    return TimestampSigner;
  }

  override loads(
    signed: Value,
    maxAge: Argument = null,
    returnsTimestamp: Argument = false,
    salt: Argument = null,
  ): Value {
    return loadTimed(this.makeSigner(salt), signed, {
      maxAge,
      returnsTimestamp,
      load: (payload) => this.loadPayload(payload),
    });
  }
}

export class URLSafeTimedSerializer extends URLSafeSerializer {
  static override readonly pythonClass: string = 'URLSafeTimedSerializer';

  protected override get signer(): typeof Signer {
    return TimestampSigner;
  }

  override loads(
    signed: Value,
    maxAge: Argument = null,
    returnsTimestamp: Argument = false,
    salt: Argument = null,
  ): Value {
    return loadTimed(this.makeSigner(salt), signed, {
      maxAge,
      returnsTimestamp,
      load: (payload) => this.loadPayload(payload),
    });
  }
}

interface TimedOptions {
  readonly maxAge: Argument;
  readonly returnsTimestamp: Argument;
  readonly load: (payload: Buffer) => Value;
}

function loadTimed(
  signer: Signer,
  signed: Value,
  { maxAge, returnsTimestamp, load }: TimedOptions,
): Value {
  const [payload, time] = signer.unsign(signed, maxAge, true) as Tuple & [Buffer, Value];
  const value = load(payload);
  return returnsTimestamp === true ? tuple(value, time) : value;
}
