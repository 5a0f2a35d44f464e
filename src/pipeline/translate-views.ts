/** The views, hooks and error handlers that a manifest names in the Flask app, as TypeScript. Nothing of it is run. */
import { join, resolve } from 'node:path';
import { diagnostic, type Diagnostic, type Source } from '../diagnostics/diagnostic.js';
import { meantLibraries } from '../flask/meant-libraries.js';
import type { AppSurface } from '../flask/app-surface.js';
import { readFlaskApp } from '../flask/read-app.js';
import { staticSettings } from '../flask/static-settings.js';
import { definitionsOf } from '../flask/view-names.js';
import { ruleVariables } from '../model/rule.js';
import type { AnyQuery, Hook, Service, TranslatedHandler } from '../model/service.js';
import type { PythonModule } from '../python/parse-module.js';
import { readPythonFile } from '../python/read-python-file.js';
import type { EntryPoint } from '../translate/translate-program.js';
import { compareText } from '../util/compare-text.js';
import { isFolder } from '../workspace/is-folder.js';
import { readSourceTree } from '../workspace/read-source-tree.js';
import { importedPaths } from '../flask/imported-libraries.js';
import { loadLibraries } from './load-libraries.js';
import type { Resources } from '../processes/resources.js';
import { loadGrammar } from './python-grammar.js';
import { Unreadable } from './read-input.js';
import { translateSoundly } from './translate-soundly.js';
import { notRead, notTranslated } from './not-translated.js';
import { readTemplates, rendersTemplates } from './read-templates.js';

