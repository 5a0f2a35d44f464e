/**
 * What a person should know of an app before it is ported, whatever the port does: writes that are not committed,
 * SQL that is put together from values, exceptions that vanish, connections that all requests share, secrets in the
 * source, debug mode. Each is a diagnostic at its place in the Python source.
 */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { PythonModule } from '../python/parse-module.js';
import type { ExceptHandler, Expression } from '../python/syntax.js';
import { optionsOf, textOf, type Site, type Value } from '../python/evaluate/value.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { AppSurface } from './app-surface.js';
import type { DatabaseUse } from './database-use.js';
import type { FunctionIndex } from './function-index.js';
import { importEffects } from './import-effects.js';

export interface Finding {
  readonly site: Site;
  readonly diagnostic: Diagnostic;
}

export function auditProgram(
  modules: readonly PythonModule[],
  surface: AppSurface,
  use: DatabaseUse,
  index: FunctionIndex,
): Finding[] {
  return onePerPlace([
    ...dynamicSql(use),
    ...sharedConnections(use, index),
    ...secrets(surface, use),
    ...modules.flatMap((module) => [...assignedSecrets(module), ...swallowedExceptions(module)]),
    ...debugMode(surface),
    ...importEffects(modules, use, index).map((site) =>
      finding('python-import-effect', site, 'SQL that is run when the app is started'),
    ),
  ]);
}

export function finding(code: Diagnostic['code'], site: Site, message: string, text = ''): Finding {
  const { module, start, end } = site;
  const newline = module.source.text.indexOf('\n', start);
  const labelEnd = newline === -1 ? end : Math.min(end, Math.max(newline, start + 1));
  const label = { source: module.source, start, end: labelEnd, text };
  return { site, diagnostic: diagnostic({ code, severity: 'warning', message, labels: [label] }) };
}

function dynamicSql({ statements }: DatabaseUse): Finding[] {
  return statements.flatMap(({ sql }) =>
    optionsOf(sql).flatMap((option) => {
      if (option.kind !== 'text') return [];
      const hole = option.parts.find((part) => part.kind === 'hole');
      if (!hole || hole.kind !== 'hole') return [];
      return [
        finding(
          'psycopg-dynamic-sql',
          hole.site,
          'SQL is put together from a value that is known only when it runs',
        ),
      ];
    }),
  );
}

function sharedConnections({ connects, calls }: DatabaseUse, index: FunctionIndex): Finding[] {
  return connects.flatMap(({ site }) => {
    const around = index.around(site.module, site);
    const isGlobal = around === undefined;
    const isInSingleton =
      around?.name === '__init__' &&
      calls.some(
        (call) =>
          call.callee.node === around && index.around(call.site.module, call.site) === undefined,
      );
    const isPool = /Pool/.test(site.module.source.text.slice(site.start, site.end).split('(')[0]!);
    return (isGlobal || isInSingleton) && !isPool
      ? [finding('psycopg-shared-connection', site, 'all requests share this connection')]
      : [];
  });
}

const SECRET_NAME = /SECRET|PASSWORD|PASSWD|PRIVATE_KEY|API_KEY|TOKEN/i;
/** Not a secret: a name of one, a flag, how long one lives. */
const NO_SECRET = /EXPIRE|LOCATION|HEADER|ALGORITHM|URL|NAME|TYPE|COOKIE|LENGTH|FIELD/i;

function secrets(surface: AppSurface, { connects }: DatabaseUse): Finding[] {
  const found: Finding[] = [];
  const say = (what: string, site: Site): void => {
    found.push(finding('secret-in-code', site, `${what} stands in the source`));
  };
  for (const { options, dsn, site } of connects) {
    const inDsn = /password\s*=\s*[^\s'"]|:\/\/[^\s:/@]+:[^\s@/]+@/.test(
      textOf(dsn ?? options.get('dsn') ?? { kind: 'unknown' }) ?? '',
    );
    if (isText(options.get('password')) || inDsn) say("the database's password", site);
  }
  for (const { key, value, site } of surface.settings) {
    if (isSecretName(key) && isText(value)) say(`the value of ${key}`, site);
  }
  for (const { name, fallback, site } of surface.environment) {
    if (isSecretName(name) && isText(fallback))
      say(`a value for ${name}, used where the environment has none,`, site);
  }
  return found;
}

function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !NO_SECRET.test(name);
}

function isText(value: Value | undefined): boolean {
  return (textOf(value) ?? '').trim() !== '';
}

/** `app.secret_key = '…'` and constants such as `JWT_SECRET = '…'`. */
function assignedSecrets(module: PythonModule): Finding[] {
  return nodesWithin(module.statements).flatMap((node) => {
    if (node.kind !== 'assign' || node.value.kind !== 'string' || node.value.value.trim() === '') {
      return [];
    }
    return node.targets.flatMap((target) => {
      const name = target.kind === 'name' || target.kind === 'attribute' ? target.name : '';
      const isConstant =
        target.kind === 'attribute'
          ? name === 'secret_key'
          : /^[A-Z_]+$/.test(name) && isSecretName(name);
      const site = { module, start: node.start, end: node.end };
      return isConstant
        ? [finding('secret-in-code', site, `the value of ${name} stands in the source`)]
        : [];
    });
  });
}

function swallowedExceptions(module: PythonModule): Finding[] {
  return nodesWithin(module.statements).flatMap((node) => {
    if (node.kind !== 'try') return [];
    return node.handlers.filter(swallows).map((handler) => {
      const what = handler.type ? 'every exception' : 'every exception, also SystemExit,';
      const site = { module, start: handler.start, end: handler.end };
      return finding(
        'python-swallowed-exception',
        site,
        `${what} is caught here, and nobody hears of it`,
      );
    });
  });
}

/** Catches everything, raises nothing, logs nothing, and does not look at what it caught. */
function swallows({ type, name, body }: ExceptHandler): boolean {
  if (type && !(type.kind === 'name' && /^(?:Base)?Exception$/.test(type.name))) return false;
  for (const node of nodesWithin(body)) {
    if (node.kind === 'raise') return false;
    if (node.kind === 'name' && name !== undefined && node.name === name) return false;
    if (node.kind === 'call' && LOGGING.has(calledName(node.callee))) return false;
  }
  return true;
}

const LOGGING = new Set([
  'exception',
  'error',
  'warning',
  'warn',
  'critical',
  'info',
  'debug',
  'log',
  'print_exc',
  'format_exc',
  'exc_info',
  'abort',
]);

function calledName(callee: Expression): string {
  return callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : '';
}

function debugMode({ runs, settings }: AppSurface): Finding[] {
  const isTrue = (value: Value | undefined): boolean =>
    value?.kind === 'constant' && value.value === true;
  const message = "debug mode shows the app's source and runs code for whoever asks";
  return [
    ...runs.filter(({ options }) => isTrue(options.get('debug'))),
    ...settings.filter(({ key, value }) => key === 'DEBUG' && isTrue(value)),
  ].map(({ site }) => finding('flask-debug-mode', site, message));
}

/** A place that several calls led to is one finding. */
function onePerPlace(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ site, diagnostic: { code } }) => {
    const key = `${code} ${site.module.source.name} ${site.start}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
