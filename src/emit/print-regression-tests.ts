/**
 * Tests for the generated service out of what `port verify` found: each sends what differed and expects what
 * the original did, so that a difference which was mended stays mended. They use the service's own
 * `test/service.ts`, and a database that is fresh for each.
 */
import type { ObservedAnswer, PlannedRequest } from '../model/exchange.js';
import { printObject, printString } from './print-literal.js';

export interface Regression {
  readonly name: string;
  readonly request: PlannedRequest;
  /** What the original answered. */
  readonly answer: ObservedAnswer;
  /** Rows that came and went in it, table by table, or how many came. */
  readonly tables: readonly {
    readonly table: string;
    readonly rows: { readonly added: readonly string[]; readonly gone: readonly string[] } | number;
  }[];
}

/** A longer body is compared by its hash. */
const LONGEST_BODY = 2000;

/** The text of `test/<name>.test.ts`, to be formatted. */
export function printRegressionTests(regressions: readonly Regression[]): string {
  const looks = regressions.some(({ tables }) => tables.length > 0);
  const hashes = regressions.some(({ answer }) => isLong(answer));
  return `/** Found by \`port verify\`: what the original answers, and which rows it leaves behind. */
import assert from 'node:assert/strict';
${hashes ? "import { createHash } from 'node:crypto';\n" : ''}import { afterEach, beforeEach, describe, test } from 'node:test';
import { startService, type TestService } from './service.js';

describe('as the original', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await startService();
  });
  afterEach(() => service.close());

${uniqueNames(regressions).map(printTest).join('\n\n')}
${looks ? ROWS : ''}});
`;
}

const ROWS = `
  /** Every row of a table as JSON. */
  async function rowsOf(table: string): Promise<string[]> {
    const { rows } = await service.app.db.query<{ row: string }>(
      \`SELECT row_to_json(each)::text AS row FROM \${table} AS each\`,
    );
    return rows.map(({ row }) => row);
  }

  /** What \`after\` has more often than \`before\`. */
  function more(after: readonly string[], before: readonly string[]): string[] {
    const left = [...before];
    return after
      .filter((row) => {
        const at = left.indexOf(row);
        if (at !== -1) left.splice(at, 1);
        return at === -1;
      })
      .toSorted();
  }
`;

function printTest({ name, request, answer, tables }: Regression): string {
  const lines = [
    ...tables.map(
      ({ table }, index) => `const before${index} = await rowsOf(${printString(sqlName(table))});`,
    ),
    `const response = await service.app.inject(${printInject(request)});`,
    ...printAnswer(answer),
    ...tables.flatMap(({ table, rows }, index) => {
      const after = `const after${index} = await rowsOf(${printString(sqlName(table))});`;
      const [came, went] = [
        `more(after${index}, before${index})`,
        `more(before${index}, after${index})`,
      ];
      if (typeof rows === 'number') return [after, `assert.equal(${came}.length, ${rows});`];
      return [
        after,
        `assert.deepEqual(${came}, [${rows.added.map(printString).join(', ')}]);`,
        `assert.deepEqual(${went}, [${rows.gone.map(printString).join(', ')}]);`,
      ];
    }),
  ];
  return `  test(${printString(name)}, async () => {\n${lines.map((line) => `    ${line}`).join('\n')}\n  });`;
}

function printInject({ method, path, headers, body }: PlannedRequest): string {
  const members: [string, string][] = [
    ['method', printString(method)],
    ['url', printString(path)],
  ];
  const names = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    printString(value),
  ]);
  if (names.length > 0) members.push(['headers', printObject(names)]);
  if (body !== undefined) members.push(['payload', printString(body)]);
  return printObject(members);
}

function printAnswer(answer: ObservedAnswer): string[] {
  if (answer.kind === 'none') return [];
  const { status, headers, body } = answer;
  const compared = ['content-type', 'location', 'www-authenticate'].flatMap((name) =>
    headers[name] === undefined || headers[name].includes('http://origin')
      ? []
      : [`assert.equal(response.headers[${printString(name)}], ${printString(headers[name])});`],
  );
  return [
    `assert.equal(response.statusCode, ${status});`,
    ...compared,
    ...printBody(answer, body.text),
  ];
}

function printBody(answer: ObservedAnswer, text: string | undefined): string[] {
  if (answer.kind === 'none' || text?.includes('http://origin')) return [];
  if (isLong(answer)) {
    const hash = `createHash('sha256').update(response.rawPayload).digest('hex')`;
    return [`assert.equal(${hash}, ${printString(answer.body.sha256)});`];
  }
  return [`assert.equal(response.body, ${printString(text ?? '')});`];
}

function isLong(answer: ObservedAnswer): boolean {
  return (
    answer.kind === 'answer' &&
    (answer.body.text === undefined || answer.body.text.length > LONGEST_BODY)
  );
}

/** `review` as `"review"`, `shop.item` as `"shop"."item"`. */
function sqlName(table: string): string {
  return table
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.');
}

function uniqueNames(regressions: readonly Regression[]): Regression[] {
  const seen = new Map<string, number>();
  return regressions.map((regression) => {
    const count = (seen.get(regression.name) ?? 0) + 1;
    seen.set(regression.name, count);
    return count === 1 ? regression : { ...regression, name: `${regression.name} (${count})` };
  });
}
