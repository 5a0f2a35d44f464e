/**
 * SQL as PostgreSQL's scanner parts it, as far as it matters here: where a value may stand, whether a statement only
 * reads, how many there are. Unfinished texts are taken as they are: the server says what is wrong with them.
 * Source: PostgreSQL, "Lexical Structure"; src/backend/parser/scan.l.
 */

export type Place = 'value' | 'quoted' | 'dollar' | 'comment' | 'literal';

export interface Scanned {
  /** Of each NUL in the text: what stands around it. */
  readonly places: readonly Place[];
  readonly effect: 'read' | 'write' | 'utility' | 'control';
  readonly isSingle: boolean;
  /** Whether it changes the session, which others must not get then. */
  readonly isOfSession: boolean;
}

interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'symbol' | 'hole';
  /** A word in capitals. */
  readonly text: string;
}

/** Stands for a placeholder: no SQL has it. */
export const HOLE = '\0';

const TOKENS =
  /(?<space>[ \t\n\r\f\v]+)|(?<comment>--[^\n\r]*)|(?<open>\/\*)|(?<dollar>\$(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?\$)|(?<string>(?:[eE](?:'(?:[^'\\]|''|\\[^])*(?:'|$))|(?:[uU]&|[bBxXnN])?'(?:[^']|'')*(?:'|$)))|(?<name>(?:[uU]&)?"(?:[^"]|"")*(?:"|$))|(?<word>[A-Za-z_\x80-\uffff][\w$\x80-\uffff]*)|(?<number>\d[\w.]*)|(?<hole>\0)|(?<symbol>[^])/y;

export function scanSql(text: string): Scanned {
  const places: Place[] = [];
  const tokens: Token[] = [];
  const holesIn = (part: string, place: Place) => {
    for (const character of part) if (character === HOLE) places.push(place);
  };
  for (let at = 0; at < text.length;) {
    TOKENS.lastIndex = at;
    const groups = TOKENS.exec(text)!.groups!;
    let end = TOKENS.lastIndex;
    if (groups['comment'] !== undefined) {
      holesIn(groups['comment'], 'comment');
    } else if (groups['open'] !== undefined) {
      end = endOfComment(text, at);
      holesIn(text.slice(at, end), 'comment');
    } else if (groups['dollar'] !== undefined) {
      const close = text.indexOf(groups['dollar'], end);
      end = close === -1 ? text.length : close + groups['dollar'].length;
      holesIn(text.slice(at, end), 'dollar');
      tokens.push({ kind: 'string', text: '' });
    } else if (groups['string'] !== undefined) {
      holesIn(groups['string'], 'quoted');
      tokens.push({ kind: 'string', text: '' });
    } else if (groups['name'] !== undefined) {
      holesIn(groups['name'], 'quoted');
      tokens.push({ kind: 'name', text: '' });
    } else if (groups['word'] !== undefined) {
      tokens.push({ kind: 'word', text: groups['word'].toUpperCase() });
    } else if (groups['hole'] !== undefined) {
      places.push('value');
      tokens.push({ kind: 'hole', text: '' });
    } else if (groups['space'] === undefined) {
      tokens.push({ kind: 'symbol', text: groups['symbol'] ?? '0' });
    }
    at = end;
  }
  const effect = effectOf(tokens);
  return {
    places: effect === 'utility' ? places.map(toLiteral) : withLiterals(places, tokens),
    effect,
    isSingle: isSingle(tokens),
    isOfSession: isOfSession(tokens),
  };
}

function isOfSession(tokens: readonly Token[]): boolean {
  return tokens.some(({ kind, text }, at) => {
    if (kind !== 'word') return false;
    if (SESSION.test(text)) return true;
    const isFirst = at === 0 || tokens[at - 1]?.text === ';';
    if (!isFirst) return false;
    if (text === 'SET')
      return !/^(?:LOCAL|TRANSACTION|CONSTRAINTS)$/.test(tokens[at + 1]?.text ?? '');
    return /^(?:RESET|LISTEN|PREPARE|LOAD|DISCARD)$/.test(text);
  });
}

const SESSION = /^(?:TEMP|TEMPORARY|SET_CONFIG|PG_ADVISORY_LOCK|PG_TRY_ADVISORY_LOCK)$/;

/** Comments may be nested. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (const match of text.slice(start).matchAll(/\/\*|\*\//g)) {
    depth += match[0] === '/*' ? 1 : -1;
    if (depth === 0) return start + match.index + 2;
  }
  return text.length;
}

function toLiteral(place: Place): Place {
  return place === 'value' ? 'literal' : place;
}

/** Types that may be written before a literal, which no parameter can take the place of. */
const TYPES_BEFORE_LITERALS =
  /^(?:INTERVAL|DATE|TIME|TIMESTAMP|TIMESTAMPTZ|TIMETZ|ZONE|PRECISION)$/;

/** A parameter cannot stand where only a literal may, or where a number means a column. */
function withLiterals(places: readonly Place[], tokens: readonly Token[]): Place[] {
  const values: Place[] = [];
  const isOrder = [false];
  for (const [at, { kind, text }] of tokens.entries()) {
    const previous = tokens[at - 1];
    if (kind === 'symbol' && text === '(') isOrder.push(false);
    if (kind === 'symbol' && text === ')' && isOrder.length > 1) isOrder.pop();
    if (kind === 'word' && (text === 'BY' || ENDS_ORDER.test(text)))
      isOrder[isOrder.length - 1] = text === 'BY';
    if (kind !== 'hole') continue;
    const isAlone = isOrder.at(-1)! && (previous?.text === 'BY' || previous?.text === ',');
    const isTyped =
      (previous?.kind === 'word' && TYPES_BEFORE_LITERALS.test(previous.text)) ||
      (previous?.text === 'ZONE' && tokens[at - 2]?.text !== 'TIME');
    values.push(isAlone || (isTyped && !isAtTimeZone(tokens, at)) ? 'literal' : 'value');
  }
  let next = 0;
  return places.map((place) => (place === 'value' ? values[next++]! : place));
}

const ENDS_ORDER = /^(?:LIMIT|OFFSET|HAVING|FETCH|FOR|UNION|WHERE|ROWS|RANGE|WINDOW)$/;

/** `AT TIME ZONE %s` takes any value; `TIMESTAMP WITH TIME ZONE %s` a literal. */
function isAtTimeZone(tokens: readonly Token[], at: number): boolean {
  return tokens[at - 1]?.text === 'ZONE' && tokens[at - 3]?.text === 'AT';
}

function isSingle(tokens: readonly Token[]): boolean {
  const end = tokens.findIndex(({ kind, text }) => kind === 'symbol' && text === ';');
  return end === -1 || tokens.slice(end).every(({ text }) => text === ';');
}

const CONTROL =
  /^(?:BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE|PREPARE|EXECUTE|DEALLOCATE)$/;

function effectOf(tokens: readonly Token[]): Scanned['effect'] {
  const first = tokens.find(({ text }) => text !== '(')?.text ?? '';
  if (CONTROL.test(first)) return 'control';
  if (/^(?:INSERT|UPDATE|DELETE|MERGE)$/.test(first)) return 'write';
  if (!/^(?:SELECT|VALUES|WITH|TABLE)$/.test(first))
    return /^(?:SHOW|EXPLAIN)$/.test(first) && !mayWrite(tokens) ? 'read' : 'utility';
  return mayWrite(tokens) ? 'write' : 'read';
}

const WRITES = /^(?:INSERT|UPDATE|DELETE|MERGE|INTO|ANALYZE|ANALYSE|CALL)$/;
const LOCKS = /^(?:UPDATE|SHARE|NO|KEY)$/;

/** A function that is not known may do anything. */
function mayWrite(tokens: readonly Token[]): boolean {
  if (!isSingle(tokens)) return true;
  return tokens.some(({ kind, text }, at) => {
    if (kind === 'name') return tokens[at + 1]?.text === '(';
    if (kind !== 'word') return false;
    const next = tokens[at + 1];
    if (WRITES.test(text)) return true;
    if (text === 'FOR' && next?.kind === 'word' && LOCKS.test(next.text)) return true;
    return (
      next?.text === '(' && !(PURE.has(text) && tokens[at - 1]?.text !== '.') && !isWith(tokens, at)
    );
  });
}

/** `WITH name (columns) AS`, `AS name (columns)`: what stands before the parenthesis is no function. */
function isWith(tokens: readonly Token[], at: number): boolean {
  return /^(?:AS|RECURSIVE|WITH)$/.test(tokens[at - 1]?.text ?? '');
}

/** Keywords and types that a parenthesis may follow, and functions that change nothing. */
const PURE: ReadonlySet<string> = new Set(
  (
    'SELECT FROM WHERE AND OR NOT IN ANY ALL SOME EXISTS ON USING AS BY OVER FILTER WITHIN GROUP VALUES ' +
    'WHEN THEN ELSE CASE IF LIMIT OFFSET UNION INTERSECT EXCEPT DISTINCT HAVING BETWEEN LIKE ILIKE IS ' +
    'JOIN LATERAL ROW ARRAY CAST WITH MATERIALIZED PARTITION ORDER SETS ROLLUP CUBE RETURNING ' +
    'VARCHAR CHAR CHARACTER VARYING NUMERIC DECIMAL BIT TIME TIMESTAMP INTERVAL FLOAT TIMESTAMPTZ PRECISION ' +
    'COUNT SUM AVG MIN MAX ARRAY_AGG STRING_AGG JSON_AGG JSONB_AGG JSON_OBJECT_AGG JSONB_OBJECT_AGG ' +
    'BOOL_AND BOOL_OR EVERY STDDEV STDDEV_POP STDDEV_SAMP VARIANCE VAR_POP VAR_SAMP CORR MODE ' +
    'PERCENTILE_CONT PERCENTILE_DISC ROW_NUMBER RANK DENSE_RANK PERCENT_RANK CUME_DIST NTILE LAG LEAD ' +
    'FIRST_VALUE LAST_VALUE NTH_VALUE COALESCE NULLIF GREATEST LEAST LOWER UPPER INITCAP LENGTH ' +
    'CHAR_LENGTH CHARACTER_LENGTH OCTET_LENGTH TRIM BTRIM LTRIM RTRIM LPAD RPAD LEFT RIGHT SUBSTRING SUBSTR ' +
    'REPLACE TRANSLATE CONCAT CONCAT_WS FORMAT SPLIT_PART POSITION STRPOS REVERSE REPEAT OVERLAY MD5 ' +
    'REGEXP_REPLACE REGEXP_MATCHES REGEXP_MATCH REGEXP_SPLIT_TO_ARRAY REGEXP_SPLIT_TO_TABLE STARTS_WITH ' +
    'QUOTE_LITERAL QUOTE_IDENT ASCII CHR ENCODE DECODE TO_HEX ABS CEIL CEILING FLOOR ROUND TRUNC MOD POWER ' +
    'SQRT EXP LN LOG SIGN PI RANDOM DEGREES RADIANS SIN COS TAN ASIN ACOS ATAN ATAN2 DIV ' +
    'NOW CURRENT_TIMESTAMP CURRENT_TIME LOCALTIMESTAMP LOCALTIME STATEMENT_TIMESTAMP CLOCK_TIMESTAMP TIMEOFDAY ' +
    'AGE DATE_TRUNC DATE_PART DATE_BIN EXTRACT DATE MAKE_DATE MAKE_TIME MAKE_TIMESTAMP MAKE_INTERVAL ' +
    'TO_CHAR TO_DATE TO_NUMBER TO_TIMESTAMP JUSTIFY_DAYS JUSTIFY_HOURS JUSTIFY_INTERVAL TIMEZONE ' +
    'JSON_BUILD_OBJECT JSONB_BUILD_OBJECT JSON_BUILD_ARRAY JSONB_BUILD_ARRAY TO_JSON TO_JSONB ROW_TO_JSON ' +
    'JSON_OBJECT JSONB_OBJECT JSON_ARRAY_LENGTH JSONB_ARRAY_LENGTH JSON_ARRAY_ELEMENTS JSONB_ARRAY_ELEMENTS ' +
    'JSON_ARRAY_ELEMENTS_TEXT JSONB_ARRAY_ELEMENTS_TEXT JSON_EACH JSONB_EACH JSON_EACH_TEXT JSONB_EACH_TEXT ' +
    'JSON_EXTRACT_PATH JSON_EXTRACT_PATH_TEXT JSONB_EXTRACT_PATH JSONB_EXTRACT_PATH_TEXT JSON_TYPEOF ' +
    'JSONB_TYPEOF JSONB_SET JSONB_PRETTY JSON_OBJECT_KEYS JSONB_OBJECT_KEYS JSONB_PATH_QUERY JSONB_PATH_EXISTS ' +
    'ARRAY_LENGTH ARRAY_TO_STRING STRING_TO_ARRAY ARRAY_APPEND ARRAY_PREPEND ARRAY_CAT ARRAY_REMOVE ' +
    'ARRAY_POSITION ARRAY_UPPER ARRAY_LOWER ARRAY_NDIMS CARDINALITY UNNEST GENERATE_SERIES ' +
    'TO_TSVECTOR TO_TSQUERY PLAINTO_TSQUERY PHRASETO_TSQUERY WEBSEARCH_TO_TSQUERY TS_RANK TS_RANK_CD TS_HEADLINE ' +
    'SIMILARITY WORD_SIMILARITY UNACCENT VERSION CURRENT_DATABASE CURRENT_SCHEMA PG_TYPEOF ' +
    'ISFINITE LOWER_INC UPPER_INC ISEMPTY WIDTH_BUCKET TEXT INT INTEGER BIGINT BOOL BOOLEAN DOUBLE'
  ).split(' '),
);
