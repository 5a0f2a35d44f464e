/** Functions and classes as what Python calls with positional and named arguments: `callable(names, function)`. */
import { printString } from '../emit/print-literal.js';
import type { Expression } from '../python/syntax.js';
import { shapesOf, type ParameterShape } from './arguments.js';
import type { FunctionContext, Typed } from './context.js';
import { decoratorOf, isOptionalField } from './data-classes.js';
import { CALLABLE, ownParameters, VALUE, type ClassEntity, type PyType } from './entities.js';
import { printType } from './print-type.js';
import { Untranslatable } from './untranslatable.js';

/** A function value for a decorator: `callable(names, function)`. */
export function printCallable(
  context: FunctionContext,
  names: readonly string[],
  text: string,
): Typed {
  const helper = context.module.python('callable', 'callable');
  return { code: `${helper}([${names.map(printString).join(', ')}], ${text})`, type: CALLABLE };
}

/** What stands for a function or a class where a library calls it by names. @throws Untranslatable */
export function callableOf(context: FunctionContext, node: Expression, typed: Typed): string {
  const { type, code } = typed;
  if (type.kind === 'callable') return code;
  if (type.kind === 'function') {
    const { function: entity } = type;
    context.translation.reach(entity);
    if (entity.isCallable) return code;
    if (entity.isAsync)
      throw new Untranslatable(node, 'a function that waits for the database, given to a library');
    const shapes = shapesOf(ownParameters(entity));
    for (const { name } of shapes) entity.parameterTypes.set(name, VALUE);
    return printCallable(context, namesOf(shapes), code).code;
  }
  if (type.kind !== 'class')
    throw new Untranslatable(node, 'a function that is known only when the app runs');
  return callableClass(context, node, type.class, code);
}

function callableClass(
  context: FunctionContext,
  node: Expression,
  entity: ClassEntity,
  code: string,
): string {
  context.translation.reach(entity);
  const init = entity.method('__init__');
  if (init) context.translation.reach(init);
  if (init?.isAsync) throw new Untranslatable(node, 'a class whose objects wait for the database');
  const shapes = init ? shapesOf(ownParameters(init)) : dataFields(entity);
  if (!shapes) throw new Untranslatable(node, `the class ${entity.node.name}, which takes nothing`);
  const { growing } = context.translation;
  for (const { name } of shapes) {
    const owner = entity.attributeOwner(name) ?? entity;
    const types: Map<string, PyType> = init ? init.parameterTypes : owner.attributes;
    types.set(name, growing.grow(types.get(name) ?? VALUE, VALUE));
  }
  if (!init) {
    const helper = entity.isNamedTuple()
      ? context.module.python('named-tuple', 'namedTupleMaker')
      : context.module.python('dataclasses', 'constructorOf');
    return `${helper}(${code})`;
  }
  const any = printType(context.module, VALUE);
  const places = shapes.map((_, at) => `value${at + 1}`);
  const parameters = places.map((place) => `${place}: ${any}`).join(', ');
  return printCallable(
    context,
    namesOf(shapes),
    `(${parameters}) => new ${code}(${places.join(', ')})`,
  ).code;
}

/** As `callable` takes them: with the stars of those that take what is left. */
export function namesOf(shapes: readonly ParameterShape[]): string[] {
  const stars: Readonly<Record<string, string>> = { rest: '*', 'keyword-rest': '**' };
  return shapes.map(({ name, passing }) => `${stars[passing] ?? ''}${name}`);
}

/** The fields of a dataclass or a named tuple that its constructor takes, in their order; undefined where the class is none. */
export function dataFields(entity: ClassEntity): ParameterShape[] | undefined {
  if (!decoratorOf(entity) && !entity.isNamedTuple()) return undefined;
  const fields = new Map<string, ParameterShape>();
  for (const { node } of entity.ancestors().toReversed()) {
    for (const statement of node.body) {
      if (statement.kind !== 'annotated-assign' || statement.target.kind !== 'name') continue;
      const { name } = statement.target;
      const isOptional = isOptionalField(statement.value);
      if (isOptional !== undefined) fields.set(name, { name, passing: 'standard', isOptional });
    }
  }
  return [...fields.values()];
}
