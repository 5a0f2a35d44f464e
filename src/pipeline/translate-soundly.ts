/**
 * Translation that compiles: what the compiler refuses of it is left out and says so, and the rest is tried again. Types
 * are inferred from Python, and TypeScript has the last word on them.
 */
import { copiedTemplates } from '../emit/copied-templates.js';
import { declarationsAt, declarationsUsing } from '../emit/declaration-at.js';
import type { AppSurface } from '../flask/app-surface.js';
import { FunctionIndex } from '../flask/function-index.js';
import { importedNames } from '../flask/imported-libraries.js';
import { readFlaskApp } from '../flask/read-app.js';
import { startCalls } from '../flask/start-calls.js';
import type { Library } from '../libraries/library.js';
import type { Resources } from '../processes/resources.js';
import type { PythonModule } from '../python/parse-module.js';
import {
  translateProgram,
  type EntryPoint,
  type TranslatedProgram,
} from '../translate/translate-program.js';
import type { Templates } from '../translate/app-templates.js';
import { Bug } from '../util/bug.js';
import { checkTypes } from './check-types.js';
import { readServiceTemplates } from './read-service-templates.js';
import { readTemplates } from './read-templates.js';

/** How often what does not compile is left out and the rest is tried again. */
const MAX_ATTEMPTS = 12;

/** Translates; a function whose TypeScript does not compile becomes a stub that says so. */
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
  known: Unsound = {
    refused: new Map(),
    unread: new Map(),
    open: new Set(),
    undecorated: new Set(),
  },
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
      settings: [...app.surface.settings, ...startCalls(app.use, functions)],
      callbacks: app.surface.callbacks,
      configurations: app.surface.configurations,
      templates,
      ...known,
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
  const found = findUnsound(translated.files, problems, known);
  if (sizeOf(found) === sizeOf(known) || attempt === MAX_ATTEMPTS) {
    throw new Bug(`the translated code does not compile:\n  ${problems.join('\n  ')}`);
  }
  return translateSoundly(resources, { ...source, templates }, entries, found, attempt + 1);
}

/** What the compiler has refused, by the declaration it stands in. */
interface Unsound {
  readonly refused: ReadonlyMap<string, string>;
  /** Names that nothing reads. */
  readonly unread: ReadonlyMap<string, ReadonlySet<string>>;
  /** Functions whose end TypeScript takes for reachable. */
  readonly open: ReadonlySet<string>;
  /** Functions that are refused, and whose decorators do not fit either. */
  readonly undecorated: ReadonlySet<string>;
}

function sizeOf({ refused, unread, open, undecorated }: Unsound): number {
  return (
    refused.size +
    open.size +
    undecorated.size +
    [...unread.values()].reduce((sum, names) => sum + names.size, 0)
  );
}

function findUnsound(
  files: ReadonlyMap<string, string>,
  problems: readonly string[],
  known: Unsound,
): Unsound {
  const refused = new Map(known.refused);
  const unread = new Map([...known.unread].map(([key, names]) => [key, new Set(names)]));
  const open = new Set(known.open);
  const undecorated = new Set(known.undecorated);
  for (const problem of problems) {
    const [, path = '', line, message = ''] =
      /^(src\/[^(]+)\((\d+),\d+\): error (.*)$/.exec(problem) ?? [];
    const text = files.get(path);
    if (text === undefined) continue;
    const file = path.replaceAll(/^src\/|\.ts$/g, '');
    const reason = `code whose types do not fit together (${message})`;
    const [declaration] = declarationsAt(text, [Number(line)]);
    if (!declaration) {
      // An import: whatever uses its names.
      for (const name of declarationsUsing(text, Number(line)))
        refused.set(`${file}#${name}`, reason);
      continue;
    }
    const { name, member } = declaration;
    const key = `${file}#${name}${member === undefined ? '' : `.${member}`}`;
    const unused = /^TS6133: '(.*)' is declared but/.exec(message)?.[1];
    if (unused !== undefined && !unread.get(key)?.has(unused)) {
      unread.set(key, (unread.get(key) ?? new Set()).add(unused));
    } else if (/^TS(?:2366|7030|2355)/.test(message) && !open.has(key)) open.add(key);
    else if (!refused.has(key)) refused.set(key, reason);
    // What is no function, such as an attribute of a class, takes its class with it; a function its decorators.
    else if (member !== undefined) refused.set(`${file}#${name}`, reason);
    else undecorated.add(key);
  }
  return { refused, unread, open, undecorated };
}
