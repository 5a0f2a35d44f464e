import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { diffLines } from '../../src/merge/diff-lines.js';
import { mergeFile } from '../../src/merge/merge-file.js';
import { isMarker, mergeLines } from '../../src/merge/merge-lines.js';
import { baseOf, parseBase, parseLock, printPortFolder } from '../../src/merge/port-folder.js';
import { readerOf } from '../../src/merge/read-file.js';
import type { Syntax } from '../../src/merge/syntax.js';
import { readTree } from '../../src/workspace/read-tree.js';
import { fixture } from '../support/database.js';

/** Few different lines, so that they repeat and meet. */
const anyText = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', '', '}'), { maxLength: 12 })
  .map((lines) => lines.join('\n'));

describe('lines', () => {
  test('what one side left alone is taken from the other', () => {
    fc.assert(
      fc.property(anyText, anyText, (base, changed) => {
        const merged = { text: changed, conflicts: 0 };
        expect(mergeLines(base, changed, base, 'markers')).toEqual(merged);
        expect(mergeLines(base, base, changed, 'markers')).toEqual(merged);
        expect(mergeLines(base, changed, changed, 'markers')).toEqual(merged);
        expect(mergeLines(undefined, changed, changed, 'markers')).toEqual(merged);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  test('no line of yours is lost but one that the new generation took away', () => {
    fc.assert(
      fc.property(
        fc.option(anyText, { nil: undefined }),
        anyText,
        anyText,
        (base, yours, theirs) => {
          const merged = mergeLines(base, yours, theirs, 'markers');
          const left = new Set(merged.text.split('\n'));
          const known = new Set(base?.split('\n'));
          const written = [...yours.split('\n'), ...theirs.split('\n')];
          expect(written.filter((line) => !known.has(line) && !left.has(line))).toEqual([]);
        },
      ),
      { numRuns: 2000, seed: 2 },
    );
  });

  test('with a side chosen there is no conflict left', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (base, yours, theirs) => {
        for (const style of ['ours', 'theirs'] as const) {
          const merged = mergeLines(base, yours, theirs, style);
          expect(merged.text.split('\n').some(isMarker)).toBe(false);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  test('a diff says what was taken away and what was added', () => {
    fc.assert(
      fc.property(anyText, anyText, (before, after) => {
        const lines = (value: string): string[] =>
          value === '' ? [] : value.replace(/\n$/, '').split('\n');
        const result = lines(before);
        for (const hunk of diffLines(before, after).toReversed()) {
          const kept = hunk.lines.flatMap(({ kind, text: line }) =>
            kind === 'removed' ? [] : [line],
          );
          const old = hunk.lines.flatMap(({ kind, text: line }) =>
            kind === 'added' ? [] : [line],
          );
          const start = hunk.before.start - 1;
          expect(result.splice(start, hunk.before.length, ...kept)).toEqual(old);
          expect(kept).toHaveLength(hunk.after.length);
        }
        expect(result).toEqual(lines(after));
      }),
      { numRuns: 2000, seed: 4 },
    );
  });
});

describe('files', () => {
  let files: [path: string, text: string][];
  beforeAll(async () => {
    const trees = await Promise.all(
      [fixture('store/service'), fixture('merge')].map((folder) => readTree(folder)),
    );
    files = trees.flatMap((tree) => [...tree]).filter(([path]) => !path.includes('node_modules'));
  });

  test('are read without losing a character', () => {
    for (const [path, content] of files) {
      const read = readerOf(path)?.(content);
      if (read) expect([path, partsOf(read)]).toEqual([path, read.text]);
    }
    expect(readerOf(join('src', 'a.ts'))?.('const = ;')).toBeUndefined();
  });

  test('that only one side changed are that side, whatever is in them', async () => {
    const format = async (_path: string, content: string): Promise<string> => content;
    const options = { style: 'markers', format } as const;
    const some = files.filter((_, index) => index % 7 === 0);
    for (const [index, [path, changed]] of some.entries()) {
      const base = some[(index + 1) % some.length]![1];
      const merge = (yours: string, theirs: string) =>
        mergeFile({ path, base, yours, theirs }, options);
      expect((await merge(changed, base)).text).toBe(changed);
      expect((await merge(base, changed)).text).toBe(changed);
      expect((await merge(changed, changed)).text).toBe(changed);
    }
  });
});

/** The text of a tree, put together from its parts: separators are looked up where they stood. */
function partsOf(node: Syntax): string {
  switch (node.kind) {
    case 'leaf':
      return node.text;
    case 'fixed':
      return node.children.map(partsOf).join('');
    case 'list': {
      let rest = node.text;
      let text = '';
      for (const { lead, code, trail } of node.items) {
        for (const part of [lead.text, partsOf(code), trail.text.replace(/^\s+/, '')]) {
          const at = rest.indexOf(part);
          // Between the parts there is nothing but a separator and white space.
          expect(rest.slice(0, at)).toMatch(/^\s*[,;|&]?\s*$/);
          text += rest.slice(0, at) + part;
          rest = rest.slice(at + part.length);
        }
      }
      expect(rest).toMatch(/^\s*[,;|&]?\s*$/);
      return text + rest;
    }
  }
}

describe('.port', () => {
  const tree = fc.dictionary(fc.string({ minLength: 1 }), fc.string({ unit: 'binary' }));

  test('gives back what was put in', () => {
    fc.assert(
      fc.property(tree, (files) => {
        const base = baseOf(new Map(Object.entries(files)));
        const lock = { version: '1.2.3', manifest: '../a b.yaml', inputs: 'f00' };
        const printed = printPortFolder(base, lock);
        expect(parseBase(printed.get('.port/base')!)).toEqual(base);
        expect(parseLock(printed.get('.port/lock')!)).toEqual(lock);
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test('reads both sides of a merge, and no nonsense', () => {
    const twice = parseBase(
      '["a","1"]\n["a","2"]\r\n["a","1"]\nnonsense\n["b"]\n["c",null,"ff"]\n',
    );
    expect([...twice]).toEqual([
      [
        'a',
        [
          { kind: 'text', text: '1' },
          { kind: 'text', text: '2' },
        ],
      ],
      ['c', [{ kind: 'hash', sha256: 'ff' }]],
    ]);
    expect(parseLock('port 1.0.0\nport 1.1.0\nmanifest a\nmanifest a\n')).toEqual({
      version: undefined,
      manifest: 'a',
      inputs: undefined,
    });
  });
});
