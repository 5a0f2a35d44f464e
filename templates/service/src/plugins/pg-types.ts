/**
 * How column values arrive in JavaScript: as what psycopg2 makes of them. Dates and timestamps without a zone
 * are read as UTC, as Flask's JSON writes them; a bigint is a number while that is exact; a numeric keeps its
 * digits as text; and what psycopg2 has no type for (a point, a uuid[]) stays the text it is.
 */
import pg from 'pg';
import { parseJson } from '../flask/parse-json.js';

type Parse = (text: string) => unknown;

export function getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
  return (format === 'binary' ? undefined : PARSERS.get(oid)) ?? builtIn(oid);
}

function builtIn(oid: number): Parse {
  return pg.types.getTypeParser(oid, 'text') as Parse;
}

// A Date that goes back into a timestamp without a zone is UTC there too.
pg.defaults.parseInputDatesAsUTC = true;

const { builtins } = pg.types;

/** OIDs of types that pg has no names for. */
const OTHERS = {
  JSON_ARRAY: 199,
  POINT: 600,
  CIRCLE: 718,
  MONEY_ARRAY: 791,
  NAME_ARRAY: 1003,
  TEXT_ARRAY: 1009,
  INT8_ARRAY: 1016,
  POINT_ARRAY: 1017,
  TIMESTAMP_ARRAY: 1115,
  DATE_ARRAY: 1182,
  TIMESTAMPTZ_ARRAY: 1185,
  NUMERIC_ARRAY: 1231,
  VOID: 2278,
  UUID_ARRAY: 2951,
  JSONB_ARRAY: 3807,
} as const;

const PARSERS: ReadonlyMap<number, Parse> = new Map<number, Parse>([
  [builtins.INT8, parseBigint],
  [builtins.NUMERIC, decimalText],
  [builtins.DATE, parseDate],
  [builtins.TIMESTAMP, parseTimestamp],
  [builtins.TIMESTAMPTZ, parseInstant],
  [builtins.JSON, parseJson],
  [builtins.JSONB, parseJson],
  [OTHERS.NAME_ARRAY, arrayOf(asText)],
  [OTHERS.INT8_ARRAY, arrayOf(parseBigint)],
  [OTHERS.NUMERIC_ARRAY, arrayOf(decimalText)],
  [OTHERS.DATE_ARRAY, arrayOf(parseDate)],
  [OTHERS.TIMESTAMP_ARRAY, arrayOf(parseTimestamp)],
  [OTHERS.TIMESTAMPTZ_ARRAY, arrayOf(parseInstant)],
  [OTHERS.JSON_ARRAY, arrayOf(parseJson)],
  [OTHERS.JSONB_ARRAY, arrayOf(parseJson)],
  [OTHERS.VOID, () => null],
  [OTHERS.POINT, asText],
  [OTHERS.CIRCLE, asText],
  [OTHERS.POINT_ARRAY, asText],
  [OTHERS.MONEY_ARRAY, asText],
  [OTHERS.UUID_ARRAY, asText],
]);

function asText(text: string): string {
  return text;
}

/** As `str(Decimal(text))`, which turns to an exponent below 0.000001. */
function decimalText(text: string): string {
  const [, sign, zeros, digits] = /^(-?)0\.(0{6,})(\d*)$/.exec(text) ?? [];
  if (zeros === undefined) return text;
  const [first = '0', ...rest] = digits!;
  const fraction = rest.length === 0 ? '' : `.${rest.join('')}`;
  const exponent = zeros.length + (digits === '' ? 0 : 1);
  return exponent < 7 ? text : `${sign}${first}${fraction}E-${exponent}`;
}

function parseBigint(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

function parseDate(text: string): Date {
  return pythonDate(text, `${text}T00:00:00Z`);
}

function parseTimestamp(text: string): Date {
  return pythonDate(text, `${text.replace(' ', 'T')}Z`);
}

function parseInstant(text: string): Date {
  return pythonDate(text, text);
}

/** Infinity is the last or first moment that Python has; what lies beyond raises an exception there, too. */
function pythonDate(text: string, iso: string): Date {
  if (text === 'infinity') return new Date('9999-12-31T23:59:59.999Z');
  if (text === '-infinity') return new Date('0001-01-01T00:00:00Z');
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) throw new RangeError(`the year of ${text} is out of range`);
  return date;
}

/** Arrays may be nested, and may hold NULL. */
function arrayOf(parse: Parse): Parse {
  const parseTexts = builtIn(OTHERS.TEXT_ARRAY);
  const parseItem = (item: unknown): unknown =>
    Array.isArray(item) ? item.map(parseItem) : item === null ? null : parse(item as string);
  return (text) => parseItem(parseTexts(text));
}
