/** `port init`: a manifest becomes a service on disk, all of it or nothing. */
import { dirname, relative, resolve } from 'node:path';
import { hasErrors, type Diagnostic, type Source } from '../diagnostics/diagnostic.js';
import type { FileTree } from '../emit/emit-service.js';
import type { Service } from '../model/service.js';
import type { Resources } from '../processes/resources.js';
import { planTree } from '../workspace/plan-tree.js';
import type { WrittenFile } from '../workspace/tree-change.js';
import { writeTreeAtomically } from '../workspace/write-tree.js';
import { copyStatic } from './copy-static.js';
import { describeManifest } from './describe-manifest.js';
import { generate } from './generate.js';
import { withPortFolder } from './lock-generation.js';
import { readManifest } from './read-manifest.js';

export interface InitOptions {
  /** As the user wrote it: diagnostics name it so. */
  readonly manifest: string;
  /** What stands in it, when it has not been written. */
  readonly text?: string | undefined;
  readonly cwd: string;
  readonly out: string | undefined;
  readonly force: boolean;
  readonly dryRun: boolean;
  readonly databaseUrl: string | undefined;
  readonly onStep: (step: string) => void;
}

export interface InitResult {
  /** Undefined when the manifest has errors, and nothing was written. */
  readonly written:
    | {
        readonly out: string;
        readonly files: readonly WrittenFile[];
        readonly service: Service;
        /** A folder of static files that is too large to be copied. */
        readonly leftOut: string | undefined;
      }
    | undefined;
  readonly sqlFiles: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * @throws Unreadable for the manifest, DatabaseUnavailable, OutputRefused.
 */
export async function init(resources: Resources, options: InitOptions): Promise<InitResult> {
  const path = resolve(options.cwd, options.manifest);
  const source =
    options.text === undefined
      ? await readManifest(path, options.manifest)
      : { name: options.manifest, text: options.text };
  const { service, sqlFiles, pythonFiles, diagnostics } = await describeManifest(
    resources,
    source,
    dirname(path),
    options,
  );
  if (!service || hasErrors(diagnostics)) return { written: undefined, sqlFiles, diagnostics };

  const out = resolve(options.cwd, options.out ?? service.name);
  const generated: FileTree = await generate(resources, service, sqlFiles, options.onStep);
  const generation = { manifest: source, manifestPath: path, sqlFiles, pythonFiles };
  const tree = await withPortFolder(generated, out, generation);
  options.onStep('writing the files');
  resources.throwIfClosing();
  const files = options.dryRun
    ? await planTree(out, tree, { force: options.force })
    : await writeTreeAtomically(out, tree, { force: options.force, signal: resources.signal });
  const copied = await copyStatic(service, out, options);
  return {
    written: {
      out: relative(options.cwd, out) || '.',
      files: [...files, ...copied.files],
      service,
      leftOut: copied.isTooLarge ? service.program?.staticFiles?.from : undefined,
    },
    sqlFiles,
    diagnostics,
  };
}
