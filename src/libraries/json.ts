import type { Library } from './library.js';

export const library: Library = {
  module: 'json',
  distributions: [],
  replacement: "src/python/json.ts in the service, which writes as Python's json does",
  from: 'python/json.js',
  names: {
    dumps:
      'dumps(obj, skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, default, sort_keys) -> str',
    dump: 'dump(obj, fp, skipkeys, ensure_ascii, check_circular, allow_nan, cls, indent, separators, default, sort_keys) -> None',
    loads:
      'loads(s, cls, object_hook, parse_float, parse_int, parse_constant, object_pairs_hook) -> value',
    load: 'load(fp, cls, object_hook, parse_float, parse_int, parse_constant, object_pairs_hook) -> value',
    JSONEncoder:
      'class JSONEncoder(skipkeys, ensure_ascii, check_circular, allow_nan, sort_keys, indent, separators, default) -> json.JSONEncoder',
    JSONDecodeError: 'class JSONDecodeError(msg, doc, pos) -> json.JSONDecodeError',
    'decoder.JSONDecodeError': 'class JSONDecodeError(msg, doc, pos) -> json.JSONDecodeError',
    'encoder.JSONEncoder':
      'class JSONEncoder(skipkeys, ensure_ascii, check_circular, allow_nan, sort_keys, indent, separators, default) -> json.JSONEncoder',
  },
  types: {
    'json.JSONEncoder': {
      class: 'JSONEncoder',
      calls: ['default'],
      members: {
        encode: '.encode(o) -> str',
        default: '.default(o) -> value',
      },
    },
    'json.JSONDecodeError': {
      class: 'JSONDecodeError',
      members: {
        msg: '.msg -> str',
        doc: '.doc -> str',
        pos: '.pos -> int',
        lineno: '.lineno -> int',
        colno: '.colno -> int',
      },
    },
  },
};
