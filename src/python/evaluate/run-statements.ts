/**
 * Statements, in order. Where the program branches on something unknown, every branch is run on its own copy of
 * the names, and what differs afterwards is a choice; a loop over known items runs for each, any other once.
 */
import type { Expression, FunctionStatement, Statement } from '../syntax.js';
import { truth } from './constant-operators.js';
import { evaluateArguments } from './evaluate-expression.js';
import type { Completion, Frame, Machine } from './machine.js';
import {
  constant,
  eitherOf,
  UNKNOWN,
  type ClassValue,
  type FunctionValue,
  type Scope,
  type Value,
} from './value.js';

export function runBlock(machine: Machine, frame: Frame, block: readonly Statement[]): Completion {
  for (const statement of block) {
    if (!machine.takeStep()) return 'ended';
    if (runStatement(machine, frame, statement) === 'ended') return 'ended';
  }
  return 'next';
}

function runStatement(machine: Machine, frame: Frame, node: Statement): Completion {
  const { scope } = frame;
  const evaluate = (expression: Expression): Value => machine.evaluate(scope, expression);
  switch (node.kind) {
    case 'expression':
      evaluate(node.value);
      return 'next';
    case 'assign': {
      const value = evaluate(node.value);
      for (const target of node.targets) machine.assign(scope, target, value);
      return 'next';
    }
    case 'annotated-assign':
      if (node.value) machine.assign(scope, node.target, evaluate(node.value));
      return 'next';
    case 'augmented-assign': {
      const { operator, target: left, value: right, start, end } = node;
      machine.assign(scope, left, evaluate({ kind: 'binary', operator, left, right, start, end }));
      return 'next';
    }
    case 'function':
      define(machine, scope, node, functionValue(machine, scope, node));
      return 'next';
    case 'class':
      define(machine, scope, node, classValue(machine, scope, node));
      return 'next';
    case 'return':
      frame.returns.push(node.value ? evaluate(node.value) : constant(null));
      return 'ended';
    case 'raise':
      if (node.exception) evaluate(node.exception);
      return 'ended';
    case 'break':
    case 'continue':
      return 'ended';
    case 'import':
      for (const { name, alias } of node.names) {
        const whole = machine.importModule(scope.module, name, 0);
        const [first = name] = name.split('.');
        const isPlain = alias !== undefined || first === name;
        scope.names.set(
          alias ?? first,
          isPlain ? whole : machine.importModule(scope.module, first, 0),
        );
      }
      return 'next';
    case 'import-from':
      runImportFrom(machine, scope, node);
      return 'next';
    case 'global':
      for (const name of node.names) scope.globals.add(name);
      return 'next';
    case 'if':
      return runIf(machine, frame, node);
    case 'for':
    case 'while':
      return runLoop(machine, frame, node);
    case 'with':
      for (const { context, target } of node.items) {
        const value = evaluate(context);
        if (target) machine.assign(scope, target, entered(machine, scope, value, context));
      }
      return machine.run(frame, node.body);
    case 'try': {
      const branches = [
        [...node.body, ...node.otherwise],
        ...node.handlers.map((handler) => handler.body),
      ];
      const completion = runBranches(machine, frame, branches);
      const last = machine.run(frame, node.finally);
      return completion === 'ended' ? 'ended' : last;
    }
    case 'match':
      evaluate(node.subject);
      return runBranches(machine, frame, [...node.cases.map(({ body }) => body), []]);
    case 'assert':
      evaluate(node.test);
      return 'next';
    default:
      return 'next';
  }
}

/** What `with` binds: a context manager of a library is asked, one's own instance is taken for itself. */
function entered(machine: Machine, scope: Scope, value: Value, context: Expression): Value {
  const site = machine.siteOf(scope, context);
  if (value.kind === 'object' || value.kind === 'method') {
    return machine.libraries.callMethod(value, '__enter__', NO_ARGUMENTS_HERE, site) ?? value;
  }
  if (value.kind !== 'instance') return value;
  const enter = machine.attribute(value, '__enter__', site);
  return enter.kind === 'function' ? machine.call(enter, NO_ARGUMENTS_HERE, site) : value;
}

const NO_ARGUMENTS_HERE = { positional: [], named: new Map<string, Value>(), isOpen: false };

function runIf(
  machine: Machine,
  frame: Frame,
  node: Extract<Statement, { kind: 'if' }>,
): Completion {
  const branches: (readonly Statement[])[] = [];
  for (const { test, body } of node.branches) {
    const value = machine.evaluate(frame.scope, test);
    const isTrue = isMainTest(test) ? undefined : truth(value);
    if (isTrue === false) continue;
    branches.push(body);
    if (isTrue === true) return runBranches(machine, frame, branches);
  }
  return runBranches(machine, frame, [...branches, node.otherwise]);
}

/** `__name__ == '__main__'`: a program may be started as a script or imported. */
function isMainTest(test: Expression): boolean {
  return test.kind === 'compare' && test.left.kind === 'name' && test.left.name === '__name__';
}

