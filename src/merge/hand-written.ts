/**
 * A handler that a person wrote in the place of a stub wins for ever: its file, its route and its schema stay as
 * they are, also when `port` could write the handler by itself now. The stub stays the base of its file, so
 * that the next update sees the same.
 */
import { posix } from 'node:path';
import { identifiersOf } from './identifiers.js';
import { parseTypeScript, readStatements } from './read-typescript.js';
import type { Item, List, Syntax } from './syntax.js';

const STUB = /export const (\w+): Handler\b[^]*\bthrow new HttpError\(501\b/;

/** The name of the handler in a stub's file. */
export function stubName(base: string | undefined): string | undefined {
  return base === undefined ? undefined : STUB.exec(base)?.[1];
}

/** Whether somebody has put a handler in the stub's place. */
export function isHandWritten(base: string | undefined, yours: string | undefined): boolean {
  return stubName(base) !== undefined && yours !== undefined && !/HttpError\(501\b/.test(yours);
}

/**
 * By folder, the names that belong to handlers written by hand: theirs, and those of their routes' schemas.
 */
export function pinnedNames(
  base: ReadonlyMap<string, string>,
  yours: ReadonlyMap<string, string>,
): Map<string, Set<string>> {
  const pinned = new Map<string, Set<string>>();
  for (const [path, text] of base) {
    const name = stubName(text);
    if (name === undefined || !isHandWritten(text, yours.get(path))) continue;
    const folder = posix.dirname(path);
    const names = pinned.get(folder) ?? new Set();
    names.add(name);
    for (const schema of schemasWith(name, yours.get(`${folder}/index.ts`))) names.add(schema);
    pinned.set(folder, names);
  }
  return pinned;
}

/** The schemas of routes that a handler serves. */
function schemasWith(handler: string, text: string | undefined): string[] {
  const file = text === undefined ? undefined : parseTypeScript(text);
  if (!file) return [];
  return itemsIn(readStatements(file, file.statements, 0)).flatMap(({ alias, text: route }) => {
    const schema = alias?.replace(/^schema /, '');
    return schema !== undefined && identifiersOf(route).has(handler) ? [schema] : [];
  });
}

function itemsIn(node: Syntax): Item[] {
  switch (node.kind) {
    case 'leaf':
      return [];
    case 'fixed':
      return node.children.flatMap(itemsIn);
    case 'list':
      return (node as List).items.flatMap((item) => [item, ...itemsIn(item.code)]);
  }
}
