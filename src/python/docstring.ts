/** The docstring of a module, class or function, trimmed as `inspect.cleandoc` does. */
import type { Statement } from './syntax.js';

export function docstringOf(body: readonly Statement[]): string | undefined {
  const [first] = body;
  if (first?.kind !== 'expression' || first.value.kind !== 'string') return undefined;
  const [opening = '', ...rest] = first.value.value.replaceAll('\t', '        ').split('\n');
  const indents = rest.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const indent = Math.min(...indents.slice(0, 1000), Number.POSITIVE_INFINITY);
  const lines = [
    opening.trimStart(),
    ...rest.map((line) => line.slice(Math.min(indent, line.length))),
  ];
  return lines
    .join('\n')
    .replaceAll(/^\n+|\n+$/g, '')
    .trimEnd();
}
