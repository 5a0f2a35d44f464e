/**
 * Where a function's names are declared. Python's belong to the whole function, TypeScript's to a block: a name is
 * declared by its first assignment where all of its uses are in that block behind it, and in front of them otherwise.
 */
import type { Expression, Statement } from '../python/syntax.js';
import { nodesWithin } from '../python/walk-syntax.js';
import { assignedIn } from './program-index.js';

export interface Declarations {
  /** Names that are declared in front of a statement. */
  readonly before: ReadonlyMap<Statement, readonly string[]>;
  /** Names that a statement declares itself. */
  readonly within: ReadonlyMap<Statement, ReadonlySet<string>>;
  /** Names that are assigned once. */
  readonly constant: ReadonlySet<string>;
  /** Names whose value something uses. */
  readonly read: ReadonlySet<string>;
}

export function planDeclarations(
  body: readonly Statement[],
  names: ReadonlySet<string>,
): Declarations {
  const before = new Map<Statement, string[]>();
  const within = new Map<Statement, Set<string>>();
  const mentioned = new Map<Statement, ReadonlySet<string>>();
  const mentions = (statement: Statement): ReadonlySet<string> => {
    const known = mentioned.get(statement);
    if (known) return known;
    const found = mentionsOf([statement], names);
    mentioned.set(statement, found);
    return found;
  };
  const declareBefore = (statement: Statement, name: string): void => {
    before.set(statement, [...(before.get(statement) ?? []), name]);
  };
  const declareWithin = (statement: Statement, name: string): void => {
    within.set(statement, (within.get(statement) ?? new Set()).add(name));
  };

  const place = (name: string, block: readonly Statement[]): void => {
    const users = block.filter((statement) => mentions(statement).has(name));
    const [first] = users;
    if (!first) return;
    if (users.every((statement) => isOwnLoop(statement, name))) {
      for (const statement of users) declareWithin(statement, name);
      return;
    }
    if (users.length === 1) {
      const inner = innerBlock(first, name);
      if (inner) {
        place(name, inner);
        return;
      }
    }
    if (declaresItself(first, name)) declareWithin(first, name);
    else declareBefore(first, name);
  };

  /** The only block of a statement that mentions the name, if it can be declared there. */
  const innerBlock = (statement: Statement, name: string): readonly Statement[] | undefined => {
    const blocks = blocksOf(statement);
    if (blocks.length === 0 || headerMentions(statement, name)) return undefined;
    const users = blocks.filter((block) => block.some((one) => mentions(one).has(name)));
    const [only] = users;
    if (!only || users.length !== 1) return undefined;
    if (statement.kind === 'for' || statement.kind === 'while') {
      // What one round leaves, the next would find.
      const first = only.find((one) => mentions(one).has(name))!;
      const isFresh = declaresItself(first, name) || isOwnLoop(first, name);
      if (!isFresh) return undefined;
    }
    return only;
  };

  for (const name of names) place(name, body);
  const assignments = countAssignments(body);
  return {
    before,
    within,
    constant: new Set([...names].filter((name) => assignments.get(name) === 1)),
    read: readNames(body),
  };
}

/** Names that code of a block mentions, however deep. */
function mentionsOf(block: readonly Statement[], names: ReadonlySet<string>): Set<string> {
  const found = new Set<string>();
  for (const node of nodesWithin(block)) {
    if (node.kind === 'name' && names.has(node.name)) found.add(node.name);
    if (node.kind === 'capture-pattern' && node.name !== undefined) found.add(node.name);
    if (node.kind === 'star-pattern' && node.name !== undefined) found.add(node.name);
  }
  return found;
}

/** `for name in values:`, whose name nothing else needs. */
function isOwnLoop(statement: Statement, name: string): boolean {
  if (statement.kind !== 'for') return false;
  const isTarget = assignedIn(statement).some((one) => one.kind === 'name' && one.name === name);
  const elsewhere = nodesWithin(statement.iterable).some(
    (one) => one.kind === 'name' && one.name === name,
  );
  const isInElse = mentionsOf(statement.otherwise, new Set([name])).size > 0;
  return isTarget && !elsewhere && !isInElse;
}

