/** From a described service to the files of the generated one, formatted and type-checked, in memory. */
import type { Source } from '../diagnostics/diagnostic.js';
import { emitService, type FileTree } from '../emit/emit-service.js';
import type { Service } from '../model/service.js';
import type { Resources } from '../processes/resources.js';
import { Bug } from '../util/bug.js';
import { checkTypes } from './check-types.js';
import { readServiceTemplates } from './read-service-templates.js';

/** Without looking whether they compile: for who does so himself. */
export async function emitFiles(
  service: Service,
  sqlFiles: readonly Source[],
  format?: (path: string, text: string) => Promise<string>,
): Promise<FileTree> {
  return emitService(service, await readServiceTemplates(), sqlFiles, format);
}

export async function generate(
  resources: Resources,
  service: Service,
  sqlFiles: readonly Source[],
  onStep: (step: string) => void,
): Promise<FileTree> {
  onStep('writing the code');
  const files = await emitFiles(service, sqlFiles);
  onStep('checking its types');
  const problems = await checkTypes(resources, files);
  if (problems.length > 0) {
    throw new Bug(`the generated code does not compile:\n  ${problems.join('\n  ')}`);
  }
  return files;
}
