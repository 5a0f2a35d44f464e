import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dumps } from '../../templates/service/src/flask/json.js';
import * as compare from '../../templates/service/src/python/compare.js';
import {
  DateTime,
  PyDate,
  PyTime,
  TimeDelta,
  TimeZone,
} from '../../templates/service/src/python/datetime.js';
import * as operators from '../../templates/service/src/python/operators.js';
import { repr, str } from '../../templates/service/src/python/text.js';
import { Float, tuple, type Value } from '../../templates/service/src/python/value.js';
import { askPython, compareWithPython } from './compare-with-python.js';

// A zone with summer time, for what depends on the process's own.
process.env.TZ = 'Europe/Berlin';

const SETUP = `
from datetime import *
import copy
`;
const { add, subtract, multiply, divide, floorDivide, modulo, negate } = operators;
const d = (year: number, month: number, day: number) => new PyDate(year, month, day);
const dt = (...fields: Value[]) => new DateTime(...fields);
const td = (...parts: number[]) => new TimeDelta(...parts);
const f = (value: number) => new Float(value);
const nothing = (length: number) => Array.from({ length }, () => undefined);
const utc = TimeZone.utc;
const plusTwo = new TimeZone(td(0, 7200));

describe('timedelta', () => {
  compareWithPython(SETUP, [
    ['timedelta()', () => td()],
    ['timedelta(1, 2, 3, 4, 5, 6, 7)', () => td(1, 2, 3, 4, 5, 6, 7)],
    ['timedelta(hours=-1)', () => new TimeDelta(undefined, -3600)],
    ['str(timedelta(-1))', () => str(td(-1))],
    ['str(timedelta(-2, 5, 7))', () => str(td(-2, 5, 7))],
    ['str(timedelta(hours=30, microseconds=5))', () => str(td(0, 108_000, 5))],
    ['timedelta(0.1)', () => td(0.1)],
    ['timedelta(seconds=0.0000005)', () => td(0, 0.000_000_5)],
    ['timedelta(microseconds=1.5)', () => td(0, 0, 1.5)],
    ['timedelta(microseconds=2.5)', () => td(0, 0, 2.5)],
    ['timedelta(microseconds=-0.5)', () => td(0, 0, -0.5)],
    ['timedelta(days=1.25, seconds=0.3)', () => td(1.25, 0.3)],
    ['timedelta(1).total_seconds()', () => td(1).total_seconds()],
    ['timedelta(0, 0, 1).total_seconds()', () => td(0, 0, 1).total_seconds()],
    ['timedelta(999999, 1, 333333).total_seconds()', () => td(999_999, 1, 333_333).total_seconds()],
    ['timedelta.max.total_seconds()', () => TimeDelta.max.total_seconds()],
    ['timedelta.min', () => TimeDelta.min],
    ['timedelta(10**9)', () => td(10 ** 9)],
    ["timedelta('1')", () => new TimeDelta('1')],
    ["timedelta(float('nan'))", () => td(Number.NaN)],
    ["timedelta(float('inf'))", () => td(Infinity)],
    ['timedelta(1) + timedelta(0, 1)', () => add(td(1), td(0, 1))],
    ['timedelta(1) - timedelta(0, 1)', () => subtract(td(1), td(0, 1))],
    ['-timedelta(1, 1)', () => negate(td(1, 1))],
    ['timedelta(1) * 3', () => multiply(td(1), 3)],
    ['3 * timedelta(1)', () => multiply(3, td(1))],
    ['timedelta(1) * 0.1', () => multiply(td(1), 0.1)],
    ['timedelta(7) / 2', () => divide(td(7), 2)],
    ['timedelta(7) / 0.3', () => divide(td(7), 0.3)],
    ['timedelta(7) / timedelta(2)', () => divide(td(7), td(2))],
    ['timedelta(7) // timedelta(2)', () => floorDivide(td(7), td(2))],
    ['timedelta(7) // 2', () => floorDivide(td(7), 2)],
    ['timedelta(-7) % timedelta(2)', () => modulo(td(-7), td(2))],
    ['timedelta(1) / 0', () => divide(td(1), 0)],
    ['timedelta(1) / 0.0', () => divide(td(1), f(0))],
    ['timedelta(1) // timedelta(0)', () => floorDivide(td(1), td(0))],
    ['timedelta(1) / timedelta(0)', () => divide(td(1), td(0))],
    ['timedelta(1) % timedelta(0)', () => modulo(td(1), td(0))],
    ['timedelta(1) + 1', () => add(td(1), 1)],
    ['timedelta(1) < 1', () => compare.less(td(1), 1)],
    ['timedelta(1) < timedelta(0, 90000)', () => compare.less(td(1), td(0, 90_000))],
    ['timedelta(1) == timedelta(0, 86400)', () => compare.equals(td(1), td(0, 86_400))],
    ['timedelta(1) == 1', () => compare.equals(td(1), 1)],
    ['bool(timedelta(0))', () => compare.truthy(td(0))],
    ['timedelta(3, 4).days', () => td(3, 4).days],
  ]);
});

