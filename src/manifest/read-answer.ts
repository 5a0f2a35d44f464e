/**
 * Reads how an answer is made. In `answer`, a string that begins with `$` refers to an input or to the
 * result of a query, `$$` stands for a dollar sign, and a map with `$each` or `$count` works on rows;
 * everything else is itself.
 */
import type { Json } from '../model/json.js';
import type { Answer, Shape } from '../model/service.js';
import type { AnswerDocument } from './manifest-schema.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';
import { closestWord } from '../util/closest-word.js';

/** What the names in an answer can refer to. */
export interface AnswerScope {
  readonly inputs: ReadonlySet<string>;
  readonly queries: ReadonlySet<string>;
  /** Within an error handler `$error.name` and its like exist. */
  readonly isErrorHandler: boolean;
}

export interface AnswerContext {
  readonly problems: Problems;
  readonly scope: AnswerScope;
}

export function readAnswer(
  context: AnswerContext,
  document: AnswerDocument,
  path: ManifestPath,
  defaults: { readonly status: number; readonly shape?: Shape },
): Exclude<Answer, { kind: 'abort' }> {
  const status = document.status ?? defaults.status;
  if (document.text !== undefined) {
    if (document.answer !== undefined) {
      context.problems.atKey([...path, 'text'], {
        code: 'answer-conflict',
        message: 'an answer is either "text" or "answer"',
        help: ['remove one of the two'],
      });
    }
    return { kind: 'text', status, text: document.text };
  }
  if (document.answer === undefined) {
    return defaults.shape
      ? { kind: 'json', status, shape: defaults.shape }
      : { kind: 'text', status, text: '' };
  }
  return {
    kind: 'json',
    status,
    shape: readShape(context, document.answer, [...path, 'answer'], false),
  };
}

function readShape(context: AnswerContext, value: Json, path: ManifestPath, inRow: boolean): Shape {
  if (typeof value === 'string') return readReference(context, value, path, inRow);
  if (Array.isArray(value)) {
    const items = value.map((item: Json, index) =>
      readShape(context, item, [...path, index], inRow),
    );
    return { kind: 'list', items };
  }
  if (typeof value === 'number') return readNumber(context, value, path);
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value };
  const document = value as { readonly [key: string]: Json };
  const operator = Object.keys(document).find((key) => /^\$(?!\$)/.test(key));
  if (operator !== undefined) return readOperator(context, document, path, operator);
  return {
    kind: 'object',
    entries: Object.entries(document).map(([key, item]) => ({
      key: key.replace(/^\$\$/, '$'),
      shape: readShape(context, item, [...path, key], inRow),
    })),
  };
}

function readNumber({ problems }: AnswerContext, value: number, path: ManifestPath): Shape {
  const { start, end } = problems.manifest.valueAt(path);
  const isFloat = /[.eE]/.test(problems.manifest.source.text.slice(start, end));
  return isFloat ? { kind: 'constant', value, isFloat } : { kind: 'constant', value };
}

const OPERATORS = {
  $each: ['$each', '$key', '$item'],
  $count: ['$count'],
} as const;

function readOperator(
  context: AnswerContext,
  document: { readonly [key: string]: Json },
  path: ManifestPath,
  first: string,
): Shape {
  const { problems } = context;
  const name = '$each' in document ? '$each' : '$count' in document ? '$count' : undefined;
  const allowed: readonly string[] = name ? OPERATORS[name] : [];
  const nothing: Shape = { kind: 'constant', value: null };
  for (const key of name ? Object.keys(document) : [first]) {
    if (allowed.includes(key)) continue;
    const closest = closestWord(key, name ? allowed : Object.keys(OPERATORS));
    problems.atKey([...path, key], {
      code: 'answer-unknown-operator',
      message: name
        ? `"${key}" does not go with "${name}"`
        : `there is no operator "${key}" in an answer`,
      help: [
        closest
          ? `did you mean "${closest}"?`
          : 'a key that begins with a dollar sign is written "$$…"',
      ],
    });
  }
  if (!name) return nothing;

  const query = document[name];
  if (typeof query !== 'string' || !context.scope.queries.has(query.replace(/^\$/, ''))) {
    unknownName(context, String(query), [...path, name], [...context.scope.queries]);
    return nothing;
  }
  const at = problems.manifest.valueAt([...path, name]);
  const target = query.replace(/^\$/, '');
  if (name === '$count') return { kind: 'length', query: target, at };

  const key = document['$key'];
  if (key !== undefined && typeof key !== 'string') {
    problems.atValue([...path, '$key'], {
      code: 'manifest-wrong-type',
      message: '$key is the name of a column',
    });
  }
  return {
    kind: 'each',
    query: target,
    key: typeof key === 'string' ? key.replace(/^\$\./, '') : undefined,
    item:
      document['$item'] === undefined
        ? { kind: 'row' }
        : readShape(context, document['$item'], [...path, '$item'], true),
    at: key === undefined ? at : problems.manifest.valueAt([...path, '$key']),
  };
}

const REFERENCE = /^\$(?:([A-Za-z_]\w*))?(?:\.([\w ]+))?$/;
const ERROR_PROPERTIES = ['code', 'name', 'description'] as const;

function readReference(
  context: AnswerContext,
  text: string,
  path: ManifestPath,
  inRow: boolean,
): Shape {
  if (!text.startsWith('$')) return { kind: 'constant', value: text };
  if (text.startsWith('$$')) return { kind: 'constant', value: text.slice(1) };
  const { problems, scope } = context;
  const nothing: Shape = { kind: 'constant', value: null };
  const [match, name, column] = REFERENCE.exec(text) ?? [];
  const at = problems.manifest.valueAt(path);

  if (match === undefined) {
    problems.at(at, {
      code: 'answer-unknown-name',
      message: `"${text}" is no reference`,
      help: ['a reference is $name or $name.column; a dollar sign itself is written "$$"'],
    });
    return nothing;
  }
  if (name === undefined) {
    if (!inRow) {
      problems.at(at, {
        code: 'answer-unknown-name',
        message: `"${text}" refers to a row, and there is none outside "$each"`,
        help: ['write $query.column, or put this inside the $item of a "$each"'],
      });
      return nothing;
    }
    return column === undefined ? { kind: 'row' } : { kind: 'row-column', column, at };
  }
  if (scope.isErrorHandler && name === 'error') {
    const property = ERROR_PROPERTIES.find((candidate) => candidate === column);
    if (property) return { kind: 'error', property };
    unknownName(
      context,
      text,
      path,
      ERROR_PROPERTIES.map((candidate) => `error.${candidate}`),
    );
    return nothing;
  }
  if (scope.queries.has(name)) {
    return column === undefined
      ? { kind: 'result', query: name, at }
      : { kind: 'column', query: name, column, at };
  }
  if (scope.inputs.has(name) && column === undefined) return { kind: 'input', input: name, at };
  const names = [
    ...scope.inputs,
    ...scope.queries,
    ...(scope.isErrorHandler ? ['error.description'] : []),
  ];
  unknownName(context, text, path, names);
  return nothing;
}

function unknownName(
  { problems }: AnswerContext,
  text: string,
  path: ManifestPath,
  names: readonly string[],
): void {
  const name = text.replace(/^\$/, '');
  const closest = closestWord(name, names);
  problems.atValue(path, {
    code: 'answer-unknown-name',
    message: `nothing here is called "${name}"`,
    help: [
      closest
        ? `did you mean "$${closest}"?`
        : names.length > 0
          ? `there is ${names.map((known) => `$${known}`).join(', ')}`
          : 'this route has neither inputs nor queries',
    ],
  });
}
