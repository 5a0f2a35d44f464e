/** Calls: of the program's own functions, classes and methods, of libraries, and of what only the run will tell. */
import { camelCase } from '../emit/names.js';
import { printString } from '../emit/print-literal.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { AttributeExpression, CallExpression, Expression } from '../python/syntax.js';
import { attributeOf } from './attributes.js';
import { callableOf, dataFields, namesOf, printCallable } from './callables.js';
import type { FunctionContext, Typed } from './context.js';
import {
  ANY_MODEL,
  STR,
  madeOf,
  MODEL_CLASS,
  ownParameters,
  type ClassEntity,
  type FunctionEntity,
  NEVER,
  VALUE,
  type PyType,
  listOf,
  NONE,
  STREAM,
  join,
} from './entities.js';
import { lambda } from './comprehensions.js';
import type { LibraryIndex, LibraryName } from './library-index.js';
import { isRepeatable } from './repeatable.js';
import { growNamedTuple } from './named-tuple-classes.js';
import { libraryTarget } from './names.js';
import { memberName } from './program-index.js';
import { specialCall } from './special-calls.js';
import { specialMethod } from './special-methods.js';
import { misfitOf } from './fit-arguments.js';
import { printType } from './print-type.js';
import { Untranslatable } from './untranslatable.js';
import { expression, value, code } from './values.js';
import { bindArguments, namedDict, shapesOf, type ParameterShape, spread } from './arguments.js';

export function callExpression(context: FunctionContext, node: CallExpression): Typed {
  const { callee } = node;
  const { isStatement } = context;
  context.isStatement = false;
  if (callee.kind === 'attribute') {
    if (isSuper(callee.object)) return superCall(context, node, callee);
    const names = schemaNames(context, callee);
    if (names) return names;
    if (changesAttributes(callee)) {
      throw new Untranslatable(node, "a change of an object's attributes through its dict");
    }
    const object = expression(context, callee.object);
    context.isStatement = isStatement;
    return callMember(context, node, callee, object);
  }
  const target = expression(context, callee);
  return callTarget(context, node, target);
}

/** `self.__dict__.update(values)`: the dict is made for whoever asks, and not looked at again. */
function changesAttributes({ name, object }: AttributeExpression): boolean {
  const isDict = object.kind === 'attribute' && object.name === '__dict__';
  return isDict && ['update', 'pop', 'popitem', 'setdefault', 'clear'].includes(name);
}

/** `Model.schema()['properties'].keys()`: what of a schema says no more than the names of the fields. */
function schemaNames(
  context: FunctionContext,
  { object, name }: AttributeExpression,
): Typed | undefined {
  if (name !== 'keys' || object.kind !== 'subscript') return undefined;
  const { object: call, index } = object;
  const isOfSchema =
    index.kind === 'string' &&
    index.value === 'properties' &&
    call.kind === 'call' &&
    call.callee.kind === 'attribute' &&
    /^(?:model_json_)?schema$/.test(call.callee.name);
  if (!isOfSchema || call.positional.length > 0) return undefined;
  const owner = expression(context, (call.callee as AttributeExpression).object);
  if (owner.type.kind !== 'class' || !owner.type.class.isModel()) return undefined;
  const [byAlias, other] = call.keywords;
  if (other || (byAlias && byAlias.name !== 'by_alias')) return undefined;
  const given = byAlias ? code(context, byAlias.value) : 'true';
  return { code: `${owner.code}.fieldNames(${given})`, type: listOf(STR) };
}

function callTarget(context: FunctionContext, node: CallExpression, target: Typed): Typed {
  const { type } = target;
  switch (type.kind) {
    case 'function':
      return callEntity(context, node, type.function, target.code);
    case 'class':
      return construct(context, node, type.class, target.code);
    case 'library':
      return callLibrary(context, node, type.path);
    case 'callable':
      return callCallable(context, node, target.code);
    case 'instance': {
      const method = type.class.method('__call__');
      if (method) return callEntity(context, node, method, `${target.code}.call`);
      break;
    }
    default:
  }
  if (target.code === '') throw new Untranslatable(node, 'a call of a module');
  if (NO_FUNCTIONS.has(type.kind)) {
    // Python looks at the arguments first, and then refuses.
    const helper = context.module.python('callable', 'callValue');
    const values = [...node.positional, ...node.keywords.map((one) => one.value)];
    const codes = values.map((argument) => code(context, argument));
    return { code: `${helper}(${[target.code, ...codes].join(', ')})`, type: VALUE };
  }
  if (type.kind === 'object' && type.name === MODEL_CLASS)
    return callModelClass(context, node, target);
  if (node.keywords.length > 0 || node.positional.some(({ kind }) => kind === 'starred')) {
    throw new Untranslatable(node, 'a call of a function that is known only when the app runs');
  }
  const helper = context.module.python('callable', 'callValue');
  const values = node.positional.map((argument) => code(context, argument));
  const call = `${helper}(${[target.code, ...values].join(', ')})`;
  const mayWait = context.translation.growing.hasWaitingValues;
  return { code: mayWait ? context.awaited(call, node) : call, type: VALUE };
}

