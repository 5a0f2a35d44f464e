/** Python's `os`: the environment, and the calls on files that apps make. */
import * as fs from 'node:fs';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Dict } from './dict.js';
import { KeyError, PyTypeError } from './exceptions.js';
import { withOsErrors } from './os-errors.js';
import type { PythonObject } from './protocols.js';
import { reprString } from './text.js';
import { typeName } from './type-name.js';
import { tuple, type Value } from './value.js';

type Argument = Value | undefined;

/** `os.environ`: the variables of the process itself, so that what is set is seen everywhere. */
export class Environment implements PythonObject {
  static readonly pythonClass: string = '_Environ';

  get(name: Value, otherwise: Argument = null): Value {
    return process.env[nameOf(name)] ?? otherwise;
  }

  setdefault(name: Value, value: Value): Value {
    return (process.env[nameOf(name)] ??= textOf(value));
  }

  pop(name: Value, otherwise?: Argument): Value {
    const found = process.env[nameOf(name)] ?? otherwise;
    if (found === undefined) throw new KeyError(name);
    delete process.env[nameOf(name)];
    return found;
  }

  update(values: Value): null {
    for (const [name, value] of values instanceof Dict ? values.entries() : Object.entries(values!))
      this.pySetItem(name, value as Value);
    return null;
  }

  copy(): Dict<string, string> {
    return new Dict(Object.entries(process.env) as [string, string][]);
  }

  keys(): string[] {
    return Object.keys(process.env);
  }

  values(): string[] {
    return Object.values(process.env) as string[];
  }

  items(): Value[] {
    return Object.entries(process.env).map(([name, value]) => tuple(name, value!));
  }

  pyGetItem(name: Value): string {
    const value = process.env[nameOf(name)];
    if (value === undefined) throw new KeyError(name);
    return value;
  }

  pySetItem(name: Value, value: Value): void {
    process.env[nameOf(name)] = textOf(value);
  }

  pyDeleteItem(name: Value): void {
    if (process.env[nameOf(name)] === undefined) throw new KeyError(name);
    delete process.env[nameOf(name)];
  }

  pyContains(name: Value): boolean {
    return process.env[nameOf(name)] !== undefined;
  }

  pyIterate(): Iterable<string> {
    return this.keys();
  }

  pyLen(): number {
    return this.keys().length;
  }

  pyRepr(): string {
    const members = Object.entries(process.env).map(
      ([name, value]) => `${reprString(name)}: ${reprString(value!)}`,
    );
    return `environ({${members.join(', ')}})`;
  }
}

export const environ = new Environment();

export function getenv(name: Value, otherwise?: Argument): Value {
  return environ.get(name, otherwise);
}

export function putenv(name: Value, value: Value): null {
  environ.pySetItem(name, value);
  return null;
}

function nameOf(value: Value): string {
  return textOf(value);
}

function textOf(value: Value): string {
  if (typeof value !== 'string') throw new PyTypeError(`str expected, not ${typeName(value)}`);
  return value;
}

/* Files. */

export const sep = '/';
export const linesep = '\n';
export const curdir = '.';
export const name = 'posix';

export function getcwd(): string {
  return process.cwd();
}

export function getpid(): number {
  return process.pid;
}

export function urandom(size: Value): Uint8Array {
  return randomBytes(Number(size));
}

export function cpuCount(): number {
  return availableParallelism();
}

export function listdir(path: Argument): string[] {
  return withOsErrors(path ?? '.', () => fs.readdirSync(fsPath(path ?? '.')));
}

export function mkdir(path: Value): null {
  withOsErrors(path, () => fs.mkdirSync(fsPath(path)));
  return null;
}

export function makedirs(path: Value, _mode?: Argument, existOk: Argument = false): null {
  withOsErrors(path, () => {
    const made = fs.mkdirSync(fsPath(path), { recursive: true });
    if (made === undefined && existOk !== true)
      throw Object.assign(new Error('exists'), { code: 'EEXIST' });
  });
  return null;
}

export function remove(path: Value): null {
  withOsErrors(path, () => fs.unlinkSync(fsPath(path)));
  return null;
}

export function rmdir(path: Value): null {
  withOsErrors(path, () => fs.rmdirSync(fsPath(path)));
  return null;
}

export function rename(from: Value, to: Value): null {
  withOsErrors(from, () => fs.renameSync(fsPath(from), fsPath(to)));
  return null;
}

/** @throws PyTypeError for what is no path. */
export function fsPath(path: Value, allowed = 'str, bytes or os.PathLike object'): string {
  if (typeof path === 'string') return path;
  if (path instanceof Uint8Array) return new TextDecoder().decode(path);
  const asPath = (path as { toPath?(): string } | null)?.toPath;
  if (asPath) return asPath.call(path);
  throw new PyTypeError(`expected ${allowed}, not ${typeName(path)}`);
}
