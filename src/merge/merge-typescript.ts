/** Merges one TypeScript file: its opening comment, its declarations, and the imports that follow from them. */
import { ts } from 'ts-morph';
import { identifiersOf } from './identifiers.js';
import type { MergeContext } from './merge-context.js';
import { mergeImports, readImport, type ImportDeclaration } from './merge-imports.js';
import { mergeSyntax } from './merge-syntax.js';
import { parseTypeScript, readStatements } from './read-typescript.js';
import { leaf, type Leaf, type List } from './syntax.js';

interface Module {
  /** What stands before the first import. */
  readonly header: Leaf;
  readonly imports: readonly ImportDeclaration[];
  readonly body: List;
  readonly end: string;
}

export interface TextVersions {
  readonly base: string | undefined;
  readonly yours: string;
  readonly theirs: string;
}

/** Undefined when one of the versions has a mistake in its syntax. */
export function mergeTypeScript(
  context: MergeContext,
  { base, yours, theirs }: TextVersions,
): string | undefined {
  const [b, y, t] = [base, yours, theirs].map((text) =>
    text === undefined ? undefined : readModule(text),
  );
  if (y === undefined || t === undefined || (base !== undefined && b === undefined)) {
    return undefined;
  }
  const body = mergeSyntax(context, b?.body, y.body, t.body);
  if (body === undefined) return undefined;
  const header =
    mergeSyntax(context, b?.header, y.header, t.header) ??
    `${context.mergeText(b?.header.text.trimEnd(), y.header.text.trimEnd(), t.header.text.trimEnd())}\n`;
  const imports = mergeImports(
    { base: b?.imports ?? [], yours: y.imports, theirs: t.imports },
    { before: identifiersOf(y.body.text), after: identifiersOf(context.withBothSides(body)) },
  );
  const gap = /^\s*\n/.test(body) || imports === '' ? '' : '\n\n';
  return `${header}${imports}${gap}${body}${y.end}`;
}

function readModule(text: string): Module | undefined {
  const file = parseTypeScript(text);
  if (!file) return undefined;
  const { statements } = file;
  const last = statements.findLastIndex(ts.isImportDeclaration);
  const before = statements.slice(0, last + 1);
  if (!before.every(ts.isImportDeclaration)) return readModule(withImportsFirst(file));
  if (before.length === 0) {
    const body = readStatements(file, statements, 0);
    return { header: leaf(''), imports: [], body, end: text.slice(body.text.length) };
  }
  const first = before[0]!.getStart(file);
  const body = readStatements(file, statements.slice(last + 1), before.at(-1)!.end);
  return {
    header: leaf(text.slice(0, first)),
    imports: before.map((node, index) =>
      readImport(file, node, index === 0 ? first : before[index - 1]!.end),
    ),
    body,
    end: text.slice(before.at(-1)!.end + body.text.length),
  };
}

function withImportsFirst(file: ts.SourceFile): string {
  const imports = file.statements.filter(ts.isImportDeclaration);
  let rest = file.text;
  for (const node of imports.toReversed()) {
    rest = `${rest.slice(0, node.pos)}${rest.slice(node.end)}`;
  }
  return `${imports.map((node) => node.getFullText(file).trim()).join('\n')}\n\n${rest.trimStart()}`;
}
