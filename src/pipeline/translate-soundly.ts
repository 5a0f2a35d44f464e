/**
 * Translation that compiles: what the compiler refuses of it is left out and says so, and the rest is tried again. Types
 * are inferred from Python, and TypeScript has the last word on them.
 */
import { copiedTemplates } from '../emit/copied-templates.js';
import type { AppSurface } from '../flask/app-surface.js';
import { FunctionIndex } from '../flask/function-index.js';
import { importedNames } from '../flask/imported-libraries.js';
import { readFlaskApp } from '../flask/read-app.js';
import { startStatements } from '../flask/start-calls.js';
import type { Library } from '../libraries/library.js';
import type { Resources } from '../processes/resources.js';
import type { PythonModule } from '../python/parse-module.js';
import {
  translateProgram,
  type EntryPoint,
  type TranslatedProgram,
} from '../translate/translate-program.js';
import type { Templates } from '../translate/app-templates.js';
import type { Verdicts } from '../translate/verdicts.js';
import { Bug } from '../util/bug.js';
import { checkTypes } from './check-types.js';
import { judgeFiles, judgeProblems } from './judge-problems.js';
import { readServiceTemplates } from './read-service-templates.js';
import { readTemplates } from './read-templates.js';

/** How often what does not compile is left out and the rest is tried again. */
const MAX_ATTEMPTS = 12;

/** Translates; what does not compile becomes a stub that says so, or is left out, with what depends on it. */
export async function translateSoundly(
  resources: Resources,
  source: {
    readonly modules: readonly PythonModule[];
    readonly libraries: readonly Library[];
    /** Where the app lies. */
    readonly root: string;
    readonly templates?: Templates | undefined;
  },
  entries: readonly EntryPoint[],
  verdicts: Verdicts = new Map(),
  attempt = 1,
): Promise<TranslatedProgram & { readonly surface: AppSurface }> {
  const { modules, libraries, root } = source;
  const app = readFlaskApp(modules);
  const templates = source.templates ?? (await readTemplates(root, app, modules));
  const functions = new FunctionIndex(modules);
  const translated = translateProgram(
    {
      program: app.program,
      functions,
      libraries,
      imported: importedNames(modules),
      settings: startStatements(app.surface, app.use, functions),
      callbacks: app.surface.callbacks,
      configurations: app.surface.configurations,
      templates,
      verdicts,
    },
    entries,
  );
  const result = { ...translated, surface: app.surface };
  if (translated.files.size === 0) return result;
  const service = await readServiceTemplates();
  const files = new Map(translated.files);
  for (const [path, text] of copiedTemplates(service, files)) files.set(path, text);
  files.set('package.json', '{ "type": "module" }');
  // It starts an app that is not written yet.
  files.delete('src/server.ts');
  const problems = await checkTypes(resources, files);
  if (problems.length === 0) return result;
  if (attempt === MAX_ATTEMPTS) throw notCompiling(problems);
  const judged =
    attempt < MAX_ATTEMPTS - 2 ? judgeProblems(translated, problems, verdicts) : verdicts;
  // What cannot be put right in part is left out as a whole.
  const next = judged === verdicts ? judgeFiles(translated, problems, verdicts) : judged;
  if (next === verdicts) throw notCompiling(problems);
  return translateSoundly(resources, { ...source, templates }, entries, next, attempt + 1);
}

function notCompiling(problems: readonly string[]): Bug {
  return new Bug(`the translated code does not compile:\n  ${problems.join('\n  ')}`);
}
