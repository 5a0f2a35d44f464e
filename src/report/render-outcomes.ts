/** What became of each file of a service, a line each, and in sum. Files that did not change are only counted. */
import type { FileAction, FileOutcome } from '../merge/file-outcome.js';
import type { TreeMerge } from '../merge/merge-tree.js';
import { painter, type Style } from './terminal-style.js';

export function renderOutcomes(
  { files, moves }: TreeMerge,
  { color }: { readonly color: boolean },
): string {
  const paint = painter(color);
  const moved = new Map([...moves].map(([from, to]) => [to, from]));
  return files
    .filter(({ action }) => action !== 'unchanged')
    .map((outcome) => {
      const { path, action } = outcome;
      const from = moved.get(path);
      const remarks = [remarkOf(outcome), from && `moved by you from ${from}`].filter(Boolean);
      const note = remarks.length > 0 ? ` (${remarks.join('; ')})` : '';
      return `${paint(STYLES[action], action.padEnd(9))} ${path}${note}\n`;
    })
    .join('');
}

function remarkOf({ action, conflicts, text }: FileOutcome): string | undefined {
  switch (action) {
    case 'conflict':
      return conflicts === 1 ? '1 conflict' : `${conflicts} conflicts`;
    case 'merge':
      return 'your edits kept';
    case 'kept':
      return text === undefined ? 'you deleted it' : 'as you have it';
    default:
      return undefined;
  }
}

const STYLES: Readonly<Record<FileAction, Style | undefined>> = {
  create: 'green',
  update: undefined,
  merge: undefined,
  conflict: 'red',
  unchanged: 'dim',
  kept: 'yellow',
  delete: 'red',
};

const WORDS: readonly (readonly [FileAction, string])[] = [
  ['create', 'created'],
  ['update', 'updated'],
  ['merge', 'merged with your edits'],
  ['conflict', 'with conflicts'],
  ['kept', 'kept as you have them'],
  ['delete', 'deleted'],
  ['unchanged', 'unchanged'],
];

export function countActions(files: readonly FileOutcome[]): string {
  return WORDS.flatMap(([action, words]) => {
    const count = files.filter((file) => file.action === action).length;
    return count === 0 ? [] : [`${count} ${words}`];
  }).join(', ');
}