function runBranches(
  machine: Machine,
  frame: Frame,
  branches: readonly (readonly Statement[])[],
): Completion {
  const { scope } = frame;
  if (branches.length === 1) return machine.run(frame, branches[0]!);
  const before = scope.names;
  const after: Map<string, Value>[] = [];
  for (const branch of branches) {
    scope.names = new Map(before);
    if (machine.run(frame, branch) === 'next') after.push(scope.names);
  }
  scope.names = before;
  const [first, ...others] = after;
  if (!first) {
    // Nothing goes on, yet names that functions see must be there.
    return 'ended';
  }
  replaceNames(before, first);
  for (const names of others) {
    for (const [name, value] of names) {
      const known = before.get(name);
      before.set(name, known ? eitherOf(known, value) : value);
    }
  }
  return 'next';
}

/** Functions hold on to the scope they were made in: its map stays the same one. */
function replaceNames(names: Map<string, Value>, by: ReadonlyMap<string, Value>): void {
  for (const [name, value] of by) names.set(name, value);
}

const MAX_ITEMS = 1000;

function runLoop(
  machine: Machine,
  frame: Frame,
  node: Extract<Statement, { kind: 'for' | 'while' }>,
): Completion {
  const { scope } = frame;
  const iterable = machine.evaluate(scope, node.kind === 'for' ? node.iterable : node.test);
  const isKnown = iterable.kind === 'sequence' && !iterable.isOpen && node.kind === 'for';
  if (isKnown && iterable.items.length <= MAX_ITEMS) {
    for (const item of iterable.items.slice()) {
      machine.assign(scope, node.target, item);
      runBlock(machine, frame, node.body);
    }
  } else {
    if (node.kind === 'for') machine.assign(scope, node.target, UNKNOWN);
    const before = new Map(scope.names);
    machine.run(frame, node.body);
    // It may run any number of times: what it changes is not known behind it.
    for (const [name, value] of scope.names) {
      const earlier = before.get(name);
      if (earlier && earlier !== value) scope.names.set(name, loosened(earlier, value));
    }
  }
  return machine.run(frame, node.otherwise);
}

function loosened(earlier: Value, later: Value): Value {
  const isData = (value: Value): boolean => value.kind === 'constant' || value.kind === 'text';
  return isData(earlier) && isData(later) ? UNKNOWN : eitherOf(earlier, later);
}

function define(
  machine: Machine,
  scope: Scope,
  node: Extract<Statement, { kind: 'function' | 'class' }>,
  value: FunctionValue | ClassValue,
): void {
  let result: Value = value;
  for (const decorator of node.decorators.toReversed()) {
    const callee = machine.evaluate(scope, decorator);
    const args = { positional: [result], named: new Map<string, Value>(), isOpen: false };
    result = decorated(result, machine.call(callee, args, machine.siteOf(scope, decorator)));
  }
  machine.assign(
    scope,
    { kind: 'name', name: node.name, start: node.nameStart, end: node.nameStart },
    result,
  );
}

/** A decorator nobody knows is taken to give back what works like the function it was given. */
function decorated(given: Value, made: Value): Value {
  const [first] = made.kind === 'choice' ? made.options : [made];
  if (!first || (first.kind !== 'function' && first.kind !== 'class')) return given;
  if (first === given || first.kind !== 'function' || given.kind !== 'function') return first;
  return { ...first, original: given.original ?? given };
}

function functionValue(machine: Machine, scope: Scope, node: FunctionStatement): FunctionValue {
  const defaults = new Map<string, Value>();
  for (const parameter of node.parameters) {
    if (parameter.default) defaults.set(parameter.name, machine.evaluate(scope, parameter.default));
  }
  return { kind: 'function', node, name: node.name, module: scope.module, scope, defaults };
}

function classValue(
  machine: Machine,
  scope: Scope,
  node: Extract<Statement, { kind: 'class' }>,
): ClassValue {
  const { positional: bases } = evaluateArguments(machine, scope, {
    positional: node.bases,
    keywords: [],
  });
  const attributes = new Map<string, Value>();
  const inner: Scope = {
    names: attributes,
    parent: scope,
    module: scope.module,
    globals: new Set(),
    isClass: true,
  };
  machine.run({ scope: inner, returns: [] }, node.body);
  return { kind: 'class', node, name: node.name, module: scope.module, bases, attributes };
}

function runImportFrom(
  machine: Machine,
  scope: Scope,
  node: Extract<Statement, { kind: 'import-from' }>,
): void {
  const from = machine.importModule(scope.module, node.module, node.level);
  if (node.names === '*') {
    if (from.kind !== 'module') return;
    const listed = from.names.get('__all__');
    const names =
      listed?.kind === 'sequence'
        ? listed.items.flatMap((item) => (item.kind === 'constant' ? [String(item.value)] : []))
        : [...from.names.keys()].filter((name) => !name.startsWith('_'));
    for (const name of names) {
      const value = from.names.get(name);
      if (value) scope.names.set(name, value);
    }
    return;
  }
  for (const imported of node.names) {
    const site = machine.siteOf(scope, node);
    scope.names.set(imported.alias ?? imported.name, machine.attribute(from, imported.name, site));
  }
}
