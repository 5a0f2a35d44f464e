/**
 * Everything `port scan` says of an app, from its modules: its routes and what becomes of each, its SQL, its risks,
 * its libraries. Nothing is run; what could not be followed is reported.
 */
import { diagnostic, sortDiagnostics, type Diagnostic } from '../diagnostics/diagnostic.js';
import { lineStarts, positionAt } from '../diagnostics/position.js';
import type { Library } from '../libraries/library.js';
import type {
  AuditEntry,
  Place,
  ScannedQuery,
  ScannedRoute,
  ScanResult,
} from '../model/scan-result.js';
import type { PythonModule } from '../python/parse-module.js';
import type { FunctionStatement } from '../python/syntax.js';
import { optionsOf, textOf, type Site } from '../python/evaluate/value.js';
import { compareText } from '../util/compare-text.js';
import { parseRule } from '../werkzeug/parse-rule.js';
import { auditProgram, finding, type Finding } from './audit.js';
import { CommitFacts } from './commits.js';
import type { DatabaseUse } from './database-use.js';
import type { FoundRoute } from './flatten-routes.js';
import { foldHandler } from './fold-handler.js';
import { FunctionIndex } from './function-index.js';
import { importedLibraries } from './imported-libraries.js';
import { isPlainApp } from './plain-app.js';
import type { FlaskProgram } from './read-app.js';
import { callGraph, reachedFrom } from './reach.js';
import { readRequirements } from './read-requirements.js';
import { scanCors } from './scan-hooks.js';
import { viewName } from './view-names.js';

export interface AppSource {
  readonly app: FlaskProgram;
  readonly name: string;
  readonly root: string;
  readonly modules: readonly PythonModule[];
  readonly others: readonly { readonly path: string; readonly bytes: Uint8Array }[];
  readonly libraries: readonly Library[];
}

export function scanApp({ app, name, root, modules, others, libraries }: AppSource): ScanResult {
  const index = new FunctionIndex(modules);
  const graph = callGraph(app.use, index);
  const commits = new CommitFacts(modules, app.use, app.surface, index);
  const places = new Places();
  const requirements = readRequirements(others);

  const isPlain = isPlainApp(app.surface, modules);
  const routes: ScannedRoute[] = [];
  const routeFindings: Finding[] = [];
  const findings = auditProgram(modules, app.surface, app.use, index);
  const routeOf = new Map<FunctionStatement, string>();
  for (const found of app.urlMap.routes) {
    const reached = reachedFrom(found, graph);
    const { route, problems } = scanRoute(found, reached, { app, commits, places, index, isPlain });
    routes.push(route);
    routeFindings.push(...problems);
    for (const node of reached) if (!routeOf.has(node)) routeOf.set(node, routeName(route));
    if (commits.of(reached) === 'never') findings.push(...commits.writesOf(reached));
  }
  const audit = new Map<string, AuditEntry>();
  const shown = new Map<string, Diagnostic>();
  for (const { site, diagnostic: found } of findings) {
    const around = index.around(site.module, site);
    const entry: AuditEntry = {
      code: found.code,
      message: found.message,
      source: places.of(site),
      route: around && routeOf.get(around),
    };
    const key = JSON.stringify([entry.code, entry.source]);
    audit.set(key, entry);
    shown.set(key, found);
  }
  return {
    app: {
      name,
      root,
      files: modules.length,
      lines: modules.reduce((sum, module) => sum + places.lineCount(module), 0),
      flask: requirements.versions.get('flask'),
      werkzeug: requirements.versions.get('werkzeug'),
      python: requirements.python,
      schema: others.filter(isSchema).map(({ path }) => path),
    },
    routes,
    queries: scanQueries(app.use, places),
    audit: [...audit.values()].toSorted(
      (a, b) => comparePlaces(a.source, b.source) || compareText(a.code, b.code),
    ),
    libraries: importedLibraries(modules, requirements, libraries),
    functions: index.count,
    functionsTranslated: 0,
    hooks: [],
    cors: scanCors(app.surface),
    findings: sortDiagnostics([...shown.values()]),
    diagnostics: sortDiagnostics([
      ...modules.flatMap((module) => module.diagnostics),
      ...routeFindings.map((problem) => problem.diagnostic),
      ...appDiagnostics(app, modules),
    ]),
  };
}

