/** Whether a call's arguments fit its parameters: Python finds out when the call is made, and raises a TypeError. */
import type { CallExpression } from '../python/syntax.js';
import type { ParameterShape } from './arguments.js';

/**
 * `spread`: lists or dicts of arguments (`*`, `**`) that only the run can put in their places. A text is what Python
 * says of a call that can never work. Undefined where all is well.
 * `name` is as Python's messages have it, `Shop.sell`; of a method that is bound, they count the object, too.
 */
export function misfitOf(
  { positional, keywords }: CallExpression,
  parameters: readonly ParameterShape[],
  { name, isBound }: { readonly name: string; readonly isBound: boolean },
): { readonly kind: 'spread' } | { readonly kind: 'wrong'; readonly message: string } | undefined {
  const standard = parameters.filter(
    ({ passing }) => passing === 'standard' || passing === 'positional-only',
  );
  const takesRest = parameters.some(({ passing }) => passing === 'rest');
  const takesNamed = parameters.some(({ passing }) => passing === 'keyword-rest');
  const star = positional.findIndex(({ kind }) => kind === 'starred');
  if (star !== -1 && (star < standard.length || !takesRest)) return { kind: 'spread' };
  if (keywords.some((keyword) => keyword.name === undefined)) {
    const isGiven = ({ name: wanted, passing }: ParameterShape, at: number): boolean =>
      passing === 'rest' ||
      passing === 'keyword-rest' ||
      at < positional.length ||
      keywords.some((keyword) => keyword.name === wanted);
    if (!takesNamed || !parameters.every(isGiven)) return { kind: 'spread' };
  }
  if (star !== -1) return undefined;
  if (positional.length > standard.length && !takesRest) {
    const own = isBound ? 1 : 0;
    const wanted = standard.length + own;
    const least = standard.filter(({ isOptional }) => !isOptional).length + own;
    const given = positional.length + own;
    const count = least === wanted ? String(wanted) : `from ${least} to ${wanted}`;
    const noun = wanted === 1 && least === wanted ? 'argument' : 'arguments';
    const were = given === 1 ? 'was' : 'were';
    return wrong(`${name}() takes ${count} positional ${noun} but ${given} ${were} given`);
  }
  const taken = new Set(standard.slice(0, positional.length).map((parameter) => parameter.name));
  for (const keyword of keywords) {
    if (keyword.name === undefined) return undefined;
    const known = parameters.some(
      (parameter) =>
        parameter.name === keyword.name &&
        (parameter.passing === 'standard' || parameter.passing === 'keyword-only'),
    );
    if (!known && !takesNamed) {
      return wrong(`${name}() got an unexpected keyword argument '${keyword.name}'`);
    }
    if (known && taken.has(keyword.name)) {
      return wrong(`${name}() got multiple values for argument '${keyword.name}'`);
    }
    taken.add(keyword.name);
  }
  const missing = parameters.filter(
    (parameter) =>
      !parameter.isOptional &&
      (parameter.passing === 'standard' ||
        parameter.passing === 'positional-only' ||
        parameter.passing === 'keyword-only') &&
      !taken.has(parameter.name),
  );
  if (missing.length === 0) return undefined;
  const kind = missing.every(({ passing }) => passing === 'keyword-only')
    ? 'keyword-only'
    : 'positional';
  const noun = missing.length === 1 ? 'argument' : 'arguments';
  return wrong(
    `${name}() missing ${missing.length} required ${kind} ${noun}: ${listNames(missing.map((one) => one.name))}`,
  );
}

function wrong(message: string): { readonly kind: 'wrong'; readonly message: string } {
  return { kind: 'wrong', message };
}

function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`);
  if (quoted.length <= 2) return quoted.join(' and ');
  return `${quoted.slice(0, -1).join(', ')}, and ${quoted.at(-1)}`;
}
