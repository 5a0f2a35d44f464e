/** YAML by key. Lists of plain values are sets, lists of maps are known by their `name` or `id`. */
import { isMap, isScalar, isSeq, parseDocument, type Node, type Pair, type YAMLMap } from 'yaml';
import { fixed, item, leaf, list, type Item, type List, type Syntax } from './syntax.js';

/** Undefined when the text is not one document of correct YAML. */
export function readYaml(text: string): Syntax | undefined {
  const document = parseDocument(text, { keepSourceTokens: true });
  if (document.errors.length > 0 || !document.contents) return undefined;
  const root = document.contents as Node;
  const [start, end] = spanOf(text, root);
  return fixed('yaml', [
    leaf(text.slice(0, start)),
    readNode(text, root, start),
    leaf(text.slice(end)),
  ]);
}

function spanOf(text: string, node: Node): readonly [number, number] {
  const [start, end] = node.range!;
  // A block collection ends where the next thing begins: the space between belongs to that.
  return [start, start + text.slice(start, end).trimEnd().length];
}

/** `from` is where the text of a collection begins: with the line end before its first item. */
function readNode(text: string, node: Node, from: number): Syntax {
  const [start, end] = spanOf(text, node);
  if (isMap(node) && node.flow !== true) {
    const starts = node.items.map(({ key }) => (key as Node).range![0]);
    return collection(text, from, starts, end, 'map', (at, until) =>
      readPair(text, node.items[at]!, until),
    );
  }
  if (isSeq(node) && node.flow !== true && node.srcToken?.type === 'block-seq') {
    const starts = node.srcToken.items.map(
      ({ start: tokens }) => tokens.find(({ type }) => type === 'seq-item-ind')!.offset,
    );
    const values = node.items as Node[];
    return collection(text, from, starts, end, 'seq', (at, until) => {
      const value = values[at]!;
      const code = text.slice(starts[at], until);
      const key = isScalar(value) ? String(value.value) : nameOf(value);
      return { key, code: leaf(code, code.replace(/[ \t]+/g, ' ')) };
    });
  }
  const whole = text.slice(start, end);
  return { kind: 'leaf', text: text.slice(from, end), norm: whole, hasLines: whole.includes('\n') };
}

function readPair(
  text: string,
  { key, value }: Pair,
  until: number,
): { key: string; code: Syntax } {
  const name = key as Node;
  const [start, end] = spanOf(text, name);
  const label = text.slice(start, end);
  if (!value) return { key: label, code: leaf(text.slice(start, until)) };
  const colon = text.indexOf(':', end) + 1;
  return {
    key: label,
    code: fixed('pair', [leaf(text.slice(start, colon)), readNode(text, value as Node, colon)]),
  };
}

function nameOf(node: Node): string | undefined {
  if (!isMap(node)) return undefined;
  const value = (node as YAMLMap).get('name') ?? (node as YAMLMap).get('id');
  return typeof value === 'string' ? value : undefined;
}

function collection(
  text: string,
  from: number,
  starts: readonly number[],
  end: number,
  type: string,
  read: (index: number, until: number) => { key: string | undefined; code: Syntax },
): List {
  let position = from;
  const counts = new Map<string, number>();
  const items: Item[] = starts.map((start, index) => {
    const next = starts[index + 1];
    const until = next === undefined ? end : endBefore(text, start, next);
    const { key, code } = read(index, until);
    const lead = leaf(text.slice(position, start));
    const stop = start + code.text.length;
    position = until;
    const count = key === undefined ? 0 : (counts.get(key) ?? 0) + 1;
    if (key !== undefined) counts.set(key, count);
    return item({
      key: count > 1 ? `${key} #${count}` : key,
      type,
      lead,
      code,
      trail: leaf(text.slice(stop, until)),
    });
  });
  return list({
    type,
    isKeyed: items.every(({ key }) => key !== undefined),
    separator: '',
    holdsConflicts: true,
    items,
    text: text.slice(from, end),
  });
}

/** Where an item ends: comments on lines of their own belong to the next one. */
function endBefore(text: string, start: number, next: number): number {
  const lines = text.slice(start, next).split(/(?<=\n)/);
  // The last is what precedes the next item in its own line.
  if (!lines.at(-1)!.endsWith('\n')) lines.pop();
  while (lines.length > 1 && /^\s*(?:#.*)?\n$/.test(lines.at(-1)!)) lines.pop();
  return start + lines.join('').trimEnd().length;
}