const NO_FUNCTIONS: ReadonlySet<string> = new Set(
  'none bool int float str bytes list tuple dict set'.split(' '),
);

/** A class of models that only the run will tell. */
function callModelClass(
  context: FunctionContext,
  node: CallExpression,
  { code: target }: Typed,
): Typed {
  const { callee } = node;
  const local = callee.kind === 'name' ? context.find(callee.name) : undefined;
  const { entity } = context;
  const isOwn =
    local?.isParameter === true &&
    local.owner === context &&
    entity?.binding === 'function' &&
    !entity.isCallable &&
    !context.parent;
  const type: PyType = isOwn
    ? { kind: 'made', function: entity, parameter: local.pythonName }
    : ANY_MODEL;
  return { code: `new ${target}(${namedValues(context, node)})`, type };
}

/** A function of the program: what it is given grows the types of its parameters. */
export function callEntity(
  context: FunctionContext,
  node: CallExpression,
  entity: FunctionEntity,
  target: string,
  first: readonly Typed[] = [],
): Typed {
  context.translation.reach(entity);
  if (entity.isCallable) return callCallable(context, node, target);
  const { growing } = context.translation;
  const parameters = ownParameters(entity);
  const shapes = shapesOf(parameters);
  const misfit = first.length === 0 ? misfitOf(node, shapes, calledAs(entity)) : undefined;
  if (misfit?.kind === 'wrong') return wrongCall(context, misfit.message);
  if (misfit) {
    for (const { name } of parameters) growParameter(context, entity, name, VALUE);
    const call = spreadCall(context, node, shapes, target);
    const { isAsync, returnType } = entity;
    if (returnType.kind === 'manager')
      throw new Untranslatable(node, 'a list of arguments for a context manager');
    if (returnType.kind === 'stream')
      throw new Untranslatable(node, 'a list of arguments for a generator that waits');
    if (isAsync) {
      const awaited = context.awaited(call, node);
      if (returnType.kind === 'none') return { code: awaited, type: returnType };
      return { code: `(${awaited} as ${printType(context.module, returnType)})`, type: returnType };
    }
    return { code: `(${call} as ${printType(context.module, returnType)})`, type: returnType };
  }
  const given = new Map<string, PyType>();
  const codes = bindArguments(context, withoutUnread(context, node, entity), shapes, {
    first,
    callee: `${dottedModule(entity.module)}.${qualifiedName(entity)}`,
    onGiven: (name, type) => {
      given.set(name, type);
      const before = entity.parameterTypes.get(name) ?? NEVER;
      entity.parameterTypes.set(name, growing.grow(before, type.kind === 'library' ? VALUE : type));
    },
  });
  const call = `${target}(${codes.join(', ')})`;
  if (entity.returnType.kind === 'manager') return callManager(context, entity, call);
  if (entity.returnType.kind === 'stream') return { code: call, type: STREAM };
  return {
    code: entity.isAsync ? context.awaited(call, node) : call,
    type: madeOf(entity.returnType, entity, (name) => given.get(name) ?? VALUE),
  };
}

/** A generator that `contextlib.contextmanager` decorates. */
function callManager(context: FunctionContext, entity: FunctionEntity, call: string): Typed {
  const name = entity.isAsync ? 'asyncContextManager' : 'contextManager';
  const make = context.module.python('contextlib', name);
  return { code: `${make}(${call})`, type: entity.returnType };
}

function dottedModule({ path }: { readonly path: string }): string {
  return path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.');
}

/** As a call knows a function. */
function calledAs(entity: FunctionEntity): { readonly name: string; readonly isBound: boolean } {
  return {
    name: qualifiedName(entity),
    isBound: ownParameters(entity).length < entity.node.parameters.length,
  };
}

/** Without constants for `**options` that nothing reads: what a connection was made with has no place in the service. */
function withoutUnread(
  { translation }: FunctionContext,
  node: CallExpression,
  entity: FunctionEntity,
): CallExpression {
  const parameters = ownParameters(entity);
  const rest = parameters.find(({ passing }) => passing === 'keyword-rest');
  if (!rest || !translation.verdict(entity).unread?.has(camelCase(rest.name))) return node;
  const keywords = node.keywords.filter(
    ({ name, value: constant }) =>
      (constant.kind !== 'string' && constant.kind !== 'number') ||
      parameters.some((parameter) => parameter.name === name),
  );
  return { ...node, keywords };
}

function qualifiedName({ owner, node }: FunctionEntity): string {
  return owner ? `${owner.node.name}.${node.name}` : node.name;
}

function growParameter(
  context: FunctionContext,
  entity: FunctionEntity,
  name: string,
  type: PyType,
): void {
  const before = entity.parameterTypes.get(name) ?? NEVER;
  entity.parameterTypes.set(name, context.translation.growing.grow(before, type));
}

