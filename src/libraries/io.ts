import type { Library } from './library.js';

/** What both files in memory have. */
function members(content: string): Readonly<Record<string, string>> {
  return {
    __enter__: '.pyEnter() -> self',
    __exit__: '.pyExit()',
    closed: '.closed -> bool',
    read: `.read(size) -> ${content}`,
    readline: `.readline() -> ${content}`,
    readlines: `.readlines() -> list[${content}]`,
    readable: '.readable() -> bool',
    write: '.write(data) -> int',
    writelines: '.writelines(lines) -> None',
    getvalue: `.getvalue() -> ${content}`,
    tell: '.tell() -> int',
    seek: '.seek(offset, whence) -> int',
    truncate: '.truncate(size) -> int',
    flush: '.flush() -> None',
    close: '.close() -> None',
  };
}

export const library: Library = {
  module: 'io',
  distributions: [],
  replacement: 'src/python/io.ts in the service',
  from: 'python/io.js',
  names: {
    StringIO: 'class StringIO(initial_value, newline) -> io.StringIO',
    BytesIO: 'class BytesIO(initial_bytes) -> io.BytesIO',
    TextIOWrapper: 'textOf(buffer, encoding, errors, newline) -> io.StringIO',
    SEEK_SET: 'SEEK_SET -> int',
    SEEK_END: 'SEEK_END -> int',
    open: 'python/files.js#open(file, mode, buffering, encoding, errors, newline) -> io.TextIOWrapper',
  },
  types: {
    'io.StringIO': { class: 'StringIO', members: members('str') },
    'io.BytesIO': {
      class: 'BytesIO',
      members: { ...members('bytes'), getbuffer: '.getvalue() -> bytes' },
    },
  },
};
