/** Diagnostics as the JSON of `--json`: places as lines and columns, without the texts they point into. */
import type { Diagnostic } from './diagnostic.js';
import { lineStarts, positionAt } from './position.js';

export interface DiagnosticJson {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly labels: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly text: string;
  }[];
  readonly notes: readonly string[];
  readonly help: readonly string[];
}

export function diagnosticJson({ labels, ...diagnostic }: Diagnostic): DiagnosticJson {
  return {
    ...diagnostic,
    labels: labels.map(({ source, start, text }) => ({
      file: source.name,
      ...positionAt(lineStarts(source.text), Math.min(start, source.text.length)),
      text,
    })),
  };
}
