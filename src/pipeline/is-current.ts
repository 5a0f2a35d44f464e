/**
 * Whether a service was generated from what its manifest is now, by this version of `port`: then generating again
 * would give the same, and need not be done.
 */
import { hasErrors, type Diagnostic, type Source } from '../diagnostics/diagnostic.js';
import { readService } from '../manifest/read-service.js';
import type { Base, Lock } from '../merge/port-folder.js';
import type { ParsedQuery, Service } from '../model/service.js';
import { loadSqlParser } from '../sql/parse-sql.js';
import { hashOf } from './lock-generation.js';
import { VERSION } from './package-root.js';
import { readSqlFiles } from './read-sql-files.js';
import { readPythonFiles } from './translate-views.js';

interface CurrentManifest {
  readonly service: Service<ParsedQuery>;
  /** Warnings: they are as true as they were. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @returns the manifest as it reads, if it is what was generated last; else undefined */
export async function readIfCurrent(
  source: Source,
  folder: string,
  { base, lock }: { readonly base: Base; readonly lock: Lock },
): Promise<CurrentManifest | undefined> {
  const isPlain = [...base.values()].every((texts) => texts.length === 1);
  if (lock.version !== VERSION || lock.inputs === undefined || base.size === 0 || !isPlain) {
    return undefined;
  }
  await loadSqlParser();
  const { service, diagnostics } = readService(source);
  if (!service || hasErrors(diagnostics)) return undefined;
  const files = await readSqlFiles(source, folder, service.database);
  if (files.diagnostics.length > 0) return undefined;
  const python = await readPythonFiles(service, folder);
  const isCurrent = (await hashOf(source, [...files.sources, ...python])) === lock.inputs;
  return isCurrent ? { service, diagnostics } : undefined;
}
