/** `os.path` of POSIX systems, which joins and normalizes in a way of its own. Source: CPython's `posixpath.py`. */
import * as fs from 'node:fs';
import { homedir } from 'node:os';
import { fsPath } from './os.js';
import { withOsErrors } from './os-errors.js';
import { toFloat, tuple, type PyFloat, type Tuple, type Value } from './value.js';

export function join(first: Value, ...others: Value[]): string {
  let path = fsPath(first);
  for (const other of others) {
    const next = fsPath(other);
    if (next.startsWith('/')) path = next;
    else path += path === '' || path.endsWith('/') ? next : `/${next}`;
  }
  return path;
}

export function basename(path: Value): string {
  const text = fsPath(path);
  return text.slice(text.lastIndexOf('/') + 1);
}

export function dirname(path: Value): string {
  const text = fsPath(path);
  const head = text.slice(0, text.lastIndexOf('/') + 1);
  return /^\/*$/.test(head) ? head : head.replace(/\/+$/, '');
}

export function split(path: Value): Tuple & [string, string] {
  return tuple(dirname(path), basename(path));
}

/** The last point that is not among the first of the name begins the extension. */
export function splitext(path: Value): Tuple & [string, string] {
  const text = fsPath(path);
  const found = /^(.*?)(\.[^./]*)$/s.exec(text);
  const name = found ? found[1]!.slice(found[1]!.lastIndexOf('/') + 1) : '';
  if (!found || /^\.*$/.test(name)) return tuple(text, '');
  return tuple(found[1]!, found[2]!);
}

export function normpath(path: Value): string {
  const text = fsPath(path);
  if (text === '') return '.';
  // POSIX leaves two slashes at the start as they are.
  const root = /^\/\/(?!\/)/.test(text) ? '//' : text.startsWith('/') ? '/' : '';
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (root === '' && parts.length === 0) || parts.at(-1) === '..')
      parts.push(part);
    else parts.pop();
  }
  return root + parts.join('/') || '.';
}

export function isabs(path: Value): boolean {
  return fsPath(path).startsWith('/');
}

export function abspath(path: Value): string {
  const text = fsPath(path);
  return normpath(text.startsWith('/') ? text : join(process.cwd(), text));
}

export function realpath(path: Value): string {
  const text = abspath(path);
  return fs.existsSync(text) ? fs.realpathSync(text) : text;
}

export function expanduser(path: Value): string {
  return fsPath(path).replace(/^~(?=\/|$)/, homedir());
}

export function exists(path: Value): boolean {
  return fs.existsSync(fsPath(path));
}

export function isfile(path: Value): boolean {
  return fs.statSync(fsPath(path), { throwIfNoEntry: false })?.isFile() ?? false;
}

export function isdir(path: Value): boolean {
  return fs.statSync(fsPath(path), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

export function getsize(path: Value): number {
  return withOsErrors(path, () => fs.statSync(fsPath(path)).size);
}

/** Seconds since 1970. */
export function getmtime(path: Value): PyFloat {
  return withOsErrors(path, () => toFloat(fs.statSync(fsPath(path)).mtimeMs / 1000));
}
