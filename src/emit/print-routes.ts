/** `index.ts` of a blueprint: its routes, each with the handler that runs its statements and answers. */
import type {
  Answer,
  Blueprint,
  DeclarativeHandler,
  Hook,
  Input,
  Query,
  Route,
} from '../model/service.js';
import { queryReferences } from '../model/query-references.js';
import { fastifyPath, UUID_PATTERN } from './fastify-path.js';
import { Imports } from './imports.js';
import { pluginName, type BlueprintNames } from './name-blueprint.js';
import { planList } from './plan-list.js';
import { printSendColumns } from './print-list-columns.js';
import {
  printComment,
  printMember,
  printObject,
  printString,
  printTemplate,
} from './print-literal.js';
import { printHooks } from './print-hooks.js';
import { printErrorHandler } from './print-error-handler.js';
import { queryParameters } from './print-queries.js';
import { mayBeEmpty, shapeCode, type ShapeScope } from './print-shape.js';
import { inputKey, TYPEBOX } from './print-types.js';
import { kebabCase } from './names.js';
import { endpointOf, printTranslated } from './print-translated.js';
import { runsInTransaction } from './runs-in-transaction.js';
import { sharesReads } from './uses-shared-reads.js';
import { assertNever } from '../util/assert-never.js';

export interface RoutesModule {
  readonly imports: Imports;
  readonly code: string;
}

/** `nested` are the blueprints registered on this one, `hooks` its own; with `areHooked`, any hook may ask for a route's endpoint. */
export function printRoutes(
  blueprint: Blueprint,
  names: BlueprintNames,
  {
    nested,
    hooks,
    areHooked,
  }: {
    readonly nested: readonly Blueprint[];
    readonly hooks: readonly Hook[];
    readonly areHooked: boolean;
  },
): RoutesModule {
  const imports = new Imports();
  imports.type(TYPEBOX, 'FastifyPluginAsyncTypebox');
  const statements = blueprint.routes.map((route) =>
    printRoute({ imports, names, route, areHooked, uses: new Set() }),
  );
  // The app's own answers to errors are options in app.ts.
  if (blueprint.path.length > 0 && blueprint.errorHandlers.length > 0) {
    statements.unshift(printErrorHandler(imports, names.root, blueprint.errorHandlers));
  }
  const ownHooks = printHooks(imports, names.root, hooks);
  if (ownHooks !== undefined) statements.unshift(ownHooks);
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
  readonly areHooked: boolean;
  /** Which parameters the handler turned out to need. */
  readonly uses: Set<'request' | 'reply'>;
}

function printRoute(context: Context): string {
  const { imports, names, route } = context;
  const { schema, file, handler } = names.routes.get(route)!;
  const hasSchema = route.inputs.length > 0 || route.handler.kind === 'declarative';
  if (hasSchema) imports.value('./schema.js', schema);

  const handlers =
    route.handler.kind === 'translated'
      ? printTranslated(context, route.handler)
      : [
          {
            methods: route.methods,
            code:
              route.handler.kind === 'stub'
                ? imports.value(`./${file}.js`, handler)
                : printHandler(context, route.handler),
          },
        ];
  const url = printUrl(context);
  const comment = route.description === undefined ? '' : `${printComment(route.description)}\n`;
  const options: [string, string][] = [
    ...(hasSchema ? [['schema', schema] as [string, string]] : []),
    ...validationOption(context),
    ...endpointOption(context),
  ];
  return comment + handlers.map((one) => printRegistration(url, options, one)).join('\n');
}

function printRegistration(
  url: string,
  options: readonly [string, string][],
  { methods, code }: { readonly methods: readonly string[]; readonly code: string },
): string {
  const [only] = methods;
  if (only !== undefined && methods.length === 1) {
    const second = options.length > 0 ? `${printObject(options)}, ` : '';
    return `app.${only.toLowerCase()}(${url}, ${second}${code});`;
  }
  const members: [string, string][] = [
    ['method', `[${methods.map(printString).join(', ')}]`],
    ['url', url],
    ...options,
    ['handler', code],
  ];
  return `app.route(${printObject(members)});`;
}

