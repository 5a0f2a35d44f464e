/**
 * Where an app keeps its templates and its static files, and what it adds to Jinja. Sources: flask/sansio/app.py,
 * sansio/scaffold.py (`template_folder`, `static_folder`), flask/templating.py.
 */
import {
  argument,
  textOf,
  type FunctionValue,
  type LibraryObject,
  type Site,
  type Value,
} from '../python/evaluate/value.js';
import type { PythonModule } from '../python/parse-module.js';
import type { Expression, Span, Statement } from '../python/syntax.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { AppSurface, TemplateFunctionEntry } from './app-surface.js';
import { BLUEPRINT_TYPES, typeOf } from './flask-types.js';

export interface TemplateSettings {
  /** From the root of the program, in the order in which Flask looks: the app's, then the blueprints'. */
  readonly folders: readonly TemplateFolder[];
  readonly trimsBlocks: boolean;
  readonly stripsBlocks: boolean;
  readonly functions: readonly TemplateFunction[];
  /** What is done to Jinja that a service does not do. */
  readonly unsupported: readonly JinjaChange[];
}

export interface TemplateFolder {
  /** The folder of the module that makes the app or the blueprint. */
  readonly beside: string;
  /** Undefined where nobody knows before the program runs. */
  readonly name: string | undefined;
  /** Where it is made. */
  readonly site: Site;
}

export interface TemplateFunction {
  readonly kind: TemplateFunctionEntry['kind'] | 'context';
  /** Of a filter, a test or a global. */
  readonly name: string;
  readonly handler: FunctionValue;
  /** Of a context processor for the views of one blueprint. */
  readonly blueprint: string | undefined;
}

export interface JinjaChange extends Span {
  readonly module: PythonModule;
  readonly message: string;
}

export function templateSettings(
  surface: AppSurface,
  modules: readonly PythonModule[],
): TemplateSettings {
  const unsupported: JinjaChange[] = [];
  const functions: TemplateFunction[] = [];
  for (const { hook, handler, owner, site } of surface.hooks) {
    if (hook !== 'context_processor' && hook !== 'app_context_processor') continue;
    const blueprint = hook === 'context_processor' ? blueprintOf(owner) : undefined;
    if (isPlainFunction(handler)) functions.push({ kind: 'context', name: '', handler, blueprint });
    else unsupported.push({ ...site, message: 'a context processor that is no function' });
  }
  for (const { kind, name, handler, site } of surface.templateFunctions) {
    if (isPlainFunction(handler)) {
      const own = name ?? (handler.node.kind === 'lambda' ? '' : handler.node.name);
      functions.push({ kind, name: own, handler, blueprint: undefined });
    } else unsupported.push({ ...site, message: `a template ${kind} that is no function` });
  }
  const options = { trimsBlocks: false, stripsBlocks: false };
  for (const module of modules) {
    for (const change of jinjaChanges(module)) {
      const { name, value } = change;
      const isKnown = value?.kind === 'constant' && /^(?:True|False)$/.test(value.value);
      if (HARMLESS.has(name)) continue;
      if (name === 'trim_blocks' && isKnown) options.trimsBlocks = value.value === 'True';
      else if (name === 'lstrip_blocks' && isKnown) options.stripsBlocks = value.value === 'True';
      else unsupported.push({ ...change, message: `the app's change of Jinja, ${change.text}` });
    }
  }
  const folders = foldersOf(surface);
  for (const { name, site } of folders) {
    if (name === undefined)
      unsupported.push({ ...site, message: 'a folder of templates that only the program knows' });
  }
  return { folders, functions, unsupported, ...options };
}

/** `Flask(__name__, template_folder='views')`, and what blueprints say. */
function foldersOf({ apps, blueprints }: AppSurface): TemplateFolder[] {
  const ofApps = apps.map((app) => {
    const given = argument(app.arguments, 'template_folder', 6);
    return { ...placeOf(app), name: given ? textOf(given) : 'templates' };
  });
  const ofBlueprints = blueprints.flatMap((blueprint) => {
    const given = argument(blueprint.arguments, 'template_folder', 4);
    if (!given || (given.kind === 'constant' && given.value === null)) return [];
    return [{ ...placeOf(blueprint), name: textOf(given) }];
  });
  return [...ofApps, ...ofBlueprints];
}

function placeOf({ site }: LibraryObject): Pick<TemplateFolder, 'beside' | 'site'> {
  const { name } = site.module.source;
  return { beside: name.slice(0, Math.max(name.lastIndexOf('/'), 0)), site };
}

function isPlainFunction(handler: Value): handler is FunctionValue {
  return handler.kind === 'function' && handler.node.kind !== 'lambda';
}

function blueprintOf(owner: Value): string | undefined {
  if (owner.kind !== 'object' || !BLUEPRINT_TYPES.has(typeOf(owner) ?? '')) return undefined;
  return textOf(owner.arguments.positional[0]);
}

/** Nothing that a page shows. */
const HARMLESS = new Set(['auto_reload', 'cache', 'cache_size']);

interface FoundChange extends Span {
  readonly module: PythonModule;
  readonly name: string;
  readonly text: string;
  readonly value: Expression | undefined;
}

/** `app.jinja_env.trim_blocks = True`, `app.jinja_options = {…}`, `app.jinja_env.filters['x'] = f`. */
function* jinjaChanges(module: PythonModule): Iterable<FoundChange> {
  if (!/\bjinja_(?:env|options|loader)\b|\bcreate_jinja_environment\b/.test(module.source.text))
    return;
  for (const node of nodesWithin(module.statements)) {
    if (node.kind !== 'assign' && node.kind !== 'expression') continue;
    const target = node.kind === 'assign' ? node.targets[0] : callee(node);
    const found = target && jinjaMember(target);
    if (found === undefined) continue;
    const text = module.source.text.slice(target!.start, target!.end);
    const value = node.kind === 'assign' ? node.value : undefined;
    yield { module, start: node.start, end: node.end, name: found, text, value };
  }
}

function callee(node: Extract<Statement, { kind: 'expression' }>): Expression | undefined {
  return node.value.kind === 'call' ? node.value.callee : undefined;
}

/** The first name behind `jinja_env`; undefined where an expression has nothing to do with Jinja. */
function jinjaMember(node: Expression): string | undefined {
  if (node.kind === 'subscript') return jinjaMember(node.object);
  if (node.kind !== 'attribute') return undefined;
  if (/^jinja_(?:env|options|loader)$/.test(node.name)) return node.name;
  const inner = jinjaMember(node.object);
  return inner === 'jinja_env' ? node.name : inner;
}
