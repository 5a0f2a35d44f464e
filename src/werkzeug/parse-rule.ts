/**
 * Reads a URL rule as Werkzeug does: `/films/<int(min=1):film_id>/`. Converter arguments follow Werkzeug's
 * grammar (positional or `name=value`, with numbers, words and quoted strings). Mistakes are returned with
 * their offsets into the rule.
 * Source: werkzeug/routing/rules.py and converters.py, 2.2.
 */
import type { Converter, Rule, RulePart } from '../model/rule.js';

export interface RuleProblem {
  readonly kind: 'malformed' | 'unknown-converter' | 'duplicate-variable' | 'bad-argument';
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

export const CONVERTERS = ['default', 'string', 'any', 'path', 'int', 'float', 'uuid'] as const;

export function parseRule(text: string): { rule: Rule; problems: readonly RuleProblem[] } {
  const problems: RuleProblem[] = [];
  const segments: RulePart[][] = [];
  const seen = new Set<string>();

  if (!text.startsWith('/')) {
    problems.push({
      kind: 'malformed',
      message: 'a rule starts with a slash',
      start: 0,
      end: text.length,
    });
  }
  let segment: RulePart[] = [];
  let position = text.startsWith('/') ? 1 : 0;
  while (position < text.length) {
    if (text[position] === '/') {
      segments.push(segment);
      segment = [];
      position += 1;
    } else if (text[position] === '<') {
      const end = closingBracket(text, position);
      const variable = readVariable(text.slice(position + 1, end), position + 1, problems);
      if (text[end] !== '>') {
        problems.push({
          kind: 'malformed',
          message: 'this "<" is never closed',
          start: position,
          end,
        });
      } else if (variable) {
        if (seen.has(variable.name)) {
          const message = `the variable "${variable.name}" is used twice`;
          problems.push({ kind: 'duplicate-variable', message, start: position, end: end + 1 });
        }
        seen.add(variable.name);
        segment.push(variable);
      }
      position = end + 1;
    } else {
      const rest = /^[^/<]+/.exec(text.slice(position))![0];
      segment.push({ kind: 'text', text: rest });
      position += rest.length;
    }
  }
  if (segment.length > 0) segments.push(segment);
  return { rule: { text, segments, isBranch: text.endsWith('/') }, problems };
}

/** The offset of the `>` that closes the `<` at `start`, quoted strings skipped; the end when there is none. */
function closingBracket(text: string, start: number): number {
  let quote: string | undefined;
  for (let index = start + 1; index < text.length; index += 1) {
    const character = text[index]!;
    if (quote !== undefined) {
      if (character === quote) quote = undefined;
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '>') return index;
  }
  return text.length;
}

const VARIABLE = /^(?:([a-zA-Z_][a-zA-Z0-9_]*)(?:\((.*)\))?:)?([a-zA-Z_][a-zA-Z0-9_]*)$/s;

function readVariable(
  text: string,
  start: number,
  problems: RuleProblem[],
): Extract<RulePart, { kind: 'variable' }> | undefined {
  const match = VARIABLE.exec(text);
  const end = start + text.length;
  if (!match) {
    problems.push({
      kind: 'malformed',
      message: `"<${text}>" is no variable of a rule`,
      start,
      end,
    });
    return undefined;
  }
  const [, converterName = 'default', argumentText, name] = match as unknown as [
    string,
    string | undefined,
    string | undefined,
    string,
  ];
  const known = CONVERTERS.find((candidate) => candidate === converterName);
  if (!known) {
    const message = `there is no converter "${converterName}"`;
    problems.push({ kind: 'unknown-converter', message, start, end: start + converterName.length });
    return undefined;
  }
  const converter = readConverter(
    known,
    argumentText === undefined ? [] : readArguments(argumentText),
  );
  if (typeof converter === 'string') {
    problems.push({ kind: 'bad-argument', message: converter, start, end });
    return undefined;
  }
  return { kind: 'variable', name, converter };
}

interface Argument {
  readonly name: string | undefined;
  readonly value: string | number | boolean | undefined;
}

const ARGUMENT =
  /\s*(?:(\w+)\s*=\s*)?(?:(True|False)|(\d+\.\d+)|(\d+)|("[^"]*"|'[^']*')|([\w.]+))\s*(?:,|$)/y;

/**
 * The arguments in a converter's parentheses; one that cannot be read has no value. Werkzeug before 2.3 skips
 * what it cannot read, so that `min=-2` becomes a first argument of 2: that is nobody's intention.
 */
function readArguments(text: string): Argument[] {
  const found: Argument[] = [];
  ARGUMENT.lastIndex = 0;
  while (ARGUMENT.lastIndex < text.length) {
    const match = ARGUMENT.exec(text);
    if (!match) return [...found, { name: undefined, value: undefined }];
    const [, name, boolean, decimal, integer, quoted, word] = match;
    const number = decimal ?? integer;
    const value =
      boolean !== undefined
        ? boolean === 'True'
        : number !== undefined
          ? Number(number)
          : (quoted?.slice(1, -1) ?? word);
    found.push({ name, value });
  }
  return found;
}

const PARAMETERS = {
  default: ['minlength', 'maxlength', 'length'],
  string: ['minlength', 'maxlength', 'length'],
  int: ['fixed_digits', 'min', 'max', 'signed'],
  float: ['min', 'max', 'signed'],
  path: [],
  uuid: [],
} as const;

/** The converter, or what is wrong with its arguments. */
function readConverter(
  name: (typeof CONVERTERS)[number],
  given: readonly Argument[],
): Converter | string {
  if (given.some(({ value }) => value === undefined)) {
    return 'Werkzeug cannot read these arguments: it knows no negative numbers, and words with hyphens need quotes';
  }
  if (name === 'any') {
    if (given.some(({ value }) => typeof value !== 'string'))
      return 'any() takes words; a number needs quotes';
    const items = given.map(({ value }) => String(value));
    return items.length > 0 ? { kind: 'any', items } : 'any() takes at least one item';
  }
  const parameters: readonly string[] = PARAMETERS[name];
  const values = new Map<string, string | number | boolean>();
  for (const [index, argument] of given.entries()) {
    const parameter = argument.name ?? parameters[index];
    if (parameter === undefined || !parameters.includes(parameter)) {
      return `the converter "${name}" takes ${parameters.length === 0 ? 'no arguments' : `only ${parameters.join(', ')}`}`;
    }
    const wantsBoolean = parameter === 'signed';
    if (typeof argument.value !== (wantsBoolean ? 'boolean' : 'number')) {
      return `${parameter} is ${wantsBoolean ? 'True or False' : 'a number'}`;
    }
    values.set(parameter, argument.value!);
  }
  const number = (key: string): number | undefined => values.get(key) as number | undefined;
  const optional = <Key extends string>(key: Key, value: number | undefined) =>
    (value === undefined ? {} : { [key]: value }) as { readonly [key in Key]?: number };
  const range = { ...optional('min', number('min')), ...optional('max', number('max')) };
  const signed = values.get('signed') === true;
  switch (name) {
    case 'default':
    case 'string':
      return {
        kind: 'string',
        ...optional('minlength', number('minlength')),
        ...optional('maxlength', number('maxlength')),
        ...optional('length', number('length')),
      };
    case 'int':
      return { kind: 'int', signed, ...range, ...optional('fixedDigits', number('fixed_digits')) };
    case 'float':
      return { kind: 'float', signed, ...range };
    case 'path':
    case 'uuid':
      return { kind: name };
  }
}
