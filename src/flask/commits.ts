/**
 * Whether what a route writes is ever committed: psycopg2 opens a transaction at the first statement and commits
 * nothing by itself. Looked for in all that the route reaches, and in what runs around every request.
 */
import type { PythonModule } from '../python/parse-module.js';
import type { Expression, FunctionStatement, WithStatement } from '../python/syntax.js';
import { optionsOf, textOf, type Site, type Value } from '../python/evaluate/value.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { AppSurface } from './app-surface.js';
import { finding, type Finding } from './audit.js';
import type { DatabaseUse } from './database-use.js';
import type { FunctionIndex } from './function-index.js';

export type Commits = 'once' | 'each' | 'never' | undefined;

export class CommitFacts {
  readonly #committing = new Set<FunctionStatement>();
  readonly #writes = new Map<FunctionStatement, readonly Finding[]>();
  readonly #isAutocommit: boolean;
  readonly #isCommittedAround: boolean;

  constructor(
    modules: readonly PythonModule[],
    { statements, blocks }: DatabaseUse,
    { hooks }: AppSurface,
    index: FunctionIndex,
  ) {
    this.#isAutocommit = modules.some(({ source }) =>
      /\bautocommit\b|ISOLATION_LEVEL_AUTOCOMMIT/.test(source.text),
    );
    for (const [, node] of index.all()) if (commitsItself(node)) this.#committing.add(node);
    for (const site of blocks) {
      const around = index.around(site.module, site);
      if (around) this.#committing.add(around);
    }
    this.#isCommittedAround = hooks.some(
      ({ handler }) =>
        handler.kind === 'function' &&
        handler.node.kind === 'function' &&
        this.#committing.has(handler.node),
    );
    for (const { sql, site } of statements) {
      for (const option of optionsOf(sql).filter(isWrite)) {
        // A helper that is handed its SQL writes for the function that hands it over.
        const origin = originOf(option);
        const writer =
          (origin && index.around(origin.module, origin)) ?? index.around(site.module, site);
        if (!writer) continue;
        const at = origin && index.around(origin.module, origin) ? origin : site;
        const message =
          'this write is never committed: psycopg2 rolls it back when the connection is given back';
        const found = finding('psycopg-never-committed', at, message);
        this.#writes.set(writer, [...(this.#writes.get(writer) ?? []), found]);
      }
    }
  }

  /** Undefined for a route that writes nothing. */
  of(reached: ReadonlySet<FunctionStatement>): Commits {
    if (![...reached].some((node) => this.#writes.has(node))) return undefined;
    if (this.#isAutocommit) return 'each';
    if (this.#isCommittedAround) return 'once';
    return [...reached].some((node) => this.#committing.has(node)) ? 'once' : 'never';
  }

  writesOf(reached: ReadonlySet<FunctionStatement>): Finding[] {
    return [...reached].flatMap((node) => this.#writes.get(node) ?? []);
  }
}

function commitsItself(node: FunctionStatement): boolean {
  return (
    nodesWithin(node.body).some(
      (inner) =>
        inner.kind === 'call' &&
        inner.callee.kind === 'attribute' &&
        inner.callee.name === 'commit',
    ) ||
    nodesWithin(node.body).some(
      (inner) => inner.kind === 'string' && /^\s*commit\b/i.test(inner.value),
    ) ||
    nodesWithin(node.body).some((inner) => inner.kind === 'with' && commitsAtItsEnd(inner))
  );
}

/** `with db:`, of which somebody asks a cursor within; `with pool.connection():` of psycopg 3. */
function commitsAtItsEnd(node: WithStatement): boolean {
  const cursorsOf = new Set(
    nodesWithin([node]).flatMap((inner) =>
      inner.kind === 'call' && inner.callee.kind === 'attribute' && inner.callee.name === 'cursor'
        ? (dotted(inner.callee.object) ?? [])
        : [],
    ),
  );
  return node.items.some(({ context }) => {
    const name = dotted(context);
    if (name !== undefined) return cursorsOf.has(name);
    return (
      context.kind === 'call' &&
      context.callee.kind === 'attribute' &&
      context.callee.name === 'connection'
    );
  });
}

/** `g.db`; undefined for what is no name. */
function dotted(node: Expression): string | undefined {
  if (node.kind === 'name') return node.name;
  const object = node.kind === 'attribute' ? dotted(node.object) : undefined;
  return object && node.kind === 'attribute' ? `${object}.${node.name}` : undefined;
}

/** Where the text, or the beginning of it, is written down. */
function originOf(value: Value): Site | undefined {
  if (value.kind === 'constant') return value.site;
  const first = value.kind === 'text' ? value.parts[0] : undefined;
  return first?.kind === 'constant' ? first.site : undefined;
}

function isWrite(value: Value): boolean {
  const text =
    textOf(value) ?? (value.kind === 'text' ? textOf(value.parts[0] as Value) : undefined);
  return (
    text !== undefined &&
    /^\s*(?:insert|update|delete|merge|call|create|drop|alter|truncate)\b/i.test(text)
  );
}
