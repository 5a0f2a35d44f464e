/**
 * A statement of parts as the code that puts it together: each part a piece of SQL that an input chooses, all in one
 * tagged template, in which every value is a parameter. The pieces are cut out of the variants as PostgreSQL has
 * described them, casts included.
 */
import type { Input, Query, StatementPart, ValueReference } from '../model/service.js';
import { positionalParameters } from '../sql/positional-parameters.js';
import { camelCase } from './names.js';
import { printObject, printTemplate } from './print-literal.js';
import type { ModuleContext } from './print-types.js';

export interface DynamicScope {
  readonly inputs: readonly Input[];
  /** The variable that holds a value. */
  readonly nameOf: (reference: ValueReference) => string;
  /** The code of what is bound to `$1`, `$2`, … of a variant. */
  readonly valuesOf: (variant: Query) => readonly string[];
}

export function printDynamic(
  context: ModuleContext,
  query: Query,
  scope: DynamicScope,
): { declarations: string[]; statement: string } {
  const { imports, root } = context;
  const { parts, variants } = query.dynamic!;
  const sql = imports.value(`${root}/plugins/sql.js`, 'sql');
  const pieceOf = (part: number, option: number): string => {
    const { query: variant } = variants.find(({ options }) => options[part] === option)!;
    const text = withValues(variant.text, scope.valuesOf(variant));
    const [, piece] = new RegExp(`/\\*\\{${parts[part]!.name}\\*/([\\s\\S]*?)/\\*\\}\\*/`).exec(
      text,
    )!;
    return sql + template(piece!.trim());
  };
  const declarations = parts.map((part, index) => {
    const input = scope.nameOf({ kind: 'input', input: part.input, at: part.at });
    const value = part.kind === 'when' ? truth(context, scope, part, input) : input;
    const name = partName(part);
    if (part.kind === 'when') {
      return `const ${name} = ${value} ? ${pieceOf(index, 0)} : ${pieceOf(index, 1)};`;
    }
    const choose = imports.value(`${root}/plugins/sql.js`, 'choose');
    const choices = part.values.map((key, option) => [key, pieceOf(index, option)] as const);
    const otherwise = pieceOf(index, part.values.length);
    return `const ${name} = ${choose}(${value}, ${printObject(choices)}, ${otherwise});`;
  });
  const [first] = variants;
  const whole = withValues(first!.query.text, scope.valuesOf(first!.query)).replaceAll(
    /\/\*\{(\w+)\*\/[\s\S]*?\/\*\}\*\//g,
    (_match, name: string) => hole(partName(parts.find((part) => part.name === name)!)),
  );
  return { declarations, statement: sql + template(indented(whole)) };
}

function partName({ name }: StatementPart): string {
  return `${camelCase(name)}Sql`;
}

/** What Python takes for true: for text, whole numbers and booleans it is what JavaScript does. */
function truth(
  { imports, root }: ModuleContext,
  { inputs }: DynamicScope,
  { input }: StatementPart,
  name: string,
): string {
  const type = inputs.find((candidate) => candidate.name === input)?.type ?? 'any';
  const isSame = type === 'str' || type === 'int' || type === 'bool';
  return isSame ? name : `${imports.value(`${root}/flask/python.js`, 'bool')}(${name})`;
}

/** Code within a text, until the text has become a template: no SQL holds these characters. */
const OPEN = '\u0001';
const CLOSE = '\u0002';

function hole(code: string): string {
  return `${OPEN}${code}${CLOSE}`;
}

function withValues(text: string, values: readonly string[]): string {
  let result = text;
  for (const { number, start, end } of positionalParameters(text).toReversed()) {
    result = result.slice(0, start) + hole(values[number - 1]!) + result.slice(end);
  }
  return result;
}

function template(text: string): string {
  const holes: string[] = [];
  const cut = text.replaceAll(/\u0001([^\u0002]*)\u0002/g, (_match, code: string) => {
    holes.push(code);
    return OPEN;
  });
  let index = 0;
  return printTemplate(cut).replaceAll('\\u0001', () => `\${${holes[index++]!}}`);
}

function indented(sql: string): string {
  const lines = sql.split('\n').map((line) => line.trimEnd());
  if (lines.length === 1) return sql;
  const indent = Math.min(...lines.filter((line) => line !== '').map((line) => line.search(/\S/)));
  return `\n${lines.map((line) => (line === '' ? '' : `      ${line.slice(indent)}`)).join('\n')}`;
}
