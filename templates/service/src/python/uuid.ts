/** Python's `uuid`. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { dumps, type ToPythonJson, type Write } from '../flask/json.js';
import { epochMicroseconds } from './clock.js';
import { AttributeError, PyTypeError, ValueError } from './exceptions.js';
import { asInt } from './numbers.js';
import type { PythonObject } from './protocols.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

export class UUID implements PythonObject, ToPythonJson {
  static readonly pythonClass: string = 'UUID';

  /** 32 digits. */
  readonly hex: string;

  constructor(
    hex?: Argument,
    bytes?: Argument,
    _bytesLe?: Argument,
    _fields?: Argument,
    int?: Argument,
    version?: Argument,
  ) {
    let digits = digitsOf(hex ?? undefined, bytes ?? undefined, int ?? undefined);
    if (version !== undefined && version !== null) digits = withVersion(digits, Number(version));
    this.hex = digits;
  }

  get int(): Value {
    const int = BigInt(`0x${this.hex}`);
    return int <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(int) : int;
  }

  get bytes(): Uint8Array {
    return Buffer.from(this.hex, 'hex');
  }

  get version(): number | null {
    return /^[89ab]/.test(this.hex[16]!) ? Number.parseInt(this.hex[12]!, 16) : null;
  }

  get urn(): string {
    return `urn:uuid:${this.pyStr()}`;
  }

  pyStr(): string {
    return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  pyRepr(): string {
    return `UUID('${this.pyStr()}')`;
  }

  pyInt(): number | bigint {
    return this.int as number | bigint;
  }

  pyHash(): string {
    return `uuid ${this.hex}`;
  }

  pyEquals(other: Value): boolean | undefined {
    return other instanceof UUID ? other.hex === this.hex : undefined;
  }

  pyCompare(other: Value): number | undefined {
    if (!(other instanceof UUID)) return undefined;
    return this.hex < other.hex ? -1 : this.hex > other.hex ? 1 : 0;
  }

  toPythonJson(_write: Write): string {
    return dumps(this.pyStr());
  }

  /** As node-postgres sends it. */
  toPostgres(): string {
    return this.pyStr();
  }
}

function digitsOf(hex: Argument, bytes: Argument, int: Argument): string {
  if ([hex, bytes, int].filter((given) => given !== undefined).length !== 1)
    throw new PyTypeError(
      'one of the hex, bytes, bytes_le, fields, or int arguments must be given',
    );
  if (bytes !== undefined) {
    if (!(bytes instanceof Uint8Array) || bytes.length !== 16)
      throw new ValueError('bytes is not a 16-char string');
    return Buffer.from(bytes).toString('hex');
  }
  if (int !== undefined) {
    const number = BigInt(asInt(int) ?? -1);
    if (number < 0n || number >= 1n << 128n)
      throw new ValueError('int is out of range (need a 128-bit value)');
    return number.toString(16).padStart(32, '0');
  }
  if (typeof hex !== 'string')
    throw new AttributeError(`'${typeName(hex)}' object has no attribute 'replace'`);
  const digits = hex
    .replaceAll('urn:', '')
    .replaceAll('uuid:', '')
    .replaceAll(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '');
  if (Array.from(digits).length !== 32)
    throw new ValueError('badly formed hexadecimal UUID string');
  if (!/^[0-9a-f]+$/i.test(digits))
    throw new ValueError(`invalid literal for int() with base 16: '${digits}'`);
  return digits.toLowerCase();
}

function withVersion(hex: string, version: number): string {
  if (version < 1 || version > 5) throw new ValueError('illegal version number');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 12)}${version}${hex.slice(13, 16)}${variant}${hex.slice(17)}`;
}

export function uuid4(): UUID {
  return new UUID(randomUUID());
}

const node = randomBytes(6);
/** A node that is no network card's address has this bit. */
node[0]! |= 1;
const clockSequence = randomBytes(2);

/** Of the clock; Python would add the address of the network card, here is a random number. */
export function uuid1(): UUID {
  // In steps of 100 nanoseconds since 15 October 1582.
  const time = BigInt(epochMicroseconds()) * 10n + 0x01b21dd213814000n + BigInt(step());
  const digits = time.toString(16).padStart(16, '0');
  const fields = digits.slice(8) + digits.slice(4, 8) + digits.slice(0, 4);
  const rest = Buffer.concat([clockSequence, node]).toString('hex');
  return new UUID(fields + rest, undefined, undefined, undefined, undefined, 1);
}

let steps = 0;

function step(): number {
  steps = (steps + 1) % 10;
  return steps;
}

export function uuid3(namespace: UUID, name: Value): UUID {
  return named('md5', namespace, name, 3);
}

export function uuid5(namespace: UUID, name: Value): UUID {
  return named('sha1', namespace, name, 5);
}

function named(algorithm: string, namespace: UUID, name: Value, version: number): UUID {
  const digest = createHash(algorithm).update(namespace.bytes).update(String(name)).digest('hex');
  return new UUID(digest.slice(0, 32), undefined, undefined, undefined, undefined, version);
}

export const NAMESPACE_DNS = new UUID('6ba7b810-9dad-11d1-80b4-00c04fd430c8');
export const NAMESPACE_URL = new UUID('6ba7b811-9dad-11d1-80b4-00c04fd430c8');
export const NAMESPACE_OID = new UUID('6ba7b812-9dad-11d1-80b4-00c04fd430c8');
export const NAMESPACE_X500 = new UUID('6ba7b814-9dad-11d1-80b4-00c04fd430c8');
