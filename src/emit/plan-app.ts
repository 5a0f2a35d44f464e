/** `app.ts`: one line for each plugin, in the order in which Fastify has to know them. */
import type { Cors, CorsSettings, Service } from '../model/service.js';
import { exactRoutes } from './exact-routes.js';
import { Imports } from './imports.js';
import { kebabCase } from './names.js';
import { usesSharedReads } from './uses-shared-reads.js';
import { pluginName } from './name-blueprint.js';
import { printHooks } from './print-hooks.js';
import { printErrorAnswers } from './print-error-handler.js';
import { printJson, printObject, printString } from './print-literal.js';

export interface AppView {
  readonly imports: string;
  readonly statements: readonly string[];
  /** What makes the object that finds routes for requests. */
  readonly routing: string;
}

export function planApp(service: Service): AppView {
  const imports = new Imports();
  imports.default('fastify', 'Fastify');
  imports.value('fastify', 'LogController');
  imports.type('fastify', 'FastifyInstance');
  imports.type('./config.js', 'Config');
  const flask = imports.value('./flask/index.js', 'flask');
  const flaskOptions: [string, string][] = [
    ['routing', 'routing'],
    ['notJsonStatus', String(notJsonStatus(service))],
  ];
  const isTranslated =
    service.hooks.length > 0 ||
    service.blueprints.some(({ routes }) =>
      routes.some(({ handler }) => handler.kind === 'translated'),
    );
  const versions = versionsOf(service);
  if (versions) flaskOptions.push(['versions', printObject(versions)]);
  // With translated handlers, those and the declared ones are found in one place.
  if (isTranslated) flaskOptions.push(['errors', printString('translated')]);
  else if (service.errorHandlers.length > 0) {
    flaskOptions.push(['errors', printErrorAnswers(service.errorHandlers)]);
  }
  const statements = [`await app.register(${flask}, ${printObject(flaskOptions)});`];
  const inputs = service.blueprints.flatMap(({ routes }) =>
    routes.flatMap((route) => route.inputs),
  );
  if (isTranslated || inputs.some(({ from }) => from === 'form')) {
    statements.push(`await app.register(${imports.value('./flask/multipart.js', 'multipart')});`);
  }
  if (service.cors) {
    const options = corsOptions(service.cors);
    const cors = imports.value('./flask/cors.js', 'cors');
    statements.push(`await app.register(${cors}, ${printObject(options)});`);
  }
  const db = imports.value('./plugins/db.js', 'db');
  statements.push(`await app.register(${db}, config.database);`);
  if (usesSharedReads(service)) {
    const reads = imports.value('./plugins/reads.js', 'reads');
    statements.push(`await app.register(${reads}, config.database);`);
  }
  if (isTranslated) {
    const translated = imports.value('./flask/translated.js', 'translated');
    const errors = printErrorAnswers(service.errorHandlers);
    const options = service.errorHandlers.length > 0 ? `, { errors: ${errors} }` : '';
    statements.push(`await app.register(${translated}${options});`);
  }
  const code = [...(service.program?.files.values() ?? [])];
  if (code.some(usesSession)) {
    const session = imports.value('./flask/translated-session.js', 'translatedSession');
    statements.push(`await app.register(${session});`);
  }
  const usesTemplates = code.some((text) => text.includes('flask/templates.js'));
  if (usesTemplates || code.some((text) => /flask\/(?:urls|login)\.js/.test(text))) {
    const use = imports.value('./flask/urls.js', 'useEndpoints');
    statements.push(`${use}(app, ${printEndpoints(service)});`);
  }
  const jinja = printJinjaOptions(service);
  if (usesTemplates && jinja.length > 0) {
    const use = imports.value('./flask/templates.js', 'useJinjaOptions');
    statements.push(`${use}(${printObject(jinja)});`);
  }
  for (const module of service.program?.setUp ?? []) imports.effect(`./${module}.js`);
  const hooks = printHooks(
    imports,
    '.',
    service.hooks.filter(({ blueprint }) => blueprint.length === 0),
  );
  if (hooks !== undefined) statements.push(hooks);
  if (service.healthPath !== undefined) {
    const health = imports.value('./plugins/health.js', 'health');
    statements.push(`await app.register(${health}, { path: ${printString(service.healthPath)} });`);
  }
  const url = service.program?.staticFiles?.url;
  if (url !== undefined) {
    const files = imports.value('./flask/static-files.js', 'staticFiles');
    statements.push(`await app.register(${files}, { url: ${printString(url)} });`);
  }
  for (const blueprint of service.blueprints) {
    if (blueprint.path.length > 1) continue;
    if (blueprint.path.length === 0 && blueprint.routes.length === 0) continue;
    const folder = ['routes', ...blueprint.path.map(kebabCase)].join('/');
    statements.push(
      `await app.register(${imports.value(`./${folder}/index.js`, pluginName(blueprint))});`,
    );
  }
  const routing =
    exactRoutes(service).size > 0
      ? imports.value('./flask/exact-routing.js', 'exactRouting')
      : imports.value('./flask/routing.js', 'fastifyRouting');
  return { imports: imports.print(), statements, routing };
}