export function routeName({ methods, rule }: Pick<ScannedRoute, 'methods' | 'rule'>): string {
  return `${methods.join(', ')} ${rule}`;
}

function isSchema({ path, bytes }: { readonly path: string; readonly bytes: Uint8Array }): boolean {
  return (
    path.toLowerCase().endsWith('.sql') && /create\s+table/i.test(new TextDecoder().decode(bytes))
  );
}

interface RouteContext {
  readonly app: FlaskProgram;
  readonly commits: CommitFacts;
  readonly places: Places;
  readonly index: FunctionIndex;
  readonly isPlain: boolean;
}

function scanRoute(
  found: FoundRoute,
  reached: ReadonlySet<FunctionStatement>,
  { app, commits, places, index, isPlain }: RouteContext,
): { route: ScannedRoute; problems: Finding[] } {
  const problems: Finding[] = [];
  const codes = new Set<string>();
  const { view, site } = found;
  const rule = found.rule ?? knownPart(found, site);
  if (found.rule === undefined) {
    const message = `the rule of "${found.endpoint}" is known only when the app runs`;
    problems.push(finding('flask-dynamic-route', site, message));
  } else {
    if (!found.isCertain) {
      const message = `the rule of "${found.endpoint}" depends on a condition: it may be ${found.rule}`;
      problems.push(finding('flask-dynamic-route', site, message));
    }
    for (const problem of parseRule(found.rule).problems) {
      const code = RULE_CODES[problem.kind];
      problems.push(finding(code, site, `${problem.message}: ${found.rule}`));
    }
  }
  for (const { diagnostic: problem } of problems) codes.add(problem.code);

  const node = view?.kind === 'function' && view.node.kind === 'function' ? view.node : undefined;
  const ends = commits.of(reached);
  const isBare =
    problems.length === 0 &&
    node !== undefined &&
    node.decorators.length ===
      app.urlMap.routes.filter((other) => other.view?.node === node).length;
  const declaration =
    isPlain && isBare && view?.kind === 'function'
      ? foldHandler(view, found, { app, commits: ends })
      : undefined;
  if (!declaration) codes.add('python-not-translated');
  if (ends === 'never') codes.add('psycopg-never-committed');
  const route: ScannedRoute = {
    rule,
    methods: found.methods,
    endpoint: found.endpoint,
    blueprint: found.blueprint,
    source: places.of(site),
    view: view && {
      name: view.name,
      qualifiedName: nameOfView(view),
      ...places.of({
        module: view.module.module!,
        start: 'nameStart' in view.node ? view.node.nameStart : view.node.start,
        end: view.node.end,
      }),
    },
    strictSlashes: found.strictSlashes,
    status: declaration ? (ends === 'never' ? 'partial' : 'ported') : 'stub',
    codes: [...codes].toSorted(compareText),
    reason: declaration
      ? undefined
      : (problems[0]?.diagnostic.message ?? 'its Python is not translated'),
    lines: [...reached].reduce((sum, reachedNode) => sum + index.linesOf(reachedNode), 0),
    declaration,
    isTranslated: false,
  };
  return { route, problems };
}

