/** Reads one route: its rule, inputs, statements and answer, each with the checks that need only itself. */
import type {
  Handler,
  Input,
  ParsedQuery,
  Route,
  Shape,
  TranslatedHandler,
  Validation,
} from '../model/service.js';
import type { Json } from '../model/json.js';
import { closestWord } from '../util/closest-word.js';
import { CONVERTERS, parseRule } from '../werkzeug/parse-rule.js';
import type { Rule } from '../model/rule.js';
import type { RouteDocument } from './manifest-schema.js';
import type { ManifestPath } from './parse-manifest.js';
import type { Problems } from './problems.js';
import { readAnswer } from './read-answer.js';
import { readInputs } from './read-inputs.js';
import { readCatches } from './read-catches.js';
import { readQueries } from './read-queries.js';
import { readTransaction } from './read-transaction.js';
import { readDifferences } from './read-verify.js';
import { routeName } from '../model/route-name.js';

/** What a route takes from the blueprint and the app it is in. */
export interface RouteSurroundings {
  readonly prefix: string;
  readonly validation: Validation;
  /** Whether the manifest says where the Flask app is. */
  readonly hasSource: boolean;
}

export function readRoute(
  problems: Problems,
  document: RouteDocument,
  path: ManifestPath,
  around: RouteSurroundings,
): Route<ParsedQuery> {
  const rule = readRule(problems, document.rule, path, around.prefix);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(document.endpoint)) {
    problems.atValue([...path, 'endpoint'], {
      code: 'name-invalid',
      message: `"${document.endpoint}" cannot be the name of an endpoint`,
      notes: ["it is the name of the view function, without the blueprint's"],
    });
  }
  const inputs = readInputs(problems, document, path, rule);
  const methods = document.methods ?? ['GET'];
  return {
    endpoint: document.endpoint,
    description: document.description,
    rule,
    methods,
    strictSlashes: document.strict_slashes ?? true,
    inputs,
    validation: document.validation ?? around.validation,
    handler: readHandler(problems, document, path, { inputs, hasSource: around.hasSource }),
    example: readExample(problems, document, path, inputs),
    differences: readDifferences(
      problems,
      document.differences ?? [],
      path,
      routeName({ methods, rule }),
    ),
  };
}

function readRule(problems: Problems, text: string, path: ManifestPath, prefix: string): Rule {
  const whole = prefix === '' ? text : `${prefix.replace(/\/+$/, '')}/${text.replace(/^\/+/, '')}`;
  const { rule, problems: found } = parseRule(whole);
  for (const { kind, message } of found) {
    const used = /converter "(.*)"/.exec(message)?.[1];
    const closest = used === undefined ? undefined : closestWord(used, CONVERTERS);
    problems.atValue([...path, 'rule'], {
      code: kind === 'unknown-converter' ? 'rule-unknown-converter' : 'rule-invalid',
      message,
      help:
        kind === 'unknown-converter'
          ? [
              closest
                ? `did you mean "${closest}"?`
                : `Werkzeug has ${CONVERTERS.slice(1).join(', ')}`,
            ]
          : [],
    });
  }
  // A rule that cannot be read is like no other, so that it clashes with none.
  return found.length === 0
    ? rule
    : { text: whole, segments: [[{ kind: 'text', text: whole }]], isBranch: false };
}

function readHandler(
  problems: Problems,
  document: RouteDocument,
  path: ManifestPath,
  { inputs, hasSource }: { readonly inputs: readonly Input[]; readonly hasSource: boolean },
): Handler<ParsedQuery> {
  const names = new Set(inputs.map(({ name }) => name));
  if (document.stub !== undefined) {
    for (const key of ['queries', 'answer', 'text'] as const) {
      if (document[key] === undefined) continue;
      problems.atKey([...path, key], {
        code: 'answer-conflict',
        message: `a route written by hand has no "${key}"`,
        help: [`remove either "stub" or "${key}"`],
      });
    }
    return { kind: 'stub', reason: document.stub };
  }
  if (document.python !== undefined) {
    for (const key of ['queries', 'answer', 'text'] as const) {
      if (document[key] === undefined) continue;
      problems.atKey([...path, key], {
        code: 'answer-conflict',
        message: `a view that is translated has no "${key}"`,
        help: [`remove either "python" or "${key}"`],
      });
    }
    return readPython(problems, document.python, [...path, 'python'], hasSource);
  }
  const queries = readQueries(problems, document, path, names);
  const scope = {
    inputs: names,
    queries: new Set(Object.keys(document.queries ?? {})),
    isErrorHandler: false,
  };
  const shape = defaultShape(queries);
  // Of a statement that could not be read nobody knows whether it would have been the answer.
  const isWhole = Object.keys(document.queries ?? {}).every((name) =>
    queries.some((query) => query.name === name),
  );
  const isGiven =
    document.answer !== undefined || document.text !== undefined || document.status === 204;
  if (isWhole && !isGiven && !shape) {
    problems.atKey(path, {
      code: 'answer-missing',
      message: `nothing says what ${document.endpoint} answers`,
      help: ['add "answer", "text", "status: 204", or "stub" for a handler written by hand'],
    });
  }
  const answer = readAnswer(
    { problems, scope },
    document,
    path,
    shape ? { status: 200, shape } : { status: 200 },
  );
  return {
    kind: 'declarative',
    transaction: readTransaction(problems, document, path, queries),
    queries,
    catches: readCatches({ problems, scope: { ...scope, queries: new Set() } }, document, path),
    // A reference to what could not be read would lead nowhere.
    answer: isWhole ? answer : { kind: 'text', status: 200, text: '' },
  };
}

/** `app/films.py:get_film`: a function that `translate` looks up. */
export function readPython(
  problems: Problems,
  view: string,
  path: ManifestPath,
  hasSource: boolean,
): TranslatedHandler {
  if (!hasSource) {
    problems.atValue(path, {
      code: 'python-source-missing',
      message: 'the manifest does not say where the Flask app is',
      help: ['add "source: FOLDER" to "app", relative to this file'],
    });
  }
  return { kind: 'translated', view, at: problems.manifest.valueAt(path), code: undefined };
}

/** Without an "answer", the result of the only query is the answer. */
function defaultShape(queries: readonly ParsedQuery[]): Shape | undefined {
  const [query, ...others] = queries.filter(({ fetch }) => fetch !== 'none');
  if (!query || others.length > 0 || query.fetch === 'count') return undefined;
  return { kind: 'result', query: query.name, at: { start: 0, end: 0 } };
}

function readExample(
  problems: Problems,
  { example }: RouteDocument,
  path: ManifestPath,
  inputs: readonly Input[],
): ReadonlyMap<string, Json> | undefined {
  if (example === undefined) return inputs.length === 0 ? new Map() : undefined;
  const names = inputs.map(({ name }) => name);
  for (const name of Object.keys(example)) {
    if (names.includes(name)) continue;
    const closest = closestWord(name, names);
    problems.atKey([...path, 'example', name], {
      code: 'example-unknown-input',
      message: `this route has no input "${name}"`,
      help: closest ? [`did you mean "${closest}"?`] : [],
    });
  }
  const missing = inputs.filter(
    ({ name, whenMissing }) => !(name in example) && whenMissing.kind === 'abort',
  );
  for (const { name } of missing) {
    problems.atKey([...path, 'example'], {
      code: 'example-incomplete',
      message: `the example has no value for "${name}", without which the route answers an error`,
    });
  }
  return new Map(Object.entries(example));
}