/** Those that the app sets on `app.jinja_env`. */
function printJinjaOptions({ program }: Service): [string, string][] {
  return Object.entries(program?.jinja ?? {})
    .filter(([, isSet]) => isSet)
    .map(([name]) => [name, 'true']);
}

/** Whether a module uses the session, or what keeps something in it. */
function usesSession(text: string): boolean {
  return /\{[^{}]*\bsession\b[^{}]*\} from '[./]*flask\/globals\.js'|flask\/(?:flashes|login|templates)\.js'/.test(
    text,
  );
}

/** What `url_for` makes URLs of: the rules by endpoint, with those of Flask's own for static files. */
function printEndpoints({ blueprints, program }: Service): string {
  const url = program?.staticFiles?.url ?? '/static';
  const endpoints: Record<string, { rule: string; methods: readonly string[] }[]> = {
    static: [{ rule: `${url}/<path:filename>`, methods: ['GET'] }],
  };
  for (const { path, routes } of blueprints) {
    for (const { endpoint, rule, methods } of routes) {
      (endpoints[[...path, endpoint].join('.')] ??= []).push({ rule: rule.text, methods });
    }
  }
  return printJson(endpoints);
}

/**
 * Whose answers `flask/versions.ts` gives, unless they are those of Flask 2.2.2, as they are without being told. Where the
 * manifest names no Werkzeug, it is the newest that is known to work with the Flask, as an installation without a pinned one
 * has it.
 */
function versionsOf({ source }: Service): [string, string][] | undefined {
  const { flask, werkzeug = isAtLeast(flask, 2, 3) ? '3.1.8' : '2.2.2' } = source;
  if (!isAtLeast(flask, 2, 2, 4) && !isAtLeast(werkzeug, 2, 2, 3)) return undefined;
  return [
    ['flask', printString(flask)],
    ['werkzeug', printString(werkzeug)],
  ];
}

/** `get_json()` of a request that is no JSON: 415 since Werkzeug 2.3 (Flask 2.3 asks for it), and 400 before. */
function notJsonStatus({ source: { flask, werkzeug } }: Service): number {
  return isAtLeast(werkzeug ?? flask, 2, 3) || isAtLeast(flask, 2, 3) ? 415 : 400;
}

function isAtLeast(version: string, ...other: readonly number[]): boolean {
  const parts = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const differing = other.findIndex((part, index) => (parts[index] ?? 0) !== part);
  return differing === -1 || (parts[differing] ?? 0) > other[differing]!;
}

const CORS_DEFAULTS: Readonly<Record<string, string>> = {
  exposeHeaders: '[]',
  supportsCredentials: 'false',
  maxAge: 'undefined',
};

function corsOptions({ resources, ...settings }: Cors): [string, string][] {
  const all = corsSettings(settings);
  const options = all.filter(([name, value]) => CORS_DEFAULTS[name] !== value);
  if (!resources) return options;
  const printed = resources.map(({ path, ...own }) => {
    const different = corsSettings(own).filter(([, value], at) => all[at]![1] !== value);
    return printObject([['path', printString(path)], ...different]);
  });
  return [...options, ['resources', `[${printed.join(', ')}]`]];
}

function corsSettings(settings: CorsSettings): [string, string][] {
  const { origins, methods, allowHeaders, exposeHeaders, supportsCredentials, maxAge } = settings;
  return [
    ['origins', printJson(origins)],
    ['methods', printJson(methods)],
    ['allowHeaders', printJson(allowHeaders)],
    ['exposeHeaders', printJson(exposeHeaders)],
    ['supportsCredentials', String(supportsCredentials)],
    ['maxAge', String(maxAge)],
  ];
}
