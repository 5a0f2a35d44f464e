/** `index.ts` of a blueprint: its routes, each with the handler that runs its statements and answers. */
import type {
  Answer,
  Blueprint,
  DeclarativeHandler,
  Input,
  Query,
  Route,
} from '../model/service.js';
import { fastifyPath } from './fastify-path.js';
import { Imports } from './imports.js';
import { pluginName, type BlueprintNames } from './name-blueprint.js';
import { planList } from './plan-list.js';
import { printComment, printMember, printObject, printString } from './print-literal.js';
import { printErrorHandler } from './print-error-handler.js';
import { queryParameters } from './print-queries.js';
import { shapeCode, type ShapeScope } from './print-shape.js';
import { inputKey, TYPEBOX } from './print-types.js';
import { kebabCase } from './names.js';
import { runsInTransaction } from './runs-in-transaction.js';
import { assertNever } from '../util/assert-never.js';

export interface RoutesModule {
  readonly imports: Imports;
  readonly code: string;
}

/** `nested` are the blueprints registered on this one. */
export function printRoutes(
  blueprint: Blueprint,
  names: BlueprintNames,
  nested: readonly Blueprint[],
): RoutesModule {
  const imports = new Imports();
  imports.type(TYPEBOX, 'FastifyPluginAsyncTypebox');
  const statements = blueprint.routes.map((route) =>
    printRoute({ imports, names, route, uses: new Set() }),
  );
  // The app's own error handlers are set in app.ts, around everything.
  if (blueprint.path.length > 0 && blueprint.errorHandlers.length > 0) {
    statements.unshift(printErrorHandler(imports, names.root, blueprint.errorHandlers));
  }
  for (const child of blueprint.path.length > 0 ? nested : []) {
    const plugin = imports.value(`./${kebabCase(child.path.at(-1)!)}/index.js`, pluginName(child));
    statements.push(`await app.register(${plugin});`);
  }
  return {
    imports,
    code: `export const ${names.plugin}: FastifyPluginAsyncTypebox = async (app) => {\n${statements.join('\n\n')}\n};`,
  };
}

interface Context {
  readonly imports: Imports;
  readonly names: BlueprintNames;
  readonly route: Route;
  /** Which parameters the handler turned out to need. */
  readonly uses: Set<'request' | 'reply'>;
}

function printRoute(context: Context): string {
  const { imports, names, route } = context;
  const { schema, file, handler } = names.routes.get(route)!;
  const path = fastifyPath(route.rule);
  const methods = route.methods.map((method) => method.toLowerCase());
  const hasSchema = route.inputs.length > 0 || route.handler.kind === 'declarative';
  if (hasSchema) imports.value('./schema.js', schema);

  const code =
    route.handler.kind === 'stub'
      ? imports.value(`./${file}.js`, handler)
      : printHandler(context, route.handler);
  const print = (url: string): string => {
    if (methods.length === 1) {
      return `app.${methods[0]}(${url}, ${hasSchema ? `{ schema: ${schema} }, ` : ''}${code});`;
    }
    const members: [string, string][] = [
      ['method', `[${route.methods.map(printString).join(', ')}]`],
      ['url', url],
      ...(hasSchema ? [['schema', schema] as [string, string]] : []),
      ['handler', code],
    ];
    return `app.route(${printObject(members)});`;
  };
  const comment = route.description === undefined ? '' : `${printComment(route.description)}\n`;
  const bare = path.replace(/\/$/, '');
  if (route.strictSlashes || bare === '') return comment + print(printString(path));
  return `${comment}for (const path of [${printString(bare)}, ${printString(`${bare}/`)}]) {\n${print('path')}\n}`;
}

function printHandler(context: Context, handler: DeclarativeHandler): string {
  const body = runsInTransaction(handler)
    ? printTransaction(context, handler)
    : [
        ...handler.queries.flatMap((query) => printStep(context, handler, query, 'app.db')),
        printAnswer(context, handler, handler.answer),
      ];
  const { uses } = context;
  const request = uses.has('request') ? 'request' : '_request';
  const parameters = uses.has('reply') ? `${request}, reply` : uses.has('request') ? request : '';
  return `async (${parameters}) => {\n${body.join('\n')}\n}`;
}

/** All statements on one connection; an answer with a status of its own is sent after the commit. */
function printTransaction(context: Context, handler: DeclarativeHandler): string[] {
  const { imports, names } = context;
  const run = imports.value(
    `${names.root}/plugins/db.js`,
    handler.transaction === 'commit' ? 'transaction' : 'rolledBack',
  );
  const steps = handler.queries.flatMap((query) =>
    printStep(context, handler, query, 'connection'),
  );
  const { answer } = handler;
  const inner = (last: string) =>
    `${run}(app.db, async (connection) => {\n${[...steps, last].join('\n')}\n})`;
  if (answer.kind === 'json') {
    const code = shapeCode(scopeOf(context, handler), answer.shape);
    if (answer.status === 200) return [`return ${inner(`return ${code};`)};`];
    context.uses.add('reply');
    return [
      `const answer = await ${inner(`return ${code};`)};`,
      `return reply.code(${answer.status}).send(answer);`,
    ];
  }
  return [`await ${inner('')};`, printAnswer(context, handler, answer)];
}

