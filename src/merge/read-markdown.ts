/**
 * Markdown by section: a heading, and the blocks below it up to the next. Tables are merged row by row (by their
 * first two cells), lists point by point, other blocks line by line; code is never taken apart.
 */
import { fixed, item, leaf, list, type Item, type Leaf, type List, type Syntax } from './syntax.js';

export function readMarkdown(text: string): List {
  const blocks = blocksOf(text);
  const sections: { heading: string; lead: string; blocks: Block[] }[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      sections.push({ heading: block.text, lead: block.lead, blocks: [] });
      continue;
    }
    if (sections.length === 0) sections.push({ heading: '', lead: '', blocks: [] });
    sections.at(-1)!.blocks.push(block);
  }
  const keyOf = keys();
  return listOf(
    'sections',
    true,
    sections.map(({ heading, lead, blocks: own }) => {
      const body = listOf('blocks', false, own.map(readBlock));
      return itemOf(keyOf(heading), lead, fixed('section', [leaf(heading), body]));
    }),
  );
}

interface Block {
  readonly kind: 'heading' | 'table' | 'points' | 'other';
  /** Empty lines before it. */
  readonly lead: string;
  readonly text: string;
}

/** Blocks are separated by empty lines, but for those within code. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let lead = '';
  let lines: string[] = [];
  let fence: string | undefined;
  const end = (): void => {
    if (lines.length === 0) return;
    const block = lines.join('\n');
    blocks.push({ kind: kindOf(block), lead, text: block });
    [lead, lines] = ['\n', []];
  };
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      lines.push(line);
      if (mark?.startsWith(fence)) fence = undefined;
      continue;
    }
    if (line.trim() === '') {
      end();
      lead += '\n';
      continue;
    }
    if (/^#{1,6} /.test(line)) {
      end();
      lines.push(line);
      end();
      continue;
    }
    fence = mark;
    lines.push(line);
  }
  end();
  return blocks;
}

function kindOf(text: string): Block['kind'] {
  if (/^#{1,6} /.test(text)) return 'heading';
  if (/^\|.*\n\|[\s|:-]+(?:\n|$)/.test(text)) return 'table';
  if (/^(?:[-*+]|\d+[.)]) /.test(text) && !text.includes('```')) return 'points';
  return 'other';
}

function readBlock({ kind, lead, text }: Block): Item {
  return itemOf(
    undefined,
    lead,
    kind === 'table' ? readTable(text) : kind === 'points' ? readPoints(text) : linesLeaf(text),
  );
}

function readTable(text: string): Syntax {
  const [head = '', rule = '', ...rows] = text.split('\n');
  const keyOf = keys();
  const items = rows.map((row) => {
    const cells = cellsOf(row);
    return itemOf(keyOf(cells.slice(0, 2).join(' | ')), '\n', leaf(row, cells.join(' | ')));
  });
  return fixed('table', [
    leaf(`${head}\n${rule}`, cellsOf(head).join(' | ')),
    listOf('rows', true, items),
  ]);
}

function cellsOf(row: string): string[] {
  return row
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim());
}

/** A point is known by its first words. */
function readPoints(text: string): Syntax {
  const keyOf = keys();
  const items = text.split(/\n(?=(?:[-*+]|\d+[.)]) )/).map((point, index) => {
    const words = point.split(/\s+/).slice(1, 4).join(' ');
    return itemOf(keyOf(words), index === 0 ? '' : '\n', linesLeaf(point));
  });
  return listOf('points', true, items);
}

function linesLeaf(text: string): Leaf {
  return {
    kind: 'leaf',
    text,
    norm: text.replace(/[ \t]+/g, ' ').trim(),
    hasLines: text.includes('\n'),
  };
}

function listOf(type: string, isKeyed: boolean, items: readonly Item[]): List {
  const text = items.map((entry) => entry.text).join('');
  return list({ type, isKeyed, separator: '', holdsConflicts: true, items, text });
}

function itemOf(key: string | undefined, lead: string, code: Syntax): Item {
  return item({
    key,
    type: code.kind === 'fixed' ? code.type : 'block',
    lead: leaf(lead),
    code,
    trail: leaf(''),
  });
}

function keys(): (key: string) => string {
  const counts = new Map<string, number>();
  return (key) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? key : `${key} #${count}`;
  };
}