describe('date', () => {
  compareWithPython(SETUP, [
    ['date(2020, 2, 29)', () => d(2020, 2, 29)],
    ['str(date(45, 2, 9))', () => str(d(45, 2, 9))],
    ['date(2021, 2, 29)', () => d(2021, 2, 29)],
    ['date(0, 1, 1)', () => d(0, 1, 1)],
    ['date(2020, 13, 1)', () => d(2020, 13, 1)],
    ["date('2020', 1, 1)", () => new PyDate('2020', 1, 1)],
    ['date(2020.5, 1, 1)', () => new PyDate(2020.5, 1, 1)],
    ['date(2020, 1)', () => new PyDate(2020, 1)],
    ['date(2020, 1, 31).weekday()', () => d(2020, 1, 31).weekday()],
    ['date(2020, 2, 2).isoweekday()', () => d(2020, 2, 2).isoweekday()],
    ['tuple(date(2021, 1, 3).isocalendar())', () => tuple(...d(2021, 1, 3).isocalendar())],
    ['date(2018, 12, 31).isocalendar().year', () => d(2018, 12, 31).isocalendar().year],
    ['date(2020, 1, 31) + timedelta(1)', () => add(d(2020, 1, 31), td(1))],
    ['timedelta(1) + date(2020, 1, 31)', () => add(td(1), d(2020, 1, 31))],
    ['date(2020, 3, 1) - timedelta(1, 5)', () => subtract(d(2020, 3, 1), td(1, 5))],
    ['date(2020, 3, 1) - date(2019, 3, 1)', () => subtract(d(2020, 3, 1), d(2019, 3, 1))],
    ['date(2020, 3, 1) - 1', () => subtract(d(2020, 3, 1), 1)],
    ['date(2020, 3, 1) + timedelta(10**8)', () => add(d(2020, 3, 1), td(10 ** 8))],
    ['date(2020, 3, 1) < date(2020, 3, 2)', () => compare.less(d(2020, 3, 1), d(2020, 3, 2))],
    [
      'date(2020, 3, 1) == datetime(2020, 3, 1)',
      () => compare.equals(d(2020, 3, 1), dt(2020, 3, 1)),
    ],
    [
      'datetime(2020, 3, 1) == date(2020, 3, 1)',
      () => compare.equals(dt(2020, 3, 1), d(2020, 3, 1)),
    ],
    ['date(2020, 3, 1) < datetime(2020, 3, 1)', () => compare.less(d(2020, 3, 1), dt(2020, 3, 1))],
    ['datetime(2020, 3, 1) < date(2020, 3, 1)', () => compare.less(dt(2020, 3, 1), d(2020, 3, 1))],
    ["date(2020, 3, 1) < '2020'", () => compare.less(d(2020, 3, 1), '2020')],
    ["date(2020, 3, 1) == '2020-03-01'", () => compare.equals(d(2020, 3, 1), '2020-03-01')],
    ["date.fromisoformat('2020-03-01')", () => PyDate.fromisoformat('2020-03-01')],
    ["date.fromisoformat('20200301')", () => PyDate.fromisoformat('20200301')],
    ["date.fromisoformat('2020-W10-3')", () => PyDate.fromisoformat('2020-W10-3')],
    ["date.fromisoformat('2020-3-1')", () => PyDate.fromisoformat('2020-3-1')],
    ["date.fromisoformat('2020-13-01')", () => PyDate.fromisoformat('2020-13-01')],
    ['date.fromisoformat(None)', () => PyDate.fromisoformat(null)],
    ['date.fromordinal(737000)', () => PyDate.fromordinal(737_000)],
    ['date.fromordinal(0)', () => PyDate.fromordinal(0)],
    ['date(2020, 3, 1).toordinal()', () => d(2020, 3, 1).toordinal()],
    ['date(2020, 3, 1).replace(day=5)', () => d(2020, 3, 1).replace(undefined, undefined, 5)],
    ['date(2020, 3, 1).replace(month=14)', () => d(2020, 3, 1).replace(undefined, 14)],
    ["date(2020, 3, 1).strftime('%d/%m/%Y %H:%M')", () => d(2020, 3, 1).strftime('%d/%m/%Y %H:%M')],
    ['date(20, 3, 1).ctime()', () => d(20, 3, 1).ctime()],
    ['tuple(date(2020, 3, 1).timetuple())', () => tuple(...d(2020, 3, 1).timetuple())],
    ['date.fromtimestamp(1e9)', () => PyDate.fromtimestamp(1e9)],
    ['date.max', () => PyDate.max],
    ["f'{date(2020, 3, 1):%b %d}'", () => d(2020, 3, 1).pyFormat('%b %d')],
  ]);
});

