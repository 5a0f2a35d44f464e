/** python-dotenv: reads `.env` into the environment. What is there already stays. */
import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { Dict } from './dict.js';
import { fsPath } from './os.js';
import type { Value } from './value.js';

type Argument = Value | undefined;

export function loadDotenv(
  path: Argument = null,
  _stream?: Argument,
  _verbose?: Argument,
  override: Argument = false,
): boolean {
  const values = [...dotenvValues(path).entries()];
  for (const [name, value] of values)
    if (override === true || process.env[name] === undefined) process.env[name] = value;
  return values.length > 0;
}

export function dotenvValues(path: Argument = null): Dict<string, string> {
  const file = findDotenv(path);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return new Dict(Object.entries(parseEnv(text)) as [string, string][]);
}

export function findDotenv(path: Argument = null): string {
  return path === null ? '.env' : fsPath(path);
}
