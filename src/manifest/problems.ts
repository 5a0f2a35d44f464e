/** Collects the diagnostics of one manifest; a problem is located by the path to a key or value, or by a span. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { DiagnosticCode } from '../diagnostics/codes.js';
import type { Span } from '../model/service.js';
import type { ManifestPath, ManifestText } from './parse-manifest.js';

export interface Problem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly severity?: Diagnostic['severity'];
  readonly label?: string;
  readonly notes?: readonly string[];
  readonly help?: readonly string[];
  /** A second place that belongs to the problem. */
  readonly also?: { readonly span: Span; readonly text: string };
}

export class Problems {
  readonly found: Diagnostic[] = [];

  constructor(readonly manifest: ManifestText) {}

  hasErrorIn({ start, end }: Span): boolean {
    return this.found.some(
      ({ severity, labels: [label] }) =>
        severity === 'error' && label !== undefined && label.start >= start && label.end <= end,
    );
  }

  atKey(path: ManifestPath, problem: Problem): void {
    this.at(this.manifest.keyAt(path), problem);
  }

  atValue(path: ManifestPath, problem: Problem): void {
    this.at(this.manifest.valueAt(path), problem);
  }

  at(span: Span, { label = '', also, ...problem }: Problem): void {
    const { source } = this.manifest;
    const labels = [{ source, ...span, text: label }];
    if (also) labels.push({ source, ...also.span, text: also.text });
    this.found.push(diagnostic({ ...problem, labels }));
  }
}
