/**
 * `self.__dict__` and `vars(object)`: the attributes of an object as a dict, under their Python names and in the order
 * in which they were set. Each class of a program that asks for it says its attributes' names; the dict is made when it
 * is asked for, so that changing it is refused.
 */
import { printString } from '../emit/print-literal.js';
import type { Statement } from '../python/syntax.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { FunctionContext, ModuleContext, Typed } from './context.js';
import { DICT, type ClassEntity } from './entities.js';
import { assignedIn, memberName, type ProgramIndex } from './program-index.js';

export function attributeDict(context: FunctionContext, object: Typed): Typed {
  const helper = context.module.python('attribute-dict', 'attributesOf');
  return { code: `${helper}(${object.code})`, type: DICT };
}

const ASKING = new WeakMap<ProgramIndex, boolean>();

function asksForDicts(index: ProgramIndex): boolean {
  const known = ASKING.get(index);
  if (known !== undefined) return known;
  const found = index.program.modules.some(({ statements }) =>
    nodesWithin(statements).some(
      (node) =>
        (node.kind === 'attribute' && node.name === '__dict__') ||
        (node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'vars'),
    ),
  );
  ASKING.set(index, found);
  return found;
}

/** The member of a class that lists its attributes; undefined where the program asks for no such dict. */
export function printAttributeNames(
  module: ModuleContext,
  entity: ClassEntity,
): string | undefined {
  if (entity.fields.size === 0 || !asksForDicts(module.translation.index)) return undefined;
  const names = orderedFields(entity);
  const isInherited = entity
    .ancestors()
    .slice(1)
    .some(({ fields }) => fields.size > 0);
  const list = names.map((name) => `${name}: ${printString(memberName(name))}`).join(', ');
  return `${isInherited ? 'override ' : ''}get pyAttributes(): Record<string, string> {\nreturn { ${list} };\n}`;
}

/** As `__init__` sets them, those of the base where it is called; what other methods set comes behind. */
function orderedFields(entity: ClassEntity): string[] {
  const found = new Set<string>();
  for (const method of [...entity.methods.values()].toSorted(
    (a, b) => Number(b.node.name === '__init__') - Number(a.node.name === '__init__'),
  )) {
    const [self] = method.node.parameters;
    for (const node of nodesWithin(method.node.body)) {
      const callee = node.kind === 'call' ? node.callee : undefined;
      if (callee?.kind === 'attribute' && callee.name === '__init__') {
        for (const base of entity.bases) for (const name of orderedFields(base)) found.add(name);
      }
      for (const target of assignedIn(node as Statement)) {
        const isOwn =
          target.kind === 'attribute' &&
          target.object.kind === 'name' &&
          target.object.name === self?.name;
        if (isOwn && entity.fields.has(target.name)) found.add(target.name);
      }
    }
  }
  for (const one of entity.ancestors()) for (const name of one.fields) found.add(name);
  return [...found];
}
