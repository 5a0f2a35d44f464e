/** Times that pytz gives, printed with their distance from UTC: the names of zones Node does not have. */
import { describe, expect, test } from 'vitest';
import { DateTime, TimeDelta } from '../../templates/service/src/python/datetime.js';
import * as pytz from '../../templates/service/src/python/pytz.js';
import { str } from '../../templates/service/src/python/text.js';
import { tuple, type Value } from '../../templates/service/src/python/value.js';
import { compareWithPython, type Pair } from './compare-with-python.js';

const ZONES = (
  'Europe/Berlin Europe/London Europe/Paris Europe/Madrid Europe/Rome Europe/Warsaw Europe/Istanbul Europe/Moscow ' +
  'America/New_York America/Los_Angeles America/Chicago America/Sao_Paulo America/Bogota America/Lima ' +
  'America/Argentina/Buenos_Aires America/Mexico_City America/Santiago US/Eastern US/Pacific Asia/Kolkata Asia/Tokyo ' +
  'Asia/Shanghai Asia/Jakarta Asia/Manila Asia/Dubai Asia/Ho_Chi_Minh Asia/Bangkok Asia/Seoul Asia/Kathmandu ' +
  'Africa/Nairobi Africa/Lagos Africa/Johannesburg Africa/Cairo Australia/Sydney Pacific/Auckland'
).split(' ');

const MOMENTS: [number, number, number, number, number][] = [
  [2021, 1, 15, 12, 0],
  [2021, 7, 15, 12, 30],
  [2021, 3, 28, 2, 30],
  [2021, 10, 31, 2, 30],
  [2021, 10, 31, 1, 30],
  [2021, 3, 14, 2, 30],
  [2021, 11, 7, 1, 30],
  [2021, 4, 4, 2, 30],
  [2021, 10, 3, 2, 30],
  [1999, 12, 31, 23, 59],
];

const attempt = (run: () => Value): string => {
  try {
    return str(run());
  } catch (error) {
    return `${(error as Error).constructor.name}: ${str(error as Error)}`;
  }
};

describe('pytz', () => {
  const setup = `
import pytz
from datetime import datetime, timedelta
def attempt(run):
    try:
        return str(run())
    except Exception as e:
        return f'{type(e).__name__}: {e}'
`;
  const hour = new TimeDelta(0, 3600);
  const berlin = () => pytz.timezone('Europe/Berlin');
  compareWithPython(setup, [
    ...ZONES.flatMap((name): Pair[] => [
      [
        `[[attempt(lambda: pytz.timezone('${name}').localize(datetime(*m), is_dst=d)) for d in (False, True, None)] for m in ${JSON.stringify(MOMENTS)}]`,
        () =>
          MOMENTS.map((moment) =>
            [false, true, null].map((isDst) =>
              attempt(() => pytz.timezone(name).localize(new DateTime(...moment), isDst)),
            ),
          ),
      ],
      [
        `[(str(u), str(u - timedelta(hours=1)), u.tzinfo == pytz.timezone('${name}').localize(datetime(2021, 1, 1)).tzinfo) for m in ${JSON.stringify(MOMENTS)} for u in [pytz.utc.localize(datetime(*m)).astimezone(pytz.timezone('${name}'))]]`,
        () =>
          MOMENTS.map((moment) => {
            const zone = pytz.timezone(name);
            const time = pytz.utc.localize(new DateTime(...moment)).astimezone(zone);
            return tuple(
              str(time),
              str(time.pySubtract(hour)!),
              time.tzinfo === zone.localize(new DateTime(2021, 1, 1)).tzinfo,
            );
          }),
      ],
      [
        `str(pytz.timezone('${name}')), pytz.timezone('${name}').zone`,
        () => tuple(str(pytz.timezone(name)), pytz.timezone(name).zone),
      ],
    ]),
    [
      "str(pytz.timezone('Europe/Berlin').normalize(pytz.timezone('Europe/Berlin').localize(datetime(2021, 3, 28, 1, 30)) + timedelta(hours=1)))",
      () =>
        str(
          berlin().normalize(
            berlin()
              .localize(new DateTime(2021, 3, 28, 1, 30))
              .pyAdd(hour)!,
          ),
        ),
    ],
    [
      "pytz.timezone('Europe/Berlin').localize(datetime(2021, 7, 1)).strftime('%Y-%m-%d %H:%M %z')",
      () =>
        berlin()
          .localize(new DateTime(2021, 7, 1))
          .strftime('%Y-%m-%d %H:%M %z'),
    ],
    ["pytz.timezone('Europe/Nowhere')", () => pytz.timezone('Europe/Nowhere')],
    ["pytz.timezone('nowhere')", () => pytz.timezone('nowhere')],
    ['pytz.timezone(None)', () => pytz.timezone(null)],
    [
      "pytz.timezone('UTC') is pytz.utc, str(pytz.utc)",
      () => tuple(Object.is(pytz.timezone('UTC'), pytz.utc), str(pytz.utc)),
    ],
    ['pytz.utc', () => pytz.utc],
    ['pytz.utc.localize(datetime(2021, 1, 1))', () => pytz.utc.localize(new DateTime(2021, 1, 1))],
    [
      'pytz.utc.localize(pytz.utc.localize(datetime(2021, 1, 1)))',
      () => pytz.utc.localize(pytz.utc.localize(new DateTime(2021, 1, 1))),
    ],
    [
      "pytz.timezone('Europe/Berlin').normalize(datetime(2021, 1, 1))",
      () => berlin().normalize(new DateTime(2021, 1, 1)),
    ],
    [
      "datetime.now(pytz.timezone('Asia/Tokyo')).utcoffset(), datetime.now(pytz.utc).tzname()",
      () =>
        tuple(
          DateTime.now(pytz.timezone('Asia/Tokyo')).utcoffset()!,
          DateTime.now(pytz.utc).tzname(),
        ),
    ],
    [
      "pytz.timezone('Europe/Berlin').localize(datetime(2021, 7, 1)) < pytz.utc.localize(datetime(2021, 7, 1))",
      () =>
        berlin()
          .localize(new DateTime(2021, 7, 1))
          .pyCompare(pytz.utc.localize(new DateTime(2021, 7, 1)))! < 0,
    ],
  ]);
});

describe('what Node does not know of a zone', () => {
  const berlin = pytz.timezone('Europe/Berlin');
  const refused: readonly (readonly [string, () => unknown])[] = [
    ['its name at a time', () => berlin.localize(new DateTime(2021, 7, 1)).strftime('%Z')],
    ['whether it is summer', () => berlin.localize(new DateTime(2021, 7, 1)).dst()],
    ['its local mean time', () => str(new DateTime(2021, 7, 1, 0, 0, 0, 0, berlin))],
    [
      'which of two is summer in Ireland',
      () => pytz.timezone('Europe/Dublin').localize(new DateTime(2021, 10, 31, 1, 30)),
    ],
    ['a zone with one distance', () => pytz.timezone('Etc/GMT+5')],
  ];
  test.for(refused)('is refused: %s', ([, run]) => {
    expect(run).toThrow(/not translated|Not Implemented/);
  });
});
