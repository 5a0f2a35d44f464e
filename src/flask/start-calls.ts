/**
 * Calls that open the app's connections when it is started, `Database.initialise(…)` or `init_pool(app)`: what views use
 * is there only because of them. In a module, or in the function that makes the app.
 */
import type { Site } from '../python/evaluate/value.js';
import type { FunctionStatement } from '../python/syntax.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { DatabaseUse } from './database-use.js';
import type { FunctionIndex } from './function-index.js';

export function startCalls(
  { connects, statements, calls }: DatabaseUse,
  index: FunctionIndex,
): { readonly site: Site }[] {
  const opening = new Set(connects.flatMap(({ site }) => index.around(site.module, site) ?? []));
  // What executes SQL as well sets up the database, and not the app.
  for (const { site } of statements) {
    const around = index.around(site.module, site);
    if (around) opening.delete(around);
  }
  return calls.flatMap(({ callee, site }) => {
    if (callee.node.kind === 'lambda' || !opening.has(callee.node) || !keeps(callee.node))
      return [];
    const around = index.around(site.module, site);
    return around === undefined || makesApp(around) ? [{ site }] : [];
  });
}

/** Whether it puts what it opens where others find it: a global, or an attribute of its class or object. */
function keeps({ body, parameters }: FunctionStatement): boolean {
  const self = parameters[0]?.name;
  return nodesWithin(body).some(
    (node) =>
      node.kind === 'global' ||
      (node.kind === 'assign' &&
        node.targets.some(
          (target) =>
            target.kind === 'attribute' &&
            target.object.kind === 'name' &&
            (target.object.name === self || /^[A-Z]/.test(target.object.name)),
        )),
  );
}

function makesApp({ body }: FunctionStatement): boolean {
  return nodesWithin(body).some(
    (node) =>
      node.kind === 'call' &&
      ((node.callee.kind === 'name' && node.callee.name === 'Flask') ||
        (node.callee.kind === 'attribute' && node.callee.name === 'Flask')),
  );
}
