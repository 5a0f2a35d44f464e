/** The libraries a program imports that are neither its own nor Python's, and what is known of each. */
import type { Library } from '../libraries/library.js';
import type { ScannedLibrary } from '../model/scan-result.js';
import type { PythonModule } from '../python/parse-module.js';
import { STANDARD_MODULES } from '../python/standard-modules.js';
import { nodesWithin } from '../python/walk-syntax.js';
import { compareText } from '../util/compare-text.js';
import { distributionName, type Requirements } from './read-requirements.js';

/** The first names of what the modules import. */
export function importedNames(modules: readonly PythonModule[]): Set<string> {
  const names = new Set<string>();
  for (const node of modules.flatMap(({ statements }) => nodesWithin(statements))) {
    if (node.kind === 'import') for (const { name } of node.names) names.add(name.split('.')[0]!);
    else if (node.kind === 'import-from' && node.level === 0) names.add(node.module.split('.')[0]!);
  }
  return names;
}

/** What the modules import, dotted: `pydantic.BaseSettings`. */
export function importedPaths(modules: readonly PythonModule[]): Set<string> {
  const paths = new Set<string>();
  for (const node of modules.flatMap(({ statements }) => nodesWithin(statements))) {
    if (node.kind !== 'import-from' || node.level > 0 || node.names === '*') continue;
    for (const { name } of node.names) paths.add(`${node.module}.${name}`);
  }
  return paths;
}

export function importedLibraries(
  modules: readonly PythonModule[],
  { versions }: Requirements,
  libraries: readonly Library[],
): ScannedLibrary[] {
  const own = new Set(modules.flatMap(({ source }) => source.name.replace(/\.py$/, '').split('/')));
  const files = new Map<string, number>();
  for (const module of modules) {
    for (const name of importedNames([module])) {
      if (!own.has(name) && !STANDARD_MODULES.has(name))
        files.set(name, (files.get(name) ?? 0) + 1);
    }
  }
  return [...files]
    .map(([name, count]): ScannedLibrary => {
      const known = libraries.find(({ module }) => module === name);
      const distributions = known?.distributions ?? [distributionName(name)];
      const version = distributions
        .map((found) => versions.get(found))
        .find((found) => found !== undefined);
      return { name, version, files: count, replacement: known?.replacement };
    })
    .toSorted((a, b) => b.files - a.files || compareText(a.name, b.name));
}
