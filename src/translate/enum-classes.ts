/**
 * Enumerations: members as static objects of their class. A `__new__` or an `__init__`, which gives members more than a
 * value, becomes the constructor.
 */
import { printString } from '../emit/print-literal.js';
import type {
  Expression,
  FunctionStatement,
  NumberExpression,
  Statement,
} from '../python/syntax.js';
import { docstringOf } from '../python/docstring.js';
import { declareLocals, FunctionContext } from './context.js';
import { ownParameters, NEVER, type ClassEntity, type FunctionEntity } from './entities.js';
import { translateFunction } from './functions.js';
import { printType } from './print-type.js';
import { memberName } from './program-index.js';
import { Untranslatable } from './untranslatable.js';
import { value } from './values.js';

/** Methods that make members. */
export const MAKES_MEMBERS: ReadonlySet<string> = new Set(['__new__', '__init__']);

/** The members in their order, `auto()` counted, and what constructs them. */
export function printEnumMembers(context: FunctionContext, entity: ClassEntity): string[] {
  const maker = entity.method('__new__') ?? entity.method('__init__');
  let last = 0n;
  const members = entity.node.body.flatMap((statement) => {
    if (statement.kind !== 'assign') return [];
    return statement.targets.flatMap((target) => {
      if (target.kind !== 'name' || target.name.startsWith('_')) return [];
      const count = isAuto(statement.value) ? nextValue(last) : undefined;
      if (count !== undefined) last = count;
      else if (statement.value.kind === 'number') last = intOf(statement.value);
      entity.attributes.set(target.name, { kind: 'instance', class: entity });
      const values = maker
        ? madeWith(context, maker, statement.value)
        : isAuto(statement.value)
          ? [autoText(entity, target.name, count ?? 0n)]
          : [value(context, statement.value).code];
      const list = [printString(target.name), ...values].join(', ');
      return [`static readonly ${memberName(target.name)} = new ${entity.name}(${list});`];
    });
  });
  return maker ? [...members, ...printMaker(context, entity, maker)] : members;
}

function isAuto(call: Expression): boolean {
  if (call.kind !== 'call') return false;
  const { callee } = call;
  return (callee.kind === 'name' || callee.kind === 'attribute') && callee.name === 'auto';
}

/** One more than the last int. Source: Lib/enum.py, `_generate_next_value_`. */
function nextValue(last: bigint): bigint {
  return last + 1n;
}

function intOf({ value: number }: NumberExpression): bigint {
  return number.kind === 'int' ? number.value : 0n;
}

function autoText(entity: ClassEntity, name: string, count: bigint): string {
  return entity.libraryAncestor() === 'enum.StrEnum'
    ? printString(name.toLowerCase())
    : String(count);
}

/** A tuple is several arguments. */
function madeWith(context: FunctionContext, maker: FunctionEntity, given: Expression): string[] {
  const items = given.kind === 'tuple' ? given.items : [given];
  const parameters = maker.node.parameters.slice(1);
  const { growing } = context.translation;
  return items.map((item, at) => {
    const typed = value(context, item);
    const name = parameters[at]?.name;
    if (name === undefined)
      throw new Untranslatable(item, 'a member of more values than are taken');
    const before = maker.parameterTypes.get(name) ?? NEVER;
    maker.parameterTypes.set(name, growing.grow(before, typed.type));
    return typed.code;
  });
}

function printMaker(
  context: FunctionContext,
  entity: ClassEntity,
  maker: FunctionEntity,
): string[] {
  if (maker.owner !== entity)
    throw new Untranslatable(entity.node, 'members made by a class before');
  return maker.node.name === '__new__'
    ? printNew(context, entity, maker)
    : printInit(context, entity, maker);
}

