/** Whether the body of a macro speaks of a name: so Jinja knows what the macro takes. */
import type { Body } from './syntax.js';

export function mentions(body: Body, name: string): boolean {
  return body.some((statement) => isMentioned(statement, name));
}

/** Blocks are left out: they are rendered by themselves. */
function isMentioned(node: unknown, name: string): boolean {
  if (Array.isArray(node)) return node.some((item) => isMentioned(item, name));
  if (typeof node !== 'object' || node === null) return false;
  const { kind, name: own } = node as { readonly kind?: string; readonly name?: string };
  if (kind === 'block') return false;
  if (kind === 'name' && own === name) return true;
  return Object.values(node).some((member) => isMentioned(member, name));
}
