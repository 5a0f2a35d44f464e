/**
 * Reads a manifest into the model of a service, and collects all of its mistakes on the way. Statements are
 * parsed but not yet described: which columns they have is PostgreSQL's to say. The model is returned
 * together with the mistakes, so that a database can report its own in the same run.
 */
import type { Diagnostic, Source } from '../diagnostics/diagnostic.js';
import type {
  Blueprint,
  Cors,
  CorsSettings,
  DatabaseSettings,
  ErrorHandler,
  Hook,
  ParsedQuery,
  Service,
  VerifySettings,
  Validation,
} from '../model/service.js';
import { METHODS } from '../model/service.js';
import { checkRoutes } from './check-routes.js';
import { checkStructure } from './check-structure.js';
import type { AnswerDocument, BlueprintDocument, ManifestDocument } from './manifest-schema.js';
import { parseManifest, type ManifestPath } from './parse-manifest.js';
import { Problems } from './problems.js';
import { readAnswer } from './read-answer.js';
import { readPython, readRoute } from './read-route.js';
import { readDifferences } from './read-verify.js';

export interface ReadServiceResult {
  /** Undefined when the manifest's structure leaves nothing to read. */
  readonly service: Service<ParsedQuery> | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Needs `loadSqlParser()` to have been awaited. */
export function readService(source: Source): ReadServiceResult {
  const { manifest, diagnostics } = parseManifest(source);
  if (!manifest) return { service: undefined, diagnostics };
  const structure = checkStructure(manifest);
  if (structure.length > 0) return { service: undefined, diagnostics: structure };

  const document = manifest.value as ManifestDocument;
  const problems = new Problems(manifest);
  if (!/^[a-z0-9][a-z0-9._-]{0,100}$/.test(document.app.name)) {
    problems.atValue(['app', 'name'], {
      code: 'name-invalid',
      message: `"${document.app.name}" cannot be the name of a package`,
      notes: ['it is made of lower-case letters, digits, hyphens, dots and underscores'],
    });
  }
  const blueprints = readBlueprints(problems, document, {
    names: [],
    prefix: '',
    path: [],
    validation: document.app.validation ?? 'flask',
    hasSource: document.app.source !== undefined,
  });
  const service: Service<ParsedQuery> = {
    name: document.app.name,
    description: document.app.description ?? '',
    source: {
      flask: document.app.flask ?? '2.2.2',
      werkzeug: document.app.werkzeug,
      python: document.app.python,
    },
    database: readDatabase(problems, document.database),
    blueprints,
    errorHandlers: blueprints[0]!.errorHandlers,
    cors: document.cors && readCors(document.cors),
    healthPath: document.app.health,
    verify: readVerify(problems, document, blueprints),
    sourceFolder: document.app.source,
    hooks: readHooks(
      problems,
      document,
      { names: [], path: [] },
      document.app.source !== undefined,
    ),
    program: undefined,
  };
  checkRoutes(problems, service);
  return { service, diagnostics: problems.found };
}

interface Place {
  readonly names: readonly string[];
  readonly prefix: string;
  readonly path: ManifestPath;
  readonly validation: Validation;
  readonly hasSource: boolean;
}

/** The blueprint at `place`, then those nested in it. */
function readBlueprints(
  problems: Problems,
  document: BlueprintDocument,
  place: Place,
): Blueprint<ParsedQuery>[] {
  const prefix = joinPrefix(place.prefix, document.url_prefix ?? '');
  const own: Blueprint<ParsedQuery> = {
    path: place.names,
    prefix,
    routes: (document.routes ?? []).map((route, index) =>
      readRoute(problems, route, [...place.path, 'routes', index], {
        prefix,
        validation: place.validation,
        hasSource: place.hasSource,
      }),
    ),
    errorHandlers: readErrors(problems, document.errors ?? {}, place.path),
  };
  const folders = new Map<string, string>();
  const nested = Object.entries(document.blueprints ?? {}).flatMap(([name, blueprint]) => {
    const path = [...place.path, 'blueprints', name];
    checkBlueprintName(problems, name, path, folders);
    return readBlueprints(problems, blueprint, {
      ...place,
      names: [...place.names, name],
      prefix,
      path,
    });
  });
  return [own, ...nested];
}

/** A blueprint is a folder and an identifier in the generated code, whatever the file system. */
function checkBlueprintName(
  problems: Problems,
  name: string,
  path: ManifestPath,
  folders: Map<string, string>,
): void {
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) {
    problems.atKey(path, {
      code: 'name-invalid',
      message: `"${name}" cannot be the name of a blueprint`,
      notes: [
        'a name is made of letters, digits, underscores and hyphens, and begins with a letter',
      ],
    });
  } else if (/^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(name)) {
    problems.atKey(path, {
      code: 'name-invalid',
      message: `"${name}" cannot be a folder on Windows`,
    });
  }
  const folder = name.toLowerCase().replaceAll('_', '-');
  const other = folders.get(folder);
  if (other !== undefined) {
    problems.atKey(path, {
      code: 'name-taken',
      message: `the blueprints "${other}" and "${name}" would share a folder`,
    });
  }
  folders.set(folder, name);
}

