/** `object.name`, where it is read; calls of methods are in `calls.ts`. */
import { printString } from '../emit/print-literal.js';
import type { AttributeExpression, Expression } from '../python/syntax.js';
import type { FunctionContext, Typed } from './context.js';
import { attributeDict } from './attribute-dicts.js';
import { ANY_MODEL, type ClassEntity, NEVER, type PyType, STR, VALUE } from './entities.js';
import { libraryTarget, bindingTyped, libraryTyped } from './names.js';
import { growNamedTuple } from './named-tuple-classes.js';
import { memberName } from './program-index.js';
import { Untranslatable } from './untranslatable.js';
import { expression } from './values.js';

export function attributeExpression(context: FunctionContext, node: AttributeExpression): Typed {
  const path = pathBelowConstant(context, node);
  if (path !== undefined) return libraryTyped(context, path);
  const object = expression(context, node.object);
  return attributeOf(context, object, node);
}

/** `HTTPStatus.OK.value`: what a library's constant has under a name that the library's data tells. */
function pathBelowConstant(
  context: FunctionContext,
  node: AttributeExpression,
): string | undefined {
  if (node.object.kind !== 'attribute') return undefined;
  const { index, libraries } = context.translation;
  let root: Expression = node;
  while (root.kind === 'attribute') root = root.object;
  if (root.kind !== 'name' || context.find(root.name)) return undefined;
  const binding = index.resolveExpression(context.module.module, node);
  if (binding?.kind !== 'library' || !libraries.name(binding.path)) return undefined;
  const owner = libraries.name(binding.path.slice(0, binding.path.lastIndexOf('.')));
  return owner?.signature.kind === 'constant' ? binding.path : undefined;
}

export function attributeOf(
  context: FunctionContext,
  object: Typed,
  node: AttributeExpression,
): Typed {
  const { libraries, index } = context.translation;
  const { type } = object;
  const { name } = node;
  switch (type.kind) {
    case 'library':
      return libraryTyped(context, `${type.path}.${name}`);
    case 'module': {
      const module = index.module(type.path);
      return bindingTyped(
        context,
        module ? index.memberOfModule(module, name) : { kind: 'unknown' },
        name,
      );
    }
    case 'instance':
      return memberOfInstance(context, object, type.class, node);
    case 'class':
      return memberOfClass(context, object, type.class, node);
    case 'made':
      return attributeOf(context, { code: object.code, type: ANY_MODEL }, node);
    case 'object': {
      const found = libraries.member(type.name, name);
      if (!found) return unknownAttribute(context, object, node);
      if (found.signature.kind !== 'constant') {
        if (!found.signature.isMember)
          throw new Untranslatable(node, `the method ${name} as a value`);
        return {
          code: `${object.code}.${found.signature.target}.bind(${object.code})`,
          type: VALUE,
        };
      }
      const returns = libraries.parseType(found.signature.returns);
      return found.signature.isMember
        ? { code: `${object.code}.${found.signature.target}`, type: returns }
        : { code: `${libraryTarget(context, found)}(${object.code})`, type: returns };
    }
    case 'optional': {
      const present = context.module.python('attributes', 'present');
      const inner = { code: `${present}(${object.code}, ${printString(name)})`, type: type.type };
      return attributeOf(context, inner, node);
    }
    case 'function':
    case 'callable':
      if (name === '__name__' && type.kind === 'function') {
        return { code: printString(type.function.node.name), type: STR };
      }
      throw new Untranslatable(node, `the attribute ${name} of a function`);
    case 'never':
      if (!context.translation.isFinal) return { code: 'undefined', type: NEVER };
      return unknownAttribute(context, object, node);
    default:
      return unknownAttribute(context, object, node);
  }
}

function memberOfInstance(
  context: FunctionContext,
  object: Typed,
  owner: ClassEntity,
  node: AttributeExpression,
): Typed {
  const { name } = node;
  const member = memberName(name);
  const method = owner.method(name);
  if (method) {
    context.translation.reach(method);
    if (method.binding === 'property') {
      return { code: `${object.code}.${member}`, type: method.returnType };
    }
    return {
      code: `${object.code}.${member}.bind(${object.code})`,
      type: { kind: 'function', function: method },
    };
  }
  const fieldOwner = owner.attributeOwner(name);
  if (fieldOwner) {
    const type = fieldOwner.attributes.get(name) ?? NEVER;
    if (!fieldOwner.fields.has(name)) {
      context.translation.reach(fieldOwner);
      const target = context.module.refer(fieldOwner);
      // A class that derives from this one may have another value.
      return context.translation.index.hasSubclasses(owner)
        ? { code: `(${object.code}.constructor as typeof ${target}).${member}`, type }
        : { code: `${target}.${member}`, type };
    }
    const assigned = owner.assigned.get(name);
    if (type.kind === 'value' && assigned?.kind === 'instance' && owner !== fieldOwner) {
      // The base may have something else there; this class has set it to this.
      const cast = context.module.referType(assigned.class);
      return { code: `(${object.code}.${member} as ${cast})`, type: assigned };
    }
    return { code: `${object.code}.${member}`, type };
  }
  if (name === '__dict__') return attributeDict(context, object);
  if (name === '__class__') return classOfInstance(context, object, owner);
  const base = owner.libraryAncestor();
  const found = base && context.translation.libraries.member(base, name);
  if (found && found.signature.isMember && found.signature.kind === 'constant') {
    return {
      code: `${object.code}.${found.signature.target}`,
      type: context.translation.libraries.parseType(found.signature.returns),
    };
  }
  return unknownAttribute(context, object, node);
}

