import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Names, camelCase, kebabCase, pascalCase } from '../../src/emit/names.js';
import {
  printComment,
  printJson,
  printString,
  printTemplate,
} from '../../src/emit/print-literal.js';
import { transpile } from '../../src/emit/transpile.js';
import { describeManifest } from '../../src/pipeline/describe-manifest.js';
import { generate } from '../../src/pipeline/generate.js';
import { withResources } from '../../src/processes/resources.js';
import { makeTemporaryFolder } from '../../src/workspace/temporary-folder.js';
import type { Json } from '../../src/model/json.js';

/** What `code` evaluates to, as the only thing it does. */
async function evaluate(code: string): Promise<unknown> {
  const module = (await import(
    `data:text/javascript,${encodeURIComponent(`export default ${code};`)}`
  )) as {
    default: unknown;
  };
  return module.default;
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '`',
      '$',
      '{',
      '}',
      '\\',
      "'",
      '"',
      '\n',
      '\r',
      '\u2028',
      '\u202e',
      '*',
      '/',
      'a',
    ),
  }),
);

describe('strings of a manifest', () => {
  test('are printed as literals that mean the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 40 }), async (texts) => {
        const printed = texts.flatMap((text) => [printString(text), printTemplate(text)]);
        const wellFormed = texts.flatMap((text) => [text.toWellFormed(), text.toWellFormed()]);
        const values = (await evaluate(`[${printed.join(',')}]`)) as string[];
        expect(values.map((value) => value.toWellFormed())).toEqual(wellFormed);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('are printed as JSON values that mean the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(JSON.stringify(await evaluate(printJson(value as Json)))).toBe(
          JSON.stringify(value),
        );
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test('never end the comment they stand in', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        expect(await evaluate(`${printComment(`*/ throw 1 /* ${text}`)}\n1`)).toBe(1);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test('become names that are identifiers, and never the same twice', () => {
    const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);
    const words = fc.constantFrom(
      'class',
      'constructor',
      'prototype',
      'delete',
      'await',
      'Object',
      '__proto__',
      '_',
      '__1',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(name, words), { maxLength: 30 }), (inputs) => {
        const names = new Names();
        const claimed = inputs.map((input) => names.claim(camelCase(input)));
        expect(new Set(claimed).size).toBe(claimed.length);
        for (const each of [...claimed, ...inputs.map(pascalCase)])
          expect(each).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
        for (const each of inputs.map(kebabCase)) expect(each).toMatch(/^[a-z0-9][a-z0-9-]*$/);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});

const HOSTILE = [
  '../../x',
  'constructor',
  '__proto__',
  '`${process.exit()}`',
  '*/ process.exit() /*',
  "'); process.exit(); ('",
  'class',
  '"quoted"',
  'two\nlines',
  '\u2028\u202e',
  '<%= 1 %>',
  '日本 é 🎬',
  '%s %% %',
  '\\',
];

test('a service made of hostile strings compiles, starts, and answers them as they are', async () => {
  await withResources(new AbortController().signal, async (resources) => {
    const entries = Object.fromEntries(HOSTILE.map((text, index) => [`${text}${index}`, text]));
    const manifest = {
      version: 1,
      app: { name: 'hostile', description: HOSTILE.join(' '), flask: HOSTILE[3] },
      database: { schema: 'schema.sql' },
      cors: { origins: HOSTILE },
      errors: { 404: { answer: { [HOSTILE[4]!]: HOSTILE[4] } }, 410: { text: HOSTILE[3] } },
      blueprints: {
        constructor: {
          routes: HOSTILE.map((text, index) => ({
            rule: `/constant/${index}`,
            endpoint:
              ['class', 'constructor', 'delete', 'Object', 'toString', 'app', 'reply'][index] ??
              `view_${index}`,
            description: text,
            answer: { ...entries, index },
          })),
        },
        hostile: {
          routes: [
            {
              rule: '/query/',
              endpoint: 'await',
              inputs: Object.fromEntries(
                HOSTILE.map((text, index) => [
                  `input_${index}`,
                  { from: 'query', name: `${text}${index}`, default: text },
                ]),
              ),
              answer: Object.fromEntries(
                HOSTILE.map((_, index) => [`k${index}`, `$input_${index}`]),
              ),
            },
            {
              rule: '/columns/',
              endpoint: 'function',
              queries: {
                class: {
                  sql: `SELECT ${HOSTILE.map((text, index) => `'${text.replaceAll("'", "''")}'::text AS "${text.replaceAll('"', '""')}${index}"`).join(', ')}`,
                  fetch: 'one',
                },
              },
            },
            {
              rule: '/rows/',
              endpoint: 'enum',
              queries: {
                constructor: { sql: `SELECT id, "\`\${x}\`" FROM hostile ORDER BY id` },
              } as object,
            },
            {
              rule: '/quoted-rows/',
              endpoint: 'quoted',
              queries: { quoted: { sql: `SELECT 1 AS "it's", 2 AS "50%", 3 AS "é"` } },
            },
            { rule: '/stub/', endpoint: 'interface', stub: HOSTILE.join('\n') },
          ],
        },
      },
    };
    const folder = await makeTemporaryFolder(resources, 'hostile');
    writeFileSync(
      join(folder, 'schema.sql'),
      'CREATE TABLE hostile (id integer PRIMARY KEY, "`${x}`" text);',
    );
    const source = { name: 'port.json', text: JSON.stringify(manifest) };
    const { service, sqlFiles, diagnostics } = await describeManifest(resources, source, folder, {
      databaseUrl: process.env['DATABASE_URL'] || undefined,
      onStep: () => {},
    });
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    // Compiles, or throws.
    const files = await generate(resources, service!, sqlFiles, () => {});
    for (const path of files.keys()) expect(path).toMatch(/^[\w.][\w./-]*$/);
    const code = [...transpile(files).entries()]
      .filter(([path]) => path.startsWith('src/routes/'))
      .map(([, text]) => text);
    expect(code.join('\n')).not.toMatch(/(?<![\\`'"(])\$\{process/);

    const { startTarget } = await import('../../src/pipeline/start-targets.js');
    const { sourcesOf } = await import('../../src/pipeline/bench-app.js');
    const { openDatabaseServer } = await import('../../src/postgres/database-server.js');
    const { loadSql } = await import('../../src/postgres/load-sql.js');
    const server = await openDatabaseServer(resources, {
      databaseUrl: process.env['DATABASE_URL'] || undefined,
      isDurable: false,
    });
    const database = await server.createDatabase('hostile');
    await loadSql(database.url, sqlFiles, database);
    const target = await startTarget(resources, 'service', {
      serviceSources: sourcesOf(files),
      databaseUrl: database.url,
      env: process.env,
    });
    if ('reason' in target) throw new Error(target.reason);
    const get = async (path: string) =>
      (await fetch(`${target.target.url}${path}`)).json() as Promise<unknown>;
    expect(await get('/constant/3')).toEqual({ ...entries, index: 3 });
    expect(await get('/query/')).toEqual(
      Object.fromEntries(HOSTILE.map((text, index) => [`k${index}`, text])),
    );
    expect(await get('/columns/')).toEqual(entries);
    expect(await get('/rows/')).toEqual([]);
    expect(await get('/quoted-rows/')).toEqual([{ "it's": 1, '50%': 2, é: 3 }]);
    expect(await get('/nowhere')).toEqual({ [HOSTILE[4]!]: HOSTILE[4] });
  });
});
