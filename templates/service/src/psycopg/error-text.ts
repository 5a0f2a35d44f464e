/**
 * An error of the server's as psycopg2 raises it: with libpq's text, of which the place in the statement is a part.
 * Source: libpq/fe-protocol3.c (pqBuildErrorMessage3, reportErrorPosition), psycopg/pqpath.c.
 */
import pg from 'pg';
import { DatabaseBusy } from '../plugins/database-busy.js';
import { Diagnostics, OperationalError, type PsycopgError } from './errors.js';
import type { Query } from './query.js';
import { errorClass, SyntaxError } from './sqlstate-errors.js';

/** What pg raised, for a statement that was sent with its parameters, or with literals. */
export function toPsycopgError(error: unknown, query?: Query, isLiteral = false): Error {
  if (!(error instanceof pg.DatabaseError)) return connectionError(error);
  const { code = '', severity = 'ERROR' } = error;
  const parameter = /^(?:unnamed )?portal (?:".*?" )?parameter \$(\d+)(?: = .*)?$/m.exec(
    error.where ?? '',
  );
  // psycopg 3 sends parameters itself, and tells what PostgreSQL says of them.
  const isBound = query?.hasLiterals === false;
  const context = (error.where ?? '')
    .split('\n')
    .filter(
      (line) =>
        isBound ||
        !/^(?:unnamed portal|portal ".*?") (?:parameter \$\d+|with parameters)/.test(line),
    )
    .join('\n');
  const position = Number(error.position ?? 0);
  const place =
    query === undefined
      ? undefined
      : position > 0
        ? isLiteral
          ? position
          : query.toLiteralPosition(position)
        : parameter && !isLiteral
          ? query.parameterPosition(Number(parameter[1]))
          : undefined;
  const internal = Number(error.internalPosition ?? 0);
  const lines = [
    `${error.message}\n`,
    place !== undefined
      ? printPosition(query!.literal, place)
      : internal > 0
        ? printPosition(error.internalQuery ?? '', internal)
        : '',
    section('DETAIL', error.detail),
    section('HINT', error.hint),
    section('QUERY', error.internalQuery),
    section('CONTEXT', context),
  ];
  const text = lines.join('');
  const raised = new (errorClass(code))(text);
  raised.pgcode = code;
  raised.pgerror = `${severity}:  ${text}`;
  raised.diag = new Diagnostics(
    new Map<string, unknown>([
      ...Object.entries(error),
      ['severity', severity],
      ['message', error.message],
      ['position', place === undefined ? undefined : String(place)],
      ['where', context || undefined],
    ]),
  );
  raised.cause = error;
  return raised;
}

function section(name: string, text: string | undefined): string {
  return text ? `${name}:  ${text}\n` : '';
}

/** The server is not there, or has gone. */
function connectionError(error: unknown): Error {
  if (!(error instanceof Error)) return new OperationalError(String(error));
  const isNetwork = 'code' in error && /^E[A-Z]+$/.test(String(error.code));
  const isLost = /^(?:Connection terminated|Client )/.test(error.message);
  if (!isNetwork && !isLost && !(error instanceof DatabaseBusy)) return error;
  const raised = new OperationalError(`${error.message}\n`);
  raised.cause = error;
  return raised;
}

/** For a value within quotes, which would end them: it is never sent. */
export function syntaxError(literal: string, value: string): PsycopgError {
  const word = /\w+/.exec(value)?.[0] ?? value;
  const at = literal.indexOf(value) + Math.max(0, value.indexOf(word));
  const message = `syntax error at or near "${word}"\n`;
  const raised = new SyntaxError(`${message}${printPosition(literal, at + 1)}`);
  raised.pgcode = '42601';
  raised.pgerror = `ERROR:  ${String(raised.args[0])}`;
  return raised;
}

const DISPLAY_WIDTH = 60;
const RIGHT_MARGIN = 10;

/** The line of a statement with a caret below the place; of a long line, what is around it. */
export function printPosition(text: string, position: number): string {
  const characters = Array.from(text);
  const place = position - 1;
  if (place < 0 || place > characters.length) return '';
  let line = 1;
  let begin = 0;
  for (let at = 0; at < place; at += 1) {
    const character = characters[at];
    if (character !== '\n' && character !== '\r') continue;
    if (character === '\r' || characters[at - 1] !== '\r') line += 1;
    begin = at + 1;
  }
  let end = place;
  while (end < characters.length && characters[end] !== '\n' && characters[end] !== '\r') end += 1;
  // Columns on a screen, where a wide character takes two.
  const columns = [0];
  for (const character of characters) columns.push(columns.at(-1)! + width(character));
  const column = (at: number) => columns[at]!;
  let isCutLeft = false;
  let isCutRight = false;
  if (column(end) - column(begin) > DISPLAY_WIDTH) {
    if (column(begin) + DISPLAY_WIDTH >= column(place) + RIGHT_MARGIN) {
      while (column(end) - column(begin) > DISPLAY_WIDTH) end -= 1;
      isCutRight = true;
    } else {
      while (column(place) + RIGHT_MARGIN < column(end)) {
        end -= 1;
        isCutRight = true;
      }
      while (column(end) - column(begin) > DISPLAY_WIDTH) {
        begin += 1;
        isCutLeft = true;
      }
    }
  }
  const shown = characters.slice(begin, end).join('').replaceAll('\t', ' ');
  const lead = `LINE ${line}: ${isCutLeft ? '...' : ''}`;
  const indent = ' '.repeat(lead.length + column(place) - column(begin));
  return `${lead}${shown}${isCutRight ? '...' : ''}\n${indent}^\n`;
}

/** What East Asian Width calls wide takes two columns, what combines with the character before it one, in libpq. */
function width(character: string): number {
  const code = character.codePointAt(0)!;
  if (code < 0x1100) return 1;
  const isWide =
    code <= 0x115f ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return isWide ? 2 : 1;
}
