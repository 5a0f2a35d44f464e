/** String nodes of the concrete tree to strings, bytes and f-strings: prefixes, concatenation, holes. */
import type { Builder } from './builder.js';
import { decodeLiteral, type LiteralKind } from './decode-literal.js';
import type { TreeNode } from './read-tree.js';
import type {
  DecodedText,
  Expression,
  FormattedHole,
  FormattedPart,
  FormattedText,
  Span,
} from './syntax.js';
import { joinTexts } from './text-position.js';

/** `node` is a `string`, or a `concatenated_string` of several. */
export function buildString(builder: Builder, node: TreeNode): Expression {
  const literals = node.type === 'string' ? [node] : node.children.filter((child) => child.isNamed);
  const span = { start: node.start, end: node.end };
  const parts: FormattedPart[] = [];
  let isFormatted = false;
  let bytes = 0;
  for (const literal of literals) {
    const opening = literal.children[0];
    if (literal.type !== 'string' || opening?.type !== 'string_start') return builder.invalid(node);
    const kind = literalKind(builder.textOf(opening));
    if (kind.isBytes) bytes += 1;
    isFormatted ||= kind.isFormatted;
    parts.push(...literalParts(builder, literal, kind));
  }
  if (bytes > 0 && bytes < literals.length) {
    return builder.invalid(node, 'bytes and text cannot stand side by side');
  }
  if (isFormatted) return { kind: 'f-string', parts: mergeTexts(parts), ...span };
  const texts = parts.filter((part) => part.kind === 'text');
  return { kind: bytes > 0 ? 'bytes' : 'string', ...joinTexts(texts), ...span };
}

function literalKind(opening: string): LiteralKind {
  const prefix = opening.toLowerCase();
  return {
    isRaw: prefix.includes('r'),
    isBytes: prefix.includes('b'),
    isFormatted: prefix.includes('f'),
  };
}

function quotesOf(opening: string): string {
  return opening.replace(/^[a-z]*/i, '');
}

/** What stands between the holes is read from the text, whatever nodes the grammar makes of it. */
function literalParts(builder: Builder, literal: TreeNode, kind: LiteralKind): FormattedPart[] {
  const opening = literal.children[0]!;
  // The grammar's closing node may begin at a backslash in front of the quotes.
  const isClosed = literal.children.at(-1)!.type === 'string_end';
  const end = literal.end - (isClosed ? quotesOf(builder.textOf(opening)).length : 0);
  return partsBetween(builder, literal.children, { start: opening.end, end }, kind);
}

function partsBetween(
  builder: Builder,
  children: readonly TreeNode[],
  { start, end }: Span,
  kind: LiteralKind,
): FormattedPart[] {
  const parts: FormattedPart[] = [];
  let position = start;
  const addText = (until: number): void => {
    if (until <= position) return;
    const { value, stretches, problems } = decodeLiteral(
      builder.text,
      { start: position, end: until },
      kind,
    );
    for (const { message, ...span } of problems) builder.report(span, message);
    parts.push({ kind: 'text', value, stretches, start: position, end: until });
  };
  for (const child of children) {
    if (child.type !== 'interpolation' && child.type !== 'format_expression') continue;
    addText(child.start);
    parts.push(buildHole(builder, child, kind));
    position = child.end;
  }
  addText(end);
  return parts;
}

function buildHole(builder: Builder, node: TreeNode, kind: LiteralKind): FormattedHole {
  let expression: Expression | undefined;
  let conversion: FormattedHole['conversion'];
  let format: FormattedPart[] = [];
  let label: string | undefined;
  for (const child of node.children) {
    if (child.field === 'expression' && child.isNamed) expression = builder.expression(child);
    else if (child.type === 'type_conversion') {
      const letter = builder.textOf(child).slice(1);
      if (letter === 's' || letter === 'r' || letter === 'a') conversion = letter;
      else builder.report(child, `there is no conversion "!${letter}"`);
    } else if (child.type === 'format_specifier') {
      const inside = { start: child.start + 1, end: child.end };
      format = partsBetween(builder, child.children, inside, kind);
    } else if (child.type === '=') {
      // `{a = }` writes what stands between the brace and the colon, spaces included.
      const after = /\s*/y;
      after.lastIndex = child.end;
      label = builder.text.slice(node.start + 1, child.end + after.exec(builder.text)![0].length);
    }
  }
  return {
    kind: 'hole',
    expression: expression ?? builder.invalid(node),
    conversion,
    format: mergeTexts(format),
    label,
    start: node.start,
    end: node.end,
  };
}

function mergeTexts(parts: readonly FormattedPart[]): FormattedPart[] {
  const merged: FormattedPart[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'text' && last?.kind === 'text') merged[merged.length - 1] = join(last, part);
    else merged.push(part);
  }
  return merged;
}

function join(first: FormattedText, second: FormattedText): FormattedText {
  const joined: DecodedText = joinTexts([first, second]);
  return { kind: 'text', ...joined, start: first.start, end: second.end };
}