/** Runs one statement, and ends the route when it found nothing and the manifest says what then. */
function printStep(
  context: Context,
  handler: DeclarativeHandler,
  query: Query,
  database: string,
): string[] {
  const { imports, names } = context;
  const { functionName, variable } = names.queries.get(query)!;
  imports.value('./queries.js', functionName);
  const scope = scopeOf(context, handler);
  const parameters = queryParameters({ query, names }).map(({ name, reference }) => {
    if (reference.kind === 'input') {
      return [
        name,
        scope.inputCode(context.route.inputs.find((input) => input.name === reference.input)!),
      ] as const;
    }
    return [name, shapeCode(scope, reference)] as const;
  });
  const values = parameters.length === 0 ? '' : `, ${printObject(parameters)}`;
  const call = `await ${functionName}(${database}${values});`;
  if (!isUsed(handler, query) && !query.whenEmpty) return [call];
  const lines = [`const ${variable} = ${call}`];
  if (query.whenEmpty)
    lines.push(
      `if (${emptyTest(query, variable)}) ${printExit(context, handler, query.whenEmpty, database)}`,
    );
  return lines;
}

function emptyTest(query: Query, variable: string): string {
  if (query.fetch === 'count') return `${variable} === 0`;
  // A value may be null or zero, and a row is always an object.
  return query.fetch === 'value' ? `${variable} === undefined` : `!${variable}`;
}

function printExit(
  context: Context,
  handler: DeclarativeHandler,
  answer: Answer,
  database: string,
): string {
  const { imports, names } = context;
  const httpError = () => imports.value(`${names.root}/flask/errors.js`, 'HttpError');
  if (answer.kind === 'abort') return `throw new ${httpError()}(${answer.status});`;
  if (database === 'connection' && answer.kind === 'json') {
    const body = shapeCode(scopeOf(context, handler), answer.shape);
    return `throw new ${httpError()}(${answer.status}, { body: ${body} });`;
  }
  return printAnswer(context, handler, answer);
}

function printAnswer(context: Context, handler: DeclarativeHandler, answer: Answer): string {
  switch (answer.kind) {
    case 'json': {
      const list = answer === handler.answer ? planList(handler) : undefined;
      if (list || answer.status !== 200) context.uses.add('reply');
      if (list) {
        const { imports, names } = context;
        const send = imports.value(`${names.root}/flask/database-json.js`, 'sendDatabaseJson');
        const status = answer.status === 200 ? 'reply' : `reply.code(${answer.status})`;
        return `return ${send}(${status}, ${names.queries.get(list.query)!.variable});`;
      }
      const code = shapeCode(scopeOf(context, handler), answer.shape);
      return answer.status === 200
        ? `return ${code};`
        : `return reply.code(${answer.status}).send(${code});`;
    }
    case 'text': {
      context.uses.add('reply');
      const status = answer.status === 200 ? '' : `.code(${answer.status})`;
      return `return reply${status}.type('text/html; charset=utf-8').send(${printString(answer.text)});`;
    }
    case 'abort':
      return `throw new ${context.imports.value(`${context.names.root}/flask/errors.js`, 'HttpError')}(${answer.status});`;
    default:
      return assertNever(answer);
  }
}

function scopeOf({ names, route, uses }: Context, handler: DeclarativeHandler): ShapeScope {
  return {
    rule: route.rule,
    inputs: route.inputs,
    queries: handler.queries,
    inputCode: (input) => {
      uses.add('request');
      return printMember(REQUEST_PARTS[input.from], inputKey(route.rule, input));
    },
    resultCode: (query) => names.queries.get(query)!.variable,
  };
}

const REQUEST_PARTS: Readonly<Record<Input['from'], string>> = {
  path: 'request.params',
  query: 'request.query',
  header: 'request.headers',
  json: 'request.body',
  form: 'request.body',
};

/** Whether anything after a statement refers to its result. */
function isUsed(handler: DeclarativeHandler, query: Query): boolean {
  if (query.fetch === 'none') return false;
  const later = [
    handler.answer,
    ...handler.queries.flatMap(({ parameters, whenEmpty }) => [parameters, whenEmpty]),
  ];
  return JSON.stringify(later).includes(`"query":${JSON.stringify(query.name)}`);
}