describe('time', () => {
  compareWithPython(SETUP, [
    ['time()', () => new PyTime()],
    ['time(1, 2, 3, 4)', () => new PyTime(1, 2, 3, 4)],
    ['time(1, 2, 3)', () => new PyTime(1, 2, 3)],
    ['str(time(1, 2, 3, 4, timezone.utc))', () => str(new PyTime(1, 2, 3, 4, utc))],
    ['time(1, 2, 3, 4, timezone.utc)', () => new PyTime(1, 2, 3, 4, utc)],
    ['time(24)', () => new PyTime(24)],
    ['time(1, tzinfo=3)', () => new PyTime(1, 0, 0, 0, 3)],
    ["time.fromisoformat('04:23:01.25+02:00')", () => PyTime.fromisoformat('04:23:01.25+02:00')],
    ["time.fromisoformat('T0423')", () => PyTime.fromisoformat('T0423')],
    ["time.fromisoformat('4:23')", () => PyTime.fromisoformat('4:23')],
    ["time.fromisoformat('25:00')", () => PyTime.fromisoformat('25:00')],
    ['time(1) < time(2)', () => compare.less(new PyTime(1), new PyTime(2))],
    ['time(1) < 1', () => compare.less(new PyTime(1), 1)],
    [
      'time(1, tzinfo=timezone.utc) < time(1)',
      () => compare.less(new PyTime(1, 0, 0, 0, utc), new PyTime(1)),
    ],
    ['time(1) + timedelta(1)', () => add(new PyTime(1), td(1))],
    ["time(13, 5).strftime('%I:%M %p %Y')", () => new PyTime(13, 5).strftime('%I:%M %p %Y')],
    ["time(13, 5).isoformat('minutes')", () => new PyTime(13, 5).isoformat('minutes')],
    ['time(13, 5).replace(minute=7)', () => new PyTime(13, 5).replace(undefined, 7)],
    ['bool(time(0))', () => compare.truthy(new PyTime())],
  ]);
});

describe('timezone', () => {
  compareWithPython(SETUP, [
    ['timezone.utc', () => utc],
    ['str(timezone.utc)', () => str(utc)],
    ['timezone(timedelta(hours=2))', () => plusTwo],
    ['str(timezone(timedelta(hours=-2.5)))', () => str(new TimeZone(td(0, -9000)))],
    ["timezone(timedelta(0), 'X')", () => new TimeZone(td(0), 'X')],
    ['timezone(1)', () => new TimeZone(1)],
    ['timezone(timedelta(1))', () => new TimeZone(td(1))],
    ['timezone(timedelta(0), 1)', () => new TimeZone(td(0), 1)],
    ['timezone(timedelta(0)) == timezone.utc', () => compare.equals(new TimeZone(td(0)), utc)],
  ]);
});

