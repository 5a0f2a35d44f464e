/** Assignments to names, attributes, items and several of them at once. Where a name is declared is not decided here. */
import { printString } from '../emit/print-literal.js';
import type { Expression, NameExpression } from '../python/syntax.js';
import type { FunctionContext, Typed } from './context.js';
import { memberName } from './program-index.js';
import { NEVER, VALUE, listOf, type PyType } from './entities.js';
import { isErrorText } from './error-members.js';
import { Untranslatable } from './untranslatable.js';
import { expression, value, code, forgetNarrowing, itemType } from './values.js';

/** Lines that store `typed` in `target`. `declared` are names that get their declaration here. */
export function assign(
  context: FunctionContext,
  target: Expression,
  typed: Typed,
  isRead: (name: string) => boolean,
): string[] {
  switch (target.kind) {
    case 'name': {
      const name = assignName(context, target, typed.type);
      if (!isRead(target.name)) return [`${typed.code};`];
      return [`${name} = ${typed.code};`];
    }
    case 'attribute':
      return [assignAttribute(context, target, typed)];
    case 'subscript': {
      if (target.index.kind === 'slice') {
        const { lower, upper, step } = target.index;
        if (step) throw new Untranslatable(target, 'an assignment to a slice with a step');
        const bounds = [lower, upper].map((one) => (one ? code(context, one) : 'undefined'));
        const helper = context.module.python('items', 'setSlice');
        return [`${helper}(${[code(context, target.object), ...bounds, typed.code].join(', ')});`];
      }
      if (target.object.kind === 'attribute' && target.object.name === '__dict__') {
        const setter = context.module.python('getattr', 'setattr');
        const owner = code(context, target.object.object);
        return [`${setter}(${owner}, ${code(context, target.index)}, ${typed.code});`];
      }
      const object = value(context, target.object);
      const index = code(context, target.index);
      const helper = context.module.python('items', 'setItem');
      return [`${helper}(${object.code}, ${index}, ${typed.code});`];
    }
    case 'tuple':
    case 'list':
      return unpack(context, target.items, typed, isRead);
    case 'starred':
      throw new Untranslatable(target, 'a starred name on its own');
    default:
      throw new Untranslatable(target, 'an assignment to this');
  }
}

/** @returns the name in TypeScript */
export function assignName(
  context: FunctionContext,
  { name }: Pick<NameExpression, 'name'>,
  type: PyType,
): string {
  forgetNarrowing(context, name);
  const grown = type.kind === 'library' || type.kind === 'module' ? VALUE : type;
  const local = context.find(name);
  if (local) {
    if (local.owner === context) {
      context.assigned.add(name);
      context.known.set(name, grown);
    }
    context.growLocal(local, grown);
    return local.name;
  }
  const { index, growing, reach } = context.translation;
  const binding = index.resolve(context.module.module, name);
  const variable =
    binding.kind === 'variable' ? binding : index.variable(context.module.module, name);
  if (context.entity && !variable.isReassigned) {
    variable.isReassigned = true;
    growing.note();
  }
  variable.type = growing.grow(variable.type, grown);
  reach(variable);
  return context.module.refer(variable);
}

