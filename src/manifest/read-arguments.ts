/**
 * What the parameters of a statement are bound to: inputs of the route and results of earlier queries. A manifest
 * names them in the SQL (`:film_id`), or gives `args` as psycopg2's `execute(sql, args)` takes them: a list
 * for `%s`, a map for `%(name)s`.
 */
import type { Span, ValueReference } from '../model/service.js';
import type { ParsedStatement } from '../sql/parse-sql.js';
import type { WrittenParameter } from '../sql/written-parameter.js';
import { closestWord } from '../util/closest-word.js';
import type { QueryDocument } from './manifest-schema.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';
import type { AnswerScope } from './read-answer.js';

export type Binder = (parameter: WrittenParameter, at: Span) => ValueReference | undefined;

export function argumentBinder(
  problems: Problems,
  document: QueryDocument,
  path: ManifestPath,
  scope: AnswerScope,
  statements: readonly ParsedStatement[],
): Binder {
  const { args } = document;
  if (args === undefined) {
    return ({ name, column }, at) => bindName(problems, { name: name!, column }, at, scope);
  }
  const written = statements.flatMap(({ parameters }) => parameters);
  const argsPath = [...path, 'args'];
  const isNamed = written.some(({ name }) => name !== undefined);
  if (isNamed === Array.isArray(args) && written.length > 0) {
    problems.atValue(argsPath, {
      code: 'psycopg-arguments',
      message: isNamed ? '"%(name)s" takes a map of arguments' : '"%s" takes a list of arguments',
    });
    return () => undefined;
  }
  if (Array.isArray(args) && args.length !== written.length) {
    problems.atValue(argsPath, {
      code: 'psycopg-arguments',
      message: `the statement has ${written.length} placeholders, and there are ${args.length} arguments`,
      notes: ['psycopg2 raises an exception: the Flask view answers 500'],
    });
    return () => undefined;
  }
  return (parameter, at) => {
    const key = parameter.name ?? written.indexOf(parameter);
    const value = (args as Readonly<Record<string | number, string | undefined>>)[key];
    if (value === undefined) {
      problems.at(at, {
        code: 'psycopg-arguments',
        message: `no argument is called "${key}"`,
        notes: ['psycopg2 raises KeyError: the Flask view answers 500'],
      });
      return undefined;
    }
    const place = problems.manifest.valueAt([...argsPath, key]);
    const [, name, column] = /^\$([A-Za-z_]\w*)(?:\.([\w ]+))?$/.exec(value) ?? [];
    if (name !== undefined) return bindName(problems, { name, column }, place, scope);
    problems.at(place, {
      code: 'psycopg-arguments',
      message: `"${value}" is no reference`,
      help: ['an argument is an input or a result: "$name", "$query.column"'],
    });
    return undefined;
  };
}

function bindName(
  problems: Problems,
  { name, column }: { readonly name: string; readonly column: string | undefined },
  at: { start: number; end: number },
  { inputs, queries }: AnswerScope,
): ValueReference | undefined {
  if (inputs.has(name) && column === undefined) return { kind: 'input', input: name, at };
  if (queries.has(name)) {
    return column === undefined
      ? { kind: 'result', query: name, at }
      : { kind: 'column', query: name, column, at };
  }
  const names = [...inputs, ...queries];
  const closest = closestWord(name, names);
  problems.at(at, {
    code: 'sql-unknown-parameter',
    message: `no input and no earlier query supplies ":${name}"`,
    help: [
      closest
        ? `did you mean ":${closest}"?`
        : `declare it under "inputs", as in \`${name}: { from: query }\``,
      ...(at.start > 0 && problems.manifest.source.text[at.start - 1]?.match(/[\w\]]/)
        ? ['the bounds of an array slice are written with spaces: a[1 : n]']
        : []),
    ],
  });
  return undefined;
}
