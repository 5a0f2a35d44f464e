/**
 * What went wrong in a file that a person wrote, as a value. Diagnostics are collected and returned;
 * nothing below `cli` prints them. A label points into the text the user wrote, by UTF-16 offsets, also
 * when the mistake lies in a language embedded in it (SQL inside YAML).
 */
import { compareText } from '../util/compare-text.js';
import type { DiagnosticCode } from './codes.js';

export type Severity = 'error' | 'warning' | 'note';

/** A text and the name a person knows it by (its path as they typed it). */
export interface Source {
  readonly name: string;
  readonly text: string;
}

/** Marks `[start, end)` of a source. The first label of a diagnostic is where it is reported. */
export interface Label {
  readonly source: Source;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: string;
  readonly labels: readonly Label[];
  readonly notes: readonly string[];
  readonly help: readonly string[];
}

/** The parts that most diagnostics leave out have defaults; everything else is as in `Diagnostic`. */
export function diagnostic(
  parts: Pick<Diagnostic, 'code' | 'message'> & Partial<Diagnostic>,
): Diagnostic {
  return { severity: 'error', labels: [], notes: [], help: [], ...parts };
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/** By place, then code, then words: the order does not depend on the order of discovery. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(
    (a, b) =>
      compareText(a.labels[0]?.source.name ?? '', b.labels[0]?.source.name ?? '') ||
      (a.labels[0]?.start ?? 0) - (b.labels[0]?.start ?? 0) ||
      compareText(a.code, b.code) ||
      compareText(a.message, b.message),
  );
}
