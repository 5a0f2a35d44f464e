/** The parameters of a manifest's SQL: `:film_id`, `:order.id`. Found by PostgreSQL's scanner, so not within a literal. */
import { scanTokens } from './scan-tokens.js';
import type { FoundParameters, WrittenParameter } from './written-parameter.js';

/** @throws what PostgreSQL's scanner throws for a text that it cannot read. */
export function findNamedParameters(sql: string): FoundParameters {
  const tokens = scanTokens(sql);
  const parameters: WrittenParameter[] = [];
  for (let index = 0; index + 1 < tokens.length; index += 1) {
    const [colon, name, dot, column] = tokens.slice(index, index + 4);
    if (colon!.text !== ':' || name!.start !== colon!.end || !isName(name!.text)) continue;
    const hasColumn =
      dot?.text === '.' &&
      dot.start === name!.end &&
      column?.start === dot.end &&
      isName(column.text);
    parameters.push({
      name: name!.text,
      column: hasColumn ? column.text : undefined,
      start: colon!.start,
      end: hasColumn ? column.end : name!.end,
    });
  }
  const edits = parameters.map(({ start, end }, index) => ({ start, end, text: `$${index + 1}` }));
  return { parameters, edits, problems: [] };
}

function isName(text: string): boolean {
  return /^[A-Za-z_]\w*$/.test(text);
}
