/** What is said of Python that is not translated, at its place: the same by `port scan` and by `port init`. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { Problem } from '../translate/translate-program.js';

export function notTranslated({ module, start, end, message, functionName }: Problem): Diagnostic {
  return diagnostic({
    code: 'python-not-translated',
    severity: 'warning',
    message: `not translated: ${message}`,
    labels: [{ source: module.source, start, end: Math.max(end, start + 1), text: '' }],
    notes: [`${functionName} answers 501 until a person has written it`],
  });
}
