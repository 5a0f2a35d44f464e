/**
 * The arguments of a call, put in the order of the parameters: TypeScript knows no keyword arguments. What is left out
 * is `undefined`, which takes the default.
 */
import { camelCase } from '../emit/names.js';
import { printObject, printString } from '../emit/print-literal.js';
import type { CallExpression, Expression, KeywordArgument, Parameter } from '../python/syntax.js';
import type { FunctionContext, Typed } from './context.js';
import { VALUE, type PyType } from './entities.js';
import { Untranslatable } from './untranslatable.js';
import { value, code } from './values.js';

export interface ParameterShape {
  readonly name: string;
  /** An option is a member of the object that the function takes. */
  readonly passing: Parameter['passing'] | 'option';
  /** Whether a call may leave it out. */
  readonly isOptional: boolean;
}

export interface CallArguments {
  readonly positional: readonly Expression[];
  readonly keywords: readonly KeywordArgument[];
}

/** @returns code for each parameter, without those at the end that are left out. */
export function bindArguments(
  context: FunctionContext,
  node: CallExpression,
  parameters: readonly ParameterShape[],
  options: {
    readonly onGiven?: (name: string, type: PyType) => void;
    /** Positional arguments that come from elsewhere. */
    readonly first?: readonly Typed[];
    readonly read?: (node: Expression) => Typed;
    /** The function's name with its module, for what Python says of arguments that are no mapping. */
    readonly callee?: string;
  } = {},
): string[] {
  const read = options.read ?? ((one: Expression) => value(context, one));
  const noteGiven = options.onGiven ?? (() => {});
  const standard = parameters.filter(
    ({ passing }) => passing === 'standard' || passing === 'positional-only',
  );
  const rest = parameters.find(({ passing }) => passing === 'rest');
  const keywordRest = parameters.find(({ passing }) => passing === 'keyword-rest');
  const codes = new Map<string, string>();
  const restCodes: string[] = [];
  const positional: (Expression | Typed)[] = [...(options.first ?? []), ...node.positional];
  for (const [at, argument] of positional.entries()) {
    if ('kind' in argument && argument.kind === 'starred') {
      if (at < standard.length || !rest) {
        throw new Untranslatable(
          argument,
          'a call with a list of arguments (*) to named parameters',
        );
      }
      restCodes.push(
        `...${context.module.python('items', 'iterate')}(${read(argument.value).code})`,
      );
      noteGiven(rest.name, VALUE);
      continue;
    }
    const typed = 'kind' in argument ? read(argument) : argument;
    const parameter = standard[at];
    if (parameter) {
      codes.set(parameter.name, typed.code);
      noteGiven(parameter.name, typed.type);
    } else if (rest) {
      restCodes.push(typed.code);
      noteGiven(rest.name, typed.type);
    } else {
      const span = 'kind' in argument ? argument : node;
      throw new Untranslatable(span, 'a call with more arguments than parameters');
    }
  }
  const extra: (readonly [string, string])[] = [];
  const spreads: string[] = [];
  for (const keyword of node.keywords) {
    if (keyword.name === undefined) {
      if (!keywordRest) {
        throw new Untranslatable(
          keyword,
          'a call with a dict of arguments (**) to named parameters',
        );
      }
      spreads.push(spread(context, read(keyword.value), options.callee));
      continue;
    }
    const parameter = parameters.find(
      ({ name, passing }) => name === keyword.name && NAMED.has(passing),
    );
    const typed = read(keyword.value);
    if (parameter) {
      if (codes.has(parameter.name)) {
        throw new Untranslatable(keyword, `a call with two values for ${parameter.name}`);
      }
      codes.set(parameter.name, typed.code);
      noteGiven(parameter.name, typed.type);
    } else if (keywordRest) extra.push([keyword.name, typed.code]);
    else throw new Untranslatable(keyword, `a call with the unknown argument ${keyword.name}`);
  }
  const results: (string | undefined)[] = [];
  const optionNames = parameters.filter(({ passing }) => passing === 'option');
  for (const parameter of parameters) {
    if (parameter.passing === 'option') {
      if (parameter !== optionNames[0]) continue;
      const given = optionNames.filter(({ name }) => codes.has(name));
      const members = given.map(({ name }) => [camelCase(name), codes.get(name)!] as const);
      results.push(members.length === 0 ? undefined : printObject(members));
    } else if (parameter === rest) {
      if (isRestLast(parameters)) results.push(...restCodes);
      else results.push(`[${restCodes.join(', ')}]`);
    } else if (parameter === keywordRest) {
      results.push(namedDict(context, extra, spreads));
    } else {
      const given = codes.get(parameter.name);
      if (given === undefined && !parameter.isOptional) {
        throw new Untranslatable(node, `a call without the argument ${parameter.name}`);
      }
      results.push(given);
    }
  }
  while (results.length > 0 && results.at(-1) === undefined) results.pop();
  return results.map((one) => one ?? 'undefined');
}

const NAMED: ReadonlySet<string> = new Set(['standard', 'keyword-only', 'option']);

/** A `**value`, which Python takes for a mapping. */
export function spread(
  context: FunctionContext,
  { code: text, type }: Typed,
  callee?: string,
): string {
  if (callee === undefined || type.kind === 'dict') return text;
  return `${context.module.python('callable', 'keywords')}(${text}, ${printString(callee)})`;
}

/** `**options` as a Dict; nothing where nothing was given. */
export function namedDict(
  context: FunctionContext,
  extra: readonly (readonly [string, string])[],
  spreads: readonly string[],
): string | undefined {
  const dict = context.module.python('dict', 'dict');
  const parts = [...(extra.length > 0 ? [`${dict}(${printObject(extra)})`] : []), ...spreads];
  if (parts.length === 0) return undefined;
  if (parts.length === 1) {
    return spreads.length === 1 && !/^\w*[kK]eywords\(/.test(parts[0]!)
      ? `(${parts[0]!} as ${context.module.use('python/dict.js', 'Dict', true)})`
      : parts[0];
  }
  const or = context.module.python('operators', 'bitOr');
  const merged = parts.reduce((a, b) => `${or}(${a}, ${b})`);
  return `(${merged} as ${context.module.use('python/dict.js', 'Dict', true)})`;
}

export function isRestLast(
  parameters: readonly { readonly passing: ParameterShape['passing'] }[],
): boolean {
  return parameters.at(-1)?.passing === 'rest';
}

export function shapesOf(parameters: readonly Parameter[]): ParameterShape[] {
  return parameters.map(({ name, passing, default: fallback }) => ({
    name,
    passing,
    isOptional: fallback !== undefined,
  }));
}

/** `jsonify(a=1, b=2)` as `jsonify({ a: 1, b: 2 })`. */
export function printKeywords(context: FunctionContext, node: CallExpression): string | undefined {
  if (node.keywords.some(({ name }) => name === undefined)) return undefined;
  return printObject(
    node.keywords.map(({ name, value: argument }) => [name!, code(context, argument)] as const),
  );
}
