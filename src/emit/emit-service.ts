/**
 * A described service as files in memory, formatted. Pure: the templates come in as texts, and what comes out
 * depends on nothing else. Templates place and do not decide; code that nests is printed by `print-*`.
 */
import ejs from 'ejs';
import type { Blueprint, Route, Service } from '../model/service.js';
import { compareText } from '../util/compare-text.js';
import { copiedTemplates } from './copied-templates.js';
import { exactRoutes } from './exact-routes.js';
import { formatFile } from './format-file.js';
import { Imports } from './imports.js';
import { nameBlueprint, type BlueprintNames } from './name-blueprint.js';
import { planApp } from './plan-app.js';
import { planPackage } from './plan-package.js';
import { planReadme } from './plan-readme.js';
import { planTests } from './plan-tests.js';
import { printComment } from './print-literal.js';
import { printQueries } from './print-queries.js';
import { printRoutes } from './print-routes.js';
import { usesSharedReads } from './uses-shared-reads.js';
import { printSchemas } from './print-schema.js';

/** Paths relative to the service, with forward slashes, and their texts. */
export type FileTree = ReadonlyMap<string, string>;

/** SQL files of the manifest, which the tests of the service load: name and text, in order. */
export type SqlFiles = readonly { readonly name: string; readonly text: string }[];

export async function emitService(
  service: Service,
  templates: FileTree,
  sqlFiles: SqlFiles,
  format: (path: string, text: string) => Promise<string> = formatFile,
): Promise<FileTree> {
  const exact = exactRoutes(service);
  const names = new Map(
    service.blueprints.map((blueprint) => [blueprint, nameBlueprint(blueprint, exact)]),
  );
  const files = new Map<string, string>();
  const render = (template: string, view: object): string =>
    ejs.render(templates.get(template)!, view, { _with: false, localsName: 'it', escape: String });

  files.set('package.json', planPackage(service));
  files.set('README.md', render('README.md.ejs', planReadme(service, names)));
  files.set('.env.example', render('.env.example.ejs', environmentView(service)));
  files.set('src/config.ts', render('src/config.ts.ejs', environmentView(service)));
  files.set('src/app.ts', render('src/app.ts.ejs', planApp(service)));
  for (const [index, { name, text }] of sqlFiles.entries()) {
    files.set(`db/${String(index + 1).padStart(2, '0')}-${name.split(/[/\\]/).at(-1)!}`, text);
  }
  for (const blueprint of service.blueprints) {
    for (const [path, text] of blueprintFiles(service, blueprint, names.get(blueprint)!, render)) {
      files.set(path, text);
    }
  }
  for (const [path, text] of service.program?.files ?? []) files.set(path, text);
  for (const [name, text] of service.program?.templates ?? []) files.set(`templates/${name}`, text);
  for (const [path, text] of copiedTemplates(templates, files)) files.set(path, text);
  const formatted = await Promise.all(
    [...files].map(async ([path, text]) => [path, await format(path, text)] as const),
  );
  return new Map(formatted.toSorted(([a], [b]) => compareText(a, b)));
}

function environmentView(service: Service): object {
  return {
    databaseName: service.name.replaceAll(/[^a-z0-9]+/g, '_'),
    poolSize: service.database.poolSize,
    preparedStatements: service.database.preparedStatements,
    usesSharedReads: usesSharedReads(service),
  };
}

type Render = (template: string, view: object) => string;

function* blueprintFiles(
  service: Service,
  blueprint: Blueprint,
  names: BlueprintNames,
  render: Render,
): Generator<[path: string, text: string]> {
  const nested = service.blueprints.filter(
    ({ path }) =>
      path.length === blueprint.path.length + 1 &&
      blueprint.path.every((name, index) => name === path[index]),
  );
  if (blueprint.path.length === 0 && blueprint.routes.length === 0) return;
  const module = (
    name: string,
    { imports, code }: { imports: Imports; code: string },
  ): [string, string] => [
    `src/${names.folder}/${name}.ts`,
    render('src/routes/_blueprint/module.ts.ejs', { imports: imports.print(), code }),
  ];
  const hooks = service.hooks.filter(
    (hook) => blueprint.path.length > 0 && hook.blueprint.join('.') === blueprint.path.join('.'),
  );
  yield module(
    'index',
    printRoutes(blueprint, names, { nested, hooks, areHooked: service.hooks.length > 0 }),
  );
  const schemas = printSchemas(blueprint, names);
  if (schemas.code !== '') yield module('schema', schemas);
  const queries = printQueries(blueprint, names);
  if (queries.code !== '') yield module('queries', queries);
  for (const route of blueprint.routes) {
    if (route.handler.kind === 'stub') yield stubFile(route, route.handler.reason, names, render);
  }
  const tests = planTests(blueprint);
  if (tests) {
    const path = blueprint.path.length === 0 ? 'app' : names.folder.slice('routes/'.length);
    yield [`test/routes/${path}.test.ts`, render('test/_blueprint.test.ts.ejs', { ...tests })];
  }
}

function stubFile(
  route: Route,
  reason: string,
  names: BlueprintNames,
  render: Render,
): [string, string] {
  const { file, handler, schema } = names.routes.get(route)!;
  const imports = new Imports();
  imports.value(`${names.root}/flask/errors.js`, 'HttpError');
  const type = imports.type(`${names.root}/handler.js`, 'Handler');
  const hasSchema = route.inputs.length > 0;
  if (hasSchema) imports.type('./schema.js', schema);
  return [
    `src/${names.folder}/${file}.ts`,
    render('src/routes/_blueprint/_handler.ts.ejs', {
      imports: imports.print(),
      comment: printComment(reason),
      name: handler,
      type: hasSchema ? `${type}<typeof ${schema}>` : type,
    }),
  ];
}