function assignAttribute(
  context: FunctionContext,
  target: Extract<Expression, { kind: 'attribute' }>,
  typed: Typed,
): string {
  const object = expression(context, target.object);
  const { type } = object;
  const { growing, libraries } = context.translation;
  const member = memberName(target.name);
  // What a model has no field for, it takes or refuses when the app runs.
  const isNoField =
    type.kind === 'instance' && type.class.isModel() && !type.class.attributeOwner(target.name);
  if ((type.kind === 'instance' && !isNoField) || type.kind === 'class') {
    const owner =
      type.class.attributeOwner(target.name) ?? (type.kind === 'instance' ? type.class : undefined);
    if (!owner) throw new Untranslatable(target, `${target.name}, which its class does not have`);
    if (type.kind === 'instance' && !owner.fields.has(target.name)) {
      owner.fields.add(target.name);
      growing.note();
    }
    if (owner.method(target.name)) {
      throw new Untranslatable(target, 'an assignment to a method or a property');
    }
    const before = owner.attributes.get(target.name) ?? NEVER;
    owner.attributes.set(target.name, growing.grow(before, typed.type));
    const { assigned } = type.class;
    assigned.set(target.name, growing.grow(assigned.get(target.name) ?? NEVER, typed.type));
    const isText = type.kind === 'instance' && isErrorText(type.class, member);
    const cast = typed.type.kind === 'value' ? ' as string' : ' as unknown as string';
    const text = isText && typed.type.kind !== 'str' ? `(${typed.code})${cast}` : typed.code;
    return `${object.code}.${member} = ${text};`;
  }
  if (type.kind === 'object') {
    const found = libraries.member(type.name, target.name);
    if (found?.signature.isMember && found.signature.kind === 'constant') {
      return `${object.code}.${found.signature.target} = ${typed.code};`;
    }
  }
  if (object.code === '') throw new Untranslatable(target, "an assignment to a module's name");
  const helper = context.module.python('getattr', 'setattr');
  return `${helper}(${object.code}, ${printString(target.name)}, ${typed.code});`;
}

function unpack(
  context: FunctionContext,
  items: readonly Expression[],
  typed: Typed,
  isRead: (name: string) => boolean,
): string[] {
  const { pattern, source, types } = unpacking(context, items, typed);
  if (items.every(({ kind }) => kind === 'name')) {
    const names = items.map((item, index) => {
      const { name } = item as NameExpression;
      const local = assignName(context, { name }, types[index]!);
      return isRead(name) ? local : '';
    });
    while (names.at(-1) === '') names.pop();
    return names.length === 0 ? [`${source};`] : [`[${names.join(', ')}] = ${source};`];
  }
  const temporary = context.temporary('values');
  return [
    `const ${temporary}${pattern} = ${source};`,
    ...items.flatMap((item, index) => {
      const target = item.kind === 'starred' ? item.value : item;
      return assign(
        context,
        target,
        { code: `${temporary}[${index}]!`, type: types[index]! },
        isRead,
      );
    }),
  ];
}

/** What several targets take from one value. */
export function unpacking(
  context: FunctionContext,
  items: readonly Expression[],
  typed: Typed,
): { pattern: string; source: string; types: readonly PyType[] } {
  const any = context.module.use('python/value.js', 'Value', true);
  const starred = items.findIndex(({ kind }) => kind === 'starred');
  if (starred !== -1) {
    const helper = context.module.python('items', 'unpackStarred');
    const tuple = items.map((_, index) => (index === starred ? `${any}[]` : any)).join(', ');
    return {
      pattern: '',
      source: `${helper}(${typed.code}, ${starred}, ${items.length - starred - 1}) as [${tuple}]`,
      types: items.map((_, index) => (index === starred ? listOf(VALUE) : VALUE)),
    };
  }
  if (typed.type.kind === 'tuple' && typed.type.items?.length === items.length) {
    return { pattern: '', source: typed.code, types: typed.type.items };
  }
  const helper = context.module.python('items', 'unpack');
  return {
    pattern: '',
    source: `${helper}(${typed.code}, ${items.length}) as [${items.map(() => any).join(', ')}]`,
    types: items.map(() => itemTypeOf(typed.type)),
  };
}

function itemTypeOf(type: PyType): PyType {
  const item = itemType(type);
  // TypeScript is told that they are any values.
  return item.kind === 'value' ? item : VALUE;
}

/** `(name := value)` within an expression. */
export function assignNamed(context: FunctionContext, target: NameExpression, typed: Typed): Typed {
  const name = assignName(context, target, typed.type);
  return { code: `(${name} = ${typed.code})`, type: typed.type };
}
