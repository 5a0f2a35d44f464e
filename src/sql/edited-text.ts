/**
 * A text after replacements, with the way back to what it was made from: a place in the statement that PostgreSQL
 * sees leads to the place that somebody wrote. Offsets are UTF-16 units.
 */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface EditedText {
  readonly text: string;
  /** In order, without gaps: each stretch of the text and what it stands for. */
  readonly pieces: readonly Piece[];
}

export interface Piece {
  readonly length: number;
  readonly sourceStart: number;
  /** The same as `length` where the text was kept. */
  readonly sourceLength: number;
  readonly isKept: boolean;
}

/** `edits` are in order and do not overlap. */
export function editText(text: string, edits: readonly Edit[]): EditedText {
  const pieces: Piece[] = [];
  let edited = '';
  let position = 0;
  const keep = (end: number) => {
    if (end === position) return;
    const length = end - position;
    pieces.push({ length, sourceStart: position, sourceLength: length, isKept: true });
    edited += text.slice(position, end);
  };
  for (const { start, end, text: replacement } of edits) {
    keep(start);
    edited += replacement;
    pieces.push({
      length: replacement.length,
      sourceStart: start,
      sourceLength: end - start,
      isKept: false,
    });
    position = end;
  }
  keep(text.length);
  return { text: edited, pieces };
}

/** Edits of a text that has been edited before. */
export function editAgain(earlier: EditedText, edits: readonly Edit[]): EditedText {
  const later = editText(earlier.text, edits);
  const pieces = later.pieces.flatMap((piece): Piece[] => {
    const { sourceStart: start, sourceLength, length } = piece;
    const parts = piecesBetween(earlier, start, start + sourceLength);
    if (piece.isKept) return parts;
    const first = parts[0]?.sourceStart ?? sourceOffset(earlier, start);
    const last = parts.at(-1);
    const end = last ? last.sourceStart + last.sourceLength : first;
    return [{ length, sourceStart: first, sourceLength: end - first, isKept: false }];
  });
  return { text: later.text, pieces };
}

/** The part of a text that has been edited, as a text of its own. */
export function sliceEdited(edited: EditedText, start: number, end: number): EditedText {
  return { text: edited.text.slice(start, end), pieces: piecesBetween(edited, start, end) };
}

/** Where the character at `offset` comes from; within a replacement, where what it replaces begins. */
export function sourceOffset({ pieces }: EditedText, offset: number): number {
  let start = 0;
  let end = 0;
  for (const { length, sourceStart, sourceLength, isKept } of pieces) {
    if (offset < start + length) return isKept ? sourceStart + (offset - start) : sourceStart;
    start += length;
    end = sourceStart + sourceLength;
  }
  return end;
}

function piecesBetween({ pieces }: EditedText, start: number, end: number): Piece[] {
  const between: Piece[] = [];
  let position = 0;
  for (const piece of pieces) {
    const from = Math.max(start, position);
    const to = Math.min(end, position + piece.length);
    if (from < to) between.push(part(piece, from - position, to - from));
    position += piece.length;
  }
  return between;
}

function part(piece: Piece, offset: number, length: number): Piece {
  if (!piece.isKept) return { ...piece, length };
  return { length, sourceStart: piece.sourceStart + offset, sourceLength: length, isKept: true };
}
