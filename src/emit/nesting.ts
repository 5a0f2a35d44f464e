/** How deeply generated code is nested: formatters and compilers recurse into it, and give up where it goes on for ever. */
import { ts } from 'ts-morph';

/** Half of what Prettier takes, and several times what anyone writes. */
export const MAX_NESTING = 300;

/** Whether statements, printed one way or another, hold each other deeper than tools can follow. */
export function isTooDeep(statements: string): boolean {
  // A level takes three characters at least.
  if (statements.length < MAX_NESTING * 3) return false;
  try {
    const file = ts.createSourceFile('nesting.ts', statements, ts.ScriptTarget.ES2023);
    let level: ts.Node[] = [file];
    for (let depth = 0; level.length > 0; depth += 1) {
      if (depth > MAX_NESTING) return true;
      const next: ts.Node[] = [];
      for (const node of level) ts.forEachChild(node, (child) => void next.push(child));
      level = next;
    }
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}
