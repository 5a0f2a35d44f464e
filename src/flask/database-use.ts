/**
 * How a program uses psycopg: the statements it executes with what is known of their text, the functions that call
 * each other on the way there, and what commits. Found by following every function with unknown arguments, and
 * every call with what is known of its own.
 * Sources: psycopg2's docs, "connection" and "cursor"; its `with` commits, and does not close.
 */
import type { Libraries } from '../python/evaluate/machine.js';
import type { Program } from '../python/evaluate/program.js';
import {
  argument,
  textOf,
  type FunctionValue,
  type Site,
  type Value,
} from '../python/evaluate/value.js';
import { typeOf } from './flask-types.js';

export interface DatabaseUse {
  readonly statements: StatementUse[];
  readonly connects: ConnectUse[];
  /** `with connection:` */
  readonly blocks: Site[];
  readonly calls: { readonly callee: FunctionValue; readonly site: Site }[];
}

export interface StatementUse {
  readonly sql: Value;
  readonly site: Site;
}

export interface ConnectUse {
  readonly options: ReadonlyMap<string, Value>;
  readonly dsn: Value | undefined;
  readonly site: Site;
}

export function emptyDatabaseUse(): DatabaseUse {
  return { statements: [], connects: [], blocks: [], calls: [] };
}

const EXECUTING = new Set(['execute', 'executemany', 'callproc', 'copy_expert', 'mogrify']);
const CONNECT =
  /^psycopg(?:2|_pool|3)?(?:\.pool)?\.(?:connect|Connection\.connect|\w*ConnectionPool)$/;

/** The libraries of `inner`, with what the database is used for noted down. */
export function observingDatabase(inner: Libraries, use: DatabaseUse): Libraries {
  return {
    ...inner,
    callPath: (path, args, site) => {
      if (CONNECT.test(path)) {
        use.connects.push({ options: args.named, dsn: args.positional[0], site });
      }
      if (path === 'psycopg2.extras.execute_values' || path === 'psycopg2.extras.execute_batch') {
        use.statements.push({ sql: argument(args, 'sql', 1) ?? { kind: 'unknown' }, site });
      }
      return inner.callPath(path, args, site);
    },
    callMethod: (receiver, name, args, site) => {
      if (EXECUTING.has(name) && !isOther(receiver)) {
        const sql =
          argument(args, 'query', 0) ?? argument(args, 'sql') ?? argument(args, 'operation');
        if (sql && isSql(sql)) use.statements.push({ sql, site });
      }
      if (name === '__enter__' && CONNECT.test(typeOf(receiver) ?? '')) use.blocks.push(site);
      return inner.callMethod(receiver, name, args, site);
    },
    called: (callee, site) => {
      use.calls.push({ callee, site });
      inner.called?.(callee, site);
    },
  };
}

/** Another library's `execute`: SQLAlchemy's session, an executor. */
function isOther(receiver: Value): boolean {
  const type = typeOf(receiver);
  return (
    type !== undefined &&
    !/^(?:psycopg|flask)/.test(type) &&
    /^(?:sqlalchemy|flask_sqlalchemy|sqlite3|mysql|pymysql|redis|pymongo)/.test(type)
  );
}

const SQL =
  /^\s*(?:--.*\n\s*)*(?:\(\s*)*(?:select|insert|update|delete|with|create|drop|alter|call|truncate|begin|commit|rollback|set|grant|revoke|do|copy|merge|values|lock|explain|vacuum|refresh|comment|listen|notify|analyze|show|declare|fetch|savepoint)\b/i;

/** What is not known may be SQL; a text that is known has to look like it. */
function isSql(value: Value): boolean {
  const text =
    textOf(value) ??
    (value.kind === 'text' && value.parts[0]?.kind === 'constant'
      ? textOf(value.parts[0])
      : undefined);
  return text === undefined || SQL.test(text);
}

/** Steps for one function: enough for its own statements and the helpers that it hands its SQL to. */
const STEPS_PER_FUNCTION = 2000;

/** Follows every function and method that the program has at hand, with unknown arguments. */
export function followFunctions(program: Program, views: readonly Value[]): void {
  const seen = new Set<unknown>();
  const follow = (value: Value, self?: Value): void => {
    if (value.kind !== 'function' || value.node.kind === 'lambda') return;
    const callee = value.original ?? value;
    if (seen.has(callee.node)) return;
    seen.add(callee.node);
    program.resetSteps(STEPS_PER_FUNCTION);
    const site = { module: callee.module.module!, start: callee.node.start, end: callee.node.end };
    const args = { positional: [], named: new Map<string, Value>(), isOpen: true };
    program.call(self ? { ...callee, self } : callee, args, site);
  };
  const followClass = (value: Extract<Value, { kind: 'class' }>): void => {
    if (seen.has(value.node)) return;
    seen.add(value.node);
    program.resetSteps(STEPS_PER_FUNCTION);
    const site = { module: value.module.module!, start: value.node.start, end: value.node.end };
    const args = { positional: [], named: new Map<string, Value>(), isOpen: true };
    const instance = program.call(value, args, site);
    for (const member of value.attributes.values()) {
      if (member.kind !== 'function') continue;
      const isStatic = member.binding === 'static';
      follow(member, isStatic ? undefined : member.binding === 'class' ? value : instance);
    }
  };
  for (const module of program.modules) {
    for (const value of program.load(module.source.name).names.values()) {
      if (value.kind === 'function') follow(value);
      else if (value.kind === 'class') followClass(value);
    }
  }
  for (const view of views) {
    if (view.kind === 'class') followClass(view);
    else follow(view);
  }
}
