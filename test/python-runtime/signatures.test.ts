import { describe, expect, test } from 'vitest';
import { library } from '../../src/libraries/builtins.js';
import { parseSignature } from '../../src/libraries/parse-signature.js';

const SIGNATURES = [
  ...Object.entries(library.names ?? {}),
  ...Object.entries(library.types ?? {}).flatMap(([type, { members = {} }]) =>
    Object.entries(members)
      // An attribute of the object itself comes from no module.
      .filter(([, text]) => text.includes('#'))
      .map(([name, text]) => [`${type}.${name}`, text] as const),
  ),
];

describe('the signatures of builtins', () => {
  test.each(SIGNATURES)('%s refers to what there is', async (_name, text) => {
    const { from, target } = parseSignature(text);
    const path = `../../templates/service/src/${from!.replace('.js', '.ts')}`;
    const module = (await import(path)) as Readonly<Record<string, unknown>>;
    expect(typeof module[target]).toBe('function');
  });
});
