/**
 * The text that tree-sitter is given where it must differ from the file: the same length, so that every offset
 * holds, and names and literals are read from the file itself.
 */
export function maskText(text: string): string {
  const lines = text.replaceAll('\0', ' ').replaceAll(LONE_RETURN, '\n');
  return maskCommentRuns(lines.replaceAll(TYPE_AS_NAME, '$1t_pe'));
}

/** Python ends a line at each of `\n`, `\r\n` and `\r`, the grammar not at the last. */
const LONE_RETURN = /\r(?!\n)/g;

/** The grammar takes `type(x).y = z` for a type alias: it is shown another name. */
const TYPE_AS_NAME = /^([ \t]*)type(?=[ \t]*[([.=,:])/gm;

/**
 * The grammar's scanner looks ahead over all comments that follow, at each of them: the time grows with the square
 * of a run of them. A run longer than this is blanked, and its comments are not carried over.
 */
const MAX_COMMENT_RUN = 500;

function maskCommentRuns(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let runStart = 0;
  let runLines = 0;
  const endRun = (end: number): void => {
    if (runLines > MAX_COMMENT_RUN) {
      parts.push(text.slice(kept, runStart), text.slice(runStart, end).replaceAll(/[^\r\n]/g, ' '));
      kept = end;
    }
    runLines = 0;
  };
  let lineStart = 0;
  while (lineStart < text.length) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline + 1;
    let first = lineStart;
    while (first < lineEnd && SPACE.has(text.charCodeAt(first))) first += 1;
    if (text[first] === '#' && first < lineEnd) {
      if (runLines === 0) runStart = lineStart;
      runLines += 1;
    } else if (first < lineEnd) endRun(lineStart);
    lineStart = lineEnd;
  }
  endRun(text.length);
  return kept === 0 ? text : [...parts, text.slice(kept)].join('');
}

/** Space, tab, form feed, carriage return and newline. */
const SPACE = new Set([32, 9, 12, 13, 10]);
