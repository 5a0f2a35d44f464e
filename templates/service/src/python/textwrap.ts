/** `textwrap.dedent` and `indent`. Source: textwrap.py, 3.11. */
import { truthy } from './compare.js';
import { splitlines, strip } from './strings.js';
import type { Value } from './value.js';

/** Without the white space that all lines begin with; a line of nothing else becomes empty. */
export function dedent(text: string): string {
  const lines = text.split('\n').map((line) => (/^[ \t]+$/.test(line) ? '' : line));
  let margin: string | undefined;
  for (const line of lines) {
    if (line === '') continue;
    const lead = /^[ \t]*/.exec(line)![0];
    margin = margin === undefined ? lead : commonStart(margin, lead);
  }
  return lines.map((line) => line.slice(margin?.length ?? 0)).join('\n');
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}

export function indent(text: string, prefix: string, predicate?: Value): string {
  const isChosen =
    typeof predicate === 'function'
      ? (line: string) => truthy((predicate as (line: string) => Value)(line))
      : (line: string) => strip(line) !== '';
  return splitlines(text, true)
    .map((line) => (isChosen(line) ? prefix + line : line))
    .join('');
}
