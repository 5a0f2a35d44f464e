/**
 * One file, three versions: what a person has, what was generated last, and what is generated now. All three
 * go through the formatter of the service first, so that style is never a difference; what the generation did
 * not touch keeps the form in which the person left it.
 */
import { MergeContext, type KeptItem } from './merge-context.js';
import { conflictText, mergeLines, type ConflictStyle } from './merge-lines.js';
import { mergeSyntax } from './merge-syntax.js';
import { mergeTypeScript, type TextVersions } from './merge-typescript.js';
import { withCommas } from './json-commas.js';
import { commentOf, isTypeScript, readerOf, type Read } from './read-file.js';
import { restoreForm } from './restore-form.js';

/** Formats a text as the service formats it. @throws when the text has a mistake in its syntax */
export type Format = (path: string, text: string) => Promise<string>;

export interface FileVersions extends TextVersions {
  readonly path: string;
}

export interface MergeOptions {
  readonly style: ConflictStyle;
  readonly format: Format;
  readonly holds?: Holds;
}

/** Names of yours that may not be taken away, as `MergeSettings` has them. */
export interface Holds {
  readonly pinned: ReadonlySet<string>;
  readonly needed: ReadonlySet<string>;
  readonly held: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const NOTHING: Holds = { pinned: NONE, needed: NONE, held: NONE };

export interface MergedFile {
  readonly text: string;
  readonly conflicts: number;
  readonly kept: readonly KeptItem[];
}

export async function mergeFile(
  { path, ...versions }: FileVersions,
  options: MergeOptions,
): Promise<MergedFile> {
  const form = formOf(versions.yours);
  const given = { ...versions, yours: form.read(versions.yours) };
  if (given.yours === given.theirs || given.base === given.theirs) return unchanged(versions.yours);
  const formatted = await formatAll(path, given, options.format);
  if (!formatted) {
    const { text, conflicts } = mergeLines(given.base, given.yours, given.theirs, options.style);
    return { text: form.write(text), conflicts, kept: [] };
  }
  const { base, yours, theirs } = formatted;
  if (yours === theirs || base === theirs) return unchanged(versions.yours);
  if (base === yours && !holdsAny(options.holds))
    return { text: form.write(theirs), conflicts: 0, kept: [] };
  const merged =
    (await tryMerge(path, formatted, options, true)) ??
    (await tryMerge(path, formatted, options, false)) ??
    mergeWhole(formatted, options);
  const { context } = merged;
  const text =
    given.yours === yours ? merged.text : restoreForm(path, merged.text, yours, given.yours);
  const shown = context?.showConflicts(text) ?? { text, conflicts: merged.conflicts };
  const isJson = /\.jsonc?$/.test(path) && shown.conflicts > 0;
  return {
    text: form.write(isJson ? withCommas(shown.text) : shown.text),
    conflicts: shown.conflicts,
    kept: context?.kept ?? [],
  };
}

function holdsAny({ pinned, needed, held } = NOTHING): boolean {
  return pinned.size + needed.size + held.size > 0;
}

interface Attempt {
  readonly text: string;
  readonly conflicts: number;
  readonly context: MergeContext | undefined;
}

/** Undefined when what comes out does not parse, or the language is not known. */
async function tryMerge(
  path: string,
  versions: TextVersions,
  { style, format, holds = NOTHING }: MergeOptions,
  mergesLines: boolean,
): Promise<Attempt | undefined> {
  const context = new MergeContext({
    style,
    mergesLines,
    comment: commentOf(path),
    ...holds,
  });
  const text = isTypeScript(path)
    ? mergeTypeScript(context, versions)
    : mergeRead(context, readerOf(path), versions);
  if (text === undefined) return undefined;
  try {
    return { text: await format(path, text), conflicts: 0, context };
  } catch {
    return undefined;
  }
}

function mergeWhole({ base, yours, theirs }: TextVersions, { style }: MergeOptions): Attempt {
  const { text, conflicts } = mergeLines(base, yours, theirs, style);
  // Lines that merge into a text that is none are a conflict as a whole.
  return conflicts > 0
    ? { text, conflicts, context: undefined }
    : { text: conflictText(base, yours, theirs, style), conflicts: 1, context: undefined };
}

function mergeRead(
  context: MergeContext,
  read: Read | undefined,
  versions: TextVersions,
): string | undefined {
  if (!read) return undefined;
  const base = versions.base === undefined ? undefined : read(versions.base);
  const [yours, theirs] = [read(versions.yours), read(versions.theirs)];
  return yours && theirs && (base || versions.base === undefined)
    ? mergeSyntax(context, base, yours, theirs)
    : undefined;
}

async function formatAll(
  path: string,
  { base, yours, theirs }: TextVersions,
  format: Format,
): Promise<TextVersions | undefined> {
  try {
    const [b, y, t] = await Promise.all(
      [base, yours, theirs].map((text) => (text === undefined ? undefined : format(path, text))),
    );
    return { base: b, yours: y!, theirs: t! };
  } catch {
    return undefined;
  }
}

function unchanged(text: string): MergedFile {
  return { text, conflicts: 0, kept: [] };
}

/** Line ends and a byte order mark are a person's, or those of their editor: they are kept. */
export function formOf(text: string): {
  readonly read: (text: string) => string;
  readonly write: (text: string) => string;
} {
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const windows = text.match(/\r\n/g)?.length ?? 0;
  const isWindows = windows * 2 > (text.match(/\n/g)?.length ?? 0);
  return {
    read: (own) => own.replace(/^\ufeff/, '').replaceAll('\r\n', '\n'),
    write: (own) => `${mark}${isWindows ? own.replaceAll('\n', '\r\n') : own}`,
  };
}
