import type { Library } from './library.js';

const PATTERN = 're.Pattern';
const MATCH = 're.Match';

/** Each flag has a short name and a long one. */
const flags = Object.fromEntries(
  ['ASCII', 'DOTALL', 'IGNORECASE', 'LOCALE', 'MULTILINE', 'UNICODE', 'VERBOSE'].flatMap((name) => [
    [name, `${name} -> int`],
    [name === 'VERBOSE' ? 'X' : name === 'DOTALL' ? 'S' : name[0]!, `${name} -> int`],
  ]),
);

export const library: Library = {
  module: 're',
  distributions: [],
  replacement: "JavaScript's regular expressions, into which src/python/re.ts translates Python's",
  from: 'python/re.js',
  names: {
    compile: `compile(pattern, flags) -> ${PATTERN}`,
    search: `search(pattern, string, flags) -> ${MATCH} | None`,
    match: `match(pattern, string, flags) -> ${MATCH} | None`,
    fullmatch: `fullmatch(pattern, string, flags) -> ${MATCH} | None`,
    findall: 'findall(pattern, string, flags) -> list',
    finditer: 'finditer(pattern, string, flags) -> value',
    sub: 'sub(pattern, repl, string, count, flags) -> str',
    subn: 'subn(pattern, repl, string, count, flags) -> tuple',
    split: 'split(pattern, string, maxsplit, flags) -> list',
    escape: 'escape(pattern) -> str',
    error: 'class RegexError(msg, pattern, pos) -> re.error',
    Pattern: `class Pattern -> ${PATTERN}`,
    Match: `class Match -> ${MATCH}`,
    ...flags,
  },
  types: {
    [PATTERN]: {
      class: 'Pattern',
      members: {
        pattern: '.pattern -> str',
        flags: '.flags -> int',
        groups: '.groups -> int',
        groupindex: '.groupindex -> dict',
        search: `.search(string, pos, endpos) -> ${MATCH} | None`,
        match: `.match(string, pos, endpos) -> ${MATCH} | None`,
        fullmatch: `.fullmatch(string, pos, endpos) -> ${MATCH} | None`,
        findall: '.findall(string, pos, endpos) -> list',
        finditer: '.finditer(string, pos, endpos) -> value',
        sub: '.sub(repl, string, count) -> str',
        subn: '.subn(repl, string, count) -> tuple',
        split: '.split(string, maxsplit) -> list',
      },
    },
    [MATCH]: {
      class: 'Match',
      members: {
        re: `.re -> ${PATTERN}`,
        string: '.string -> str',
        pos: '.pos -> int',
        endpos: '.endpos -> int',
        lastindex: '.lastindex -> int | None',
        group: '.group(*groups) -> value',
        groups: '.groups(default) -> tuple',
        groupdict: '.groupdict(default) -> dict',
        start: '.start(group) -> int',
        end: '.end(group) -> int',
        span: '.span(group) -> tuple',
        expand: '.expand(template) -> str',
      },
    },
    're.error': {
      class: 'RegexError',
      members: { msg: '.msg -> str', pattern: '.pattern -> value', pos: '.pos -> value' },
    },
  },
};