function wrongCall(context: FunctionContext, message: string): Typed {
  const helper = context.module.python('callable', 'wrongCall');
  return { code: `${helper}(${printString(message)})`, type: VALUE };
}

/** Lists and dicts of arguments find their places when the call is made. */
function spreadCall(
  context: FunctionContext,
  node: CallExpression,
  shapes: readonly ParameterShape[],
  target: string,
): string {
  return callableCall(context, node, printCallable(context, namesOf(shapes), target).code);
}

/** A function that takes its arguments as Python does. */
function callCallable(context: FunctionContext, node: CallExpression, target: string): Typed {
  const call = callableCall(context, node, target);
  return { code: `(${context.awaited(call, node)} ?? null)`, type: VALUE };
}

function callableCall(context: FunctionContext, node: CallExpression, target: string): string {
  const positional = node.positional.map((argument) =>
    argument.kind === 'starred'
      ? `...${context.module.python('items', 'iterate')}(${code(context, argument.value)})`
      : code(context, argument),
  );
  const extra = node.keywords.flatMap(({ name, value: argument }) =>
    name === undefined ? [] : [[name, code(context, argument)] as const],
  );
  const spreads = node.keywords.flatMap(({ name, value: argument }) =>
    name === undefined ? [code(context, argument)] : [],
  );
  const named = namedDict(context, extra, spreads);
  const list = `[${positional.join(', ')}]`;
  return `${target}(${named === undefined ? list : `${list}, ${named}`})`;
}

export function construct(
  context: FunctionContext,
  node: CallExpression,
  entity: ClassEntity,
  target: string,
): Typed {
  context.translation.reach(entity);
  const type: PyType = { kind: 'instance', class: entity };
  if (entity.isEnum() && node.positional.length === 1) {
    const helper = context.module.python('enum', 'memberOf');
    return { code: `${helper}(${target}, ${code(context, node.positional[0]!)})`, type };
  }
  if (entity.isModel())
    return { code: `new ${target}(${namedValues(context, node, entity)})`, type };
  const init = entity.method('__init__');
  if (!init) {
    const fields = dataFields(entity);
    if (fields) {
      const wrong = misfitOf(node, fields, {
        name: `${entity.node.name}.${entity.isNamedTuple() ? '__new__' : '__init__'}`,
        isBound: true,
      });
      if (wrong?.kind === 'wrong') return wrongCall(context, wrong.message);
      if (wrong) {
        const made = callableOf(context, node.callee, {
          code: target,
          type: { kind: 'class', class: entity },
        });
        const call = callableCall(context, node, made);
        return { code: `(${call} as ${context.module.referType(entity)})`, type };
      }
      const codes = bindArguments(context, node, fields, {
        onGiven: (name, given) => growField(context, entity, name, given),
      });
      return { code: `new ${target}(${codes.join(', ')})`, type };
    }
    const isOpen = entity.libraryAncestor() !== undefined;
    if (!isOpen && (node.positional.length > 0 || node.keywords.length > 0)) {
      throw new Untranslatable(node, `arguments for ${entity.node.name}, which takes none`);
    }
    const codes = isOpen
      ? bindArguments(context, node, [{ name: 'args', passing: 'rest', isOptional: true }])
      : [];
    return { code: `new ${target}(${codes.join(', ')})`, type };
  }
  context.translation.reach(init);
  const { growing } = context.translation;
  const shapes = shapesOf(ownParameters(init));
  const misfit = misfitOf(node, shapes, calledAs(init));
  if (misfit?.kind === 'wrong') return wrongCall(context, misfit.message);
  if (misfit) {
    for (const { name } of ownParameters(init)) growParameter(context, init, name, VALUE);
    if (init.isAsync) {
      const call = spreadCall(context, node, shapes, `${target}.create.bind(${target})`);
      return { code: context.awaited(call, node), type };
    }
    const parameters = init.node.parameters.slice(1).map((_, at) => `value${at + 1}`);
    const any = printType(context.module, VALUE);
    const make = `(${parameters.map((name) => `${name}: ${any}`).join(', ')}) => new ${target}(${parameters.join(', ')})`;
    const call = spreadCall(context, node, shapes, make);
    return { code: `(${call} as ${context.module.referType(entity)})`, type };
  }
  const codes = bindArguments(context, node, shapes, {
    onGiven: (name, given) => {
      const before = init.parameterTypes.get(name) ?? NEVER;
      init.parameterTypes.set(name, growing.grow(before, given));
    },
  });
  const list = codes.join(', ');
  return init.isAsync
    ? { code: context.awaited(`${target}.create(${list})`, node), type }
    : { code: `new ${target}(${list})`, type };
}

