/**
 * Dataclasses: the constructor has a parameter for each field, and `DataClass` of the service does what else the decorator
 * adds. What it can be told beyond that has no translation.
 */
import { printObject, printString } from '../emit/print-literal.js';
import type { CallExpression, Expression } from '../python/syntax.js';
import type { FunctionContext } from './context.js';
import { NEVER, type ClassEntity } from './entities.js';
import { pathOf } from './field-types.js';
import { printType } from './print-type.js';
import { memberName } from './program-index.js';
import { Untranslatable } from './untranslatable.js';
import { value } from './values.js';

interface DataField {
  readonly name: string;
  readonly owner: ClassEntity;
  readonly value: Expression | undefined;
  readonly call: CallExpression | undefined;
}

/** What the class has of `DataClass`: names, options and constructor. @throws Untranslatable */
export function printDataMembers(context: FunctionContext, entity: ClassEntity): string[] {
  const { module } = context;
  for (const base of entity.ancestors().slice(1)) {
    if (!decoratorOf(base) || base.libraryBase !== undefined)
      throw new Untranslatable(entity.node, 'a dataclass that derives from another class');
  }
  if (entity.libraryBase !== undefined && entity.libraryBase !== 'builtins.object')
    throw new Untranslatable(entity.node, `a dataclass that derives from ${entity.libraryBase}`);
  for (const name of WRITTEN) {
    const own = entity.methods.get(name);
    if (own) throw new Untranslatable(own.node, `a dataclass with a ${name} of its own`);
  }
  const fields = fieldsOf(context, entity);
  const names = fields.map(({ name }) => printString(name)).join(', ');
  const isFrozen = options(entity).get('frozen') === 'True';
  const members = [
    ...(isFrozen ? [['isFrozen', 'true'] as const] : []),
    ...(options(entity).get('order') === 'True' ? [['isOrdered', 'true'] as const] : []),
    ...listed('hidden', fields, 'repr'),
    ...listed('ignored', fields, 'compare'),
    ...listed('later', fields, 'init'),
  ];
  const base = module.python('dataclasses', 'DataClass');
  const isDerived = entity.bases.length > 0;
  const all = isDerived ? `...${module.refer(entity.bases[0]!)}.fields, ` : '';
  const own = fields.filter(({ owner }) => owner === entity);
  const ownNames = isDerived ? own.map(({ name }) => printString(name)).join(', ') : names;
  return [
    `static override readonly fields: readonly string[] = [${all}${ownNames}];`,
    ...(members.length > 0
      ? [`static override readonly options: typeof ${base}.options = ${printObject(members)};`]
      : []),
    ...printConstructor(context, entity, fields),
  ];
}

/** Methods that the decorator would write. */
const WRITTEN = ['__init__', '__repr__', '__eq__', '__lt__', '__hash__'];

function listed(
  name: string,
  fields: readonly DataField[],
  key: string,
): (readonly [string, string])[] {
  const found = fields.filter(({ call }) => flag(call, key) === 'False');
  if (found.length === 0) return [];
  return [[name, `[${found.map((one) => printString(one.name)).join(', ')}]`]];
}

function flag(call: CallExpression | undefined, key: string): string | undefined {
  const given = call?.keywords.find(({ name }) => name === key)?.value;
  return given?.kind === 'constant' ? given.value : undefined;
}

export function decoratorOf({ node }: ClassEntity): Expression | undefined {
  return node.decorators.find((decorator) => {
    const name = decorator.kind === 'call' ? decorator.callee : decorator;
    return (name.kind === 'name' || name.kind === 'attribute') && name.name === 'dataclass';
  });
}

function options(entity: ClassEntity): ReadonlyMap<string, string> {
  const decorator = decoratorOf(entity);
  const found = new Map<string, string>();
  for (const { name, value: given } of decorator?.kind === 'call' ? decorator.keywords : []) {
    const text = given.kind === 'constant' ? given.value : '';
    const isKnown = name === 'frozen' || name === 'order' || name === 'slots';
    const isUsual = (name === 'eq' || name === 'repr' || name === 'init') && text === 'True';
    if (name === undefined || (!isKnown && !isUsual))
      throw new Untranslatable(given, `a dataclass with ${name ?? 'a dict of options'}`);
    found.set(name, text);
  }
  return found;
}

