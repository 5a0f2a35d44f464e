/**
 * Each statement of fixtures/sql: how it is sent, with what types, what it gives; or the diagnostic. Where Python has
 * psycopg2, the statement runs through it as well, and the generated function has to give the same.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasErrors, type Diagnostic } from '../../src/diagnostics/diagnostic.js';
import { readService } from '../../src/manifest/read-service.js';
import type { Binding, Query, Service } from '../../src/model/service.js';
import { describe as describeService } from '../../src/pipeline/describe-manifest.js';
import { findPython } from '../../src/pipeline/find-python.js';
import { loadSql } from '../../src/postgres/load-sql.js';
import { loadSqlParser } from '../../src/sql/parse-sql.js';
import { fixture, useDatabases } from '../support/database.js';
import { skipWithoutFlask } from '../support/flask.js';
import { expectGolden } from '../support/golden.js';
import { runGenerated, runPsycopg2, type Outcome } from './run-statements.js';
import { casesOf, manifestOf, THEMES, valuesOf, type SqlCase } from './sql-case.js';

const databases = useDatabases([]);
/** By theme: for the generated code, and for psycopg2, since sequences count what is rolled back. */
const urls = new Map<string, { readonly generated: string; readonly psycopg2: string }>();
beforeAll(async () => {
  await loadSqlParser();
  for (const theme of THEMES) {
    // oxlint-disable-next-line no-await-in-loop -- one server makes one database after the other
    urls.set(theme, { generated: await makeDatabase(theme), psycopg2: await makeDatabase(theme) });
  }
});

test('there are at least 150 statements', () => {
  expect(THEMES.flatMap(casesOf).length).toBeGreaterThanOrEqual(150);
});

describe.each(THEMES)('%s', (theme) => {
  test('is described as expected, and gives what psycopg2 gives', async (context) => {
    const { resources } = databases;
    const { generated: url, psycopg2: psycopg2Url } = urls.get(theme)!;
    const cases = await Promise.all(casesOf(theme).map((one) => readCase(one, url)));
    const ready = cases.filter(({ service }) => service !== undefined);
    const calls = ready.map(({ one, queries }, index) =>
      JSON.stringify({
        module: `case_${index}`,
        names: queries.map(({ name }) => name),
        values: valuesOf(one),
        isFloat: true,
      }),
    );
    const generated = await runGenerated(
      resources,
      together(ready.map(({ service }) => service!)),
      url,
      calls,
    );
    const outcomes = new Map(ready.map(({ one }, index) => [one, generated[index]!]));
    for (const { one, queries, diagnostics } of cases) {
      const text = [...queries.map(queryText), ...diagnostics.map(diagnosticText)];
      const outcome = outcomes.get(one);
      if (outcome) text.push(outcomeText(outcome));
      expectGolden(fixture('sql', theme, `${one.name}.txt`), `${text.join('\n')}\n`);
    }

    const python = await findPython(resources, process.env, ['flask', 'psycopg2']);
    if (python.kind === 'missing') return skipWithoutFlask(context, python.reason);
    const statements = cases.map(({ one }) => JSON.stringify({ sql: one.sql, args: one.args }));
    const expected = await runPsycopg2(resources, python.command, psycopg2Url, statements);
    const differences = cases.flatMap(({ one }, index): object[] => {
      const outcome = outcomes.get(one);
      // What port refuses has to be reported, and here psycopg2 has to fail too, but where that is explained.
      if (!outcome) {
        const isKnown =
          'error' in expected[index]! || REFUSED_ALL_THE_SAME.has(`${theme}/${one.name}`);
        return isKnown ? [] : [{ name: one.name, psycopg2: expected[index], port: 'refuses it' }];
      }
      const [a, b] = [comparable(expected[index]!), comparable(outcome)];
      return a === b ? [] : [{ name: one.name, psycopg2: a, generated: b }];
    });
    return expect(differences).toEqual([]);
  });
});

async function makeDatabase(theme: string): Promise<string> {
  const { url } = await databases.create(theme);
  const text = readFileSync(fixture('sql', theme, 'schema.sql'), 'utf8');
  const failure = await loadSql(url, [{ name: 'schema.sql', text }]);
  if (failure) throw new Error(`${theme}: ${failure.message}`);
  return url;
}

/** What works in psycopg2, and has no form with parameters that means the same. */
const REFUSED_ALL_THE_SAME: ReadonlySet<string> = new Set([
  'constructs/begin',
  'constructs/ddl-with-a-parameter',
  'constructs/dollar-quotes-with-a-placeholder',
  'constructs/placeholder-in-a-comment',
  // No type fits `unnest($1)`: the message says to cast it.
  'constructs/unnest',
]);

interface ReadCase {
  readonly one: SqlCase;
  readonly service: Service | undefined;
  readonly queries: readonly Query[];
  readonly diagnostics: readonly Diagnostic[];
}

async function readCase(one: SqlCase, url: string): Promise<ReadCase> {
  const source = { name: `${one.name}.json`, text: manifestOf(one) };
  const { service: parsed, diagnostics } = readService(source);
  if (!parsed || hasErrors(diagnostics))
    return { one, service: undefined, queries: [], diagnostics };
  const { service, diagnostics: found } = await describeService(url, parsed);
  const handler = service.blueprints.at(-1)!.routes[0]!.handler;
  const queries = handler.kind === 'declarative' ? handler.queries : [];
  return {
    one,
    service: hasErrors(found) ? undefined : service,
    queries: hasErrors(found) ? [] : queries,
    diagnostics: [...diagnostics, ...found],
  };
}

/** The services as one, each in a blueprint of its own. */
function together(services: readonly Service[]): Service {
  const blueprints = services.map((service, index) => ({
    ...service.blueprints.at(-1)!,
    path: [`case_${index}`],
  }));
  return { ...services[0]!, blueprints };
}

function queryText({ text, bindings, columns }: Query): string {
  return [
    text,
    ...bindings.map((binding, index) => `  $${index + 1} ${bindingText(binding)}`),
    ...columns.map(({ name, type, isNullable }) => {
      const kind = `${type.kind}${type.isArray ? '[]' : ''}`;
      return `  ${name}: ${type.name}${isNullable ? '' : ' not null'} (${kind})`;
    }),
  ].join('\n');
}

function bindingText({ type, adaptation }: Binding): string {
  return adaptation.kind === 'none'
    ? type.name
    : `${type.name} (${Object.values(adaptation).join(' ')})`;
}

/** Where it points to is part of it: the marked text. */
function diagnosticText({ severity, code, message, labels, notes, help }: Diagnostic): string {
  const places = labels.map(({ source, start, end }) =>
    JSON.stringify(source.text.slice(start, end)),
  );
  return [
    `${severity}[${code}]: ${message}`,
    ...places.map((place) => `  at ${place}`),
    ...notes.map((note) => `  note: ${note}`),
    ...help.map((advice) => `  help: ${advice}`),
  ].join('\n');
}

function outcomeText(outcome: Outcome): string {
  if ('rows' in outcome) return `rows ${outcome.rows}`;
  return 'count' in outcome
    ? `count ${outcome.count}`
    : `error ${'error' in outcome ? outcome.error : ''}`;
}

/** `rowcount` is -1 in psycopg2 for what affects no rows. How a float is written depends on the answer's schema. */
function comparable(outcome: Outcome): string {
  if ('count' in outcome) return `count ${Math.max(outcome.count, 0)}`;
  if (!('rows' in outcome)) return JSON.stringify(outcome);
  return JSON.stringify(JSON.parse(outcome.rows.replaceAll(/\bNaN\b/g, '"NaN"')));
}
