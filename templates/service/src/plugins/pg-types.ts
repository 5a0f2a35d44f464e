/**
 * How column values arrive in JavaScript. Dates and timestamps without a zone are read as UTC, as Flask's
 * JSON writes them; a bigint is a number while that is exact; a numeric keeps its digits as text.
 */
import pg from 'pg';

const { builtins } = pg.types;

export function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  return (
    (format === 'binary' ? undefined : PARSERS.get(oid)) ??
    (pg.types.getTypeParser(oid, 'text') as (value: string) => unknown)
  );
}

const PARSERS: ReadonlyMap<number, (value: string) => unknown> = new Map<
  number,
  (value: string) => unknown
>([
  [builtins.INT8, parseBigint],
  [builtins.DATE, (value) => new Date(`${value}T00:00:00Z`)],
  [builtins.TIMESTAMP, (value) => new Date(`${value.replace(' ', 'T')}Z`)],
  [builtins.TIMESTAMPTZ, (value) => new Date(value)],
]);

function parseBigint(value: string): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value);
}
