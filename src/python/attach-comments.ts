/**
 * Gives each comment to a statement, so that a translator can carry it over: above it, within it (or behind it on
 * its last line), or below the last statement of a block. A comment between two blocks belongs to the one whose
 * indentation it has.
 */
import { blocksOf } from './blocks-of.js';
import type { AttachedComments, Comment, Statement } from './syntax.js';

export function attachComments(
  text: string,
  statements: readonly Statement[],
  comments: readonly Comment[],
): ReadonlyMap<Statement, AttachedComments> {
  const attachment = new Attachment(text, comments);
  if (comments.length > 0) attachment.attachBlock(statements, 0, comments.length);
  return attachment.found;
}

interface Attaching {
  readonly before: Comment[];
  readonly within: Comment[];
  readonly after: Comment[];
}

/** Lives for one file. */
class Attachment {
  readonly found = new Map<Statement, Attaching>();

  constructor(
    readonly text: string,
    readonly comments: readonly Comment[],
  ) {}

  /** The comments `[from, to)` stand before, between, in and behind the statements of the block. */
  attachBlock(block: readonly Statement[], from: number, to: number): void {
    let index = from;
    let previous: Statement | undefined;
    for (const statement of block) {
      for (; index < to && this.comments[index]!.start < statement.start; index += 1) {
        this.#attachBetween(this.comments[index]!, previous, statement);
      }
      const end = this.#indexAt(statement.end, index, to);
      this.#attachWithin(statement, index, end);
      index = end;
      previous = statement;
    }
    for (; index < to; index += 1) this.#attachBetween(this.comments[index]!, previous, undefined);
  }

  #attachBetween(
    comment: Comment,
    previous: Statement | undefined,
    next: Statement | undefined,
  ): void {
    if (previous && this.#isSameLine(previous.end, comment)) {
      this.#of(lastStatement(previous)).within.push(comment);
    } else if (previous && this.#column(comment.start) > this.#column(previous.start)) {
      this.#attachBelow(previous, comment);
    } else if (next) this.#of(next).before.push(comment);
    else if (previous) this.#of(previous).after.push(comment);
  }

  #attachWithin(statement: Statement, from: number, to: number): void {
    if (from === to) return;
    let index = from;
    let last: Statement | undefined;
    for (const block of blocksOf(statement)) {
      const [first] = block;
      if (!first) continue;
      for (; index < to && this.comments[index]!.start < first.start; index += 1) {
        const comment = this.comments[index]!;
        const isOwn = this.#isOnItsOwnLine(comment);
        const isHeader = !last && (!isOwn || comment.start < headerStart(statement));
        if (isHeader) this.#of(statement).within.push(comment);
        else if (!last || this.#column(comment.start) <= this.#column(statement.start)) {
          this.#of(first).before.push(comment);
        } else if (isOwn && !this.#isClauseBetween(last, comment)) this.#attachBelow(last, comment);
        else if (this.#isSameLine(last.end, comment)) {
          this.#of(lastStatement(last)).within.push(comment);
        } else this.#of(first).before.push(comment);
      }
      last = block.at(-1)!;
      const end = this.#indexAt(last.end, index, to);
      this.attachBlock(block, index, end);
      index = end;
    }
    for (; index < to; index += 1) this.#of(statement).within.push(this.comments[index]!);
  }

  /** Below `statement`, or below what ends it and is indented no deeper than the comment. */
  #attachBelow(statement: Statement, comment: Comment): void {
    const column = this.#column(comment.start);
    let owner = statement;
    for (;;) {
      const inner = blocksOf(owner)
        .findLast((block) => block.length > 0)
        ?.at(-1);
      if (!inner || this.#column(inner.start) > column) break;
      owner = inner;
    }
    this.#of(owner).after.push(comment);
  }

  #of(statement: Statement): Attaching {
    const known = this.found.get(statement);
    if (known) return known;
    const fresh: Attaching = { before: [], within: [], after: [] };
    this.found.set(statement, fresh);
    return fresh;
  }

  /** The index of the first comment that begins at or behind `offset`. */
  #indexAt(offset: number, from: number, to: number): number {
    let index = from;
    while (index < to && this.comments[index]!.start < offset) index += 1;
    return index;
  }

  #isSameLine(end: number, comment: Comment): boolean {
    const newline = this.text.indexOf('\n', end);
    return newline === -1 || newline > comment.start;
  }

  #isClauseBetween({ end }: Statement, { start }: Comment): boolean {
    return /^[ \t]*(?:else|elif|except|finally|case)\b/m.test(this.text.slice(end, start));
  }

  #isOnItsOwnLine({ start }: Comment): boolean {
    return this.text.slice(start - this.#column(start), start).trim() === '';
  }

  #column(offset: number): number {
    return offset === 0 ? 0 : offset - this.text.lastIndexOf('\n', offset - 1) - 1;
  }
}

/** Decorators stand in front of the header. */
function headerStart(statement: Statement): number {
  return 'nameStart' in statement ? statement.nameStart : statement.start;
}

function lastStatement(statement: Statement): Statement {
  let last = statement;
  for (;;) {
    const inner = blocksOf(last)
      .findLast((block) => block.length > 0)
      ?.at(-1);
    if (!inner) return last;
    last = inner;
  }
}