function memberOfClass(
  context: FunctionContext,
  object: Typed,
  owner: ClassEntity,
  node: AttributeExpression,
): Typed {
  const { name } = node;
  if (owner.problem) {
    throw new Untranslatable(node, `${owner.node.name}, which is ${owner.problem.message}`);
  }
  if (name === '__name__') {
    if (!isClassOfObject(context, node.object) || !context.translation.index.hasSubclasses(owner))
      return { code: printString(owner.node.name), type: STR };
    return {
      code: `${context.module.python('type-name', 'className')}(${object.code})`,
      type: STR,
    };
  }
  const method = owner.method(name);
  if (method) {
    context.translation.reach(method);
    if (method.binding !== 'static' && method.binding !== 'class') {
      throw new Untranslatable(node, `the method ${name} without an object`);
    }
    return {
      code: `${object.code}.${memberName(name)}.bind(${object.code})`,
      type: { kind: 'function', function: method },
    };
  }
  const holder = owner.ancestors().find((one) => one.statics.has(name));
  if (holder?.isEnum()) {
    return {
      code: `${object.code}.${memberName(name)}`,
      type: { kind: 'instance', class: holder },
    };
  }
  if (holder) {
    return {
      code: `${object.code}.${memberName(name)}`,
      type: holder.attributes.get(name) ?? NEVER,
    };
  }
  const base = owner.libraryAncestor();
  const found = owner.isNamedTuple()
    ? context.translation.libraries.name(`${base}.${name}`)
    : undefined;
  if (found) {
    growNamedTuple(context, owner, name);
    const member = `${object.code}.${found.signature.target}`;
    return found.signature.kind === 'constant'
      ? { code: member, type: context.translation.libraries.parseType(found.signature.returns) }
      : { code: `${member}.bind(${object.code})`, type: VALUE };
  }
  throw new Untranslatable(node, `${owner.node.name}.${name}, which its class does not have`);
}

/** `x.__class__`: where others derive from the class that is known, it may be one of theirs. */
function classOfInstance(context: FunctionContext, object: Typed, owner: ClassEntity): Typed {
  const type: PyType = { kind: 'class', class: owner };
  const target = context.module.refer(owner);
  return context.translation.index.hasSubclasses(owner)
    ? { code: `(${object.code}.constructor as typeof ${target})`, type }
    : { code: target, type };
}

/** Whether a class stands there that is an object's, and not one's name: `self.__class__`, `cls`. */
function isClassOfObject(context: FunctionContext, node: Expression): boolean {
  if (node.kind === 'attribute') return node.name === '__class__';
  return node.kind === 'name' && context.find(node.name)?.owner.selfName === node.name;
}

/** Objects of Werkzeug's reach an app that imports no more than Flask. */
function isAround({ translation }: FunctionContext, module: string): boolean {
  return module === 'builtins' || module === 'werkzeug' || translation.isImported(module);
}

/** An attribute of something whose class is not known. */
function unknownAttribute(
  context: FunctionContext,
  object: Typed,
  node: AttributeExpression,
): Typed {
  if (object.code === '') throw new Untranslatable(node, 'a module as a value');
  if (node.name === '__dict__') return attributeDict(context, object);
  const { libraries } = context.translation;
  const types = libraries.typesWith(node.name).flatMap((name) => {
    const member = libraries.member(name, node.name);
    const found = libraries.type(name);
    const isAttribute = member?.signature.kind === 'constant' && member.signature.isMember;
    const isUsed = found && isAround(context, found.library.module);
    return member && found?.from && isAttribute && isUsed ? [{ member, found }] : [];
  });
  const [only] = types;
  // An object of the app's own may have an attribute of that name.
  const isLikely =
    !context.translation.index.hasAttribute(node.name) ||
    only?.member.signature.target !== node.name;
  if (only && types.length === 1 && isLikely && object.type.kind === 'value') {
    const type = context.module.use(only.found.from!, only.found.class, true);
    return {
      code: `(${object.code} as ${type}).${only.member.signature.target}`,
      type: libraries.parseType(only.member.signature.returns),
    };
  }
  const getattr = context.module.python('getattr', 'getattr');
  return { code: `${getattr}(${object.code}, ${printString(node.name)})`, type: VALUE };
}