/** A model is made of named values, as one dict. */
function namedValues(context: FunctionContext, node: CallExpression, entity?: ClassEntity): string {
  const callee = entity && `${dottedModule(entity.module)}.${entity.node.name}`;
  const [first, second] = node.positional;
  if (first && (first.kind !== 'starred' || second))
    throw new Untranslatable(first, 'a model made of values without names');
  const spreads = node.keywords.filter(({ name }) => name === undefined);
  if (first?.kind === 'starred') {
    const { from } = context.translation.libraries.name('pydantic.BaseModel')!;
    const named = spreads[0] ? code(context, spreads[0].value) : undefined;
    if (node.keywords.length > 1 || !named)
      throw new Untranslatable(first, 'a model made of values without names');
    return `${context.module.use(from, 'onlyNamed')}(${code(context, first.value)}, ${named})`;
  }
  if (spreads.length === 1 && node.keywords.length === 1)
    return spread(context, value(context, spreads[0]!.value), callee);
  const extra = node.keywords.flatMap(({ name, value: argument }) =>
    name === undefined ? [] : [[name, code(context, argument)] as const],
  );
  const values = spreads.map(({ value: argument }) =>
    spread(context, value(context, argument), callee),
  );
  return namedDict(context, extra, values) ?? '';
}

function growField(
  context: FunctionContext,
  entity: ClassEntity,
  name: string,
  type: PyType,
): void {
  const owner = entity.attributeOwner(name) ?? entity;
  const before = owner.attributes.get(name) ?? NEVER;
  owner.attributes.set(name, context.translation.growing.grow(before, type));
}

/** DATABASE_URL says where the database is: a password of the source has no place in the service. */
const CONNECTING: Readonly<Record<string, string>> = {
  'psycopg2.connect': 'psycopg2.connect',
  'psycopg2._connect': 'psycopg2.connect',
  'psycopg2.pool.SimpleConnectionPool': 'psycopg2.pool.SimpleConnectionPool',
  'psycopg2.pool.ThreadedConnectionPool': 'psycopg2.pool.ThreadedConnectionPool',
};

function callLibrary(context: FunctionContext, written: CallExpression, name: string): Typed {
  const path = CONNECTING[name] ?? name;
  const node =
    CONNECTING[name] === undefined
      ? written
      : {
          ...written,
          positional: path.includes('.pool.') ? written.positional.slice(0, 2) : [],
          keywords: written.keywords.filter(
            (one) => one.name === 'cursor_factory' || /^(?:min|max)conn$/.test(one.name ?? ''),
          ),
        };
  const special = specialCall(context, node, path);
  if (special) return special;
  const found = context.translation.libraries.name(path);
  const unbound = found ? undefined : unboundMember(context, node, path);
  if (unbound) return unbound;
  if (!found) {
    throw new Untranslatable(
      node.callee,
      `${path.replace(/^builtins\./, '')}, for which there is no translation yet`,
    );
  }
  const target = libraryTarget(context, found);
  const [first] = node.positional;
  const isUnbound = found.signature.parameters[0]?.name === 'self';
  if (first?.kind === 'starred' && isUnbound && node.positional.length === 1) {
    const helper = context.module.python('callable', 'callUnbound');
    const shown = printString(path.replace(/^builtins\./, ''));
    return { code: `${helper}(${target}, ${shown}, ${code(context, first.value)})`, type: VALUE };
  }
  const call = callSignature(context, node, found, target);
  const { libraries } = context.translation;
  if (found.signature.kind === 'class' && libraries.type(path)) {
    return { code: call.code, type: { kind: 'object', name: path } };
  }
  return call;
}

/** `datetime.strftime(moment, format)`: a method called on its class. */
function unboundMember(
  context: FunctionContext,
  node: CallExpression,
  path: string,
): Typed | undefined {
  const dot = path.lastIndexOf('.');
  const name = path.slice(dot + 1);
  const member = context.translation.libraries.member(path.slice(0, dot), name);
  const [object, ...others] = node.positional;
  if (!member || !object || member.signature.kind !== 'call') return undefined;
  const type = context.translation.libraries.ownerOf(path.slice(0, dot), name);
  const typed = value(context, object);
  const isKnown = typed.type.kind === 'object';
  const receiver = (from: string, owner: string): string =>
    `${context.module.python('receiver', 'receiver')}(${typed.code}, ${context.module.use(from, owner)}, ${printString(name)})`;
  const cast = isKnown || type?.from === undefined ? typed.code : receiver(type.from, type.class);
  return callLibraryMember(context, { ...node, positional: others }, member, {
    code: cast,
    type: typed.type,
  });
}

/** What a signature says, called. */
export function callSignature(
  context: FunctionContext,
  node: CallExpression,
  { signature }: LibraryName,
  target: string,
  first: readonly Typed[] = [],
): Typed {
  const rest = signature.parameters.findIndex(({ passing }) => passing === 'rest');
  const shapes = signature.parameters.map(({ name, passing }, at) => ({
    name,
    passing:
      rest !== -1 && at > rest && passing === 'standard' ? ('keyword-only' as const) : passing,
    isOptional: true,
  }));
  const codes = bindArguments(context, node, shapes, {
    first,
    read: (argument) => {
      const given = node.keywords.find((keyword) => keyword.value === argument)?.name;
      const { mayWait } = signature.parameters.find(({ name }) => name === given) ?? {};
      if (mayWait) return value(context, argument);
      return argument.kind === 'lambda'
        ? lambda(context, argument, `a function that waits, given to ${signature.target}`)
        : argumentValue(context, argument);
    },
  });
  const call = `${target}(${codes.join(', ')})`;
  const type = context.translation.libraries.parseType(signature.returns);
  if (signature.kind === 'class' || signature.isNew) return { code: `new ${call}`, type };
  return { code: signature.isAsync ? context.awaited(call, node) : call, type };
}

