import type { Library } from './library.js';

export const library: Library = {
  module: 'time',
  distributions: [],
  replacement: 'src/python/time.ts in the service',
  from: 'python/time.js',
  names: {
    time: 'time() -> float',
    time_ns: 'timeNs() -> int',
    monotonic: 'monotonic() -> float',
    perf_counter: 'monotonic() -> float',
    process_time: 'processTime() -> float',
    sleep: 'await sleep(seconds) -> None',
    strftime: 'strftime(format, t) -> str',
    strptime: 'strptime(string, format) -> time.struct_time',
    localtime: 'localtime(seconds) -> time.struct_time',
    gmtime: 'gmtime(seconds) -> time.struct_time',
    mktime: 'mktime(t) -> float',
    ctime: 'ctime(seconds) -> str',
    asctime: 'asctime(t) -> str',
    struct_time: 'class StructTime -> time.struct_time',
  },
  types: {
    'time.struct_time': {
      class: 'StructTime',
      base: 'tuple',
      members: {
        tm_year: '.tm_year -> int',
        tm_mon: '.tm_mon -> int',
        tm_mday: '.tm_mday -> int',
        tm_hour: '.tm_hour -> int',
        tm_min: '.tm_min -> int',
        tm_sec: '.tm_sec -> int',
        tm_wday: '.tm_wday -> int',
        tm_yday: '.tm_yday -> int',
        tm_isdst: '.tm_isdst -> int',
      },
    },
  },
};
