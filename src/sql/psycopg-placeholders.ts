/**
 * The placeholders of `cursor.execute(sql, args)`. psycopg2 formats the whole text as Python's `%` does and looks at no
 * quotes; here a placeholder is one only where PostgreSQL would read a value, and one in a literal, a name or a
 * comment is a mistake that is reported. Without arguments nothing is a placeholder, and `%%` stays.
 * Source: psycopg/cursor_type.c (_mogrify), psycopg/bytes_format.c.
 */
import type { Edit, EditedText } from './edited-text.js';
import type { FoundParameters, SqlProblem, WrittenParameter } from './written-parameter.js';
import { positionalParameters } from './positional-parameters.js';

export function findPlaceholders(sql: string): FoundParameters {
  const parameters: WrittenParameter[] = [];
  const edits: Edit[] = [];
  const problems: SqlProblem[] = [];
  for (const { 0: whole, groups = {}, index: start } of sql.matchAll(FORMAT)) {
    const end = start + whole.length;
    const { before, quoted, name, conversion, after } = groups;
    const number = `$${parameters.length + 1}`;
    if (before !== undefined) {
      const place = start + whole.indexOf('%');
      const length = quoted === undefined ? '%s'.length : `%(${quoted})s`.length;
      parameters.push({ name: quoted, column: undefined, start: place, end: place + length });
      const text = [before && `'${before}'`, `${number}::text`, after && `'${after}'`];
      edits.push({ start, end, text: `(${text.filter(Boolean).join(' || ')})::interval` });
    } else if (whole === '%%') {
      edits.push({ start, end, text: '%' });
    } else if (conversion === 's') {
      parameters.push({ name, column: undefined, start, end });
      edits.push({ start, end, text: number });
    } else {
      problems.push({ kind: 'placeholder', message: formatMessage(whole), start, end });
    }
  }
  const names = new Set(parameters.map(({ name }) => name !== undefined));
  if (names.size > 1) {
    const { start, end } = parameters.find(({ name }) => name === undefined)!;
    problems.push({
      kind: 'placeholder',
      message: '"%s" and "%(name)s" in one statement',
      start,
      end,
    });
  }
  return { parameters, edits, problems };
}

/** In `INTERVAL '%s days'` a number makes a literal of its own, which a parameter can be part of, too. */
const INTERVAL = /\binterval\s+'(?<before>[^'%]*)%(?:\((?<quoted>[^)]*)\))?s(?<after>[^'%]*)'/;
const PLACEHOLDER = /%(?:%|(?:\((?<name>[^)]*)\))?(?<conversion>[\s\S]?))/;
const FORMAT = new RegExp(`${INTERVAL.source}|${PLACEHOLDER.source}`, 'gi');

function formatMessage(text: string): string {
  return text === '%'
    ? 'a "%" with nothing behind it: psycopg2 raises ValueError'
    : `"${text}" is no placeholder: psycopg2 knows %s, %(name)s and %%, and raises an exception`;
}

/**
 * Those that PostgreSQL's scanner does not see as parameters once they are `$n`. `edited` is the statement with them.
 * @throws PostgreSQL's error for a text that cannot be scanned.
 */
export function hiddenPlaceholders(
  edited: EditedText,
  placeholders: readonly WrittenParameter[],
): SqlProblem[] {
  const seen = new Set(positionalParameters(edited.text).map(({ number }) => number));
  return placeholders.flatMap(({ start, end }, index): SqlProblem[] =>
    seen.has(index + 1)
      ? []
      : [
          {
            kind: 'hidden-placeholder',
            message: 'a placeholder within a literal, a name or a comment',
            start,
            end,
          },
        ],
  );
}
