/**
 * All that `fixtures/conformance` asks, and what was answered: in `answers.json` by Flask 2.2.2, and in `versions/` what
 * other versions answered differently.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fixture } from '../support/database.js';
import { comparable, type TestAnswer, type TestRequest } from './answers.js';
import type { Oracle } from './oracle.js';
import type { Tree } from './python-values.js';
import type { TableRule } from './table-app.js';

export interface Table {
  readonly name: string;
  readonly rules: readonly TableRule[];
  /** `GET /films/7`. */
  readonly requests: readonly string[];
}

export interface Builds {
  readonly rules: readonly { readonly rule: string; readonly methods: string[] }[];
  readonly builds: readonly (readonly [string, Tree, Record<string, unknown>])[];
}

export interface Recording {
  readonly flask: string;
  readonly werkzeug: string;
  /** By folder, and by what was asked. */
  readonly differences: Differences;
}
type Differences = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const read = <Value>(name: string): Value =>
  JSON.parse(readFileSync(fixture('conformance', name), 'utf8')) as Value;

export const tables = read<Table[]>('routing/tables.json');
export const values = read<Tree[]>('json/values.json');
export const viewRequests = read<TestRequest[]>('views/requests.json');
export const corsRequests = read<TestRequest[]>('cors/requests.json');
export const builds = read<Builds>('url-for/builds.json');

export function toRequest(line: string): TestRequest {
  const [method, path] = line.split(' ') as [string, string];
  return { method, path };
}

/** The answers of Flask 2.2.2, by folder and by what was asked. */
export function baseAnswers(): Differences {
  const routing = read<Record<string, Record<string, TestAnswer>>>('routing/answers.json');
  const byLine = Object.entries(routing).flatMap(([name, answers]) =>
    Object.entries(answers).map(([line, answer]) => [`${name}: ${line}`, answer] as const),
  );
  return {
    routing: Object.fromEntries(byLine),
    json: named(values, read('json/answers.json')),
    views: named(viewRequests, read('views/answers.json')),
    cors: named(corsRequests, read('cors/answers.json')),
    'url-for': named(builds.builds, read('url-for/answers.json')),
  };
}

/** What a Flask answers to all of it. Without flask-cors, nothing is said of that. */
export async function allAnswers({ ask }: Oracle, hasCors: boolean): Promise<Differences> {
  const routing: [string, TestAnswer][] = [];
  for (const { name, rules, requests } of tables) {
    const question = { do: 'table', rules, requests: requests.map(toRequest) };
    // oxlint-disable-next-line no-await-in-loop -- one Python answers, line by line
    const found = await ask<TestAnswer[]>(question);
    for (const [index, answer] of found.entries())
      routing.push([`${name}: ${requests[index]!}`, comparable(answer)]);
  }
  const app = (folder: string, requests: readonly TestRequest[]) =>
    ask<TestAnswer[]>({
      do: 'app',
      path: fixture(`conformance/${folder}/app.py`),
      requests,
    });
  const views = await app('views', viewRequests);
  const cors = hasCors ? await app('cors', corsRequests) : [];
  return {
    routing: Object.fromEntries(routing),
    json: named(values, await ask<unknown[]>({ do: 'jsonify', values })),
    views: named(viewRequests, views.map(comparable)),
    ...(hasCors ? { cors: named(corsRequests, cors.map(comparable)) } : {}),
    'url-for': named(builds.builds, await ask<unknown[]>({ do: 'url_for', ...builds })),
  };
}

/** The same request may be made again, with another answer: the number says which it is. */
export function named(
  questions: readonly unknown[],
  answers: readonly unknown[],
): Record<string, unknown> {
  return Object.fromEntries(
    questions.map((question, index) => [`${index} ${JSON.stringify(question)}`, answers[index]]),
  );
}

export function differencesOf(answers: Differences, base: Differences): Differences {
  return Object.fromEntries(
    Object.entries(answers).map(([folder, found]) => [
      folder,
      Object.fromEntries(
        Object.entries(found).filter(
          ([question, answer]) =>
            JSON.stringify(answer) !== JSON.stringify(base[folder]?.[question]),
        ),
      ),
    ]),
  );
}

/** The answers of a recorded version: those of Flask 2.2.2 but for the differences. */
export function answersOf({ differences }: Recording, base: Differences): Differences {
  return Object.fromEntries(
    Object.entries(base).map(([folder, answers]) => [
      folder,
      { ...answers, ...differences[folder] },
    ]),
  );
}

const FOLDER = fixture('conformance/versions');

export function recordings(): Recording[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .toSorted()
    .map((name) => read<Recording>(`versions/${name}`));
}

export function recordingPath({ flask, werkzeug }: Oracle['versions']): string {
  return `${FOLDER}/flask-${flask}-werkzeug-${werkzeug}.json`;
}

export function printRecording(
  { flask, werkzeug }: Oracle['versions'],
  differences: Differences,
): string {
  const folders = Object.entries(differences)
    .filter(([, found]) => Object.keys(found).length > 0)
    .map(([folder, found]) => {
      const lines = Object.entries(found).map(
        ([question, answer]) => `      ${JSON.stringify(question)}: ${JSON.stringify(answer)}`,
      );
      return `    ${JSON.stringify(folder)}: {\n${lines.join(',\n')}\n    }`;
    });
  return (
    `{\n  "flask": ${JSON.stringify(flask)},\n  "werkzeug": ${JSON.stringify(werkzeug)},\n` +
    `  "differences": {\n${folders.join(',\n')}\n  }\n}\n`
  );
}