/** An assignment whose value does not need the name itself. */
function declaresItself(statement: Statement, name: string): boolean {
  const isTarget = (target: Expression): boolean => target.kind === 'name' && target.name === name;
  if (statement.kind === 'assign') {
    const [target] = statement.targets;
    if (!target || statement.targets.length !== 1) return false;
    const uses = nodesWithin(statement.value).some(
      (one) => one.kind === 'name' && one.name === name,
    );
    if (uses) return false;
    if (isTarget(target)) return true;
    return (
      (target.kind === 'tuple' || target.kind === 'list') &&
      target.items.every(({ kind }) => kind === 'name') &&
      target.items.filter(isTarget).length === 1
    );
  }
  if (statement.kind === 'annotated-assign') {
    return isTarget(statement.target) && statement.value !== undefined;
  }
  if (statement.kind === 'with') {
    const [item] = statement.items;
    return statement.items.length === 1 && item?.target !== undefined && isTarget(item.target);
  }
  return false;
}

function headerMentions(statement: Statement, name: string): boolean {
  const headers: Expression[] = [];
  switch (statement.kind) {
    case 'for':
      headers.push(statement.iterable, statement.target);
      break;
    case 'while':
      headers.push(statement.test);
      break;
    case 'if':
      headers.push(...statement.branches.map(({ test }) => test));
      break;
    case 'with':
      for (const { context, target } of statement.items)
        headers.push(context, ...(target ? [target] : []));
      break;
    case 'try':
      for (const { type } of statement.handlers) if (type) headers.push(type);
      break;
    case 'match':
      return true;
    default:
      return true;
  }
  return headers.some((header) =>
    nodesWithin(header).some((one) => one.kind === 'name' && one.name === name),
  );
}

function blocksOf(statement: Statement): (readonly Statement[])[] {
  switch (statement.kind) {
    case 'for':
    case 'while':
      return [statement.body, statement.otherwise];
    case 'if':
      return [...statement.branches.map(({ body }) => body), statement.otherwise];
    case 'with':
      return [statement.body];
    case 'try':
      return [
        statement.body,
        ...statement.handlers.map(({ body }) => body),
        statement.otherwise,
        statement.finally,
      ];
    default:
      return [];
  }
}

function countAssignments(body: readonly Statement[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodesWithin(body)) {
    const names = assignedIn(node).flatMap((one) => (one.kind === 'name' ? [one.name] : []));
    const others = node.kind === 'nonlocal' || node.kind === 'delete' ? [] : names;
    for (const name of others) counts.set(name, (counts.get(name) ?? 0) + 1);
    if (node.kind === 'augmented-assign') {
      for (const name of names) counts.set(name, 2);
    }
    if (node.kind === 'nonlocal') for (const name of node.names) counts.set(name, 2);
  }
  return counts;
}

/** Names whose value is used: not those that are only assigned to. */
export function readNames(body: readonly Statement[]): Set<string> {
  const targets = new Set<number>();
  const found = new Set<string>();
  const nodes = nodesWithin(body);
  for (const node of nodes) {
    for (const target of assignedIn(node)) {
      if (target.kind === 'name' && node.kind !== 'named') targets.add(target.start);
    }
    if (node.kind === 'comprehension') {
      for (const { target } of node.clauses) {
        for (const one of nodesWithin(target)) if (one.kind === 'name') targets.add(one.start);
      }
    }
    if (node.kind === 'delete') {
      for (const one of node.targets) if (one.kind === 'name') targets.add(one.start);
    }
  }
  for (const node of nodes) {
    if (node.kind === 'name' && !targets.has(node.start)) found.add(node.name);
  }
  return found;
}
