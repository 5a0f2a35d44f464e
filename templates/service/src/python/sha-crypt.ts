/**
 * SHA-crypt, the `$5$` and `$6$` of crypt(3): many rounds of SHA-2 over password and salt. It gives way to other
 * requests now and then, since it takes long on purpose.
 * Source: Ulrich Drepper, "Unix crypt using SHA-256 and SHA-512", version 0.6.
 */
import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';

export interface ShaCrypt {
  readonly algorithm: 'sha256' | 'sha512';
  readonly rounds: number;
  readonly salt: string;
}

const ALPHABET = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const ROUNDS_AT_ONCE = 5000;
const NOTHING = Buffer.alloc(0);

/** The hash as crypt(3) writes it, without what stands before it. */
export async function shaCrypt(
  password: Uint8Array,
  { algorithm, rounds, salt: saltText }: ShaCrypt,
): Promise<string> {
  const salt = Buffer.from(saltText, 'latin1');
  const hash = (...parts: Uint8Array[]): Buffer =>
    createHash(algorithm).update(Buffer.concat(parts)).digest();
  const second = hash(password, salt, password);
  const bits = password.length === 0 ? [] : [...password.length.toString(2)].toReversed();
  let digest = hash(
    password,
    salt,
    repeated(second, password.length),
    ...bits.map((bit) => (bit === '1' ? second : password)),
  );
  const p = repeated(hash(...Array.from(password, () => password)), password.length);
  const saltDigest = hash(...Array.from({ length: 16 + digest[0]! }, () => salt));
  const s = repeated(saltDigest, salt.length);
  // What surrounds the digest comes again after 42 rounds.
  const around = Array.from({ length: 42 }, (_, round) => {
    const inner = Buffer.concat([...(round % 3 ? [s] : []), ...(round % 7 ? [p] : [])]);
    return round % 2
      ? ([Buffer.concat([p, inner]), NOTHING] as const)
      : ([NOTHING, Buffer.concat([inner, p])] as const);
  });
  for (let round = 0; round < rounds; round += 1) {
    const [before, after] = around[round % 42]!;
    digest = createHash(algorithm).update(before).update(digest).update(after).digest();
    if (round % ROUNDS_AT_ONCE === ROUNDS_AT_ONCE - 1) await setImmediate();
  }
  return encoded(digest);
}

/** As many bytes as are asked for. */
function repeated(bytes: Uint8Array, length: number): Buffer {
  return Buffer.alloc(length, bytes);
}

/** Three bytes at a time, from three thirds of the digest in turn; what is left over, with leading zeros. */
function encoded(digest: Buffer): string {
  const third = Math.floor(digest.length / 3);
  // Which third comes first moves on by one each time: down for SHA-256, up for SHA-512.
  const step = digest.length === 32 ? 2 : 1;
  let text = '';
  for (let at = 0; at < third; at += 1) {
    const [a, b, c] = [0, 1, 2].map((place) => digest[at + ((place + at * step) % 3) * third]!);
    text += digits((a! << 16) | (b! << 8) | c!, 4);
  }
  return digest.length === 32
    ? text + digits((digest[31]! << 8) | digest[30]!, 3)
    : text + digits(digest[63]!, 2);
}

function digits(value: number, count: number): string {
  return Array.from({ length: count }, (_, at) => ALPHABET[(value >> (6 * at)) & 63]).join('');
}
