/**
 * What every language is read into before it is merged: a tree that holds the whole text. A leaf is merged as a
 * whole, a fixed node child by child, and a list item by item, by identity where its items have one. `norm` is
 * the text without what a formatter decides: two nodes with the same `norm` say the same.
 */

export type Syntax = Leaf | Fixed | List;

interface Common {
  readonly text: string;
  readonly norm: string;
}

export interface Leaf extends Common {
  readonly kind: 'leaf';
  /** A text of several lines, such as SQL: both sides may change different ones. */
  readonly hasLines: boolean;
}

/** Its children's texts make up its text. */
export interface Fixed extends Common {
  readonly kind: 'fixed';
  /** Nodes of different types are never merged with each other. */
  readonly type: string;
  readonly children: readonly Syntax[];
}

export interface List extends Common {
  readonly kind: 'list';
  readonly type: string;
  /** Whether items are known by their keys, so that their order is a matter of taste. */
  readonly isKeyed: boolean;
  /** What stands between two items. */
  readonly separator: '' | ',' | ';' | '|' | '&';
  /** Whether an item fills lines of its own, so that a conflict can be shown in its place. */
  readonly holdsConflicts: boolean;
  readonly items: readonly Item[];
}

export interface Item extends Common {
  /** Unique in its list; undefined for what has no identity. */
  readonly key: string | undefined;
  /** What else it is known by: the schema of a route whose URL was changed. */
  readonly alias: string | undefined;
  /** What kind of thing it is: only alike things are taken for renamed ones. */
  readonly type: string;
  /** The name it declares, if it does. */
  readonly name: string | undefined;
  /** Whether it registers something: a route, a plugin, a test. */
  readonly isRegistration: boolean;
  /** White space and comments before it. */
  readonly lead: Leaf;
  readonly code: Syntax;
  /** A comment behind it in the same line. */
  readonly trail: Leaf;
}

export function leaf(text: string, norm = text.replace(/\s+/g, ' ').trim()): Leaf {
  return { kind: 'leaf', text, norm, hasLines: false };
}

export function fixed(type: string, children: readonly Syntax[]): Fixed {
  return {
    kind: 'fixed',
    type,
    children,
    text: children.map(({ text }) => text).join(''),
    norm: joinNorms(children),
  };
}

export function list(parts: Omit<List, 'kind' | 'norm'>): List {
  return { kind: 'list', norm: parts.items.map(({ norm }) => norm).join('\u0001'), ...parts };
}

type ItemParts = Pick<Item, 'key' | 'type' | 'lead' | 'code' | 'trail'> &
  Partial<Pick<Item, 'alias' | 'name' | 'isRegistration'>>;

export function item(parts: ItemParts): Item {
  const { lead, code, trail } = parts;
  return {
    alias: undefined,
    name: undefined,
    isRegistration: false,
    ...parts,
    text: `${lead.text}${code.text}${trail.text}`,
    norm: joinNorms([lead, code, trail]),
  };
}

function joinNorms(nodes: readonly Syntax[]): string {
  return nodes.map(({ norm }) => norm).join('\u0002');
}
