/**
 * SQL that an app runs while it is started: statements of its modules, and of functions that those call, that create
 * tables or change rows. A port takes over what views need; what is done once is for whoever deploys the service.
 */
import type { PythonModule } from '../python/parse-module.js';
import { optionsOf, textOf, type Site } from '../python/evaluate/value.js';
import type { FunctionStatement, Statement } from '../python/syntax.js';
import { nodesWithin } from '../python/walk-syntax.js';
import type { DatabaseUse } from './database-use.js';
import type { FunctionIndex } from './function-index.js';

const CHANGES =
  /^\s*(?:(?:--[^\n]*\n|\/\*[\s\S]*?\*\/)\s*)*(?:create|drop|alter|insert|update|delete|truncate)\b/i;

/** Where a module of the app starts it, one place for each statement of a module. */
export function importEffects(
  modules: readonly PythonModule[],
  { statements, calls }: DatabaseUse,
  index: FunctionIndex,
): Site[] {
  const imported = importedModules(modules);
  const changing = statements.filter(({ sql }) =>
    optionsOf(sql).some((option) => CHANGES.test(textOf(option) ?? '')),
  );
  // From the functions that change something to those that call them, until a module does.
  const seen = new Set<FunctionStatement>();
  const queue: Site[] = changing.map(({ site }) => site);
  const found = new Map<Statement, Site>();
  for (let site = queue.pop(); site; site = queue.pop()) {
    const around = index.around(site.module, site);
    if (!around) {
      const place = imported.has(site.module) ? leftOut(site) : undefined;
      if (place) found.set(place, { module: site.module, start: place.start, end: place.end });
    } else if (!seen.has(around)) {
      seen.add(around);
      for (const call of calls) if (call.callee.node === around) queue.push(call.site);
    }
  }
  return [...found.values()];
}

/** What a module assigns, views may need, and with it what makes it. */
function leftOut({ module, start, end }: Site): Statement | undefined {
  const statement = module.statements.find((one) => one.start <= start && one.end >= end);
  const isKept =
    statement === undefined ||
    statement.kind === 'assign' ||
    statement.kind === 'annotated-assign' ||
    statement.kind === 'class';
  return isKept ? undefined : statement;
}

/** Modules that another one imports, and those that make an app; others are scripts beside it. */
function importedModules(modules: readonly PythonModule[]): Set<PythonModule> {
  const names = new Set(
    modules.flatMap(({ statements }) =>
      nodesWithin(statements).flatMap((node) => {
        if (node.kind === 'import') return node.names.map(({ name }) => lastPart(name));
        if (node.kind !== 'import-from') return [];
        const members = node.names === '*' ? [] : node.names.map(({ name }) => name);
        return [lastPart(node.module), ...members];
      }),
    ),
  );
  return new Set(
    modules.filter(
      ({ source }) =>
        names.has(lastPart(source.name.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.'))) ||
        /\bFlask\(/.test(source.text),
    ),
  );
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
