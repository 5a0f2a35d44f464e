/**
 * Column values as psycopg2 gives them, from the text that PostgreSQL sends.
 * Source: psycopg/typecast.c, typecast_basic.c, typecast_datetime.c, typecast_array.c and typecast_builtins.c.
 */
import { DateTime, PyDate, PyTime, TimeDelta, TimeZone } from '../python/datetime.js';
import { knowsUuids } from './adapt.js';
import { Decimal } from '../python/decimal.js';
import { readValueJson } from '../flask/read-value-json.js';
import { UUID } from '../python/uuid.js';
import { toFloat, type Value } from '../python/value.js';

type Convert = (text: string) => Value;

/** With UUIDs as such, as psycopg 3 gives them. */
export function modernConverterOf(oid: number): Convert {
  return UUIDS.get(oid) ?? converterOf(oid);
}

/** By the OID of the type; what psycopg2 has no type for stays text. */
export function converterOf(oid: number): Convert {
  return CONVERTERS.get(oid) ?? (knowsUuids() ? UUIDS.get(oid) : undefined) ?? asText;
}

function asText(text: string): Value {
  return text;
}

function toInt(text: string): Value {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

function toDecimal(text: string): Value {
  return new Decimal(text);
}

function toBytes(text: string): Value {
  if (text.startsWith('\\x')) return Buffer.from(text.slice(2), 'hex');
  const bytes = text.replaceAll(/\\(?:\\|([0-7]{3}))/g, (_all, octal: string | undefined) =>
    octal === undefined ? '\\' : String.fromCharCode(Number.parseInt(octal, 8)),
  );
  return Buffer.from(bytes, 'latin1');
}

function toDate(text: string): Value {
  if (text === 'infinity') return PyDate.max;
  if (text === '-infinity') return PyDate.min;
  const [year, month, day] = numbers(text);
  return new PyDate(year, month, day);
}

function toDateTime(text: string): Value {
  if (text === 'infinity') return DateTime.max;
  if (text === '-infinity') return DateTime.min;
  const { groups = {} } = TIMESTAMP.exec(text) ?? {};
  const [year, month, day] = numbers(groups['date']!);
  const [hour, minute, second] = numbers(groups['time']!);
  const micro = microseconds(groups['fraction']);
  return new DateTime(year, month, day, hour, minute, second, micro, zoneOf(groups['zone']));
}

const TIMESTAMP =
  /^(?<date>\d+-\d+-\d+) (?<time>\d+:\d+:\d+)(?:\.(?<fraction>\d+))?(?<zone>[+-][\d:]+)?/;

function toTime(text: string): Value {
  const [, time = '', fraction, zone] = /^([\d:]+)(?:\.(\d+))?([+-][\d:]+)?$/.exec(text) ?? [];
  const [hour = 0, minute, second] = numbers(time);
  return new PyTime(hour % 24, minute, second, microseconds(fraction), zoneOf(zone));
}

function numbers(text: string): number[] {
  return text.split(/[-:]/).map(Number);
}

function microseconds(fraction = ''): number {
  return Number(fraction.padEnd(6, '0').slice(0, 6));
}

/** An offset: `+02`, `-03:30`. */
function zoneOf(zone: string | undefined): TimeZone | null {
  if (zone === undefined) return null;
  const [hours = 0, minutes = 0, seconds = 0] = numbers(zone.slice(1));
  const offset = hours * 3600 + minutes * 60 + seconds;
  if (offset === 0) return TimeZone.utc;
  return new TimeZone(new TimeDelta(0, zone.startsWith('-') ? -offset : offset));
}

/** A year has 365 days and a month 30. */
function toInterval(text: string): Value {
  let days = 0;
  for (const [, count, unit] of text.matchAll(/([+-]?\d+) (year|mon|day)/g))
    days += Number(count) * { year: 365, mon: 30, day: 1 }[unit as 'year' | 'mon' | 'day'];
  const [, sign, hours = 0, minutes = 0, seconds = 0, fraction] =
    /([+-])?(\d+):(\d+):(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const factor = sign === '-' ? -1 : 1;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return new TimeDelta(days, factor * whole, factor * microseconds(fraction));
}

/** Arrays may be nested, and may hold NULL. */
export function arrayOf(convert: Convert): Convert {
  return (text) => {
    const lists: Value[][] = [[]];
    for (const [, open, close, quoted, plain] of text.replace(/^[^{]*=/, '').matchAll(ITEMS)) {
      if (open !== undefined) {
        const inner: Value[] = [];
        lists.at(-1)!.push(inner);
        lists.push(inner);
      } else if (close !== undefined) lists.pop();
      else if (quoted !== undefined)
        lists.at(-1)!.push(convert(quoted.replaceAll(/\\([^])/g, '$1')));
      else if (plain !== undefined) lists.at(-1)!.push(plain === 'NULL' ? null : convert(plain));
    }
    return lists[0]![0]!;
  };
}

const ITEMS = /(\{)|(\})|"((?:[^"\\]|\\[^])*)"|([^{},"]+)|,/g;

const SCALARS: readonly (readonly [
  convert: Convert,
  type: readonly number[],
  array: readonly number[],
])[] = [
  [(text) => text === 't', [16], [1000]],
  [toBytes, [17], [1001]],
  [toInt, [20, 21, 23, 26], [1005, 1006, 1007, 1013, 1016, 1028]],
  [(text) => toFloat(Number(text)), [700, 701], [1021, 1022]],
  [toDecimal, [1700], [1231]],
  [toDate, [1082], [1182]],
  [toTime, [1083, 1266], [1183, 1270]],
  [toDateTime, [1114, 1184], [1115, 1185]],
  [toInterval, [1186], [1187]],
  [readValueJson, [114, 3802], [199, 3807]],
  [asText, [18, 19, 25, 705, 1042, 1043], [1002, 1003, 1009, 1014, 1015, 651, 1040, 1041]],
];

const CONVERTERS: ReadonlyMap<number, Convert> = new Map(
  SCALARS.flatMap(([convert, types, arrays]) => [
    ...types.map((oid) => [oid, convert] as const),
    ...arrays.map((oid) => [oid, arrayOf(convert)] as const),
  ]),
);

const UUIDS: ReadonlyMap<number, Convert> = new Map([
  [2950, toUuid],
  [2951, arrayOf(toUuid)],
]);

function toUuid(text: string): Value {
  return new UUID(text);
}
