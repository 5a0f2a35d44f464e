/**
 * The placeholders of a statement, as psycopg2 reads them: `%s`, `%(name)s` and `%%`, wherever they stand.
 * Source: psycopg/cursor_type.c (_mogrify), psycopg/bytes_format.c.
 */
import { ValueError } from '../python/exceptions.js';
import { ProgrammingError } from './errors.js';
import { HOLE, scanSql, type Scanned } from './scan-sql.js';

export interface Template extends Scanned {
  /** What stands around the placeholders: one more than there are placeholders. */
  readonly texts: readonly string[];
  /** Their names; without, they are told by their places. */
  readonly names: readonly string[] | undefined;
  /** What psycopg2 raises when everything has been found: a placeholder of another kind. */
  readonly mistake: ValueError | undefined;
  /** How many values it asks for before it looks at the kind of a placeholder. */
  readonly wanted: number;
}

/** @throws ProgrammingError where placeholders with and without names are mixed. */
export function parseTemplate(sql: string): Template {
  const texts: string[] = [];
  const names: string[] = [];
  let text = '';
  let kind: 'names' | 'places' | undefined;
  let mistake: ValueError | undefined;
  let wanted = 0;
  for (let at = 0; at < sql.length; at += 1) {
    if (sql[at] !== '%') {
      text += sql[at];
      continue;
    }
    at += 1;
    if (sql[at] === '%') {
      text += '%';
      continue;
    }
    const isNamed = sql[at] === '(';
    if (kind !== undefined && isNamed !== (kind === 'names'))
      throw new ProgrammingError("argument formats can't be mixed");
    kind = isNamed ? 'names' : 'places';
    if (isNamed) {
      const end = sql.indexOf(')', at);
      if (end === -1) throw new ProgrammingError("incomplete placeholder: '%(' without ')'");
      names.push(sql.slice(at + 1, end));
      at = end + 1;
    }
    wanted += 1;
    const conversion = sql[at];
    if (conversion !== 's') mistake ??= badConversion(sql, at);
    texts.push(text);
    text = '';
  }
  texts.push(text);
  const scanned = scanSql(texts.join(HOLE));
  return { ...scanned, texts, names: kind === 'names' ? names : undefined, mistake, wanted };
}

function badConversion(sql: string, at: number): ValueError {
  const character = sql[at];
  if (character === undefined) return new ValueError('incomplete format');
  const code = character.charCodeAt(0).toString(16);
  return new ValueError(`unsupported format character '${character}' (0x${code}) at index ${at}`);
}
