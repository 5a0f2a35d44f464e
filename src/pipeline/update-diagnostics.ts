/** What an update found that a person has to look at, as diagnostics that point into the merged files. */
import { diagnostic, type Diagnostic } from '../diagnostics/diagnostic.js';
import { MARKERS } from '../merge/merge-lines.js';
import type { FileOutcome } from '../merge/file-outcome.js';

export function describeOutcomes(outcomes: readonly FileOutcome[]): Diagnostic[] {
  return outcomes.flatMap((outcome) => [
    ...describeConflicts(outcome.path, outcome.text ?? ''),
    ...describeKept(outcome),
  ]);
}

/** A diagnostic for each conflict in a text. */
export function describeConflicts(path: string, text: string): Diagnostic[] {
  const source = { name: path, text };
  return [...text.matchAll(/^<{7} .*$/gm)].map(({ index, 0: line }) =>
    diagnostic({
      code: 'update-conflict',
      message: 'you and the new generation changed the same place',
      labels: [{ source, start: index, end: index + line.length, text: '' }],
      help: [`keep what is right, and remove the lines with ${MARKERS.yours.slice(0, 7)}`],
    }),
  );
}

function describeKept({ path, text, kept }: FileOutcome): Diagnostic[] {
  return kept.map((name) => {
    const isFile = name === path;
    const word = name.replace(/^(?:value|type) /, '').split(' #')[0]!;
    const at = isFile ? 0 : Math.max(0, text?.indexOf(word.split(' ').at(-1)!) ?? 0);
    const end = (text ?? '').indexOf('\n', at);
    return diagnostic({
      code: 'update-edited-kept',
      severity: 'warning',
      message: `${isFile ? path : word} is not generated any more; you edited it, so it stays`,
      labels: [
        {
          source: { name: path, text: text ?? '' },
          start: at,
          end: end < 0 ? (text ?? '').length : end,
          text: '',
        },
      ],
      help: ['delete it when nothing needs it'],
    });
  });
}