/** Functions and classes may be given to libraries: `map(int, values)`. */
function argumentValue(context: FunctionContext, node: Expression): Typed {
  const typed = value(context, node);
  if (typed.type.kind === 'function') {
    const entity = typed.type.function;
    if (entity.isAsync) {
      throw new Untranslatable(node, 'a function that waits for the database, given to a library');
    }
    for (const { name } of ownParameters(entity)) {
      entity.parameterTypes.set(
        name,
        context.translation.growing.grow(entity.parameterTypes.get(name) ?? NEVER, VALUE),
      );
    }
  }
  return typed;
}

function isSuper(node: Expression): boolean {
  return node.kind === 'call' && node.callee.kind === 'name' && node.callee.name === 'super';
}

function superCall(
  context: FunctionContext,
  node: CallExpression,
  callee: AttributeExpression,
): Typed {
  const { selfType } = context;
  if (selfType.kind !== 'instance' && selfType.kind !== 'class') {
    throw new Untranslatable(node, 'super() outside a method');
  }
  const [base] = selfType.class.bases;
  const method = base?.method(callee.name);
  if (callee.name === '__init__') {
    if (!method || !base) {
      if (!selfType.class.libraryAncestor()) return { code: 'super()', type: VALUE };
      const codes = bindArguments(context, node, [
        { name: 'args', passing: 'rest', isOptional: true },
      ]);
      return { code: beforeThis(`super(${codes.join(', ')})`), type: VALUE };
    }
    if (method.isAsync) return callEntity(context, node, method, 'super.init');
    const call = callEntity(context, node, method, 'super');
    return { ...call, code: beforeThis(call.code) };
  }
  if (!method) return superOfLibrary(context, node, callee, selfType.class);
  return callEntity(context, node, method, `super.${memberName(callee.name)}`);
}

/** What a class says for its objects can be asked for when there is no `this` yet. */
function beforeThis(call: string): string {
  return call.replaceAll(/\(this\.constructor as typeof \w+\)/g, 'new.target');
}

/** `JSONEncoder.default(self, value)` in a class that derives from JSONEncoder. */
function isOwnBase(
  context: FunctionContext,
  { positional }: CallExpression,
  path: string,
): boolean {
  const { selfType } = context;
  const [self] = positional;
  return (
    selfType.kind === 'instance' &&
    self?.kind === 'name' &&
    context.find(self.name)?.owner.selfName === self.name &&
    selfType.class.libraryBase === path
  );
}

function superOfLibrary(
  context: FunctionContext,
  node: CallExpression,
  { name }: AttributeExpression,
  owner: ClassEntity,
): Typed {
  const base = owner.libraryAncestor();
  const found = base === undefined ? undefined : context.translation.libraries.member(base, name);
  if (found?.signature.kind !== 'call')
    throw new Untranslatable(node, `super().${name}() of a library`);
  return callLibraryMember(context, node, found, { code: 'super', type: VALUE });
}

