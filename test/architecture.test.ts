import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Project } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { ROOT } from './support/root.js';

/** As in src/README.md: a folder imports only from folders of lower ranks. */
const RANKS: Readonly<Record<string, number>> = {
  util: 0,
  diagnostics: 1,
  jinja: 2,
  model: 2,
  python: 2,
  libraries: 3,
  sql: 3,
  psycopg: 3,
  werkzeug: 3,
  merge: 3,
  compare: 3,
  flask: 4,
  manifest: 4,
  emit: 4,
  describe: 4,
  processes: 5,
  translate: 5,
  workspace: 5,
  postgres: 6,
  http: 6,
  bench: 7,
  report: 7,
  verify: 7,
  pipeline: 8,
  cli: 9,
};

/** What a folder may import beside `src/`: packages, and Node's modules that have effects. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  python: ['web-tree-sitter'],
  sql: ['libpg-query'],
  manifest: ['yaml', 'ajv', 'typebox'],
  merge: ['node-diff3', 'ts-morph', 'yaml'],
  emit: ['ejs', 'prettier', 'ts-morph'],
  processes: [
    'node:child_process',
    'node:events',
    'node:fs',
    'node:fs/promises',
    'node:http',
    'node:net',
    'node:os',
    'node:process',
    'node:readline',
    'node:timers/promises',
  ],
  workspace: ['node:fs', 'node:fs/promises', 'node:os', 'node:process', 'node:timers/promises'],
  postgres: [
    'pg',
    'node:fs',
    'node:fs/promises',
    'node:os',
    'node:process',
    'node:timers/promises',
  ],
  http: ['node:http', 'node:https'],
  bench: ['autocannon', 'node:fs/promises', 'node:net', 'node:os'],
  pipeline: ['node:module', 'prettier'],
  cli: ['commander', 'node:fs', 'node:os', 'node:stream'],
};

/** Values in, values out: these every folder may use. */
const PURE = ['node:crypto', 'node:zlib', 'node:path', 'node:url', 'node:util', 'node:buffer'];

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly specifier: string;
  /** The folder of `src/` it leads to. */
  readonly target: string | undefined;
  readonly resolved: string | undefined;
}

const project = new Project({ tsConfigFilePath: join(ROOT, 'src/tsconfig.json') });
const imports: Import[] = project.getSourceFiles().flatMap((source) => {
  const file = relative(join(ROOT, 'src'), source.getFilePath());
  const folder = file.split('/')[0]!;
  const declared = source.getImportDeclarations().map((declaration) => ({
    specifier: declaration.getModuleSpecifierValue(),
    resolved: declaration.getModuleSpecifierSourceFile(),
  }));
  const exported = source.getExportDeclarations().flatMap((declaration) => {
    const specifier = declaration.getModuleSpecifierValue();
    return specifier === undefined
      ? []
      : [{ specifier, resolved: declaration.getModuleSpecifierSourceFile() }];
  });
  return [...declared, ...exported].map(({ specifier, resolved }) => {
    const path =
      resolved && specifier.startsWith('.')
        ? relative(join(ROOT, 'src'), resolved.getFilePath())
        : undefined;
    return { file, folder, specifier, target: path?.split('/')[0], resolved: path };
  });
});

describe('architecture', () => {
  test('every folder of src has a rank, and every rank a folder', () => {
    const folders = readdirSync(join(ROOT, 'src')).filter((name) =>
      statSync(join(ROOT, 'src', name)).isDirectory(),
    );
    expect(folders.toSorted()).toEqual(Object.keys(RANKS).toSorted());
  });

  test('a folder imports only from lower ranks', () => {
    const wrong = imports
      .filter(
        ({ folder, target }) =>
          target !== undefined && target !== folder && !(RANKS[target]! < RANKS[folder]!),
      )
      .map(({ file, specifier }) => `${file} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test('a folder touches only what it is there for', () => {
    const wrong = imports
      .filter(
        ({ specifier, folder }) =>
          !specifier.startsWith('.') && ![...PURE, ...(OUTSIDE[folder] ?? [])].includes(specifier),
      )
      .map(({ file, specifier }) => `${file} imports ${specifier}`);
    expect(wrong).toEqual([]);
  });

  test('no imports go in a circle', () => {
    const graph = new Map<string, string[]>();
    for (const { file, resolved } of imports)
      if (resolved) graph.set(file, [...(graph.get(file) ?? []), resolved]);
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' > '));
      if (done.has(file) || path.includes(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    };
    for (const file of graph.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('nothing below cli prints, exits, or reads the environment', () => {
    const wrong = project
      .getSourceFiles()
      .map(
        (source) =>
          [relative(join(ROOT, 'src'), source.getFilePath()), source.getFullText()] as const,
      )
      .filter(([file]) => !file.startsWith('cli/'))
      .filter(([, text]) =>
        /\bconsole\.\w+\(|\bprocess\.(?:exit\(|exitCode|env\b|std(?:out|err))/.test(text),
      )
      .map(([file]) => file);
    expect(wrong).toEqual([]);
  });

  test('src/README.md names every folder', () => {
    const map = readFileSync(join(ROOT, 'src/README.md'), 'utf8');
    for (const folder of Object.keys(RANKS)) expect(map).toContain(`\`${folder}\``);
  });
});