/** Of the app and its blueprints, outermost first. */
function readHooks(
  problems: Problems,
  document: BlueprintDocument,
  place: { readonly names: readonly string[]; readonly path: ManifestPath },
  hasSource: boolean,
): Hook[] {
  const own = (document.hooks ?? []).map(({ on, error, python }, index): Hook => {
    const path = [...place.path, 'hooks', index];
    if ((on === 'errorhandler') !== (error !== undefined)) {
      problems.atValue([...path, 'on'], {
        code: 'hook-error',
        message:
          on === 'errorhandler'
            ? 'an error handler says which error it is for'
            : 'only an error handler is for an error',
        help: [on === 'errorhandler' ? 'add "error: 404"' : 'remove "error"'],
      });
    }
    const handler = readPython(problems, python, [...path, 'python'], hasSource);
    return { on, error, blueprint: place.names, handler };
  });
  const nested = Object.entries(document.blueprints ?? {}).flatMap(([name, blueprint]) =>
    readHooks(
      problems,
      blueprint,
      { names: [...place.names, name], path: [...place.path, 'blueprints', name] },
      hasSource,
    ),
  );
  return [...own, ...nested];
}

function joinPrefix(outer: string, inner: string): string {
  if (inner === '') return outer;
  return outer === '' ? inner : `${outer.replace(/\/+$/, '')}/${inner.replace(/^\/+/, '')}`;
}

function readErrors(
  problems: Problems,
  document: Readonly<Record<string, AnswerDocument>>,
  path: ManifestPath,
): ErrorHandler[] {
  const scope = { inputs: new Set<string>(), queries: new Set<string>(), isErrorHandler: true };
  return Object.entries(document).map(([status, answer]) => ({
    status: Number(status),
    answer: readAnswer({ problems, scope }, answer, [...path, 'errors', status], {
      status: Number(status),
    }),
  }));
}

function readDatabase(
  problems: Problems,
  document: ManifestDocument['database'],
): DatabaseSettings {
  const files = (key: 'schema' | 'seed'): readonly string[] => {
    const names = [document?.[key] ?? []].flat();
    const isOutside = (name: string) =>
      /^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name);
    for (const name of names.filter(isOutside)) {
      problems.atValue(['database', key], {
        code: 'file-outside',
        message: `"${name}" is not beside the manifest or below it`,
        help: ['copy the file, so that the manifest and what it needs stay together'],
      });
    }
    return names.filter((name) => !isOutside(name));
  };
  return {
    schema: files('schema'),
    seed: files('seed'),
    poolSize: document?.pool_size ?? 10,
    preparedStatements: document?.prepared_statements ?? true,
  };
}

function readVerify(
  problems: Problems,
  document: ManifestDocument,
  blueprints: readonly Blueprint<ParsedQuery>[],
): VerifySettings {
  const { flask, folder = '.', env = {}, headers = {}, secrets = [] } = document.verify ?? {};
  const differences = [
    ...blueprints.flatMap(({ routes }) => routes.flatMap((route) => route.differences)),
    ...readDifferences(problems, document.differences ?? [], [], undefined),
  ];
  return { flask, folder, env, headers, secrets, differences };
}

function readCors(document: NonNullable<ManifestDocument['cors']>): Cors {
  const { resources, ...settings } = document;
  return {
    ...readCorsSettings(settings),
    resources:
      resources &&
      Object.entries(resources)
        .map(([path, own]) => ({ path, ...readCorsSettings({ ...settings, ...own }) }))
        .toSorted((a, b) => compareSpecificity(a.path, b.path)),
  };
}

/** As flask-cors looks through them: paths before patterns, then those with more slashes, then the longer ones. */
function compareSpecificity(a: string, b: string): number {
  const isPattern = (path: string): number => Number(/[*\\\]?$^[()]/.test(path));
  const slashes = (path: string): number => path.split('/').length;
  return isPattern(a) - isPattern(b) || slashes(b) - slashes(a) || b.length - a.length;
}

/** The defaults are flask-cors's own. */
function readCorsSettings(document: NonNullable<ManifestDocument['cors']>): CorsSettings {
  return {
    origins: [document.origins ?? '*'].flat(),
    methods: document.methods ?? ['GET', 'HEAD', 'POST', 'OPTIONS', ...METHODS.slice(2)],
    allowHeaders: [document.allow_headers ?? '*'].flat(),
    exposeHeaders: [document.expose_headers ?? []].flat(),
    supportsCredentials: document.supports_credentials ?? false,
    maxAge: document.max_age,
  };
}
