/**
 * Something wrong in an SQL file, with its place. It is a value for the caller to turn into a diagnostic:
 * somebody wrote the file. Some mistakes are seen here, before a server is asked.
 */
import type { DatabaseError } from 'pg';

import { statementError } from './describe-statements.js';
import type { ScriptPart } from './split-sql-script.js';

export interface SqlFile {
  readonly name: string;
  readonly text: string;
}

export interface SqlFailure {
  /** The name of the file. */
  readonly file: string;
  /** The place in UTF-16 units of the text: the word the server points at, else the line to look at. */
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly sqlstate: string | undefined;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  /** Where in a function, a trigger or the data of COPY it happened, in the server's words. */
  readonly context: string | undefined;
}

/** What the server said about one part of the file. */
export function serverFailure(file: SqlFile, part: ScriptPart, error: DatabaseError): SqlFailure {
  const statement = file.text.slice(part.start, part.end);
  const { offset, ...rest } = statementError(error, statement);
  const place =
    offset === undefined ? lineOf(file.text, part, error) : wordAt(file.text, part.start + offset);
  return { file: file.name, ...place, ...rest, context: error.where };
}

/**
 * What makes a file unfit to be run. `foreignSchemas` belong to somebody else: the file may neither name
 * them before a dot nor move the search path. It looks at comments and strings too, to err on the safe side.
 */
export function unfitness(
  file: SqlFile,
  parts: readonly ScriptPart[],
  foreignSchemas: readonly string[],
): SqlFailure | undefined {
  const nul = file.text.indexOf('\0');
  if (nul >= 0) {
    return refusal(file, nul, '\0', {
      message: 'an SQL file cannot contain a NUL character',
      hint: 'If this is a dump in the custom format, pg_restore -f turns it into SQL.',
    });
  }
  // pg_dump writes \restrict and \unrestrict against tampering, for psql alone.
  const command = parts.find(
    ({ kind, start, end }) =>
      kind === 'command' && !/^\\(?:un)?restrict\b/.test(file.text.slice(start, end)),
  );
  if (command !== undefined) {
    const [name = ''] = /^\\\S*/.exec(file.text.slice(command.start, command.end)) ?? [];
    return refusal(file, command.start, name, {
      message: `"${name}" is a command of psql, not SQL`,
      hint: 'Take it out, or put its SQL in its place.',
    });
  }
  if (foreignSchemas.length === 0) return undefined;
  const names = foreignSchemas.map((name) => name.replaceAll(/[^\w]/g, '\\$&')).join('|');
  const foreign = new RegExp(`(?<![\\w$])"?(?:${names})"?\\s*\\.|\\bsearch_path\\b`, 'i');
  const match = foreign.exec(file.text);
  if (match === null) return undefined;
  return refusal(file, match.index, match[0], {
    message: `"${match[0]}" reaches out of the schema that was made for this run`,
    hint: 'Let the role create databases (ALTER ROLE … CREATEDB), or take the schema names out.',
  });
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function wordAt(text: string, start: number): Place {
  const word = /^(?:"[^"\n]*"|'[^'\n]*'|[\w$\u0080-\uffff]+|\S)/.exec(
    text.slice(start, start + 100),
  );
  return { start, end: start + (word?.[0].length ?? 0) };
}

/** The line of COPY data that the server names, else the first line of the statement. */
function lineOf(text: string, part: ScriptPart, error: DatabaseError): Place {
  let { start, end } = part;
  const line = /^COPY .*, line (\d+)/.exec(error.where ?? '')?.[1];
  if (part.kind === 'copy' && line !== undefined) {
    start = part.dataStart;
    for (let number = 1; number < Number(line); number += 1) start = text.indexOf('\n', start) + 1;
    end = part.dataEnd;
  }
  const [firstLine = ''] = text.slice(start, end).split(/\r?\n/, 1);
  return { start, end: start + firstLine.length };
}

function refusal(
  file: SqlFile,
  start: number,
  text: string,
  words: { readonly message: string; readonly hint: string },
): SqlFailure {
  const nothing = { sqlstate: undefined, detail: undefined, context: undefined };
  return { file: file.name, start, end: start + text.length, ...words, ...nothing };
}
