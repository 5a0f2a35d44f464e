/**
 * The surface of a Flask program, read from its modules: every module is evaluated, then every function that
 * would register something and was not called by any of them (an application factory that the server calls).
 */
import type { PythonModule } from '../python/parse-module.js';
import { Program } from '../python/evaluate/program.js';
import type { FunctionValue, ModuleValue, Value } from '../python/evaluate/value.js';
import { nodesWithin } from '../python/walk-syntax.js';
import { emptySurface, type AppSurface } from './app-surface.js';
import {
  emptyDatabaseUse,
  followFunctions,
  observingDatabase,
  type DatabaseUse,
} from './database-use.js';
import { flaskLibraries } from './flask-libraries.js';
import { flattenRoutes, type UrlMap } from './flatten-routes.js';

export interface FlaskProgram {
  readonly surface: AppSurface;
  readonly urlMap: UrlMap;
  readonly program: Program;
  readonly use: DatabaseUse;
}

export function readFlaskApp(modules: readonly PythonModule[]): FlaskProgram {
  const surface = emptySurface();
  const use = emptyDatabaseUse();
  const program = new Program(modules, observingDatabase(flaskLibraries(surface), use));
  const loaded = modules.map((module) => {
    program.resetSteps();
    return program.load(module.source.name);
  });
  // Factories first: what they make, the others are given.
  const pending = loaded.flatMap((module) => setupFunctions(module));
  for (const makes of [true, false]) {
    for (const found of pending.filter((candidate) => candidate.makesApp === makes)) {
      if (isRegistered(surface, found.callee)) continue;
      program.resetSteps();
      const args = { positional: [], named: new Map<string, Value>(), isOpen: true };
      const site = {
        module: found.module,
        start: found.callee.node.start,
        end: found.callee.node.end,
      };
      program.call(found.callee, args, site);
    }
  }
  const urlMap = flattenRoutes(surface);
  // What follows calls factories again: what they register then is no part of the app.
  const found: AppSurface = {
    ...surface,
    apps: [...surface.apps],
    settings: [...surface.settings],
    hooks: [...surface.hooks],
    runs: [...surface.runs],
    environment: [...surface.environment],
    errorHandlers: [...surface.errorHandlers],
    callbacks: [...surface.callbacks],
    templateFunctions: [...surface.templateFunctions],
    configurations: [...surface.configurations],
    kept: [...surface.kept],
  };
  const views = urlMap.routes.flatMap(({ view }) => (view ? [view] : []));
  followFunctions(program, [
    ...found.hooks.map(({ handler }) => handler),
    ...found.errorHandlers.map(({ handler }) => handler),
    ...found.callbacks.map(({ handler }) => handler),
    ...found.templateFunctions.map(({ handler }) => handler),
    ...views,
  ]);
  return {
    surface: { ...found, environment: surface.environment, settings: surface.settings },
    urlMap,
    program,
    use,
  };
}

interface SetupFunction {
  readonly callee: FunctionValue;
  readonly module: PythonModule;
  readonly makesApp: boolean;
}

/** Functions of a module that register something in their own body. */
function setupFunctions({ module, names }: ModuleValue): SetupFunction[] {
  if (!module) return [];
  return [...names.values()].flatMap((value) => {
    if (value.kind !== 'function' || value.module.module !== module) return [];
    if (value.node.kind === 'lambda') return [];
    const calls = nodesWithin(value.node.body).flatMap((node) => {
      if (node.kind !== 'call') return [];
      const { callee } = node;
      return callee.kind === 'attribute' || callee.kind === 'name' ? [callee.name] : [];
    });
    const makesApp = calls.includes('Flask') || calls.includes('APIFlask');
    const registers = calls.some((name) => REGISTERING.has(name));
    return makesApp || registers ? [{ callee: value, module, makesApp }] : [];
  });
}

const REGISTERING = new Set([
  'route',
  'add_url_rule',
  'register_blueprint',
  'add_resource',
  'add_namespace',
]);

/** Whether a call of the function was followed: something in it is on the surface. */
function isRegistered(
  { apps, rules, mounts }: AppSurface,
  { node, module }: FunctionValue,
): boolean {
  return [...apps, ...rules, ...mounts].some(
    ({ site }) => site.module === module.module && site.start >= node.start && site.end <= node.end,
  );
}
