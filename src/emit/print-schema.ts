/** `schema.ts` of a blueprint: what each of its routes reads and answers, as TypeBox schemas. */
import type { Answer, Blueprint, Input, Route } from '../model/service.js';
import { Imports } from './imports.js';
import type { BlueprintNames } from './name-blueprint.js';
import { runsInTransaction } from './runs-in-transaction.js';
import { printObject } from './print-literal.js';
import { shapeSchema, type ShapeScope } from './print-shape.js';
import { flaskType, inputKey, inputSchema, typeBox, type ModuleContext } from './print-types.js';

export interface SchemaModule {
  readonly imports: Imports;
  readonly code: string;
}

export function printSchemas(blueprint: Blueprint, names: BlueprintNames): SchemaModule {
  const context: ModuleContext = { imports: new Imports(), root: names.root };
  const schemas = blueprint.routes.map(
    (route) =>
      `export const ${names.routes.get(route)!.schema} = ${printSchema(context, route, names)};`,
  );
  return { imports: context.imports, code: schemas.join('\n\n') };
}

/** Fastify's words for where inputs come from. */
const PARTS = [
  ['path', 'params'],
  ['query', 'querystring'],
  ['header', 'headers'],
  ['json', 'body'],
  ['form', 'body'],
] as const;

function printSchema(context: ModuleContext, route: Route, names: BlueprintNames): string {
  const { isExact } = names.routes.get(route)!;
  const members: [string, string][] = [];
  for (const [place, part] of inReadingOrder(route)) {
    const inputs = route.inputs.filter(({ from }) => from === place);
    if (inputs.length === 0) continue;
    const properties = printObject(
      inputs.map((input) => [
        inputKey(route.rule, input, isExact),
        inputSchema(context, route.rule, input, isExact),
      ]),
    );
    members.push([
      part,
      place === 'form'
        ? flaskType(context, `Form(${properties})`)
        : typeBox(context, `Object(${properties})`),
    ]);
  }
  const responses = [...responseSchemas(context, route)];
  if (responses.length > 0) members.push(['response', printObject(responses)]);
  return printObject(members);
}

/** What the view reads first stands first: of two mistakes in a request, the first is answered. */
function inReadingOrder({ inputs }: Route): (typeof PARTS)[number][] {
  const firstOf = (place: Input['from']) => inputs.findIndex(({ from }) => from === place);
  return PARTS.toSorted(([a], [b]) => firstOf(a) - firstOf(b));
}

function responseSchemas(context: ModuleContext, route: Route): Map<string, string> {
  const { handler } = route;
  const schemas = new Map<string, string>();
  if (handler.kind !== 'declarative') return schemas;
  const scope: ShapeScope = {
    rule: route.rule,
    inputs: route.inputs,
    queries: handler.queries,
    inputCode: (input: Input) => input.name,
    resultCode: ({ name }) => name,
  };
  const add = (answer: Answer): void => {
    if (answer.kind === 'abort') return;
    const schema =
      answer.kind === 'json'
        ? shapeSchema(context, scope, answer.shape)
        : typeBox(context, 'String()');
    const known = schemas.get(String(answer.status));
    if (known === undefined || known === schema) schemas.set(String(answer.status), schema);
    else schemas.set(String(answer.status), typeBox(context, `Union([${known}, ${schema}])`));
  };
  add(handler.answer);
  for (const { whenEmpty } of handler.queries) {
    // Within a transaction such an answer is thrown, and only JSON needs a schema then.
    if (whenEmpty && (whenEmpty.kind === 'json' || !runsInTransaction(handler))) add(whenEmpty);
  }
  for (const { answer } of handler.catches) add(answer);
  return schemas;
}
