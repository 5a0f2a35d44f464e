/** Calls of the program's own functions and classes, and attributes of every kind of value. */
import { callBuiltin, callBuiltinMethod } from './builtins.js';
import type { Frame, Machine } from './machine.js';
import {
  eitherOf,
  NONE,
  UNKNOWN,
  type Arguments,
  type ClassValue,
  type FunctionValue,
  type InstanceValue,
  type LibraryObject,
  type ModuleValue,
  type Scope,
  type Site,
  type Value,
} from './value.js';

export function callValue(machine: Machine, callee: Value, args: Arguments, site: Site): Value {
  switch (callee.kind) {
    case 'function':
      machine.libraries.called?.(callee, site);
      return callFunction(machine, callee, args);
    case 'class':
      return createInstance(machine, callee, args, site);
    case 'library': {
      const own =
        machine.libraries.callPath(callee.path, args, site) ?? callBuiltin(callee.path, args);
      if (own) return own;
      const attributes = new Map<string, Value>();
      return { kind: 'object', type: callee.path, arguments: args, attributes, site };
    }
    case 'object':
      return machine.libraries.callObject(callee, args, site) ?? UNKNOWN;
    case 'method':
      return (
        machine.libraries.callMethod(callee.receiver, callee.name, args, site) ??
        callBuiltinMethod(callee.receiver, callee.name, args, site) ??
        methodResult(callee.receiver, callee.name, args, site)
      );
    case 'instance': {
      const method = machine.attribute(callee, '__call__', site);
      return method.kind === 'function' ? callFunction(machine, method, args) : UNKNOWN;
    }
    case 'choice':
      return callee.options
        .map((option) => callValue(machine, option, args, site))
        .reduce((a, b) => eitherOf(a, b), UNKNOWN);
    default:
      return UNKNOWN;
  }
}

/** What a method of a library's object gives is known by the way to it: `psycopg2.connect().cursor()`. */
function methodResult(receiver: Value, name: string, args: Arguments, site: Site): Value {
  if (receiver.kind !== 'object') return UNKNOWN;
  const type = `${receiver.type}().${name}`;
  return { kind: 'object', type, arguments: args, attributes: new Map(), site };
}

let depth = 0;
const MAX_DEPTH = 12;

export function callFunction(machine: Machine, callee: FunctionValue, args: Arguments): Value {
  if (depth >= MAX_DEPTH || !machine.takeStep()) return UNKNOWN;
  depth += 1;
  try {
    const scope: Scope = {
      names: bindParameters(machine, callee, args),
      parent: callee.scope,
      module: callee.module,
      globals: new Set(),
      isClass: false,
    };
    if (callee.node.kind === 'lambda') return machine.evaluate(scope, callee.node.body);
    const frame: Frame = { scope, returns: [] };
    if (machine.run(frame, callee.node.body) === 'next') frame.returns.push(NONE);
    return frame.returns.length === 0 ? UNKNOWN : frame.returns.reduce((a, b) => eitherOf(a, b));
  } finally {
    depth -= 1;
  }
}

function bindParameters(
  machine: Machine,
  callee: FunctionValue,
  { positional, named, isOpen }: Arguments,
): Map<string, Value> {
  const values = callee.self ? [callee.self, ...positional] : [...positional];
  const rest = new Map(named);
  const names = new Map<string, Value>();
  for (const { name, passing } of callee.node.parameters) {
    if (passing === 'rest') {
      names.set(name, { kind: 'sequence', type: 'tuple', items: values.splice(0), isOpen });
    } else if (passing === 'keyword-rest') {
      const entries = new Map(
        [...rest].map(([key, value]) => [
          key,
          { key: { kind: 'constant', value: key } as const, value },
        ]),
      );
      names.set(name, { kind: 'dict', entries, isOpen });
    } else {
      const given = passing === 'keyword-only' ? undefined : values.shift();
      const value = given ?? rest.get(name) ?? callee.defaults.get(name);
      rest.delete(name);
      names.set(name, value ?? machine.libraries.parameter(callee, name) ?? UNKNOWN);
    }
  }
  return names;
}