export interface TranslatedService<Q extends AnyQuery> {
  readonly service: Service<Q>;
  /** The files of the Flask app; none where nothing is translated. */
  readonly pythonFiles: readonly Source[];
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws Unreadable when the app's folder is not there */
export async function translateViews<Q extends AnyQuery>(
  resources: Resources,
  service: Service<Q>,
  manifest: Source,
  folder: string,
): Promise<TranslatedService<Q>> {
  const wanted = handlersOf(service);
  if (wanted.length === 0 || service.sourceFolder === undefined)
    return { service, pythonFiles: [], diagnostics: [] };
  await loadGrammar();
  const [{ modules, others }, known] = await Promise.all([
    readModules(join(folder, service.sourceFolder), service.sourceFolder),
    loadLibraries(),
  ]);
  const libraries = meantLibraries(known, others, importedPaths(modules));
  const byPath = new Map(modules.map((module) => [module.source.name, module]));
  const diagnostics: Diagnostic[] = [];
  const entries = new Map<TranslatedHandler, EntryPoint>();
  for (const { handler, entry } of wanted) {
    const found = findDefinition(byPath, handler.view);
    if (found) entries.set(handler, { ...entry, ...found });
    else diagnostics.push(unknownView(manifest, handler, byPath));
  }
  const root = join(folder, service.sourceFolder);
  const pythonFiles = await sourcesOf(root, modules);
  if (diagnostics.length > 0) return { service, pythonFiles, diagnostics };
  const translated = await translateSoundly(resources, { modules, libraries, root }, [
    ...entries.values(),
  ]);
  const codeOf = (handler: TranslatedHandler): TranslatedHandler => {
    const { view } = translated.entries.get(entries.get(handler)!)!;
    return { ...handler, code: view };
  };
  const shown = new Set<string>();
  const found = [...translated.entries.values()].map(({ problems }) => problems);
  for (const problems of [...found, translated.leftOut]) {
    for (const problem of problems) {
      const key = `${problem.module.source.name}:${problem.start}`;
      if (shown.has(key)) continue;
      shown.add(key);
      diagnostics.push(notTranslated(problem));
    }
  }
  diagnostics.push(...notRead(translated.surface));
  return {
    service: {
      ...service,
      blueprints: service.blueprints.map((blueprint) => ({
        ...blueprint,
        routes: blueprint.routes.map((route) =>
          route.handler.kind === 'translated'
            ? { ...route, handler: codeOf(route.handler) }
            : route,
        ),
      })),
      hooks: service.hooks.map((hook): Hook => {
        const entry = translated.entries.get(entries.get(hook.handler)!)!;
        const error = typeof hook.error === 'string' ? entry.errorClass : hook.error;
        return { ...hook, error, handler: codeOf(hook.handler) };
      }),
      program: {
        files: translated.files,
        templates: translated.templates,
        jinja: translated.jinja,
        staticFiles: await staticFilesOf(root, translated.surface),
        packages: translated.packages,
        setUp: translated.setUp,
      },
    },
    pythonFiles,
    diagnostics: diagnostics.toSorted((a, b) => compareText(placeOf(a), placeOf(b))),
  };
}

async function staticFilesOf(
  root: string,
  surface: AppSurface,
): Promise<{ url: string; from: string } | undefined> {
  const settings = staticSettings(surface);
  if (!settings) return undefined;
  const from = resolve(root, settings.folder);
  return (await isFolder(from)) ? { url: settings.url, from } : undefined;
}

/** As text, for who asks whether they have changed. @throws Unreadable */
export async function readPythonFiles(
  { sourceFolder }: Service<AnyQuery>,
  folder: string,
): Promise<readonly Source[]> {
  if (sourceFolder === undefined) return [];
  await loadGrammar();
  const root = join(folder, sourceFolder);
  const { modules } = await readModules(root, sourceFolder);
  return sourcesOf(root, modules);
}

/** Of modules and, where they render any, of templates. */
async function sourcesOf(root: string, modules: readonly PythonModule[]): Promise<Source[]> {
  const rendered = modules.some(rendersTemplates);
  const templates = rendered
    ? await readTemplates(root, readFlaskApp(modules), modules)
    : undefined;
  return [...modules, ...(templates?.files ?? [])].map(({ source }) => source);
}

interface AppFiles {
  readonly modules: readonly PythonModule[];
  readonly others: readonly { readonly path: string; readonly bytes: Uint8Array }[];
}

async function readModules(root: string, name: string): Promise<AppFiles> {
  try {
    const { python, others } = await readSourceTree(root);
    return { modules: python.map(({ path, bytes }) => readPythonFile(path, bytes)), others };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new Unreadable(`${name}, the folder of the Flask app, cannot be read`, [
      '"source" in "app" is relative to the manifest',
    ]);
  }
}

interface Wanted {
  readonly handler: TranslatedHandler;
  readonly entry: Omit<EntryPoint, 'module' | 'node'>;
}

function handlersOf(service: Service<AnyQuery>): Wanted[] {
  const routes = service.blueprints.flatMap((blueprint) =>
    blueprint.routes.flatMap(({ handler, rule, methods }): Wanted[] => {
      if (handler.kind !== 'translated') return [];
      const types = new Map(
        ruleVariables(rule).map(({ name, converter }) => [
          name,
          converter.kind === 'int' || converter.kind === 'float'
            ? converter.kind
            : ('str' as const),
        ]),
      );
      const entry = {
        methods: methods.map((method) => method.toLowerCase()),
        arguments: types,
        positional: [],
        errorClass: undefined,
      };
      return [{ handler, entry }];
    }),
  );
  const hooks = service.hooks.map(({ handler, on, error }): Wanted => ({
    handler,
    entry: {
      methods: [],
      arguments: new Map(),
      positional:
        on === 'errorhandler'
          ? [typeof error === 'number' ? 'werkzeug.exceptions.HTTPException' : 'value']
          : on === 'after_request'
            ? ['flask.Response']
            : ['value'],
      errorClass: typeof error === 'string' ? error : undefined,
    },
  }));
  return [...routes, ...hooks];
}

function findDefinition(
  modules: ReadonlyMap<string, PythonModule>,
  view: string,
): Pick<EntryPoint, 'module' | 'node' | 'method'> | undefined {
  const colon = view.lastIndexOf(':');
  const module = modules.get(view.slice(0, colon));
  if (!module) return undefined;
  const name = view.slice(colon + 1);
  const definitions = definitionsOf(module);
  // A method may be inherited: the class is the one that is named.
  const dot = name.lastIndexOf('.');
  const owner = definitions.get(name.slice(0, Math.max(dot, 0)));
  if (owner?.kind === 'class') return { module, node: owner, method: name.slice(dot + 1) };
  const node = definitions.get(name);
  return node && { module, node };
}

function unknownView(
  manifest: Source,
  { view, at }: TranslatedHandler,
  modules: ReadonlyMap<string, PythonModule>,
): Diagnostic {
  const colon = view.lastIndexOf(':');
  const file = view.slice(0, colon);
  const module = modules.get(file);
  return diagnostic({
    code: 'python-view-unknown',
    message: module
      ? `${file} has no function or class "${view.slice(colon + 1)}"`
      : `the Flask app has no file ${file}`,
    labels: [{ source: manifest, ...at, text: '' }],
  });
}

function placeOf({ labels: [label] }: Diagnostic): string {
  return label ? `${label.source.name} ${String(label.start).padStart(8, '0')}` : '';
}
