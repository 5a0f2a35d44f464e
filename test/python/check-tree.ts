import type { PythonModule } from '../../src/python/parse-module.js';
import { childNodes, type SyntaxNode } from '../../src/python/walk-syntax.js';

/** What holds of every tree, of valid source and of invalid: returns what does not. */
export function checkTree({ statements, source }: PythonModule): string[] {
  const { text } = source;
  const wrong: string[] = [];
  const say = (node: SyntaxNode, what: string): void => {
    wrong.push(`${node.kind} ${node.start}-${node.end}: ${what}`);
  };
  const visit = (node: SyntaxNode): void => {
    if (!(0 <= node.start && node.start <= node.end && node.end <= text.length)) {
      say(node, 'lies outside the text');
    }
    if (node.kind === 'name' && text.slice(node.start, node.end).normalize('NFKC') !== node.name) {
      say(node, `is not "${node.name}"`);
    }
    if (node.kind === 'attribute') {
      const name = text.slice(node.nameStart, node.end).normalize('NFKC');
      if (name !== node.name) say(node, `has no "${node.name}"`);
    }
    if (node.kind === 'string' || node.kind === 'bytes' || node.kind === 'text') {
      let position = 0;
      for (const { valueStart, valueLength, sourceStart, sourceLength } of node.stretches) {
        if (valueStart !== position) say(node, 'has a value that stands nowhere');
        position = valueStart + valueLength;
        const isInside = sourceStart >= node.start && sourceStart + sourceLength <= node.end;
        if (!isInside) say(node, 'has a stretch outside its span');
      }
      if (position !== node.value.length) say(node, 'has a value that stands nowhere');
    }
    const children = childNodes(node).toSorted((a, b) => a.start - b.start);
    for (const [index, child] of children.entries()) {
      if (child.start < node.start || child.end > node.end)
        say(child, `is not inside ${node.kind}`);
      const before = children[index - 1];
      if (before && before.end > child.start) say(child, `overlaps ${before.kind}`);
      visit(child);
    }
  };
  for (const statement of statements) visit(statement);
  return wrong;
}
