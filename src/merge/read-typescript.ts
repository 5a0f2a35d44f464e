/**
 * TypeScript and JSON into the tree that is merged: declarations, routes, properties and members by identity,
 * the rest by its shape. Comments belong to what they precede, or stand behind in the same line.
 */
import { ts } from 'ts-morph';
import { identityOf, isRegistration } from './statement-identity.js';
import { fixed, item, leaf, list, type Item, type Leaf, type List, type Syntax } from './syntax.js';

/** Undefined when the text has a mistake in its syntax. */
export function parseTypeScript(text: string): ts.SourceFile | undefined {
  return withoutMistakes(ts.createSourceFile('file.ts', text, ts.ScriptTarget.ESNext, true));
}

/** A whole file of TypeScript, imports included. */
export function readTypeScript(text: string): Syntax | undefined {
  const file = parseTypeScript(text);
  if (!file) return undefined;
  const statements = readStatements(file, file.statements, 0);
  return fixed('file', [statements, leaf(text.slice(statements.text.length))]);
}

/** JSON, with comments if there are any. */
export function readJson(text: string): Syntax | undefined {
  const file = withoutMistakes(ts.parseJsonText('file.json', text));
  const value = file?.statements[0]?.expression;
  if (!file || !value) return undefined;
  const start = value.getStart(file);
  return fixed('json', [
    leaf(text.slice(0, start)),
    readNode(file, value),
    leaf(text.slice(value.end)),
  ]);
}

function withoutMistakes<T extends ts.SourceFile>(file: T): T | undefined {
  // The parser keeps its complaints in a property that the type does not show.
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly unknown[] };
  return parseDiagnostics.length === 0 ? file : undefined;
}

/** The statements of a file, from `start` on, without those of `left`. */
export function readStatements(
  file: ts.SourceFile,
  statements: readonly ts.Statement[],
  start: number,
): List {
  return listOf(file, {
    type: 'statements',
    nodes: statements,
    start,
    end: statements.at(-1)?.end ?? start,
    separator: '',
    isKeyed: true,
    holdsConflicts: true,
  });
}

/** A node from its first token to its last; what precedes it belongs to whoever holds it. */
function readNode(file: ts.SourceFile, node: ts.Node, end = node.end): Syntax {
  const { text } = file;
  const start = node.getStart(file);
  if (isText(node)) {
    const whole = text.slice(start, end);
    return { kind: 'leaf', text: whole, norm: whole, hasLines: whole.includes('\n') };
  }
  const children: Syntax[] = [];
  let position = start;
  const gap = (until: number): void => {
    children.push(leaf(text.slice(position, until)));
    position = until;
  };
  if (ts.canHaveModifiers(node) && node.modifiers === undefined) children.push(leaf(''));
  ts.forEachChild(
    node,
    (child) => {
      const from = Math.max(position, child.getStart(file));
      // A missing expression, as in `[, second]`, has no text.
      if (child.end < from) return;
      gap(from);
      children.push(readNode(file, child));
      position = child.end;
    },
    (nodes) => {
      // Modifiers begin with the comments before them.
      gap(Math.max(position, nodes.pos));
      children.push(readArray(file, node, { nodes, start: position }));
      position = nodes.end;
    },
  );
  if (children.length === 0 || (children.length === 1 && position === start)) {
    const whole = text.slice(start, end);
    return leaf(whole, whole);
  }
  gap(end);
  return fixed(ts.SyntaxKind[node.kind], children);
}

/** SQL and other texts: nothing in them is ours to take apart. */
function isText(node: ts.Node): boolean {
  return ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node);
}

interface ArrayParts {
  readonly nodes: ts.NodeArray<ts.Node>;
  readonly start: number;
}

