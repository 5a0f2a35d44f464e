/**
 * Reads the SQL that somebody wrote: its parameters become `$1`, `$2`, …, one number per occurrence, constructs that
 * take no parameter are rewritten to what does, and PostgreSQL's own parser says whether the result is a
 * statement, or several, and what each does. Nothing inside a literal, a quoted identifier, a dollar quote
 * or a comment is touched. Call `loadSqlParser()` once before.
 */
import { hasSqlDetails, loadModule, parseSync } from 'libpg-query';
import type { StatementVerb } from '../model/service.js';
import { editAgain, editText, sliceEdited, sourceOffset, type EditedText } from './edited-text.js';
import { findNamedParameters } from './named-parameters.js';
import { characterOffsets, utf8Offsets } from './offsets.js';
import { positionalParameters } from './positional-parameters.js';
import { findPlaceholders, hiddenPlaceholders } from './psycopg-placeholders.js';
import { constructEdits } from './rewrite-constructs.js';
import { effectOf } from './statement-effect.js';
import type { FoundParameters, SqlProblem, WrittenParameter } from './written-parameter.js';

export { loadModule as loadSqlParser };

/** `named`: `:name`, as in a manifest. `psycopg`: `%s` or `%(name)s`. `none`: `execute(sql)` without arguments. */
export type ParameterStyle = 'named' | 'psycopg' | 'none';

export interface ParsedStatement {
  /** With `$n` in the place of the parameters, and the way back to what was written. */
  readonly sql: EditedText;
  readonly parameters: readonly WrittenParameter[];
  readonly verb: StatementVerb;
  readonly returnsRows: boolean | undefined;
}

export interface ParsedSql {
  /** In order; none where there are problems. */
  readonly statements: readonly ParsedStatement[];
  readonly problems: readonly SqlProblem[];
}

export function parseSql(sql: string, style: ParameterStyle): ParsedSql {
  const whole = { start: 0, end: sql.length };
  if (sql.includes('\0')) {
    return failed({ kind: 'syntax', message: 'the statement holds a NUL character', ...whole });
  }
  let found: FoundParameters;
  let edited = editText(sql, []);
  let trees: ReturnType<typeof parseSync>['stmts'];
  try {
    found = FINDERS[style](sql);
    edited = editText(sql, found.edits);
    const hidden = style === 'psycopg' ? hiddenPlaceholders(edited, found.parameters) : [];
    const wrong = [...found.problems, ...hidden];
    if (wrong.length > 0) return failed(...wrong);
    edited = editAgain(edited, constructEdits(edited.text));
    trees = parseSync(edited.text).stmts ?? [];
  } catch (error) {
    return failed(syntaxProblem(error, sql, edited));
  }
  if (trees.length === 0)
    return failed({ kind: 'empty', message: 'there is no statement', ...whole });
  const toOffset = utf8Offsets(edited.text);
  let done = 0;
  const statements: ParsedStatement[] = [];
  const problems: SqlProblem[] = [];
  for (const { stmt, stmt_location: location = 0, stmt_len: length = 0 } of trees) {
    const from = trees.length === 1 ? 0 : toOffset(location);
    const to = length === 0 ? edited.text.length : toOffset(location + length);
    const part = trimmed(edited, from, to);
    const used = positionalParameters(part.text).length;
    const parameters = found.parameters.slice(done, done + used);
    const own = renumbered(part, done);
    done += used;
    const effect = effectOf(stmt!);
    const place = { start: sourceOffset(part, 0), end: sourceOffset(part, part.text.length) };
    if (!('verb' in effect)) {
      problems.push({ kind: 'unsupported', message: effect.refused, ...place });
    } else if (effect.isUtility && parameters[0]) {
      const { start, end } = parameters[0];
      problems.push({ kind: 'parameter-in-utility', message: NO_PARAMETERS, start, end });
    } else {
      const { verb, returnsRows, isControl } = effect;
      const end = { start: own.text.length, end: own.text.length, text: ' AND CHAIN' };
      statements.push({
        sql: isControl ? editAgain(own, [end]) : own,
        parameters,
        verb,
        returnsRows,
      });
    }
  }
  return problems.length > 0 ? failed(...problems) : { statements, problems };
}

const FINDERS: Readonly<Record<ParameterStyle, (sql: string) => FoundParameters>> = {
  named: findNamedParameters,
  psycopg: findPlaceholders,
  none: () => ({ parameters: [], edits: [], problems: [] }),
};

const NO_PARAMETERS =
  'PostgreSQL takes parameters in SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE and CALL only';

function failed(...problems: readonly SqlProblem[]): ParsedSql {
  return { statements: [], problems };
}

function trimmed(edited: EditedText, from: number, to: number): EditedText {
  const text = edited.text.slice(from, to);
  const start = from === 0 ? 0 : from + (text.length - text.trimStart().length);
  return sliceEdited(edited, start, from + text.trimEnd().replace(/;$/, '').length);
}

/** A statement's parameters begin with `$1`, whatever came before it. */
function renumbered(statement: EditedText, before: number): EditedText {
  if (before === 0) return statement;
  const edits = positionalParameters(statement.text).map(({ number, start, end }) => ({
    start,
    end,
    text: `$${number - before}`,
  }));
  return editAgain(statement, edits);
}

/** PostgreSQL reports a character of the text with `$n`: mapped back to what was written. */
function syntaxProblem(error: unknown, sql: string, edited: EditedText): SqlProblem {
  if (!hasSqlDetails(error)) throw error;
  const offset = characterOffsets(edited.text)(error.sqlDetails!.cursorPosition);
  const start = Math.min(sourceOffset(edited, offset), sql.length);
  const word = /^(?:[:%]?\w+|%\(\w*\)s|\S)/.exec(sql.slice(start))?.[0] ?? '';
  // The message may name a parameter by its number, which nobody wrote.
  const message = error.message.replace(/"\$\d+"$/, () => `"${word}"`);
  return { kind: 'syntax', message, start, end: start + word.length };
}
