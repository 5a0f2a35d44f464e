/** What would become of a tree, as a unified diff. Control characters are made visible. */
import { diffLines, type Hunk } from '../merge/diff-lines.js';
import { painter, type Style } from './terminal-style.js';
import { visibleText } from './visible-text.js';

export interface ChangedFile {
  readonly path: string;
  /** Undefined for a file that is not there in the end. */
  readonly text: string | undefined;
}

export function renderTreeDiff(
  before: ReadonlyMap<string, string>,
  files: readonly ChangedFile[],
  { color }: { readonly color: boolean },
): string {
  return files
    .flatMap(({ path, text }) => {
      const old = before.get(path);
      return old === text ? [] : [renderFileDiff(path, { old, text }, color)];
    })
    .join('');
}

function renderFileDiff(
  path: string,
  { old, text }: { readonly old: string | undefined; readonly text: string | undefined },
  color: boolean,
): string {
  const paint = painter(color);
  const lines = [
    paint('bold', `--- ${old === undefined ? '/dev/null' : `a/${path}`}`),
    paint('bold', `+++ ${text === undefined ? '/dev/null' : `b/${path}`}`),
    ...diffLines(old ?? '', text ?? '').flatMap((hunk) => renderHunk(hunk, paint)),
  ];
  return `${lines.join('\n')}\n`;
}

const MARKS = { same: ' ', removed: '-', added: '+' } as const;
const STYLES: Readonly<Record<keyof typeof MARKS, Style | undefined>> = {
  same: undefined,
  removed: 'red',
  added: 'green',
};

function renderHunk({ before, after, lines }: Hunk, paint: ReturnType<typeof painter>): string[] {
  const range = ({ start, length }: Hunk['before']): string =>
    `${length === 0 ? start - 1 : start},${length}`;
  return [
    paint('dim', `@@ -${range(before)} +${range(after)} @@`),
    ...lines.map(({ kind, text }) =>
      paint(STYLES[kind], `${MARKS[kind]}${visibleText(text.replaceAll('\t', '  '))}`),
    ),
  ];
}