/** `app/films.py:FilmView.get`: of a method the class of its object, which may have inherited it. */
function nameOfView(view: NonNullable<FoundRoute['view']>): string | undefined {
  if (view.node.kind === 'lambda') return undefined;
  const owner =
    view.kind === 'function' && view.self?.kind === 'instance' ? view.self.class : undefined;
  const { module } = owner?.module ?? view.module;
  if (!module) return undefined;
  const node = view.kind === 'function' ? (view.original?.node ?? view.node) : view.node;
  if (node.kind === 'lambda') return undefined;
  const name = owner ? viewName(module, owner.node) : viewName(view.module.module!, node);
  if (name === undefined) return undefined;
  return `${module.source.name}:${owner ? `${name}.${view.node.name}` : name}`;
}

const RULE_CODES = {
  malformed: 'rule-invalid',
  'unknown-converter': 'rule-unknown-converter',
  'duplicate-variable': 'rule-invalid',
  'bad-argument': 'rule-invalid',
} as const;

/** The rule as the source writes it. */
function knownPart({ endpoint }: FoundRoute, { module, start, end }: Site): string {
  const literal = /(['"])(\/[^'"]*)\1/.exec(module.source.text.slice(start, end));
  return literal ? `…${literal[2]}` : `… (${endpoint})`;
}

function scanQueries({ statements }: DatabaseUse, places: Places): ScannedQuery[] {
  const queries = new Map<string, ScannedQuery>();
  for (const { sql, site } of statements) {
    const options = optionsOf(sql);
    for (const option of options) {
      if (option.kind === 'unknown' || option.kind === 'method') continue;
      const isDynamic = option.kind !== 'constant';
      const text =
        option.kind === 'text'
          ? option.parts.map((part) => (part.kind === 'hole' ? '{…}' : String(part.value))).join('')
          : textOf(option);
      if (text === undefined) continue;
      const source = places.of(site);
      const status = isDynamic ? 'dynamic' : options.length > 1 ? 'choice' : 'constant';
      const codes = isDynamic ? ['psycopg-dynamic-sql'] : [];
      queries.set(JSON.stringify([source, text]), { sql: text, source, status, codes });
    }
  }
  return [...queries.values()].toSorted(
    (a, b) => comparePlaces(a.source, b.source) || compareText(a.sql, b.sql),
  );
}

function appDiagnostics(
  { surface, urlMap }: FlaskProgram,
  modules: readonly PythonModule[],
): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (urlMap.routes.length === 0) {
    const files = modules.length === 1 ? 'one Python file' : `${modules.length} Python files`;
    const message = `there is no Flask app here: ${files} read, no route found`;
    found.push(diagnostic({ code: 'flask-no-app', message }));
  }
  for (const blueprint of urlMap.unregistered) {
    const name = textOf(blueprint.arguments.positional[0]) ?? '?';
    const message = `no app registers the blueprint "${name}": its routes answer nothing`;
    found.push(finding('flask-unregistered-blueprint', blueprint.site, message).diagnostic);
  }
  const withRoutes = new Set(urlMap.routes.map(({ app }) => app?.site.module.source.name));
  const [first, second] = surface.apps.filter(({ site }) =>
    withRoutes.has(site.module.source.name),
  );
  if (first && second && withRoutes.size > 1) {
    const { diagnostic: several } = finding(
      'flask-several-apps',
      second.site,
      `this is one of ${withRoutes.size} Flask apps whose routes are listed together`,
    );
    found.push(several);
  }
  return found;
}

/** Lines of modules and functions; the starts of lines are looked up once a module. */
class Places {
  readonly #starts = new Map<PythonModule, readonly number[]>();

  of({ module, start }: Site): Place {
    return { file: module.source.name, line: positionAt(this.#startsOf(module), start).line };
  }

  lineCount(module: PythonModule): number {
    const { text } = module.source;
    return this.#startsOf(module).length - (text === '' || /[\r\n]$/.test(text) ? 1 : 0);
  }

  #startsOf(module: PythonModule): readonly number[] {
    const known = this.#starts.get(module) ?? lineStarts(module.source.text);
    this.#starts.set(module, known);
    return known;
  }
}

function comparePlaces(a: Place, b: Place): number {
  return compareText(a.file, b.file) || a.line - b.line;
}
