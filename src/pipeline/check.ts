/**
 * `port check`, for CI: is the manifest valid, does the database accept its statements, is what was generated what
 * would be generated now, and has every conflict been resolved? Nothing is written.
 */
import { relative, resolve } from 'node:path';
import { hasErrors, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.js';
import { hasConflict } from '../merge/merge-lines.js';
import { isBase, type Base } from '../merge/port-folder.js';
import type { Service } from '../model/service.js';
import type { Resources } from '../processes/resources.js';
import { compareText } from '../util/compare-text.js';
import { recoverFolder } from '../workspace/recover-folder.js';
import { describeManifest } from './describe-manifest.js';
import { generate } from './generate.js';
import { hashOf } from './lock-generation.js';
import { VERSION } from './package-root.js';
import { readManifest } from './read-manifest.js';
import { manifestOf, readPortFolder, readService } from './own-service.js';
import { describeConflicts } from './update-diagnostics.js';

export interface CheckOptions {
  readonly directory: string;
  readonly cwd: string;
  /** In the place of the one that `.port/lock` names. */
  readonly manifest: string | undefined;
  readonly databaseUrl: string | undefined;
  readonly onStep: (step: string) => void;
}

export interface CheckResult {
  readonly out: string;
  readonly manifest: string;
  /** Undefined when the manifest has errors: then nothing could be generated. */
  readonly service: Service | undefined;
  /** What `port update` would bring: files that are generated otherwise now than they were last. */
  readonly drift: readonly DriftedFile[];
  /** The version that wrote the last generation, where it is another. */
  readonly writtenBy: string | undefined;
  /** Whether the manifest is what it was: then only `port update --force` generates anew. */
  readonly isSameManifest: boolean;
  /** Files with conflicts that nobody has resolved. */
  readonly unresolved: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface DriftedFile {
  readonly path: string;
  /** Undefined for a file that was not generated. */
  readonly last: string | undefined;
  /** Of a large file only the hash is known. */
  readonly isLarge: boolean;
  /** Undefined for a file that is not generated any more. */
  readonly text: string | undefined;
}

/** @throws Unreadable for the manifest, DatabaseUnavailable, OutputRefused. */
export async function check(resources: Resources, options: CheckOptions): Promise<CheckResult> {
  const { cwd, onStep } = options;
  const folder = await recoverFolder(resolve(cwd, options.directory));
  const { base, lock } = await readPortFolder(folder);
  const path = manifestOf(options, folder, lock);
  const name = relative(cwd, path);
  const own = await readService(folder, base, new Map());
  const unresolved = [...own.texts].filter(([, text]) => hasConflict(text));
  const conflicts = unresolved.flatMap(([file, text]) => describeConflicts(file, text));

  const source = await readManifest(path, name);
  const described = await describeManifest(resources, source, resolve(path, '..'), options);
  const { service, sqlFiles, pythonFiles } = described;
  const diagnostics = sortDiagnostics([...described.diagnostics, ...conflicts]);
  const isValid = service !== undefined && !hasErrors(described.diagnostics);
  const theirs = isValid
    ? await generate(resources, service, sqlFiles, onStep)
    : new Map<string, string>();
  return {
    out: relative(cwd, folder) || '.',
    manifest: name,
    service: isValid ? service : undefined,
    drift: isValid ? driftOf(base, theirs) : [],
    isSameManifest: lock.inputs === (await hashOf(source, [...sqlFiles, ...pythonFiles])),
    writtenBy: lock.version === VERSION ? undefined : lock.version,
    unresolved: unresolved.map(([file]) => file),
    diagnostics,
  };
}

function driftOf(base: Base, theirs: ReadonlyMap<string, string>): DriftedFile[] {
  return [...new Set([...base.keys(), ...theirs.keys()])].toSorted(compareText).flatMap((path) => {
    const text = theirs.get(path);
    const texts = base.get(path) ?? [];
    const [last] = texts;
    // After a merge of two generations one of them is what is generated now, or none is.
    if (text !== undefined && texts.some((known) => isBase(known, text))) return [];
    const isLarge = last?.kind === 'hash';
    return [
      { path, last: last?.kind === 'text' ? last.text : isLarge ? '' : undefined, text, isLarge },
    ];
  });
}