describe('datetime', () => {
  const moment = dt(2020, 2, 3, 14, 5, 6, 789);
  const aware = dt(2020, 2, 3, 14, 5, 6, 0, utc);
  const iso = (text: string) =>
    [`datetime.fromisoformat(${repr(text)})`, () => DateTime.fromisoformat(text)] as const;
  const parse = (text: string, format: string) =>
    [
      `datetime.strptime(${repr(text)}, ${repr(format)})`,
      () => DateTime.strptime(text, format),
    ] as const;
  const stamp = (seconds: number | Float) =>
    [
      `datetime.fromtimestamp(${repr(seconds)}), datetime.utcfromtimestamp(${repr(seconds)})`,
      () => tuple(DateTime.fromtimestamp(seconds), DateTime.utcfromtimestamp(seconds)),
    ] as const;
  compareWithPython(
    `${SETUP}
moment = datetime(2020, 2, 3, 14, 5, 6, 789)
aware = datetime(2020, 2, 3, 14, 5, 6, 0, timezone.utc)
two = timezone(timedelta(hours=2))
`,
    [
      ['moment', () => moment],
      ['aware', () => aware],
      ['str(moment)', () => str(moment)],
      ['str(aware)', () => str(aware)],
      ['datetime(2020, 1, 1)', () => dt(2020, 1, 1)],
      ['datetime(2020, 1, 1, 24)', () => dt(2020, 1, 1, 24)],
      ['datetime(2020, 1, 1, 0, 60)', () => dt(2020, 1, 1, 0, 60)],
      ["datetime(2020, 1, '1')", () => dt(2020, 1, '1')],
      ['datetime(2020, 1)', () => dt(2020, 1)],
      ['moment.isoformat()', () => moment.isoformat()],
      ["moment.isoformat(' ')", () => moment.isoformat(' ')],
      [
        "moment.isoformat(timespec='milliseconds')",
        () => moment.isoformat(undefined, 'milliseconds'),
      ],
      ["moment.isoformat(timespec='x')", () => moment.isoformat(undefined, 'x')],
      ["moment.isoformat('')", () => moment.isoformat('')],
      ['moment.date()', () => moment.date()],
      ['moment.time()', () => moment.time()],
      ['aware.timetz()', () => aware.timetz()],
      ['moment.replace(microsecond=0)', () => moment.replace(...nothing(6), 0)],
      ['aware.replace(tzinfo=None)', () => aware.replace(...nothing(7), null)],
      ['moment.timestamp()', () => moment.timestamp()],
      ['aware.timestamp()', () => aware.timestamp()],
      ['datetime(2020, 7, 3, 14).timestamp()', () => dt(2020, 7, 3, 14).timestamp()],
      ['datetime(2020, 3, 29, 2, 30).timestamp()', () => dt(2020, 3, 29, 2, 30).timestamp()],
      ['datetime(2020, 10, 25, 2, 30).timestamp()', () => dt(2020, 10, 25, 2, 30).timestamp()],
      ['moment.astimezone(two)', () => moment.astimezone(plusTwo)],
      ['aware.astimezone(two)', () => aware.astimezone(plusTwo)],
      ['aware.astimezone().isoformat()', () => aware.astimezone().isoformat()],
      ['aware.astimezone(1)', () => aware.astimezone(1)],
      ['moment.utcoffset()', () => moment.utcoffset()],
      ['aware.tzname()', () => aware.tzname()],
      ['moment + timedelta(1, 2, 3)', () => add(moment, td(1, 2, 3))],
      ['moment - timedelta(40, 2, 999999)', () => subtract(moment, td(40, 2, 999_999))],
      ['moment - datetime(2019, 1, 1)', () => subtract(moment, dt(2019, 1, 1))],
      ['aware - aware.astimezone(two)', () => subtract(aware, aware.astimezone(plusTwo))],
      ['aware == aware.astimezone(two)', () => compare.equals(aware, aware.astimezone(plusTwo))],
      ['moment - aware', () => subtract(moment, aware)],
      ['moment < aware', () => compare.less(moment, aware)],
      ['moment == aware', () => compare.equals(moment, aware)],
      ['moment - 1', () => subtract(moment, 1)],
      ['moment + moment', () => add(moment, moment)],
      ['moment - moment.date()', () => subtract(moment, moment.date())],
      ['moment * 2', () => multiply(moment, 2)],
      ["moment > '2020'", () => compare.greater(moment, '2020')],
      ['datetime.max + timedelta(1)', () => add(DateTime.max, td(1))],
      [
        'datetime.combine(date(2020, 1, 2), time(3, 4))',
        () => DateTime.combine(d(2020, 1, 2), new PyTime(3, 4)),
      ],
      [
        'datetime.combine(date(2020, 1, 2), datetime.min.time())',
        () => DateTime.combine(d(2020, 1, 2), DateTime.min.time()),
      ],
      ['datetime.combine(1, 2)', () => DateTime.combine(1, 2)],
      ['datetime.combine(date(2020, 1, 2), 2)', () => DateTime.combine(d(2020, 1, 2), 2)],
      ['moment.weekday()', () => moment.weekday()],
      ['moment.ctime()', () => moment.ctime()],
      ['tuple(moment.timetuple())', () => tuple(...moment.timetuple())],
      ['tuple(aware.utctimetuple())', () => tuple(...aware.utctimetuple())],
      ["f'{moment:%H:%M}'", () => moment.pyFormat('%H:%M')],
      ['moment.strftime(1)', () => moment.strftime(1)],
      ['[moment][0].hour', () => moment.hour],
      stamp(0),
      stamp(f(1e9)),
      stamp(1_580_738_706.123_456),
      stamp(-1.5),
      stamp(1.000_000_5),
      stamp(1e12),
      stamp(f(1e20)),
      ['datetime.fromtimestamp(0, timezone.utc)', () => DateTime.fromtimestamp(0, utc)],
      ["datetime.fromtimestamp('1')", () => DateTime.fromtimestamp('1')],
      iso('2020-01-02'),
      iso('2020-01-02T03'),
      iso('2020-01-02 03:04'),
      iso('2020-01-02T03:04:05'),
      iso('2020-01-02T03:04:05.678'),
      iso('2020-01-02T03:04:05.678901234Z'),
      iso('2020-01-02T03:04:05+0130'),
      iso('2020-01-02T03:04:05-01:30'),
      iso('20200102T030405'),
      iso('2020-W01-4T03'),
      iso('2020-01-02T'),
      iso('2020-01-02x03:04'),
      iso('2020-01-02T25:04'),
      iso('2020-02-30'),
      iso('x'),
      iso(''),
      iso('2020-01-02T03:4'),
      iso('2020-01-02 03:04:05 +00:00'),
      iso('2020-01-02T03:04:05+25:00'),
      iso('2020-01-02😀03:04:05'),
      iso('2020-01'),
      parse('2020-01-02', '%Y-%m-%d'),
      parse('2/1/20', '%d/%m/%y'),
      parse('2/1/69', '%d/%m/%y'),
      parse('2020-01-02 03:04:05.6', '%Y-%m-%d %H:%M:%S.%f'),
      parse('Jan 5 2020 3:05PM', '%b %d %Y %I:%M%p'),
      parse('monday, 5 january 2020', '%A, %d %B %Y'),
      parse('2020-01-02', '%Y/%m/%d'),
      parse('2020-01-02x', '%Y-%m-%d'),
      parse('2020-02-30', '%Y-%m-%d'),
      parse('2020-13-01', '%Y-%m-%d'),
      parse('2020', '%Q'),
      parse('2020', '%'),
      parse('10%', '%d%%'),
      parse('2020-01-02T03:04:05Z', '%Y-%m-%dT%H:%M:%SZ'),
      parse('2020-01-02T03:04:05Z', '%Y-%m-%dT%H:%M:%S%z'),
      parse('2020-01-02 +0100', '%Y-%m-%d %z'),
      parse('2020-01-02 -01:30', '%Y-%m-%d %z'),
      parse('2020-01-02 UTC', '%Y-%m-%d %Z'),
      parse('Mon, 03 Feb 2020 14:05:06 GMT', '%a, %d %b %Y %H:%M:%S %Z'),
      parse('2020 060', '%Y %j'),
      parse('2020 10 1', '%Y %W %w'),
      parse('2020 10 1', '%Y %U %w'),
      parse('2020 10 1', '%G %V %u'),
      parse('2020 10', '%G %V'),
      parse('2020 10 1', '%Y %V %u'),
      parse('  2020   1', ' %Y %m'),
      parse('2020 1', '%Y   %m'),
      parse('24:00', '%H:%M'),
      parse('12:61', '%H:%M'),
      parse('12 AM', '%I %p'),
      parse('12:00:61', '%H:%M:%S'),
      parse('', ''),
      parse('a+b', 'a+b'),
      parse('29 Feb', '%d %b'),
      parse('02/03/20', '%x'),
      parse('01:02:03', '%X'),
      parse('Mon Feb  3 14:05:06 2020', '%c'),
      parse('1', '%-d'),
      parse('٣', '%d'),
      ["datetime.strptime(1, '%d')", () => DateTime.strptime(1, '%d')],
      ["datetime.strptime(None, '%d')", () => DateTime.strptime(null, '%d')],
    ],
  );
});

