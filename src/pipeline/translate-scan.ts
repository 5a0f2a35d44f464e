/** What becomes of each route when its view is translated: a dry run of what `port init` will do with the manifest. */
import { sortDiagnostics } from '../diagnostics/diagnostic.js';
import { FunctionIndex } from '../flask/function-index.js';
import { importedNames } from '../flask/imported-libraries.js';
import type { FlaskProgram } from '../flask/read-app.js';
import { startStatements } from '../flask/start-calls.js';
import { scanHooks } from '../flask/scan-hooks.js';
import type { Library } from '../libraries/library.js';
import type { ScannedRoute, ScanResult } from '../model/scan-result.js';
import { ruleVariables } from '../model/rule.js';
import type { PythonModule } from '../python/parse-module.js';
import { translateProgram, type EntryPoint, type Problem } from '../translate/translate-program.js';
import type { Templates } from '../translate/app-templates.js';
import { compareText } from '../util/compare-text.js';
import { parseRule } from '../werkzeug/parse-rule.js';
import { notRead, notTranslated } from './not-translated.js';

export function translateScan(
  result: ScanResult,
  app: FlaskProgram,
  modules: readonly PythonModule[],
  libraries: readonly Library[],
  templates: Templates | undefined,
): ScanResult {
  const entries = new Map<number, EntryPoint>();
  for (const [at, { view, rule, methods }] of app.urlMap.routes.entries()) {
    if (result.routes[at]?.declaration || !view || rule === undefined) continue;
    const owner =
      view.kind === 'function' && view.self?.kind === 'instance' ? view.self.class : undefined;
    const { module } = owner?.module ?? view.module;
    const { node } = view;
    if (!module || node.kind === 'lambda') continue;
    entries.set(at, {
      module,
      node:
        owner?.node ??
        (view.kind === 'function'
          ? ((view.original?.node as typeof node | undefined) ?? node)
          : node),
      method: owner ? node.name : undefined,
      methods: methods.map((method) => method.toLowerCase()),
      arguments: argumentsOf(rule),
      positional: [],
      errorClass: undefined,
    });
  }
  const hooks = scanHooks(app.surface, app.urlMap);
  const hookEntries = hooks.flatMap(({ handler }): EntryPoint[] =>
    handler.module.module && handler.node.kind === 'function'
      ? [
          {
            module: handler.module.module,
            node: handler.node,
            methods: [],
            arguments: new Map(),
            positional: ['value'],
            errorClass: undefined,
          },
        ]
      : [],
  );
  if (entries.size === 0) return { ...result, hooks: [] };
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
    },
    [...entries.values(), ...hookEntries],
  );
  const problems = new Map<string, Problem>();
  const routes = result.routes.map((route, at): ScannedRoute => {
    const entry = entries.get(at);
    const found = entry && translated.entries.get(entry);
    if (!found) return route;
    for (const problem of found.problems) {
      problems.set(`${problem.module.source.name}:${problem.start}`, problem);
    }
    return translatedRoute(route, found.view.status, found.problems);
  });
  for (const problem of translated.leftOut) {
    const key = `${problem.module.source.name}:${problem.start}`;
    if (!problems.has(key)) problems.set(key, problem);
  }
  return {
    ...result,
    routes,
    hooks: hooks.map(({ handler: _handler, ...hook }) => hook),
    functionsTranslated: translated.translated,
    diagnostics: sortDiagnostics([
      ...result.diagnostics,
      ...[...problems.values()]
        .toSorted(
          (a, b) => compareText(a.module.source.name, b.module.source.name) || a.start - b.start,
        )
        .map(notTranslated),
      ...notRead(app.surface),
    ]),
  };
}

function argumentsOf(rule: string): ReadonlyMap<string, 'int' | 'float' | 'str'> {
  const { rule: parsed } = parseRule(rule);
  return new Map(
    ruleVariables(parsed).map(({ name, converter }) => [
      name,
      converter.kind === 'int' || converter.kind === 'float' ? converter.kind : 'str',
    ]),
  );
}

function translatedRoute(
  route: ScannedRoute,
  status: ScannedRoute['status'],
  problems: readonly Problem[],
): ScannedRoute {
  const others = route.codes.filter((code) => code !== 'python-not-translated');
  const mustBeLookedAt = others.length > 0;
  const codes = problems.length > 0 ? ['python-not-translated', ...others] : others;
  const [first] = problems;
  return {
    ...route,
    isTranslated: true,
    status: status === 'ported' && mustBeLookedAt ? 'partial' : status,
    codes: codes.toSorted(compareText),
    reason: first && `${first.functionName ?? ''}: ${first.message}`,
  };
}