function readArray(file: ts.SourceFile, parent: ts.Node, { nodes, start }: ArrayParts): Syntax {
  const { end } = nodes;
  const spans = { nodes, start, end };
  const hasLines = file.text.slice(start, end).includes('\n');
  if (nodes.length > 0 && ts.isModifier(nodes[0]!)) return leaf(file.text.slice(start, end));
  if (ts.isBlock(parent) || ts.isModuleBlock(parent) || ts.isCaseOrDefaultClause(parent)) {
    const isKeyed = nodes.some((node) => isRegistration(node));
    const type = isKeyed ? 'statements' : 'steps';
    return listOf(file, { ...spans, type, separator: '', isKeyed, holdsConflicts: true });
  }
  if (ts.isInterfaceDeclaration(parent) || ts.isTypeLiteralNode(parent) || ts.isClassLike(parent)) {
    return listOf(file, {
      ...spans,
      type: 'members',
      separator: ts.isClassLike(parent) ? '' : ';',
      isKeyed: true,
      holdsConflicts: hasLines,
    });
  }
  if (
    ts.isObjectLiteralExpression(parent) ||
    ts.isObjectBindingPattern(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isNamedExports(parent)
  ) {
    return listOf(file, {
      ...spans,
      type: 'properties',
      separator: ',',
      isKeyed: true,
      holdsConflicts: hasLines,
    });
  }
  if (ts.isUnionTypeNode(parent) || ts.isIntersectionTypeNode(parent)) {
    const separator = ts.isUnionTypeNode(parent) ? '|' : '&';
    return listOf(file, {
      ...spans,
      type: `types ${separator}`,
      separator,
      isKeyed: true,
      holdsConflicts: false,
    });
  }
  const isSet =
    ts.isArrayLiteralExpression(parent) && nodes.length > 0 && nodes.every(ts.isStringLiteral);
  return listOf(file, {
    ...spans,
    type: 'elements',
    separator: ts.isCaseBlock(parent) ? '' : ',',
    isKeyed: isSet,
    holdsConflicts: ts.isArrayLiteralExpression(parent) && hasLines,
  });
}

interface ListParts extends Pick<List, 'type' | 'separator' | 'isKeyed' | 'holdsConflicts'> {
  readonly nodes: readonly ts.Node[];
  readonly start: number;
  readonly end: number;
}

function listOf(file: ts.SourceFile, { nodes, start, end, ...parts }: ListParts): List {
  const { text } = file;
  const items: Item[] = [];
  const keys = new Map<string, number>();
  let position = start;
  for (const node of nodes) {
    const from = node.getStart(file);
    const identity = identityOf(file, node);
    // The node of a member ends behind its semicolon.
    const isClosed = parts.separator === ';' && /[;,]/.test(text[node.end - 1]!);
    const until = isClosed ? node.end - 1 : node.end;
    const trail = trailOf(text, until, isClosed ? text[until]! : parts.separator);
    items.push(
      item({
        ...identity,
        key: numbered(keys, identity.key),
        lead: leaf(text.slice(position, from)),
        code: readNode(file, node, until),
        trail: trail.leaf,
      }),
    );
    position = trail.end;
  }
  return list({ ...parts, items, text: text.slice(start, Math.max(position, end)) });
}

/** The second thing of a name is another one. */
function numbered(keys: Map<string, number>, key: string | undefined): string | undefined {
  if (key === undefined) return undefined;
  const count = (keys.get(key) ?? 0) + 1;
  keys.set(key, count);
  return count === 1 ? key : `${key} #${count}`;
}

/** The comment behind a node, before or behind its separator, up to the end of the line. */
function trailOf(text: string, end: number, separator: string): { leaf: Leaf; end: number } {
  const before = commentBehind(text, end);
  const gap = /^\s*/.exec(text.slice(end + before.length))![0].length;
  const at = end + before.length + gap;
  const hasSeparator = separator !== '' && text.startsWith(separator, at);
  if (!hasSeparator) return { leaf: leaf(before), end: end + before.length };
  const behind = at + separator.length;
  const after = /[,;]/.test(separator) ? commentBehind(text, behind) : '';
  return { leaf: leaf(`${before}${after}`), end: behind + after.length };
}

function commentBehind(text: string, position: number): string {
  const last = ts.getTrailingCommentRanges(text, position)?.at(-1);
  return last === undefined ? '' : text.slice(position, last.end);
}
