import { afterAll, describe, expect, test } from 'vitest';
import { Resources } from '../../src/processes/resources.js';
import * as strings from '../../templates/service/src/python/strings.js';
import { repr } from '../../templates/service/src/python/text.js';
import { startPython } from './oracle.js';

const resources = new Resources();
afterAll(() => resources.close());
const python = startPython(resources);

/** What each method makes of every character there is. */
const METHODS: Readonly<Record<string, (text: string) => unknown>> = {
  lower: strings.lower,
  upper: strings.upper,
  title: strings.title,
  capitalize: strings.capitalize,
  swapcase: strings.swapcase,
  casefold: strings.casefold,
  isalpha: strings.isalpha,
  isdigit: strings.isdigit,
  isdecimal: strings.isdecimal,
  isnumeric: strings.isnumeric,
  isalnum: strings.isalnum,
  isspace: strings.isspace,
  isupper: strings.isupper,
  islower: strings.islower,
  istitle: strings.istitle,
  isidentifier: strings.isidentifier,
  isprintable: strings.isprintable,
  strip: strings.strip,
  split: (text) => strings.split(text),
  splitlines: (text) => strings.splitlines(text),
};

/** What Unicode 15.1 says of them is not what Python 3.11 goes by. */
const CHANGED = new Set([0x295, 0x10fc, 0xa7f2, 0xa7f3, 0xa7f4, 0xab69]);

describe.each(Object.entries(METHODS))('%s', (name, run) => {
  test('of every character that Python knows', async (context) => {
    const ask = await python;
    if ('reason' in ask) return context.skip(ask.reason);
    // JavaScript's Unicode may be a later one: of what is not assigned yet, nothing is compared.
    const [answer] = await ask([
      `[(c, repr(chr(c).${name}())) for c in range(0x110000) if __import__('unicodedata').category(chr(c)) not in ('Cn', 'Co')]`,
    ]);
    const wanted = new Map<number, string>();
    for (const [, code, text] of answer!.matchAll(
      /\((\d+), ('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\)/gu,
    ))
      wanted.set(Number(code), unquote(text!));
    expect(wanted.size).toBeGreaterThan(140_000);
    const differences: string[] = [];
    for (const [code, text] of wanted) {
      const found = run(String.fromCodePoint(code));
      const shown = typeof found === 'boolean' ? (found ? 'True' : 'False') : repr(found as string);
      const isNewer =
        CHANGED.has(code) || Array.from(shown).some((one) => !wanted.has(one.codePointAt(0)!));
      if (shown !== text && !isNewer)
        differences.push(`U+${code.toString(16)}: ${text}, not ${shown}`);
    }
    expect(differences).toEqual([]);
  });
});

/** A literal of Python within a literal. */
function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(?:x(..)|u(....)|U(.{8})|(.))/gu, (_, x, u, U, other) => {
    const code = (x ?? u ?? U) as string | undefined;
    if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16));
    return (
      ({ n: '\n', r: '\r', t: '\t' } as Record<string, string>)[other as string] ??
      (other as string)
    );
  });
}
