/**
 * Cuts a script as psql does: into statements, the data of `COPY … FROM stdin`, and psql's own commands
 * (`\connect`). Dumps made by pg_dump hold all three, and a server understands only the first. It finds
 * where things end and nothing else; whether a statement is right, the server says.
 */
export type ScriptPart =
  | { readonly kind: 'statement'; readonly start: number; readonly end: number }
  | {
      readonly kind: 'copy';
      readonly start: number;
      readonly end: number;
      /** The lines of data, without the `\.` that ends them. */
      readonly dataStart: number;
      readonly dataEnd: number;
    }
  | { readonly kind: 'command'; readonly start: number; readonly end: number };

/** Offsets are UTF-16 units of `script`. A statement comes without its semicolon and the comments before it. */
export function splitSqlScript(script: string): ScriptPart[] {
  const parts: ScriptPart[] = [];
  let statement = emptyStatement();
  let position = 0;
  while (position < script.length) {
    const end = tokenEnd(script, position);
    const token = script.slice(position, Math.min(end, position + 32));
    const isFirst = statement.start === undefined;
    if (/^(?:\s|--|\/\*)/.test(token)) {
      // Neither begins a statement nor counts in one.
    } else if (isFirst && token.startsWith('\\')) {
      const command = { kind: 'command', start: position, end: lineEnd(script, position) } as const;
      parts.push(command);
      position = command.end;
      continue;
    } else if (token === ';' && statement.depth === 0) {
      const part = finish(script, statement, position);
      if (part !== undefined) parts.push(part);
      statement = emptyStatement();
      position = part?.kind === 'copy' ? afterCopy(script, part) : end;
      continue;
    } else {
      statement = { ...withToken(statement, token), start: statement.start ?? position, end };
    }
    position = end;
  }
  const last = finish(script, statement, statement.end);
  if (last !== undefined) parts.push(last);
  return parts;
}

interface OpenStatement {
  readonly start: number | undefined;
  readonly end: number;
  /** Its first words, in lower case. */
  readonly words: readonly string[];
  /** How many parentheses and `BEGIN ATOMIC … END` are open: a semicolon inside ends nothing. */
  readonly depth: number;
  readonly isAtomic: boolean;
  readonly lastWord: string;
}

function emptyStatement(): OpenStatement {
  return { start: undefined, end: 0, words: [], depth: 0, isAtomic: false, lastWord: '' };
}

function withToken(statement: OpenStatement, token: string): OpenStatement {
  const word = /^[a-z_]/i.test(token) ? token.toLowerCase() : '';
  const words =
    word !== '' && statement.words.length < 4 ? [...statement.words, word] : statement.words;
  const isRoutine =
    words[0] === 'create' && (words.includes('function') || words.includes('procedure'));
  const beginsAtomic = isRoutine && statement.lastWord === 'begin' && word === 'atomic';
  const isAtomic = statement.isAtomic || beginsAtomic;
  let change = 0;
  if (token === '(' || beginsAtomic || (isAtomic && word === 'case')) change = 1;
  else if (token === ')' || (isAtomic && word === 'end')) change = -1;
  return {
    ...statement,
    words,
    isAtomic,
    lastWord: word,
    depth: Math.max(0, statement.depth + change),
  };
}

function finish(script: string, statement: OpenStatement, end: number): ScriptPart | undefined {
  const { start } = statement;
  if (start === undefined) return undefined;
  const isCopy =
    statement.words[0] === 'copy' && /\bfrom\s+stdin\b/i.test(script.slice(start, statement.end));
  if (!isCopy) return { kind: 'statement', start, end: statement.end };
  const dataStart = Math.min(lineEnd(script, end) + 1, script.length);
  const terminator = /^\\\.\r?$/m;
  const length = script.slice(dataStart).search(terminator);
  const dataEnd = length < 0 ? script.length : dataStart + length;
  return { kind: 'copy', start, end: statement.end, dataStart, dataEnd };
}

function afterCopy(script: string, { dataEnd }: { readonly dataEnd: number }): number {
  return lineEnd(script, dataEnd);
}

function lineEnd(script: string, from: number): number {
  const end = script.indexOf('\n', from);
  return end < 0 ? script.length : end;
}

/** What ends with itself: white space, comments, words and numbers, and the three kinds of quotes. */
const TOKEN =
  /\s+|--[^\n\r]*|e'(?:[^'\\]|\\[\s\S]|'')*'?|'[^']*(?:''[^']*)*'?|"[^"]*"?|\$(?:[a-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$|[\w\u0080-\uffff][\w$\u0080-\uffff]*|[\s\S]/iy;

function tokenEnd(script: string, position: number): number {
  if (script.startsWith('/*', position)) return blockCommentEnd(script, position);
  TOKEN.lastIndex = position;
  const [token] = TOKEN.exec(script)!;
  const end = position + token.length;
  if (!/^\$.*\$$/s.test(token)) return end;
  const close = script.indexOf(token, end);
  return close < 0 ? script.length : close + token.length;
}

/** PostgreSQL's block comments nest. */
function blockCommentEnd(script: string, position: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = position;
  let depth = 0;
  for (let mark = marks.exec(script); mark !== null; mark = marks.exec(script)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return script.length;
}