test('every directive of strftime is what Python writes, for days of many years', () => {
  const moments = fc.sample(
    fc.tuple(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 59 }),
      fc.integer({ min: 0, max: 999_999 }),
    ),
    { seed: 1, numRuns: 200 },
  );
  const format =
    [...'aAbBcCdDeFfgGhHIjklmMnpPrRStTuUVwWxXyYzZ%'].map((letter) => `%${letter}`).join('|') +
    '|%-d|%-m|%-I|%_d|%^a|%#p|%03d|%Ey|%Q|%';
  const expected = askPython(
    'from datetime import *',
    moments.map((fields) => `datetime(${fields.join(', ')}).strftime(${repr(format)})`),
  );
  expect(moments.map((fields) => repr(dt(...fields).strftime(format)))).toEqual(expected);
});

test('arithmetic is exact for all days', () => {
  const cases = fc.sample(
    fc.tuple(
      fc.integer({ min: 1, max: 3_652_059 }),
      fc.integer({ min: -4_000_000, max: 4_000_000 }),
      fc.integer(),
      fc.integer(),
    ),
    { seed: 2, numRuns: 300 },
  );
  const expected = askPython(
    `from datetime import *
def shown(day, days, seconds, microseconds):
    try: return repr(datetime.fromordinal(day) + timedelta(days, seconds, microseconds))
    except OverflowError as error: return str(error)`,
    cases.map((values) => `shown(${values.join(', ')})`),
  );
  const found = cases.map(([day, ...parts]) => {
    try {
      return repr(repr(add(DateTime.fromordinal(day), td(...parts))));
    } catch (error) {
      return repr((error as Error).message);
    }
  });
  expect(found).toEqual(expected);
});

test('jsonify writes HTTP dates, and no times', () => {
  expect(
    dumps([dt(2020, 2, 3, 14, 5, 6, 789), d(45, 2, 3), dt(2020, 2, 3, 1, 5, 6, 0, plusTwo)]),
  ).toBe(
    '["Mon, 03 Feb 2020 14:05:06 GMT","Fri, 03 Feb 0045 00:00:00 GMT","Sun, 02 Feb 2020 23:05:06 GMT"]',
  );
  expect(() => dumps(new PyTime(1))).toThrow('Object of type time is not JSON serializable');
  expect(() => dumps(td(1))).toThrow('Object of type timedelta is not JSON serializable');
});

test('the clock has microseconds, and never leaves that of the system', () => {
  const before = Date.now();
  const now = Number(DateTime.now(utc).timestamp() as number) * 1000;
  expect(Math.abs(now - before)).toBeLessThan(50);
});
