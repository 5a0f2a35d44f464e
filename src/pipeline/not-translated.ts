/** What is said of Python that is not translated, at its place: the same by `port scan` and by `port init`. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import type { AppSurface } from '../flask/app-surface.js';
import type { Problem } from '../translate/translate-program.js';

/** What an app changes of how it answers, and what no service is told of. */
export function notRead({ unread }: AppSurface): Diagnostic[] {
  return unread.map(({ name, site: { module, start, end } }) =>
    notTranslated({
      message: name,
      module,
      start,
      end,
      functionName: undefined,
      isSetUp: true,
    }),
  );
}

export function notTranslated(problem: Problem): Diagnostic {
  const { module, start, end, message, functionName, isSetUp, place } = problem;
  const notes = [
    functionName !== undefined
      ? `${functionName} answers 501 until a person has written it`
      : isSetUp
        ? 'the app is set up without it'
        : 'the module does without it, and what depends on it answers 501',
  ];
  const here = { source: module.source, start, end: Math.max(end, start + 1), text: '' };
  if (place) {
    return diagnostic({
      code: 'python-not-translated',
      severity: 'warning',
      message: `not translated: ${message}`,
      labels: [
        { ...place, end: Math.max(place.end, place.start + 1), text: '' },
        { ...here, text: 'rendered here' },
      ],
      notes,
    });
  }
  return diagnostic({
    code: 'python-not-translated',
    severity: 'warning',
    message: `not translated: ${message}`,
    labels: [here],
    notes,
  });
}
