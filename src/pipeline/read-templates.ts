/** The templates of a Flask app, from the folders that it names, with what the app adds to Jinja. */
import { join, posix } from 'node:path';
import { importedNames } from '../flask/imported-libraries.js';
import type { FlaskProgram } from '../flask/read-app.js';
import {
  templateSettings,
  type TemplateFolder,
  type TemplateSettings,
} from '../flask/template-settings.js';
import { TemplateSet, type TemplateFile } from '../jinja/template-set.js';
import type { PythonModule } from '../python/parse-module.js';
import type { Templates } from '../translate/app-templates.js';
import { readTemplateTree } from '../workspace/read-template-tree.js';

/** Undefined for an app that renders none. `root` is where it lies, and `name` how a person calls that folder. */
export async function readTemplates(
  root: string,
  { surface }: FlaskProgram,
  modules: readonly PythonModule[],
): Promise<Templates | undefined> {
  if (!modules.some(rendersTemplates)) return undefined;
  const settings = templateSettings(surface, modules);
  const files: TemplateFile[] = [];
  // oxlint-disable-next-line no-await-in-loop -- they are few, and the first that has a template counts
  for (const folder of settings.folders) files.push(...(await readFolder(root, folder)));
  return { set: templateSet(files, settings, modules), settings, files };
}

export function rendersTemplates({ source }: PythonModule): boolean {
  return /\brender_template/.test(source.text);
}

function templateSet(
  files: readonly TemplateFile[],
  { functions, trimsBlocks, stripsBlocks }: TemplateSettings,
  modules: readonly PythonModule[],
): TemplateSet {
  const named = (kind: string): Set<string> =>
    new Set(functions.filter((one) => one.kind === kind).map(({ name }) => name));
  const globals = named('global');
  // Flask-Login gives every template the user.
  if (importedNames(modules).has('flask_login')) globals.add('current_user');
  return new TemplateSet(files, {
    options: { trimBlocks: trimsBlocks, stripsBlocks },
    additions: { filters: named('filter'), tests: named('test'), globals },
  });
}

/**
 * `templates` lies beside the package that the app is named after, which may be above the module that makes it. Nothing
 * outside the app is read, whatever its source says.
 */
async function readFolder(root: string, { beside, name }: TemplateFolder): Promise<TemplateFile[]> {
  if (name === undefined || posix.isAbsolute(name)) return [];
  for (let folder = beside; ; folder = posix.dirname(folder)) {
    const path = posix.normalize(posix.join(folder, name));
    const isInside = path !== '..' && !path.startsWith('../');
    // oxlint-disable-next-line no-await-in-loop -- the nearest counts
    const found = isInside ? await readTemplateTree(join(root, path)) : undefined;
    if (found)
      return found.map(({ path: own, text, problem }) => ({
        name: own,
        source: { name: posix.join(path, own), text },
        problem,
      }));
    if (folder === '' || folder === '.') return [];
  }
}