export function callMember(
  context: FunctionContext,
  node: CallExpression,
  callee: AttributeExpression,
  object: Typed,
): Typed {
  const { isStatement } = context;
  context.isStatement = false;
  const { type } = object;
  const { libraries } = context.translation;
  const operation = specialMethod(context, node, callee, object);
  if (operation) return expression(context, operation);
  switch (type.kind) {
    case 'library':
      if (isOwnBase(context, node, type.path)) {
        const inner = { ...node, positional: node.positional.slice(1) };
        return superCall(context, inner, callee);
      }
      return callTarget(context, node, attributeOf(context, object, callee));
    case 'module':
      return callTarget(context, node, attributeOf(context, object, callee));
    case 'class': {
      const method = type.class.method(callee.name);
      if (method && method.binding === 'method' && node.positional.length === 0) {
        return wrongCall(
          context,
          `${qualifiedName(method)}() missing 1 required positional argument: 'self'`,
        );
      }
      if (method && method.binding === 'method') {
        // `Base.method(self)`, or a function of a class that is called without an object.
        const [self, ...others] = node.positional;
        if (self?.kind === 'name' && context.find(self.name)?.owner.selfName === self.name) {
          const inner = { ...node, positional: others };
          const isInit = callee.name === '__init__';
          const target = isInit && !method.isAsync ? 'super' : `super.${memberName(callee.name)}`;
          return callEntity(context, inner, method, target);
        }
        return callUnboundMethod(context, node, method, object.code);
      }
      if (method) {
        return callEntity(context, node, method, `${object.code}.${memberName(callee.name)}`);
      }
      const inherited = classMember(context, type.class, callee.name);
      if (inherited) return callClassMember(context, node, inherited, object);
      return callTarget(context, node, attributeOf(context, object, callee));
    }
    case 'instance': {
      const method = type.class.method(callee.name);
      if (method && method.binding !== 'property') {
        const isStatic = method.binding === 'static' || method.binding === 'class';
        const receiver =
          isStatic && method.owner ? context.module.refer(method.owner) : object.code;
        if (isStatic && method.owner) context.translation.reach(method.owner);
        return callEntity(context, node, method, `${receiver}.${memberName(callee.name)}`);
      }
      const base = type.class.libraryAncestor();
      const found = base === undefined ? undefined : libraries.member(base, callee.name);
      if (!method && found) {
        growNamedTuple(context, type.class, callee.name);
        const call = callLibraryMember(context, node, found, object);
        return found.signature.returns === 'Self' ? { code: call.code, type } : call;
      }
      return callTarget(context, node, attributeOf(context, object, callee));
    }
    case 'optional': {
      const present = context.module.python('attributes', 'present');
      const inner = `${present}(${object.code}, ${printString(callee.name)})`;
      return callMember(context, node, callee, { code: inner, type: type.type });
    }
    case 'made':
      return callMember(context, node, callee, { code: object.code, type: ANY_MODEL });
    case 'object': {
      const found = libraries.member(type.name, callee.name);
      if (found?.signature.kind === 'call') return callLibraryMember(context, node, found, object);
      if (found) return callTarget(context, node, attributeOf(context, object, callee));
      break;
    }
    case 'value':
      break;
    case 'never':
      if (!context.translation.isFinal) return notYetKnown(context, node);
      break;
    default: {
      const pushed = type.kind === 'list' && callee.name === 'append' ? node.positional : [];
      if (pushed.length === 1 && node.keywords.length === 0 && isStatement) {
        growList(context, callee.object, value(context, pushed[0]!).type);
        return { code: `${object.code}.push(${code(context, pushed[0]!)})`, type: NONE };
      }
      const found = libraries.member(`builtins.${type.kind}`, callee.name);
      if (found) return callLibraryMember(context, node, found, object);
    }
  }
  return callUnknownMember(context, node, callee, object);
}

/** `Film.title(film)`; or `Database.fetch(Database, query)`, where nothing in the method asks for the object. */
function callUnboundMethod(
  context: FunctionContext,
  node: CallExpression,
  method: FunctionEntity,
  owner: string,
): Typed {
  const { name } = method.node;
  const [self, ...others] = node.positional;
  if (!self || self.kind === 'starred' || method.isCallable) {
    throw new Untranslatable(node, `the method ${name} called on its class`);
  }
  const inner = { ...node, positional: others };
  const given = expression(context, self);
  if (given.type.kind === 'instance' && given.type.class.method(name) === method) {
    return callEntity(context, inner, method, `${given.code}.${memberName(name)}`);
  }
  const parameter = method.node.parameters[0]!.name;
  const isAsked = nodesWithin(method.node.body).some(
    (one) => one.kind === 'name' && (one.name === parameter || one.name === 'super'),
  );
  if (isAsked || (given.type.kind !== 'class' && given.type.kind !== 'none')) {
    throw new Untranslatable(node, `the method ${name} called on its class`);
  }
  return callEntity(context, inner, method, `${owner}.prototype.${memberName(name)}`);
}

/** What a class has of the library's class that it derives from: `Model.parse_obj`. */
function classMember(
  { translation: { libraries } }: FunctionContext,
  entity: ClassEntity,
  name: string,
): LibraryName | undefined {
  const base = entity.libraryAncestor();
  const found = base === undefined ? undefined : libraries.name(`${base}.${name}`);
  return found?.signature.isMember ? found : undefined;
}

function callClassMember(
  context: FunctionContext,
  node: CallExpression,
  found: LibraryName,
  object: Typed,
): Typed {
  const call = callLibraryMember(context, node, found, object);
  if (object.type.kind === 'class')
    growNamedTuple(context, object.type.class, found.signature.target);
  const isOwn = found.signature.returns === 'Self' && object.type.kind === 'class';
  return isOwn && object.type.kind === 'class'
    ? { code: call.code, type: { kind: 'instance', class: object.type.class } }
    : call;
}

function callLibraryMember(
  context: FunctionContext,
  node: CallExpression,
  found: LibraryName,
  object: Typed,
): Typed {
  if (found.signature.isMember) {
    return callSignature(context, node, found, `${object.code}.${found.signature.target}`);
  }
  return callSignature(context, node, found, libraryTarget(context, found), [object]);
}

/** What is put into a list grows the type of its items, where a name stands for the list. */
function growList(context: FunctionContext, list: Expression, item: PyType): void {
  if (list.kind !== 'name') return;
  const local = context.find(list.name);
  if (local) context.growLocal(local, listOf(item));
}

