/** The replacement of `re.sub`: text with references to groups. */
import { IndexError, PyTypeError } from './exceptions.js';
import type { Match, Pattern } from './re.js';
import { RegexError } from './re-syntax.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

const ESCAPES: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

export function compileTemplate(template: Value, pattern: Pattern): (match: Match) => string {
  if (typeof template !== 'string')
    throw new PyTypeError(`decoding to str: need a bytes-like object, ${typeName(template)} found`);
  const parts: (string | number)[] = [];
  let at = 0;
  while (at < template.length) {
    const plain = /[^\\]*/y;
    plain.lastIndex = at;
    const text = plain.exec(template)![0];
    parts.push(text);
    at += text.length;
    if (at < template.length) {
      const found = reference(template, at, pattern);
      parts.push(found.part);
      at += found.length;
    }
  }
  return (match) =>
    parts.map((part) => (typeof part === 'string' ? part : (match.text(part) ?? ''))).join('');
}

interface Reference {
  readonly part: string | number;
  readonly length: number;
}

function reference(template: string, at: number, pattern: Pattern): Reference {
  const rest = template.slice(at + 1);
  if (rest === '') throw new RegexError('bad escape (end of pattern)', template, at);
  const named = /^g(?:<([^>]*)>)?/.exec(rest);
  if (named) {
    const [whole, name] = named;
    if (name === undefined) throw new RegexError('missing <', template, at + 2);
    return { part: groupOf(name, template, at + 3, pattern), length: whole.length + 1 };
  }
  const octal = /^(?:0[0-7]{0,2}|[0-3][0-7]{2})/.exec(rest)?.[0];
  if (octal !== undefined)
    return {
      part: String.fromCodePoint(Number.parseInt(octal, 8)),
      length: octal.length + 1,
    };
  const digits = /^\d\d?/.exec(rest)?.[0];
  if (digits !== undefined) {
    if (Number(digits) > pattern.groups)
      throw new RegexError(`invalid group reference ${Number(digits)}`, template, at + 1);
    return { part: Number(digits), length: digits.length + 1 };
  }
  const escaped = ESCAPES[rest[0]!];
  if (escaped !== undefined) return { part: escaped, length: 2 };
  if (/[a-zA-Z]/.test(rest[0]!)) throw new RegexError(`bad escape \\${rest[0]!}`, template, at);
  return { part: `\\${rest[0]!}`, length: 2 };
}

function groupOf(name: string, template: string, at: number, pattern: Pattern): number {
  if (name === '') throw new RegexError('missing group name', template, at);
  if (/^\d+$/.test(name)) {
    if (Number(name) > pattern.groups)
      throw new RegexError(`invalid group reference ${Number(name)}`, template, at);
    return Number(name);
  }
  const group = pattern.names.get(name);
  if (group === undefined) throw new IndexError(`unknown group name '${name}'`);
  return group;
}
