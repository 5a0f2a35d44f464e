/**
 * The one place that knows tree-sitter. It parses a text and copies the concrete tree into plain objects, without
 * recursion and within a budget of steps and of nesting, so that no source can exhaust the stack or the clock.
 * What is nested too deep becomes an ERROR without children. Call `loadPythonGrammar` once before.
 */
import { Language, Parser, type TreeCursor } from 'web-tree-sitter';
import { Bug } from '../util/bug.js';

/** A node of the concrete tree; `type` as in tree-sitter-python's grammar, an operator or keyword as itself. */
export interface TreeNode {
  readonly type: string;
  /** The role within its parent, such as `left` or `body`. */
  readonly field: string | undefined;
  readonly isNamed: boolean;
  readonly isMissing: boolean;
  readonly start: number;
  readonly end: number;
  readonly children: TreeNode[];
}

export type Tree =
  | {
      readonly kind: 'tree';
      readonly root: TreeNode;
      readonly comments: readonly TreeNode[];
      /** ERROR and missing nodes, in the order of the text. */
      readonly errors: readonly TreeNode[];
      /** ERROR nodes that stand for what lay too deep. */
      readonly tooDeep: readonly TreeNode[];
    }
  | { readonly kind: 'gave-up' };

/** CPython stops at 200 nested brackets and 100 levels of indentation; a chain of operators nests as well. */
const MAX_DEPTH = 500;

interface Grammar {
  readonly parser: Parser;
  readonly types: readonly string[];
  readonly named: readonly boolean[];
  readonly fields: readonly (string | null)[];
}

let grammar: Grammar | undefined;

/** `wasm` is the file `tree-sitter-python.wasm`. */
export async function loadPythonGrammar(wasm: Uint8Array): Promise<void> {
  if (grammar) return;
  await Parser.init();
  const language = await Language.load(wasm);
  const parser = new Parser();
  parser.setLanguage(language);
  grammar = {
    parser,
    types: language.types,
    named: language.types.map((_type, id) => language.nodeTypeIsNamed(id)),
    fields: language.fields,
  };
}

export function readTree(text: string): Tree {
  if (!grammar) throw new Bug('loadPythonGrammar() was not called');
  // tree-sitter calls back every hundred steps; ordinary source takes about one call for 60 units.
  let budget = 20_000 + text.length;
  const tree = grammar.parser.parse(text, null, {
    progressCallback: () => {
      budget -= 1;
      return budget < 0;
    },
  });
  if (!tree) {
    grammar.parser.reset();
    return { kind: 'gave-up' };
  }
  try {
    return copyTree(tree.walk(), grammar);
  } finally {
    tree.delete();
  }
}

function copyTree(cursor: TreeCursor, { types, named, fields }: Grammar): Tree {
  const comments: TreeNode[] = [];
  const errors: TreeNode[] = [];
  const tooDeep: TreeNode[] = [];
  const path: TreeNode[] = [];
  let root: TreeNode | undefined;
  for (;;) {
    const id = cursor.nodeTypeId;
    const isTooDeep = path.length >= MAX_DEPTH;
    const isError = id === ERROR_ID || isTooDeep;
    const type = isError ? 'ERROR' : (types[id] ?? '');
    const start = cursor.startIndex;
    const end = cursor.endIndex;
    const parent = path.at(-1);
    const node: TreeNode = {
      type,
      field: fields[cursor.currentFieldId] ?? undefined,
      isNamed: isError || named[id] === true,
      isMissing: start === end && cursor.nodeIsMissing,
      start,
      end,
      children: [],
    };
    root ??= node;
    if (type === 'comment') comments.push(node);
    else if (type !== 'line_continuation') parent?.children.push(node);
    if (isTooDeep) tooDeep.push(node);
    else if (isError || node.isMissing) errors.push(node);

    if (!isTooDeep && !LEAVES.has(type) && cursor.gotoFirstChild()) {
      path.push(node);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) {
        cursor.delete();
        return { kind: 'tree', root, comments, errors, tooDeep };
      }
      path.pop();
    }
  }
}

/** tree-sitter's own number for nodes that it could not parse. */
const ERROR_ID = 65535;

/** What is inside these is read from the text. */
const LEAVES = new Set(['string_content', 'dotted_name', 'comment', 'import_prefix']);
