/** What `port bench` measures: a service that is generated from a manifest, in memory. */
import { dirname, join } from 'node:path';
import type { Diagnostic, Source } from '../diagnostics/diagnostic.js';
import type { Service } from '../model/service.js';
import type { Resources } from '../processes/resources.js';
import { describeManifest, type DescribeOptions } from './describe-manifest.js';
import { generate } from './generate.js';
import { REFERENCE } from './package-root.js';
import { readManifest } from './read-manifest.js';

/** What is measured: a service, its code, and what its database is made of. */
export interface BenchApp {
  readonly service: Service;
  /** The `src/` of the generated service, by path from there. */
  readonly sources: ReadonlyMap<string, string>;
  readonly sqlFiles: readonly Source[];
  /** The films/reviews app, for which there are other targets too. */
  readonly isReference: boolean;
}

/** Why nothing was measured. */
export interface BenchRefusal {
  readonly kind: 'refused';
  readonly message: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Generates the service of a manifest, or of the reference app without one, to be measured. */
export async function prepareBench(
  resources: Resources,
  manifest: string | undefined,
  options: DescribeOptions,
): Promise<BenchRefusal | { readonly kind: 'ready'; readonly app: BenchApp }> {
  const path = manifest ?? join(REFERENCE, 'port.yaml');
  const source = await readManifest(path, manifest ?? 'films-reviews/port.yaml');
  const { service, sqlFiles, diagnostics } = await describeManifest(
    resources,
    source,
    dirname(path),
    options,
  );
  if (!service) return { kind: 'refused', message: 'the manifest has errors', diagnostics };
  const sources = sourcesOf(await generate(resources, service, sqlFiles, options.onStep));
  return {
    kind: 'ready',
    app: { service, sources, sqlFiles, isReference: manifest === undefined },
  };
}

/** The files below `src/`, by path from there, and the templates beside it. */
export function sourcesOf(files: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(
    [...files].flatMap(([file, text]): [string, string][] => {
      if (file.startsWith('templates/')) return [[`../${file}`, text]];
      return file.startsWith('src/') && file.endsWith('.ts')
        ? [[file.slice('src/'.length), text]]
        : [];
    }),
  );
}