/** Several classes have the method, with the same parameters: one for each kind of database, say. */
function callEither(
  context: FunctionContext,
  node: CallExpression,
  callee: AttributeExpression,
  { object, roots }: { readonly object: Typed; readonly roots: readonly ClassEntity[] },
): Typed | undefined {
  const methods = roots.map((one) => one.method(callee.name)!);
  const names = methods.map((one) =>
    ownParameters(one)
      .map(({ name }) => name)
      .join(),
  );
  const [first] = methods;
  if (!first || methods.some(({ binding }) => binding !== 'method')) return undefined;
  const isOneSignature = new Set(names).size === 1;
  const misfits = isOneSignature ? [] : misfitsOf(node, methods);
  if (!misfits || misfits.length === methods.length) return undefined;
  for (const [at, one] of roots.entries()) {
    context.translation.reach(one);
    context.translation.reach(methods[at]!);
    for (const { name } of ownParameters(methods[at]!)) {
      growParameter(context, methods[at]!, name, VALUE);
    }
  }
  if (!isOneSignature) return callByName(context, node, callee, { object, methods, misfits });
  const types = roots.map((one) => context.module.referType(one)).join(' | ');
  const called = callEntity(
    context,
    node,
    first,
    `(${object.code} as ${types}).${memberName(callee.name)}`,
  );
  const waits = methods.some(({ isAsync }) => isAsync) && !first.isAsync;
  const type = methods.map(({ returnType }) => returnType).reduce(join, NEVER);
  return { code: waits ? context.awaited(called.code, node) : called.code, type };
}

interface Misfit {
  readonly method: FunctionEntity;
  /** What Python says of the call. */
  readonly message: string;
}

/** Those that cannot take these arguments; undefined where places alone do not tell what goes where. */
function misfitsOf(node: CallExpression, methods: readonly FunctionEntity[]): Misfit[] | undefined {
  const isPlain =
    node.keywords.length === 0 &&
    node.positional.every(({ kind }) => kind !== 'starred') &&
    methods.every(
      (one) => !one.isCallable && ownParameters(one).every(({ passing }) => passing === 'standard'),
    );
  if (!isPlain) return undefined;
  return methods.flatMap((method) => {
    const misfit = misfitOf(node, shapesOf(ownParameters(method)), calledAs(method));
    return misfit?.kind === 'wrong' ? [{ method, message: misfit.message }] : [];
  });
}

/** Classes have the method with different parameters: which it is, the run will tell. */
function callByName(
  context: FunctionContext,
  node: CallExpression,
  callee: AttributeExpression,
  {
    object,
    methods,
    misfits,
  }: {
    readonly object: Typed;
    readonly methods: readonly FunctionEntity[];
    readonly misfits: readonly Misfit[];
  },
): Typed {
  const values = node.positional.map((one) => code(context, one)).join(', ');
  const refused = misfits.map(
    ({ method, message }) => `[${context.module.refer(method.owner!)}, ${printString(message)}]`,
  );
  const args = [
    object.code,
    printString(memberName(callee.name)),
    `[${values}]`,
    ...(refused.length > 0 ? [`[${refused.join(', ')}]`] : []),
  ];
  const call = `${context.module.python('callable', 'callByName')}(${args.join(', ')})`;
  const waits = methods.some(({ isAsync }) => isAsync);
  return { code: waits ? context.awaited(call, node) : call, type: VALUE };
}

/** A call of what a later round will know. */
function notYetKnown(context: FunctionContext, node: CallExpression): Typed {
  for (const argument of node.positional) {
    value(context, argument.kind === 'starred' ? argument.value : argument);
  }
  for (const { value: argument } of node.keywords) value(context, argument);
  return { code: 'undefined', type: NEVER };
}

