/** From a place in a module to the function around it. */
import type { PythonModule } from '../python/parse-module.js';
import type { FunctionStatement, Span } from '../python/syntax.js';
import { nodesWithin } from '../python/walk-syntax.js';

export class FunctionIndex {
  readonly #functions = new Map<PythonModule, readonly FunctionStatement[]>();

  readonly #modules = new Map<FunctionStatement, PythonModule>();

  constructor(modules: readonly PythonModule[]) {
    for (const module of modules) {
      const found = nodesWithin(module.statements).filter((node) => node.kind === 'function');
      this.#functions.set(module, found);
      for (const node of found) this.#modules.set(node, module);
    }
  }

  get count(): number {
    return [...this.#functions.values()].reduce((sum, found) => sum + found.length, 0);
  }

  all(): (readonly [PythonModule, FunctionStatement])[] {
    return [...this.#functions].flatMap(([module, found]) =>
      found.map((node) => [module, node] as const),
    );
  }

  linesOf(node: FunctionStatement): number {
    const text = this.#modules.get(node)?.source.text.slice(node.start, node.end) ?? '';
    return text.split('\n').length;
  }

  /** The innermost function that holds the span. */
  around(module: PythonModule, { start, end }: Span): FunctionStatement | undefined {
    const functions = this.#functions.get(module) ?? [];
    // In the order of the text the last one that holds the span is the innermost.
    let low = 0;
    let high = functions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (functions[middle]!.start <= start) low = middle + 1;
      else high = middle;
    }
    for (let index = low - 1; index >= 0 && index >= low - 200; index -= 1) {
      if (functions[index]!.end >= end) return functions[index];
    }
    return undefined;
  }
}
