/**
 * `.port/` in a service: what `port update` has to know of the last generation, on any machine that has the
 * repository. `base` holds every generated file as it was, one to a line, sorted by path: git merges it line by
 * line, and where two people regenerated at once both lines stay (`merge=union`) and both are read. `lock`
 * says what it was generated from, in the same way. Neither is ever believed blindly: a file that equals what
 * is generated now is clean whatever they say, and a file without a base is never overwritten.
 */
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { compareText } from '../util/compare-text.js';

export const PORT_FOLDER = '.port';
export const BASE_PATH = `${PORT_FOLDER}/base`;
export const LOCK_PATH = `${PORT_FOLDER}/lock`;

/** What the last generation was made from. */
export interface Lock {
  /** The version of `port`; undefined when two generations met in a merge. */
  readonly version: string | undefined;
  /** Where the manifest lies, from the service, with `/`. */
  readonly manifest: string | undefined;
  /** A hash over the manifest and the SQL files it names, in their order. */
  readonly inputs: string | undefined;
}

/** What a file was. Of a large one, such as a seed, only the hash is kept: enough to see whether it was edited. */
export type BaseText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hash'; readonly sha256: string };

/** A path's texts: more than one after a merge of two generations. */
export type Base = ReadonlyMap<string, readonly BaseText[]>;

const LARGE = 256 * 1024;

/** The files of `.port/` for a generation. */
export function printPortFolder(base: Base, lock: Lock): ReadonlyMap<string, string> {
  return new Map([
    [`${PORT_FOLDER}/.gitattributes`, GIT_ATTRIBUTES],
    [BASE_PATH, printBase(base)],
    [LOCK_PATH, printLock(lock)],
  ]);
}

export function baseOf(files: ReadonlyMap<string, string>): Base {
  return new Map([...files].map(([path, text]) => [path, [baseText(text)]]));
}

function baseText(text: string): BaseText {
  return text.length > LARGE ? { kind: 'hash', sha256: sha256(text) } : { kind: 'text', text };
}

/** Whether a file is still as it was generated; line ends do not count. */
export function isBase(base: BaseText, text: string): boolean {
  return base.kind === 'text' ? base.text === text : base.sha256 === sha256(text);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** git shows no diff of them, keeps both lines where two people regenerated, and leaves line ends alone. */
const GIT_ATTRIBUTES = '* -text\nbase -diff merge=union linguist-generated\nlock merge=union\n';

function printBase(base: Base): string {
  return [...base]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([path, texts]) =>
      texts.map((entry) =>
        JSON.stringify(entry.kind === 'text' ? [path, entry.text] : [path, null, entry.sha256]),
      ),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** Lines that are no such entry are left out: what has no base is merged without one. */
export function parseBase(text: string): Base {
  const base = new Map<string, BaseText[]>();
  for (const line of text.split('\n')) {
    const entry = parseEntry(line);
    if (entry === undefined) continue;
    const texts = base.get(entry.path);
    if (texts === undefined) base.set(entry.path, [entry.base]);
    else if (!texts.some((other) => isDeepStrictEqual(other, entry.base))) texts.push(entry.base);
  }
  return base;
}

function parseEntry(line: string): { path: string; base: BaseText } | undefined {
  if (!line.startsWith('["')) return undefined;
  try {
    const [path, text, sha] = JSON.parse(line) as unknown[];
    if (typeof path !== 'string') return undefined;
    if (typeof text === 'string') return { path, base: { kind: 'text', text } };
    return typeof sha === 'string' ? { path, base: { kind: 'hash', sha256: sha } } : undefined;
  } catch {
    return undefined;
  }
}

const NOTE = '# Written by port, read by `port update` and `port check`. Commit it.';

function printLock({ version, manifest, inputs }: Lock): string {
  const lines = Object.entries({ port: version, manifest, inputs }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key} ${value}`],
  );
  return `${[NOTE, ...lines].join('\n')}\n`;
}

export function parseLock(text: string): Lock {
  const values = (key: string): string | undefined => {
    const found = text
      .split(/\r?\n/)
      .filter((line) => line.startsWith(`${key} `))
      .map((line) => line.slice(key.length + 1).trim());
    return new Set(found).size === 1 ? found[0] : undefined;
  };
  return { version: values('port'), manifest: values('manifest'), inputs: values('inputs') };
}

/** The hash of what a service is generated from; `texts` are those of the manifest and of its SQL files. */
export function hashInputs(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) {
    const bytes = Buffer.from(text.replaceAll('\r\n', '\n'));
    hash.update(`${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}
