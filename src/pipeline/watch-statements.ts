/**
 * Which statements of a generated service were run. Node itself counts calls (NODE_V8_COVERAGE) and writes
 * them down when the process ends; each statement is a function of its own in a `queries.ts`, and carries
 * its name.
 */
import { transpile } from '../emit/transpile.js';
import type { Coverage } from '../model/verify-result.js';
import type { Resources } from '../processes/resources.js';
import { readTree } from '../workspace/read-tree.js';
import { makeTemporaryFolder } from '../workspace/temporary-folder.js';
import type { SideSource } from './verify-sides.js';

export interface StatementWatch {
  /** For the environment of the service. */
  readonly variables: Readonly<Record<string, string>>;
  /** Call it when the service has ended. */
  read(): Promise<Coverage['statements']>;
}

/** Undefined for a candidate that is not started from sources here. */
export async function openStatementWatch(
  resources: Resources,
  candidate: SideSource,
): Promise<StatementWatch | undefined> {
  if (candidate.kind !== 'service') return undefined;
  const folder = await makeTemporaryFolder(resources, 'coverage');
  return {
    variables: { NODE_V8_COVERAGE: folder },
    read: async () => {
      const calls = await readCalls(folder);
      if (calls.size === 0) return undefined;
      const statements = statementsOf(candidate.sources);
      const missing = statements.filter(({ file, call }) => !calls.get(file)?.has(call));
      return {
        covered: statements.length - missing.length,
        all: statements.length,
        missing: missing.map(({ name }) => name),
      };
    },
  };
}

interface Statement {
  readonly file: string;
  /** The function that runs it. */
  readonly call: string;
  readonly name: string;
}

function statementsOf(sources: ReadonlyMap<string, string>): Statement[] {
  const queries = new Map([...sources].filter(([path]) => /(?:^|\/)queries\.ts$/.test(path)));
  return [...transpile(queries)].flatMap(([file, text]) =>
    text.split(/^export (?=async function|function)/m).flatMap((part) => {
      const call = /^(?:async )?function (\w+)/.exec(part)?.[1];
      const name = /\bname: '([^']+)'/.exec(part)?.[1];
      return call === undefined ? [] : [{ file, call, name: name ?? call }];
    }),
  );
}

interface V8Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/** The functions that were called at least once, by file. */
async function readCalls(folder: string): Promise<Map<string, Set<string>>> {
  const calls = new Map<string, Set<string>>();
  for (const text of (await readTree(folder)).values()) {
    const { result } = JSON.parse(text) as V8Coverage;
    for (const { url, functions } of result) {
      const file = /\/port-service-[^/]*\/dist\/(.*queries\.js)$/.exec(url)?.[1];
      if (file === undefined) continue;
      const called = functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0);
      calls.set(
        file,
        new Set([...(calls.get(file) ?? []), ...called.map((each) => each.functionName)]),
      );
    }
  }
  return calls;
}
