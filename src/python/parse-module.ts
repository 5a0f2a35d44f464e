/**
 * One Python file as syntax. Nothing in it stops the reading: text that is no Python 3 is reported at its place,
 * stands in the tree as `invalid`, and the rest is read. Call `loadPythonGrammar` once before.
 */
import { diagnostic, type Diagnostic, type Source } from '../diagnostics/diagnostic.js';
import { attachComments } from './attach-comments.js';
import { buildExpression } from './build-expressions.js';
import { buildBlock } from './build-statements.js';
import { createBuilder, type Problem } from './builder.js';
import { maskText } from './mask-text.js';
import { readTree, type Tree, type TreeNode } from './read-tree.js';
import type { AttachedComments, Comment, Span, Statement } from './syntax.js';

export interface PythonModule {
  readonly source: Source;
  readonly statements: readonly Statement[];
  readonly comments: ReadonlyMap<Statement, AttachedComments>;
  /** Comments of a file without statements. */
  readonly looseComments: readonly Comment[];
  /** Where the text is not what Python 3 would read; what overlaps one of these must not be translated. */
  readonly invalid: readonly Span[];
  readonly diagnostics: readonly Diagnostic[];
}

/** In UTF-16 units. Larger files are data that somebody generated, not programs. */
export const MAX_PYTHON_LENGTH = 1024 * 1024;

export function parsePythonModule(source: Source): PythonModule {
  const empty = { source, statements: [], comments: new Map(), looseComments: [], invalid: [] };
  const whole = { start: 0, end: Math.min(source.text.length, 1) };
  if (source.text.length > MAX_PYTHON_LENGTH) {
    return { ...empty, diagnostics: [unreadable(source, whole, 'it is larger than 1 MB')] };
  }
  const { text } = source;
  const tree = readTree(maskText(text));
  if (tree.kind === 'gave-up') {
    const reason = 'it is so far from Python that reading it would take too long';
    return { ...empty, diagnostics: [unreadable(source, whole, reason)] };
  }
  const builder = createBuilder(text, buildExpression);
  const statements = buildBlock(builder, tree.root);
  const comments = tree.comments.map(({ start, end }): Comment => {
    return { start, end, text: text.slice(start, end) };
  });
  // CPython refuses NUL, and tree-sitter takes it for the end of the text.
  const nul = text.indexOf('\0');
  if (nul !== -1) {
    builder.report({ start: nul, end: nul + 1 }, 'a Python file holds no NUL character');
  }
  const problems = [...builder.problems, ...treeProblems(text, tree)];
  return {
    source,
    statements,
    comments: attachComments(text, statements, comments),
    looseComments: statements.length === 0 ? comments : [],
    invalid: problems.map(({ start, end }) => ({ start, end })).toSorted(bySpan),
    diagnostics: [
      ...onePerLine(text, problems).map((problem) => syntaxDiagnostic(source, problem)),
      ...tooDeep(source, tree.tooDeep),
    ],
  };
}

type ReadTree = Extract<Tree, { readonly kind: 'tree' }>;

function treeProblems(text: string, { errors, tooDeep: deep }: ReadTree): Problem[] {
  const problems = errors.map((node): Problem => {
    const { start, end, type, isMissing } = node;
    if (isMissing) return { start, end: start + 1, message: `"${type}" is missing here` };
    const first = /\S+/.exec(text.slice(start, Math.min(end, start + 40)))?.[0] ?? '';
    return { start, end, message: `this is not Python 3: "${first}" cannot stand here` };
  });
  return [...problems, ...deep.map(({ start, end }) => ({ start, end, message: '' }))];
}

/** What follows from a mistake often stands on the same line; and a file of another language is one mistake. */
function onePerLine(text: string, problems: readonly Problem[]): Problem[] {
  const kept: Problem[] = [];
  let lineEnd = -1;
  for (const problem of problems.filter(({ message }) => message !== '').toSorted(bySpan)) {
    if (problem.start < lineEnd) continue;
    if (kept.length === MAX_PROBLEMS) break;
    kept.push(problem);
    const newline = text.indexOf('\n', problem.start);
    lineEnd = newline === -1 ? text.length : newline + 1;
  }
  return kept;
}

const MAX_PROBLEMS = 10;

function bySpan(a: Span, b: Span): number {
  return a.start - b.start || a.end - b.end;
}

function syntaxDiagnostic(source: Source, { message, start, end }: Problem): Diagnostic {
  return diagnostic({
    code: 'python-syntax',
    severity: 'warning',
    message,
    labels: [{ source, start, end: firstLineEnd(source.text, start, end), text: '' }],
    notes: ['the rest of the file is read'],
  });
}

function firstLineEnd(text: string, start: number, end: number): number {
  const newline = text.indexOf('\n', start);
  return newline === -1 || newline > end ? end : Math.max(newline, start + 1);
}

function tooDeep(source: Source, nodes: readonly TreeNode[]): Diagnostic[] {
  const [first] = nodes;
  if (!first) return [];
  const label = { source, start: first.start, end: Math.min(first.end, first.start + 1), text: '' };
  return [
    diagnostic({
      code: 'python-unreadable',
      severity: 'warning',
      message: 'what stands here is nested too deeply to be read',
      labels: [label],
      notes: ['the rest of the file is read'],
    }),
  ];
}

function unreadable(source: Source, { start, end }: Span, reason: string): Diagnostic {
  return diagnostic({
    code: 'python-unreadable',
    severity: 'warning',
    message: `this file is left out: ${reason}`,
    labels: [{ source, start, end, text: '' }],
  });
}
