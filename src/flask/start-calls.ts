/**
 * What has to happen when the app is started, since views use what is there only because of it: settings, what the app
 * keeps, and calls that open its connections, `Database.initialise(…)` or `init_pool(app)`. In a module, or in the
 * function that makes the app.
 */
import type { Site } from '../python/evaluate/value.js';
import type { FunctionStatement } from '../python/syntax.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { AppSurface } from './app-surface.js';
import type { DatabaseUse } from './database-use.js';
import type { FunctionIndex } from './function-index.js';

interface Started {
  readonly site: Site;
}

export function startStatements(
  { settings, kept }: Pick<AppSurface, 'settings' | 'kept'>,
  use: DatabaseUse,
  index: FunctionIndex,
): readonly Started[] {
  return [...settings, ...keptByApp(kept, use, index), ...startCalls(use, index)];
}

/** Where a function that is given the app puts something into it, the calls of that function. */
function keptByApp(
  kept: readonly Site[],
  { calls }: DatabaseUse,
  index: FunctionIndex,
): readonly Started[] {
  return kept.flatMap((site): readonly Started[] => {
    if (isAtStart(site, index)) return [{ site }];
    const around = index.around(site.module, site);
    return calls.filter((call) => call.callee.node === around && isAtStart(call.site, index));
  });
}

function startCalls(
  { connects, statements, calls }: DatabaseUse,
  index: FunctionIndex,
): readonly Started[] {
  const opening = new Set(connects.flatMap(({ site }) => index.around(site.module, site) ?? []));
  // What executes SQL as well sets up the database, and not the app.
  for (const { site } of statements) {
    const around = index.around(site.module, site);
    if (around) opening.delete(around);
  }
  return calls.filter(
    ({ callee: { node }, site }) =>
      node.kind !== 'lambda' && opening.has(node) && keeps(node) && isAtStart(site, index),
  );
}

function isAtStart(site: Site, index: FunctionIndex): boolean {
  const around = index.around(site.module, site);
  return around === undefined || makesApp(around);
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
