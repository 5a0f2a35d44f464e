import type { Library } from './library.js';

const ZONE = 'pytz.tzinfo.BaseTzInfo';

/** Without lists of zones, which depend on the release. */
export const library: Library = {
  module: 'pytz',
  distributions: ['pytz'],
  replacement: "Node's own time zones, in src/python/pytz.ts of the service",
  from: 'python/pytz.js',
  names: {
    timezone: `timezone(zone) -> ${ZONE}`,
    utc: `utc -> ${ZONE}`,
    UTC: `utc -> ${ZONE}`,
    UnknownTimeZoneError: 'class UnknownTimeZoneError(*args)',
    AmbiguousTimeError: 'class AmbiguousTimeError(*args)',
    NonExistentTimeError: 'class NonExistentTimeError(*args)',
    InvalidTimeError: 'class InvalidTimeError(*args)',
    'exceptions.UnknownTimeZoneError': 'class UnknownTimeZoneError(*args)',
    'exceptions.AmbiguousTimeError': 'class AmbiguousTimeError(*args)',
    'exceptions.NonExistentTimeError': 'class NonExistentTimeError(*args)',
    'exceptions.InvalidTimeError': 'class InvalidTimeError(*args)',
  },
  types: {
    [ZONE]: {
      class: 'PytzZone',
      base: 'datetime.tzinfo',
      members: {
        zone: '.zone -> str',
        localize: '.localize(dt, is_dst) -> datetime.datetime',
        normalize: '.normalize(dt) -> datetime.datetime',
      },
    },
  },
};
