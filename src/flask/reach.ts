/** Which functions a route leads to, along the calls that were followed. */
import type { FunctionStatement } from '../python/syntax.js';
import { ancestorsOf } from '../python/evaluate/call.js';
import type { DatabaseUse } from './database-use.js';
import type { FoundRoute } from './flatten-routes.js';
import type { FunctionIndex } from './function-index.js';

export type CallGraph = ReadonlyMap<FunctionStatement, ReadonlySet<FunctionStatement>>;

export function callGraph({ calls }: DatabaseUse, index: FunctionIndex): CallGraph {
  const graph = new Map<FunctionStatement, Set<FunctionStatement>>();
  for (const { callee, site } of calls) {
    const caller = index.around(site.module, site);
    if (!caller) continue;
    const callees = graph.get(caller) ?? new Set();
    for (const { node } of [callee, ...(callee.original ? [callee.original] : [])]) {
      if (node.kind === 'function') callees.add(node);
    }
    graph.set(caller, callees);
  }
  return graph;
}

/** The view, the wrappers around it, and everything that they call. */
export function reachedFrom(
  { view, methods }: FoundRoute,
  graph: CallGraph,
): ReadonlySet<FunctionStatement> {
  const reached = new Set<FunctionStatement>();
  const pending: FunctionStatement[] = [];
  if (view?.kind === 'function' && view.node.kind === 'function') pending.push(view.node);
  if (view?.kind === 'class') {
    const names = new Set(methods.map((method) => method.toLowerCase()));
    for (const { attributes } of ancestorsOf(view)) {
      for (const [name, member] of attributes) {
        const isEntry = names.has(name) || name === '__init__' || name === 'dispatch_request';
        if (isEntry && member.kind === 'function' && member.node.kind === 'function') {
          pending.push(
            (member.original?.node.kind === 'function'
              ? member.original.node
              : member.node) as FunctionStatement,
          );
        }
      }
    }
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    pending.push(...(graph.get(next) ?? []));
  }
  return reached;
}