function createInstance(machine: Machine, callee: ClassValue, args: Arguments, site: Site): Value {
  const made = libraryBases(callee).map((base) => machine.libraries.callPath(base, args, site));
  const object = made.find((value) => value?.kind === 'object');
  if (object) return withMembers(object, callee);
  const instance: InstanceValue = { kind: 'instance', class: callee, attributes: new Map() };
  const init = classAttribute(callee, '__init__');
  if (init?.kind === 'function') {
    const bound = { ...init, self: instance };
    machine.libraries.called?.(bound, site);
    callFunction(machine, bound, args);
  }
  return instance;
}

/** An instance of a class that derives from a library's: the library's object, with the methods of the class. */
function withMembers(object: LibraryObject, owner: ClassValue): LibraryObject {
  for (const ancestor of ancestorsOf(owner)) {
    for (const [name, value] of ancestor.attributes) {
      if (object.attributes.has(name) || value.kind !== 'function') continue;
      object.attributes.set(name, { ...value, self: object });
    }
  }
  return object;
}

export function attributeOf(machine: Machine, object: Value, name: string, site: Site): Value {
  const own = machine.libraries.attribute(object, name);
  if (own) return own;
  switch (object.kind) {
    case 'module':
      return (
        object.names.get(name) ??
        (isPackage(object) ? machine.importModule(object, name, 1) : UNKNOWN)
      );
    case 'instance': {
      const value = object.attributes.get(name) ?? classAttribute(object.class, name);
      if (!value) return unknownMember(object, object.class, name);
      return bind(machine, value, object, object.class, site);
    }
    case 'class': {
      const value = classAttribute(object, name);
      if (!value) return unknownMember(object, object, name);
      return value.kind === 'function' && value.binding === 'class'
        ? { ...value, self: object }
        : value;
    }
    case 'library':
      return { kind: 'library', path: `${object.path}.${name}` };
    case 'object':
      return object.attributes.get(name) ?? { kind: 'method', receiver: object, name };
    case 'choice':
      return object.options
        .map((option) => attributeOf(machine, option, name, site))
        .reduce((a, b) => eitherOf(a, b));
    case 'function':
      return name === '__name__'
        ? { kind: 'constant', value: object.name }
        : { kind: 'method', receiver: object, name };
    default:
      return { kind: 'method', receiver: object, name };
  }
}

function isPackage({ path, module }: ModuleValue): boolean {
  return module === undefined || path.endsWith('__init__.py');
}

function unknownMember(receiver: Value, owner: ClassValue, name: string): Value {
  if (name === '__name__') return { kind: 'constant', value: owner.name };
  return { kind: 'method', receiver, name };
}

function bind(
  machine: Machine,
  value: Value,
  self: InstanceValue,
  owner: ClassValue,
  site: Site,
): Value {
  if (value.kind !== 'function' || value.self || value.binding === 'static') return value;
  const bound = { ...value, self: value.binding === 'class' ? owner : self };
  if (!value.isProperty) return bound;
  return callValue(
    machine,
    { ...bound, isProperty: false },
    { positional: [], named: new Map(), isOpen: false },
    site,
  );
}

/** Depth first, left to right: near enough to Python's order for the hierarchies of web apps. */
export function classAttribute(owner: ClassValue, name: string): Value | undefined {
  for (const ancestor of ancestorsOf(owner)) {
    const value = ancestor.attributes.get(name);
    if (value) return value;
  }
  return undefined;
}

export function ancestorsOf(owner: ClassValue): ClassValue[] {
  const found = new Set<ClassValue>();
  const pending = [owner];
  for (let next = pending.shift(); next; next = pending.shift()) {
    if (found.has(next) || found.size > 50) continue;
    found.add(next);
    pending.unshift(...next.bases.filter((base) => base.kind === 'class'));
  }
  return [...found];
}

/** The paths of the libraries' classes that a class derives from. */
export function libraryBases(owner: ClassValue): string[] {
  return ancestorsOf(owner).flatMap(({ bases }) =>
    bases.flatMap((base) =>
      base.kind === 'library' ? [base.path] : base.kind === 'object' ? [base.type] : [],
    ),
  );
}
