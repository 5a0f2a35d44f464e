/**
 * Where a bound value does not mean what psycopg2's literal meant, and why that is left. Nearly all of them are
 * loud: the service answers an error where Flask found rows, and never other rows.
 */
import type { MatrixCase } from './matrix.js';
import type { Outcome } from './run-statements.js';

export interface KnownGap {
  readonly what: string;
  readonly covers: (one: MatrixCase, psycopg2: Outcome, generated: Outcome) => boolean;
}

const gap = (what: string, covers: KnownGap['covers']): KnownGap => ({ what, covers });

const isRefused = (outcome: Outcome) => 'refused' in outcome;
const isError = (outcome: Outcome) => 'error' in outcome;

export const KNOWN_GAPS: readonly KnownGap[] = [
  gap(
    'None where the input has a type that is always refused: reported when the code is generated',
    ({ value }, _psycopg2, generated) => value === 'null' && isRefused(generated),
  ),
  gap(
    'a JSON value that gives a column its type: reported when the code is generated',
    ({ inputType, place }, _psycopg2, generated) =>
      inputType === 'any' &&
      ['select', 'update_from', 'add'].includes(place) &&
      isRefused(generated),
  ),
  gap(
    "NaN and Infinity: psycopg2 writes 'NaN'::float, a double precision, where other floats are numeric",
    ({ inputType, value }) => inputType === 'float' && /NaN|Infinity/.test(value),
  ),
  gap(
    'None in a VALUES list, or added, where the type of the input makes it a number: no error',
    ({ inputType, value, place }, psycopg2, generated) =>
      inputType !== 'any' &&
      value === 'null' &&
      ['update_from', 'add', 'concatenate', 'cast'].includes(place) &&
      isError(psycopg2) &&
      'rows' in generated,
  ),
  gap(
    'an int beyond bigint that is not compared, or beyond integer in a VALUES list or beside a date: an error',
    ({ inputType, value, place }, _psycopg2, generated) =>
      inputType === 'int' &&
      Math.abs(Number(value)) >=
        (['update_from', 'cast', 'add'].includes(place) ? 2 ** 31 : 2 ** 63) &&
      isError(generated),
  ),
  gap(
    'a JSON value within an expression, whose type the value decides: an error',
    ({ inputType, place }, _psycopg2, generated) =>
      inputType === 'any' &&
      ['coalesce', 'choose', 'add', 'concatenate', 'cast', 'update_from'].includes(place) &&
      isError(generated),
  ),
  gap(
    'text of a number that is added to a smaller type: as if it were the number',
    ({ inputType, value, place }) =>
      inputType === 'any' && value === '"99999999999"' && place === 'add',
  ),
  gap(
    'None for a float beside whole numbers in COALESCE or CASE: the column is a numeric all the same',
    ({ inputType, value, place }) =>
      inputType === 'float' && value === 'null' && ['coalesce', 'choose'].includes(place),
  ),
  gap(
    'a negative number before a cast, which psycopg2 writes as -1::text, and PostgreSQL reads as -(1::text)',
    ({ value, place }, psycopg2) => place === 'cast' && value.startsWith('-') && isError(psycopg2),
  ),
  gap(
    'a list compared with an array of another type of number: PostgreSQL compares no integer[] with a numeric[]',
    ({ inputType, columnType }, psycopg2) =>
      inputType === 'any' && columnType.endsWith('[]') && isError(psycopg2),
  ),
  gap(
    'a single value beside an array: another class of error, or None as a list of none',
    ({ columnType, place }) =>
      columnType.endsWith('[]') && ['concatenate', 'cast', 'add'].includes(place),
  ),
];
