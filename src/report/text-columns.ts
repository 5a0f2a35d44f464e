/**
 * Rows of cells to lines of aligned columns. Widths are those of the text; styles go around it afterwards.
 * The space behind the last cell of a line is left out.
 */
import type { Paint, Style } from './terminal-style.js';
import { padTo, widthOf } from './visible-text.js';

export interface Cell {
  readonly text: string;
  readonly align: 'left' | 'right';
  readonly style?: Style | undefined;
}

export interface Columns {
  readonly lines: readonly string[];
  /** Of the widest line. */
  readonly width: number;
}

const GAP = 2;

/** `minWidths` makes the first columns at least that wide, so that tables below each other line up. */
export function layOutColumns(
  rows: readonly (readonly Cell[])[],
  paint: Paint,
  minWidths: readonly number[] = [],
): Columns {
  const widths: number[] = [...minWidths];
  for (const row of rows) {
    for (const [index, { text }] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(text));
    }
  }
  const lines = rows.map((row) =>
    row
      .map((cell, index) => {
        const isLast = index === row.length - 1;
        if (isLast && cell.align === 'left') return paint(cell.style, cell.text);
        const padded = padTo(cell.text, widths[index]!, cell.align);
        return cell.text === '' ? padded : paint(cell.style, padded);
      })
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
  const total = widths.reduce((sum, width) => sum + width, 0);
  return { lines, width: total + GAP * Math.max(0, widths.length - 1) };
}

/** The width of each column that all of these rows have. */
export function columnWidths(rows: readonly (readonly Cell[])[]): readonly number[] {
  const shared = Math.min(...rows.map((row) => row.length));
  return Array.from({ length: rows.length === 0 ? 0 : shared }, (_, index) =>
    Math.max(...rows.map((row) => widthOf(row[index]!.text))),
  );
}

export function left(text: string, style?: Style): Cell {
  return { text, align: 'left', style };
}

export function right(text: string, style?: Style): Cell {
  return { text, align: 'right', style };
}
