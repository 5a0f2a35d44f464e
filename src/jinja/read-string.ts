/** A string literal of a template, with Python's escapes. Source: jinja2/lexer.py and the codec unicode_escape. */
import { TemplateSyntaxError } from './syntax.js';

const SIMPLE: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** @throws TemplateSyntaxError for an escape that Python refuses */
export function readString(literal: string, line: number): string {
  return literal
    .slice(1, -1)
    .replaceAll(
      /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|([^]))/g,
      (escape, hex2?: string, hex4?: string, hex8?: string, octal?: string, other?: string) => {
        const digits = hex2 ?? hex4 ?? hex8;
        if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
        if (digits !== undefined) {
          const code = Number.parseInt(digits, 16);
          if (code > 0x10ffff) throw new TemplateSyntaxError('illegal Unicode character', line);
          return String.fromCodePoint(code);
        }
        if (other === 'x' || other === 'u' || other === 'U' || other === 'N')
          throw new TemplateSyntaxError(`truncated \\${other} escape`, line);
        return SIMPLE[other!] ?? escape;
      },
    );
}