/** A method of something whose class is not known: who has such a method? */
function callUnknownMember(
  context: FunctionContext,
  node: CallExpression,
  callee: AttributeExpression,
  object: Typed,
): Typed {
  const { libraries, index } = context.translation;
  if (object.code === '') throw new Untranslatable(node, 'a call of something unknown');
  if (isUndefinedName(context, callee.object)) return object;
  const classes = index.classesWith(callee.name).filter((one) => !isView(one));
  const types = libraries.typesWith(callee.name);
  const builtin = libraries.member('builtins.value', callee.name);
  if (builtin !== undefined) {
    const own = ownMethods(context, classes, callee.name);
    if (own === undefined) throw new Untranslatable(callee, methodOfUnknown(callee));
    const called = callSignature(context, node, builtin, libraryTarget(context, builtin), [object]);
    const waits = own.some(({ isAsync }) => isAsync);
    return waits ? { code: context.awaited(called.code, node), type: VALUE } : called;
  }
  if (classes.length > 0) {
    const roots = classes.filter(
      (one) => !classes.some((other) => other !== one && one.ancestors().includes(other)),
    );
    const [only] = roots;
    if (only && roots.length === 1) {
      const method = only.method(callee.name)!;
      const cast = `(${object.code} as ${context.module.referType(only)})`;
      context.translation.reach(only);
      return callEntity(context, node, method, `${cast}.${memberName(callee.name)}`);
    }
    const either = callEither(context, node, callee, { object, roots });
    if (either) return either;
  }
  if (object.type.kind === 'object' && object.type.name.startsWith('psycopg2.extensions.')) {
    // All that it has is known: Python raises AttributeError.
    const getattr = context.module.python('getattr', 'getattr');
    return { code: `${getattr}(${object.code}, ${printString(callee.name)})`, type: VALUE };
  }
  const declaring = types
    .filter((name) => !name.startsWith('builtins.'))
    .map((name) => ({
      found: libraries.member(name, callee.name)!,
      type: libraries.type(name)!,
    }))
    .filter(({ type }) => context.translation.isImported(type.library.module))
    .filter(({ found }) => takesArguments(found, node));
  // Of those that wait and those that do not, what waits is right for both.
  const likely = declaring.find(({ found }) => found.signature.isAsync) ?? declaring[0];
  if (classes.length === 0 && likely?.type.from !== undefined) {
    const kinds = new Map(declaring.map((one) => [placesOf(one.found, node), one]));
    if (!likely.found.signature.isAsync && kinds.size > 1)
      return callAsItsClass(context, node, callee, { object, kinds: [...kinds.values()] });
    return callAs(context, node, object, likely);
  }
  throw new Untranslatable(callee, methodOfUnknown(callee));
}

interface Declaring {
  readonly found: LibraryName;
  readonly type: NonNullable<ReturnType<LibraryIndex['type']>>;
}

function callAs(
  context: FunctionContext,
  node: CallExpression,
  object: Typed,
  { found, type }: Declaring,
): Typed {
  const cast = `(${object.code} as ${context.module.use(type.from!, type.class, true)})`;
  return callLibraryMember(context, node, found, { code: cast, type: VALUE });
}

/** `x.isoformat(timespec='seconds')`, which a time and a datetime have in different places: the run tells which it is. */
function callAsItsClass(
  context: FunctionContext,
  node: CallExpression,
  callee: AttributeExpression,
  { object, kinds }: { readonly object: Typed; readonly kinds: readonly Declaring[] },
): Typed {
  if (!isRepeatable(context, callee.object))
    throw new Untranslatable(callee, methodOfUnknown(callee));
  const calls = kinds.map((one) => callAs(context, node, object, one));
  const chain = calls
    .map((call, at) => {
      if (at === calls.length - 1) return call.code;
      const { from, class: name } = kinds[at]!.type;
      return `${object.code} instanceof ${context.module.use(from!, name)} ? ${call.code} : `;
    })
    .join('');
  return { code: `(${chain})`, type: calls.map(({ type }) => type).reduce(join, NEVER) };
}

/** Where the arguments that are given by name stand. */
function placesOf({ signature }: LibraryName, node: CallExpression): string {
  const places = node.keywords.map(({ name }) =>
    signature.parameters.findIndex((one) => one.name === name),
  );
  return places.join();
}

/** Whether what is called has parameters for what it is given. */
function takesArguments({ signature }: LibraryName, node: CallExpression): boolean {
  const { parameters } = signature;
  const hasRest = parameters.some(({ passing }) => passing === 'rest');
  const places = parameters.filter(({ passing }) => passing === 'standard').length;
  return (
    (hasRest || node.positional.length <= places) &&
    node.keywords.every(({ name }) =>
      parameters.some((one) => one.name === name || one.passing === 'keyword-rest'),
    )
  );
}

function methodOfUnknown({ name }: AttributeExpression): string {
  return `the method ${name} of an object whose class is not known`;
}

/** A name that nothing binds: reading it raises NameError, before anything of it is called. */
function isUndefinedName(context: FunctionContext, node: Expression): boolean {
  if (node.kind !== 'name' || context.find(node.name)) return false;
  const binding = context.translation.index.resolve(context.module.module, node.name);
  return binding.kind === 'library' && binding.path === `builtins.${node.name}`;
}

/** Its objects are made by Flask, and nothing else gets hold of them. */
function isView(one: ClassEntity): boolean {
  return /(?:^|\.)(?:Resource|MethodView|View)$/.test(one.libraryAncestor() ?? '');
}

/**
 * The methods that what is called as a builtin type's method may be: those of classes that objects are made of.
 * Undefined where the builtin type's parameters are not theirs.
 */
function ownMethods(
  context: FunctionContext,
  classes: readonly ClassEntity[],
  name: string,
): readonly FunctionEntity[] | undefined {
  const methods = classes
    .filter((one) => context.translation.isReached(one))
    .flatMap((one) => one.method(name) ?? [])
    .filter(({ binding }) => binding === 'method');
  if (methods.some(({ isCallable }) => isCallable)) return undefined;
  for (const method of methods) {
    context.translation.reach(method);
    for (const { name: parameter } of ownParameters(method)) {
      growParameter(context, method, parameter, VALUE);
    }
  }
  return methods;
}
