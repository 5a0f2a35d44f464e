/** Python's `bcrypt` and `flask_bcrypt`, over the package `bcryptjs`; asynchronous, since a hash takes long on purpose. */
import bcryptjs from 'bcryptjs';
import { PyTypeError, ValueError } from './exceptions.js';
import { utf8Of } from './bytes-of.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

const SALT = /^\$2[abxy]\$\d\d\$[./A-Za-z0-9]{22}/;

export function gensalt(rounds: Argument = 12): Uint8Array {
  const cost = Number(rounds);
  if (cost < 4 || cost > 31) throw new ValueError('Invalid rounds');
  return Buffer.from(bcryptjs.genSaltSync(cost), 'latin1');
}

export async function hashpw(password: Value, salt: Value): Promise<Uint8Array> {
  const text = textOf(salt);
  if (!SALT.test(text)) throw new ValueError('Invalid salt');
  return Buffer.from(await bcryptjs.hash(textOf(password), text.slice(0, 29)), 'latin1');
}

export async function checkpw(password: Value, hashed: Value): Promise<boolean> {
  const [given, stored] = [textOf(password), textOf(hashed)];
  if (!SALT.test(stored)) throw new ValueError('Invalid salt');
  return bcryptjs.compare(given, stored);
}

function textOf(value: Value): string {
  if (!(value instanceof Uint8Array))
    throw new PyTypeError('Unicode-objects must be encoded before hashing');
  return Buffer.from(value).toString('utf8');
}

/** `flask_bcrypt.Bcrypt`: of an app, which it needs no more. */
export class Bcrypt {
  static readonly pythonClass: string = 'Bcrypt';

  constructor(readonly app: Argument = null) {}

  init_app(_app: Value): null {
    return null;
  }

  generate_password_hash(password: Value, rounds?: Argument): Promise<Uint8Array> {
    return generatePasswordHash(password, rounds);
  }

  check_password_hash(stored: Value, password: Value): Promise<boolean> {
    return checkPasswordHash(stored, password);
  }
}

export async function generatePasswordHash(
  password: Value,
  rounds: Argument = 12,
): Promise<Uint8Array> {
  if (password === null || password === '') throw new ValueError('Password must be non-empty.');
  return hashpw(utf8Of(password), gensalt(rounds ?? 12));
}

export async function checkPasswordHash(stored: Value, password: Value): Promise<boolean> {
  return checkpw(utf8Of(password), utf8Of(stored));
}
