import type { Library } from './library.js';

const DATE = 'datetime.date';
const TIME = 'datetime.time';
const MOMENT = 'datetime.datetime';
const DELTA = 'datetime.timedelta';
const ZONE = 'datetime.timezone';
const ISO_CALENDAR = 'datetime.IsoCalendarDate';

export const library: Library = {
  module: 'datetime',
  distributions: [],
  replacement: "src/python/datetime.ts in the service, since JavaScript's Date has no microseconds",
  from: 'python/datetime.js',
  names: {
    MINYEAR: 'minYear -> int',
    MAXYEAR: 'maxYear -> int',
    UTC: `TimeZone.utc -> ${ZONE}`,
    tzinfo: 'class TzInfo()',

    date: `class PyDate(year, month, day) -> ${DATE}`,
    'date.today': `PyDate.today() -> ${DATE}`,
    'date.fromtimestamp': `PyDate.fromtimestamp(timestamp) -> ${DATE}`,
    'date.fromordinal': `PyDate.fromordinal(ordinal) -> ${DATE}`,
    'date.fromisoformat': `PyDate.fromisoformat(date_string) -> ${DATE}`,
    'date.fromisocalendar': `PyDate.fromisocalendar(year, week, day) -> ${DATE}`,
    'date.min': `PyDate.min -> ${DATE}`,
    'date.max': `PyDate.max -> ${DATE}`,
    'date.resolution': `PyDate.resolution -> ${DELTA}`,

    time: `class PyTime(hour, minute, second, microsecond, tzinfo) -> ${TIME}`,
    'time.fromisoformat': `PyTime.fromisoformat(time_string) -> ${TIME}`,
    'time.min': `PyTime.min -> ${TIME}`,
    'time.max': `PyTime.max -> ${TIME}`,
    'time.resolution': `PyTime.resolution -> ${DELTA}`,

    datetime: `class DateTime(year, month, day, hour, minute, second, microsecond, tzinfo) -> ${MOMENT}`,
    'datetime.now': `DateTime.now(tz) -> ${MOMENT}`,
    'datetime.utcnow': `DateTime.utcnow() -> ${MOMENT}`,
    'datetime.today': `DateTime.today() -> ${MOMENT}`,
    'datetime.fromtimestamp': `DateTime.fromtimestamp(timestamp, tz) -> ${MOMENT}`,
    'datetime.utcfromtimestamp': `DateTime.utcfromtimestamp(timestamp) -> ${MOMENT}`,
    'datetime.fromordinal': `DateTime.fromordinal(ordinal) -> ${MOMENT}`,
    'datetime.fromisoformat': `DateTime.fromisoformat(date_string) -> ${MOMENT}`,
    'datetime.fromisocalendar': `DateTime.fromisocalendar(year, week, day) -> ${MOMENT}`,
    'datetime.strptime': `DateTime.strptime(date_string, format) -> ${MOMENT}`,
    'datetime.combine': `DateTime.combine(date, time, tzinfo) -> ${MOMENT}`,
    'datetime.min': `DateTime.min -> ${MOMENT}`,
    'datetime.max': `DateTime.max -> ${MOMENT}`,
    'datetime.resolution': `DateTime.resolution -> ${DELTA}`,

    timedelta: `class TimeDelta(days, seconds, microseconds, milliseconds, minutes, hours, weeks) -> ${DELTA}`,
    'timedelta.min': `TimeDelta.min -> ${DELTA}`,
    'timedelta.max': `TimeDelta.max -> ${DELTA}`,
    'timedelta.resolution': `TimeDelta.resolution -> ${DELTA}`,

    timezone: `class TimeZone(offset, name) -> ${ZONE}`,
    'timezone.utc': `TimeZone.utc -> ${ZONE}`,
  },
  types: {
    [DATE]: {
      class: 'PyDate',
      members: {
        year: '.year -> int',
        month: '.month -> int',
        day: '.day -> int',
        replace: `.replace(year, month, day) -> ${DATE}`,
        timetuple: '.timetuple() -> time.struct_time',
        toordinal: '.toordinal() -> int',
        weekday: '.weekday() -> int',
        isoweekday: '.isoweekday() -> int',
        isocalendar: `.isocalendar() -> ${ISO_CALENDAR}`,
        isoformat: '.isoformat() -> str',
        ctime: '.ctime() -> str',
        strftime: '.strftime(format) -> str',
      },
    },
    [TIME]: {
      class: 'PyTime',
      members: {
        hour: '.hour -> int',
        minute: '.minute -> int',
        second: '.second -> int',
        microsecond: '.microsecond -> int',
        tzinfo: '.tzinfo -> datetime.tzinfo | None',
        fold: '.fold -> int',
        replace: `.replace(hour, minute, second, microsecond, tzinfo) -> ${TIME}`,
        isoformat: '.isoformat(timespec) -> str',
        strftime: '.strftime(format) -> str',
        utcoffset: `.utcoffset() -> ${DELTA} | None`,
        tzname: '.tzname() -> str | None',
        dst: `.dst() -> ${DELTA} | None`,
      },
    },
    [MOMENT]: {
      class: 'DateTime',
      base: DATE,
      members: {
        hour: '.hour -> int',
        minute: '.minute -> int',
        second: '.second -> int',
        microsecond: '.microsecond -> int',
        tzinfo: '.tzinfo -> datetime.tzinfo | None',
        fold: '.fold -> int',
        date: `.date() -> ${DATE}`,
        time: `.time() -> ${TIME}`,
        timetz: `.timetz() -> ${TIME}`,
        replace: `.replace(year, month, day, hour, minute, second, microsecond, tzinfo) -> ${MOMENT}`,
        astimezone: `.astimezone(tz) -> ${MOMENT}`,
        utcoffset: `.utcoffset() -> ${DELTA} | None`,
        tzname: '.tzname() -> str | None',
        dst: `.dst() -> ${DELTA} | None`,
        timestamp: '.timestamp() -> float',
        utctimetuple: '.utctimetuple() -> time.struct_time',
        isoformat: '.isoformat(sep, timespec) -> str',
      },
    },
    [DELTA]: {
      class: 'TimeDelta',
      members: {
        days: '.days -> int',
        seconds: '.seconds -> int',
        microseconds: '.microseconds -> int',
        total_seconds: '.total_seconds() -> float',
      },
    },
    'datetime.tzinfo': {
      class: 'TzInfo',
      members: {
        utcoffset: `.utcoffset(dt) -> ${DELTA} | None`,
        tzname: '.tzname(dt) -> str | None',
        dst: `.dst(dt) -> ${DELTA} | None`,
      },
    },
    [ZONE]: { class: 'TimeZone', base: 'datetime.tzinfo' },
    [ISO_CALENDAR]: {
      class: 'IsoCalendarDate',
      base: 'tuple',
      members: { year: '.year -> int', week: '.week -> int', weekday: '.weekday -> int' },
    },
  },
};
