import type { Library } from './library.js';

export const library: Library = {
  module: 'sys',
  distributions: [],
  replacement: "Node's process",
  from: 'python/system.js',
  names: {
    argv: 'argv -> list[str]',
    path: 'path -> list[str]',
    platform: 'platform -> str',
    maxsize: 'maxsize -> int',
    version: 'version -> str',
    exit: 'exit(code) -> None',
    stdout: 'stdout -> sys.TextIO',
    stderr: 'stderr -> sys.TextIO',
  },
  types: {
    'sys.TextIO': {
      class: 'Output',
      members: {
        write: '.write(s) -> int',
        flush: '.flush() -> None',
      },
    },
  },
};
