/** The handler of a route whose view was translated from Python: Flask's arguments for it, in their order. */
import { ruleVariables, type Converter } from '../model/rule.js';
import type { Route, TranslatedHandler, TranslatedMethod } from '../model/service.js';
import { Bug } from '../util/bug.js';
import { WILDCARD } from './fastify-path.js';
import type { Imports } from './imports.js';
import type { BlueprintNames } from './name-blueprint.js';
import { printObject, printString } from './print-literal.js';

export interface TranslatedContext {
  readonly imports: Imports;
  readonly names: BlueprintNames;
  readonly route: Route;
}

/** The methods that one handler serves, and its code. A class-based view has a handler for each method. */
export function printTranslated(
  context: TranslatedContext,
  handler: TranslatedHandler,
): { readonly methods: readonly string[]; readonly code: string }[] {
  const { names, route } = context;
  const { code: view } = handler;
  if (!view) throw new Bug(`${handler.view} was not translated`);
  if (view.function) {
    const target = importOwn(context, `${names.root}/${view.file}.js`, view.name);
    return [
      {
        methods: route.methods,
        code: printView(context, { target, isResource: false }, view.function),
      },
    ];
  }
  if (view.class!.isStub) {
    return [{ methods: route.methods, code: printStubView(context, handler.view) }];
  }
  const owner = importOwn(context, `${names.root}/${view.file}.js`, view.class!.name);
  return route.methods.flatMap((method) => {
    const found = view.class!.methods.get(method.toLowerCase());
    if (!found) return [];
    const { isResource } = view;
    const code = printView(context, { target: `new ${owner}().${found.name}`, isResource }, found);
    return [{ methods: [method], code }];
  });
}

/** The class says itself what is left to do. */
function printStubView({ imports, names }: TranslatedContext, view: string): string {
  const helper = imports.value(`${names.root}/flask/translated.js`, 'translatedView');
  const error = imports.value(`${names.root}/python/not-translated.js`, 'NotTranslated');
  return `${helper}(() => {\nthrow new ${error}(${printString(view)});\n})`;
}

function importOwn({ imports, names }: TranslatedContext, module: string, name: string): string {
  // A name that the module has itself is given another.
  const isTaken =
    RESERVED.has(name) ||
    name === names.plugin ||
    [...names.routes.values()].some(({ schema }) => schema === name) ||
    // `def category(category)`: the handler has the variable under its own name.
    [...names.routes.keys()].some(({ rule }) =>
      ruleVariables(rule).some((one) => one.name === name),
    ) ||
    imports.hasOther(module, name);
  const local = isTaken
    ? `${name}${imports.hasOther(module, `${name}View`) ? 'View2' : 'View'}`
    : name;
  imports.value(module, local === name ? name : `${name} as ${local}`);
  return local;
}

const RESERVED = new Set(['app', 'translatedView', 'resourceView', 'dict', 'rule']);

function printView(
  { imports, names, route }: TranslatedContext,
  { target, isResource }: { readonly target: string; readonly isResource: boolean },
  { parameters, isCallable }: TranslatedMethod,
): string {
  const helper = isResource
    ? imports.value(`${names.root}/flask/restful.js`, 'resourceView')
    : imports.value(`${names.root}/flask/translated.js`, 'translatedView');
  const variables = ruleVariables(route.rule);
  const { isExact } = names.routes.get(route)!;
  const isMethod = target.startsWith('new ');
  const options = printObject([['endpoint', printString(endpointOf(names, route))]]);
  if (isCallable) {
    const dict = imports.value(`${names.root}/python/dict.js`, 'dict');
    const wildcard = isExact
      ? undefined
      : variables.find(({ converter }) => converter.kind === 'path');
    if (!wildcard) return `${helper}((args) => ${target}([], ${dict}(args)), ${options})`;
    // Fastify calls the rest of the path `*`, and Flask by the variable's name.
    const { name } = wildcard;
    const others = variables.length > 1 ? ', ...args' : '';
    const given = `{ ${others === '' ? '' : '...args, '}${name}: ${name}! }`;
    return `${helper}(({ ${printString(WILDCARD)}: ${name}${others} }) => ${target}([], ${dict}(${given})), ${options})`;
  }
  const used = parameters.filter((name) => variables.some((variable) => variable.name === name));
  if (used.length === 0) {
    return isMethod || parameters.length > 0
      ? `${helper}(() => ${target}(), ${options})`
      : `${helper}(${target}, ${options})`;
  }
  const values = parameters.map((name) => {
    const variable = variables.find((one) => one.name === name);
    return variable ? `${name} as ${typeOf(imports, names, variable.converter)}` : 'undefined';
  });
  while (values.at(-1) === 'undefined') values.pop();
  const pattern = used.map((name) => {
    const { converter } = variables.find((one) => one.name === name)!;
    return converter.kind === 'path' && !isExact ? `${printString(WILDCARD)}: ${name}` : name;
  });
  return `${helper}(({ ${pattern.join(', ')} }) => ${target}(${values.join(', ')}), ${options})`;
}

export function endpointOf(names: BlueprintNames, route: Route): string {
  return [...names.path, route.endpoint].join('.');
}

function typeOf(imports: Imports, { root }: BlueprintNames, converter: Converter): string {
  const module = `${root}/python/value.js`;
  if (converter.kind === 'int') return imports.type(module, 'Int');
  if (converter.kind === 'float') return imports.type(module, 'PyFloat');
  return 'string';
}
