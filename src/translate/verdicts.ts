/**
 * What TypeScript's compiler said of an earlier translation, by what it said it of: a declaration as `file#name` or
 * `file#Class.member`, and a statement of a module by its place, as `file@start`. Types are inferred from Python, and
 * TypeScript has the last word on them.
 */
import type { Statement } from '../python/syntax.js';
import type { ClassEntity, FunctionEntity, ModuleEntity, VariableEntity } from './entities.js';

type Entity = FunctionEntity | ClassEntity | VariableEntity;

export interface Verdict {
  /** Why it must not be translated. */
  readonly refused?: string;
  /** Names of a function, in TypeScript, that turned out to be read by nothing. */
  readonly unread?: ReadonlySet<string>;
  /** Whether TypeScript takes the end of the function for reachable. */
  readonly isOpen?: boolean;
  /** Whether not even the decorators of its stub fit. */
  readonly isUndecorated?: boolean;
}

export type Verdicts = ReadonlyMap<string, Verdict>;

export function verdictOn(verdicts: Verdicts, entity: Entity, attribute?: string): Verdict {
  return Object.assign({}, ...keysOf(entity, attribute).map((key) => verdicts.get(key))) as Verdict;
}

/** A constructor that waits is `init`. */
function keysOf(entity: Entity, attribute?: string): string[] {
  if (attribute !== undefined) return [`${entity.module.file}#${entity.name}.${attribute}`];
  const owner = entity.kind === 'function' ? entity.owner : undefined;
  const isInit = entity.kind === 'function' && entity.node.name === '__init__';
  const names = isInit ? ['constructor', 'init'] : [entity.name];
  return names.map((name) => `${entity.module.file}#${owner ? `${owner.name}.` : ''}${name}`);
}

export function statementKey(module: ModuleEntity, { start }: Statement): string {
  return `${module.file}@${start}`;
}