/** A translated view tells its endpoint itself. */
function endpointOption({ names, route, areHooked }: Context): [string, string][] {
  if (!areHooked || route.handler.kind === 'translated') return [];
  return [['config', `{ endpoint: ${printString(endpointOf(names, route))} }`]];
}

/** Whose inputs are checked strictly; without any there is nothing to check. */
function validationOption({ imports, names, route }: Context): [string, string][] {
  if (route.validation === 'flask' || route.inputs.length === 0) return [];
  const strict = imports.value(`${names.root}/flask/strict-inputs.js`, 'strictInputs');
  return [['validatorCompiler', strict]];
}

function printUrl({ imports, names, route }: Context): string {
  if (names.routes.get(route)!.isExact) {
    const rule = imports.value(`${names.root}/flask/exact-routing.js`, 'rule');
    const options = route.strictSlashes ? '' : ', { strictSlashes: false }';
    return `${rule}(${printString(route.rule.text)}${options})`;
  }
  const path = fastifyPath(route.rule);
  if (!path.includes(UUID_PATTERN)) return printString(path);
  imports.value(`${names.root}/flask/routing.js`, 'UUID');
  const parts = path.split(UUID_PATTERN).map((part) => printTemplate(part).slice(1, -1));
  return `\`${parts.join('${UUID}')}\``;
}

function printHandler(context: Context, handler: DeclarativeHandler): string {
  const body = printCatches(
    context,
    handler,
    runsInTransaction(handler)
      ? printTransaction(context, handler)
      : [
          ...handler.queries.flatMap((query) =>
            printStep(
              context,
              handler,
              query,
              sharesReads(handler, query) ? 'app.reads' : 'app.db',
            ),
          ),
          ...printAnswer(context, handler, handler.answer),
        ],
  );
  const { uses } = context;
  const request = uses.has('request') ? 'request' : '_request';
  const parameters = uses.has('reply') ? `${request}, reply` : uses.has('request') ? request : '';
  return `async (${parameters}) => {\n${body.join('\n')}\n}`;
}

/** The handler's lines in a `try`, where the view catches errors of the database. */
function printCatches(
  context: Context,
  handler: DeclarativeHandler,
  lines: readonly string[],
): readonly string[] {
  if (handler.catches.length === 0) return lines;
  const { imports, names } = context;
  const hasSqlstate = imports.value(`${names.root}/flask/sqlstate.js`, 'hasSqlstate');
  const tests = handler.catches.map(({ sqlstates, answer }) => {
    const codes = sqlstates.filter((code) => code !== '').map((code) => `, ${printString(code)}`);
    const exit = printAnswer(context, handler, answer).join('\n');
    return `if (${hasSqlstate}(error${codes.join('')})) {\n${exit}\n}`;
  });
  return ['try {', ...lines, '} catch (error) {', ...tests, 'throw error;', '}'];
}

/** All statements on one connection. What they fail with sets a status of its own. */
function printTransaction(context: Context, handler: DeclarativeHandler): string[] {
  const { imports, names } = context;
  const { end, isolation } = handler.transaction;
  const run = imports.value(
    `${names.root}/plugins/transaction.js`,
    end === 'rollback' ? 'rolledBack' : 'transaction',
  );
  const level = isolation === undefined ? '' : `, ${printString(isolation)}`;
  const steps = handler.queries.flatMap((query) =>
    printStep(context, handler, query, 'connection'),
  );
  const { answer } = handler;
  const inner = (...last: readonly string[]) =>
    `${run}(app.db, async (connection) => {\n${[...steps, ...last].join('\n')}\n}${level})`;
  if (answer.kind !== 'json')
    return [`await ${inner()};`, ...printAnswer(context, handler, answer)];
  const isLast = isReturnedAsItIs(handler, handler.queries.at(-1));
  const code = shapeCode(scopeOf(context, handler), answer.shape);
  const lines = [`return ${awaited(handler)}${isLast ? inner() : inner(`return ${code};`)};`];
  if (answer.status === 200) return lines;
  context.uses.add('reply');
  return [`void reply.code(${answer.status});`, ...lines];
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
  const call = `${functionName}(${database}${values});`;
  if (isReturnedAsItIs(handler, query)) {
    const isCaught = database !== 'connection';
    return [`return ${isCaught ? awaited(handler) : ''}${call}`];
  }
  if (!isUsed(handler, query) && !query.whenEmpty) return [`await ${call}`];
  const line = `const ${variable} = await ${call}`;
  if (!query.whenEmpty) return [line];
  const exit = printExit(context, handler, query.whenEmpty, database);
  const isThrown = query.whenEmpty.kind === 'abort';
  const test = emptyTest(query, variable);
  return [line, isThrown ? `if (${test}) ${exit}` : `if (${test}) {\n${exit}\n}`];
}