/** `__init__` is given what the member's tuple holds, which is its value. */
function printInit(context: FunctionContext, entity: ClassEntity, maker: FunctionEntity): string[] {
  const printed = translateFunction(context.module, maker);
  if (maker.problem) throw new Untranslatable(maker.problem.span, maker.problem.message);
  if (printed.isAsync) throw new Untranslatable(maker.node, 'members that wait for the database');
  const names = ownParameters(maker).map(({ name }) => memberName(name));
  const tuple = context.module.python('value', 'tuple');
  const whole = names.length === 1 ? names[0]! : `${tuple}(${names.join(', ')})`;
  return [
    ...fieldsOf(context, entity),
    `constructor(name: string, ${printed.parameters}) {\nsuper(name, ${whole});\n${printed.body}\n}`,
  ];
}

function fieldsOf(context: FunctionContext, entity: ClassEntity): string[] {
  const fields = [...entity.fields].filter((name) => !entity.statics.has(name));
  if (fields.length === 0) return [];
  const lines = fields.map(
    (name) =>
      `readonly ${memberName(name)}: ${printType(context.module, entity.attributes.get(name) ?? NEVER)};`,
  );
  return [lines.join('\n')];
}

/** `obj = object.__new__(cls)`, its attributes, and `return obj`. */
function printNew(outer: FunctionContext, entity: ClassEntity, maker: FunctionEntity): string[] {
  const { node } = maker;
  const { growing } = outer.translation;
  const { made, settings } = readNew(node);
  const context = new FunctionContext(outer.module, maker, undefined);
  declareLocals(context, node);
  const parameters = node.parameters.slice(1).map(({ name, passing, default: fallback }) => {
    if (passing !== 'standard' || fallback)
      throw new Untranslatable(node, 'a __new__ whose parameters are not plain');
    const local = context.find(name)!;
    return `${local.name}: ${printType(outer.module, context.typeOf(local))}`;
  });
  const lines: string[] = [];
  let own: string | undefined;
  for (const { name, value: given } of settings) {
    const typed = value(context, given);
    if (name === '_value_') {
      own = typed.code;
      continue;
    }
    if (!entity.fields.has(name)) growing.note();
    entity.fields.add(name);
    entity.attributes.set(name, growing.grow(entity.attributes.get(name) ?? NEVER, typed.type));
    lines.push(`this.${memberName(name)} = ${typed.code};`);
  }
  if (own === undefined) throw new Untranslatable(made, 'a __new__ that gives its member no value');
  return [
    ...fieldsOf(outer, entity),
    `constructor(name: string, ${parameters.join(', ')}) {\nsuper(name, ${own});\n${lines.join('\n')}\n}`,
  ];
}

interface NewParts {
  readonly made: Statement;
  readonly settings: readonly { readonly name: string; readonly value: Expression }[];
}

/** @throws Untranslatable for what does more. */
function readNew(node: FunctionStatement): NewParts {
  const hasText = docstringOf(node.body) !== undefined;
  const [made, ...others] = hasText ? node.body.slice(1) : node.body;
  const last = others.pop();
  const [target] = made?.kind === 'assign' ? made.targets : [];
  const isMade =
    made?.kind === 'assign' &&
    target?.kind === 'name' &&
    made.value.kind === 'call' &&
    made.value.callee.kind === 'attribute' &&
    made.value.callee.name === '__new__';
  const name = target?.kind === 'name' ? target.name : undefined;
  const isReturned =
    last?.kind === 'return' && last.value?.kind === 'name' && last.value.name === name;
  const settings = others.map((statement) => {
    const [set] = statement.kind === 'assign' ? statement.targets : [];
    const isOfMember =
      statement.kind === 'assign' &&
      set?.kind === 'attribute' &&
      set.object.kind === 'name' &&
      set.object.name === name;
    if (!isOfMember)
      throw new Untranslatable(statement, 'a __new__ that does more than set attributes');
    return { name: set.name, value: statement.value };
  });
  if (!made || !isMade || !isReturned)
    throw new Untranslatable(node, 'a __new__ that does more than set attributes');
  return { made, settings };
}