/** Those of the base first; one of the same name takes its place. */
function fieldsOf(context: FunctionContext, entity: ClassEntity): DataField[] {
  const found = new Map<string, DataField>();
  for (const owner of entity.ancestors().toReversed()) {
    for (const statement of owner.node.body) {
      if (statement.kind !== 'annotated-assign' || statement.target.kind !== 'name') continue;
      const { annotation, value: given } = statement;
      const head = annotation.kind === 'subscript' ? annotation.object : annotation;
      const path = pathOf(context, head);
      if (
        path === 'typing.ClassVar' ||
        path === 'dataclasses.InitVar' ||
        path === 'dataclasses.KW_ONLY'
      )
        throw new Untranslatable(annotation, `a field of a dataclass that is ${path}`);
      const call =
        given?.kind === 'call' && pathOf(context, given.callee) === 'dataclasses.field'
          ? given
          : undefined;
      const { name } = statement.target;
      if (found.has(name) && found.get(name)!.owner !== owner)
        throw new Untranslatable(statement, 'a field of a dataclass in the place of another');
      found.set(name, { name, owner, value: call ? undefined : given, call });
    }
  }
  return [...found.values()];
}

const FIELD_OPTIONS = new Set([
  'default',
  'default_factory',
  'repr',
  'compare',
  'init',
  'metadata',
  'hash',
]);

/** JavaScript evaluates a default each time: a factory is called there. */
function printConstructor(
  context: FunctionContext,
  entity: ClassEntity,
  fields: readonly DataField[],
): string[] {
  const isFrozen = options(entity).get('frozen') === 'True';
  const { growing } = context.translation;
  const parameters: string[] = [];
  const passed: string[] = [];
  const lines: string[] = [];
  const declared: string[] = [];
  for (const { name, owner, value: given, call } of fields) {
    const unknown = call?.keywords.find(
      (one) => one.name === undefined || !FIELD_OPTIONS.has(one.name),
    );
    if (unknown) throw new Untranslatable(unknown, `field() with ${unknown.name ?? 'a dict'}`);
    const fallback = defaultOf(context, given, call);
    const member = memberName(name);
    owner.fields.add(name);
    if (fallback)
      owner.attributes.set(name, growing.grow(owner.attributes.get(name) ?? NEVER, fallback.type));
    const type = printType(context.module, owner.attributes.get(name) ?? NEVER);
    const word = isFrozen ? 'readonly ' : '';
    if (flag(call, 'init') === 'False') {
      if (owner !== entity) continue;
      declared.push(`${word}${member}!: ${type};`);
      if (fallback) lines.push(`this.${member} = ${fallback.code};`);
      continue;
    }
    const before = owner === entity ? `public ${word}` : '';
    if (owner !== entity) passed.push(member);
    parameters.push(`${before}${member}: ${type}${fallback ? ` = ${fallback.code}` : ''}`);
  }
  const setUp = entity.method('__post_init__');
  if (setUp) {
    context.translation.reach(setUp);
    if (setUp.isAsync)
      throw new Untranslatable(setUp.node, 'a dataclass that waits for the database');
    const call = `this.${memberName('__post_init__')}();`;
    const hasOthers = context.translation.index.hasSubclasses(entity) || entity.bases.length > 0;
    lines.push(hasOthers ? `if (new.target === ${entity.name}) ${call}` : call);
  }
  lines.unshift(`super(${entity.bases.length > 0 ? passed.join(', ') : ''});`);
  return [
    ...(declared.length > 0 ? [declared.join('\n')] : []),
    `constructor(${parameters.join(', ')}) {\n${lines.join('\n')}\n}`,
  ];
}

function defaultOf(
  context: FunctionContext,
  given: Expression | undefined,
  call: CallExpression | undefined,
): ReturnType<typeof value> | undefined {
  const plain = given ?? call?.keywords.find(({ name }) => name === 'default')?.value;
  if (plain) return value(context, plain);
  const factory = call?.keywords.find(({ name }) => name === 'default_factory')?.value;
  if (!factory) return undefined;
  if (factory.kind === 'lambda') return value(context, factory.body);
  const { start, end } = factory;
  return value(context, {
    kind: 'call',
    callee: factory,
    positional: [],
    keywords: [],
    start,
    end,
  });
}

/** Whether a call may leave the field out; undefined where the constructor does not take it. */
export function isOptionalField(given: Expression | undefined): boolean | undefined {
  const isCall =
    given?.kind === 'call' &&
    (given.callee.kind === 'name' || given.callee.kind === 'attribute') &&
    given.callee.name === 'field';
  if (!isCall) return given !== undefined;
  if (flag(given, 'init') === 'False') return undefined;
  return given.keywords.some(({ name }) => name === 'default' || name === 'default_factory');
}