/** Only what is awaited within a `try` is caught by it. */
function awaited({ catches }: DeclarativeHandler): string {
  return catches.length > 0 ? 'await ' : '';
}

/** Whether the result of a statement is the answer, and nothing else happens to it. */
function isReturnedAsItIs(handler: DeclarativeHandler, query: Query | undefined): boolean {
  const { answer, queries } = handler;
  return (
    query !== undefined &&
    query === queries.at(-1) &&
    answer.kind === 'json' &&
    (answer.status === 200 || runsInTransaction(handler)) &&
    answer.shape.kind === 'result' &&
    answer.shape.query === query.name &&
    !query.whenEmpty &&
    !mayBeEmpty(query) &&
    !planList(handler)
  );
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
  if (answer.kind === 'abort' || database !== 'connection') {
    return printAnswer(context, handler, answer).join('\n');
  }
  // Only what is thrown rolls the transaction back.
  const { imports, names } = context;
  const httpError = imports.value(`${names.root}/flask/errors.js`, 'HttpError');
  const option =
    answer.kind === 'json'
      ? `json: ${shapeCode(scopeOf(context, handler), answer.shape)}`
      : `html: ${printString(answer.text)}`;
  return `throw new ${httpError}(${answer.status}, { ${option} });`;
}

function printAnswer(context: Context, handler: DeclarativeHandler, answer: Answer): string[] {
  const { imports, names, uses } = context;
  switch (answer.kind) {
    case 'json': {
      const isMain = answer === handler.answer;
      if (isMain && isReturnedAsItIs(handler, handler.queries.at(-1))) return [];
      const list = isMain ? planList(handler) : undefined;
      if (list || answer.status !== 200) uses.add('reply');
      if (list) {
        const status = answer.status === 200 ? 'reply' : `reply.code(${answer.status})`;
        const { variable } = names.queries.get(list.query)!;
        if (list.arrivesAs === 'columns') {
          const send = list.key ? 'sendJsonObject' : 'sendJsonList';
          imports.value(`${names.root}/flask/json-columns.js`, send);
          return [`return ${printSendColumns(list, status, variable)};`];
        }
        const send = imports.value(`${names.root}/flask/database-json.js`, 'sendDatabaseJson');
        return [`return ${send}(${status}, ${variable});`];
      }
      const code = shapeCode(scopeOf(context, handler), answer.shape);
      return answer.status === 200
        ? [`return ${code};`]
        : [`return reply.code(${answer.status}).send(${code});`];
    }
    case 'text': {
      uses.add('reply');
      const status = answer.status === 200 ? '' : `.code(${answer.status})`;
      const text = printString(answer.text);
      return [`return reply${status}.type('text/html; charset=utf-8').send(${text});`];
    }
    case 'abort': {
      const httpError = imports.value(`${names.root}/flask/errors.js`, 'HttpError');
      return [`throw new ${httpError}(${answer.status});`];
    }
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
      return printMember(
        REQUEST_PARTS[input.from],
        inputKey(route.rule, input, names.routes.get(route)!.isExact),
      );
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
    ...handler.queries.flatMap((one) => [queryReferences(one), one.whenEmpty]),
  ];
  return JSON.stringify(later).includes(`"query":${JSON.stringify(query.name)}`);
}
