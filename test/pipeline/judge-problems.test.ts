/** What is concluded from the compiler's complaints, one after another. */
import { describe, expect, test } from 'vitest';
import { judgeFiles, judgeProblems } from '../../src/pipeline/judge-problems.js';
import type { Verdicts } from '../../src/translate/verdicts.js';

const CODE = `import { jsonify } from '../flask/response.js';

const DEFAULT: number[] = [1];

export const limit: number = 'x';

update(limit);

export function first(sizes = DEFAULT) {
  return jsonify(sizes);
}

export class Film {
  static title: string = 1;

  describe() {
    return Film.title;
  }
}

useLoader('film', first);
`;

const TRANSLATED = {
  files: new Map([['src/modules/app.ts', CODE]]),
  statements: new Map([
    [
      'src/modules/app.ts',
      [
        { key: 'modules/app@10', first: 5, last: 5 },
        { key: 'modules/app@20', first: 7, last: 7 },
      ],
    ],
  ]),
};

const NONE: Verdicts = new Map();

function at(line: number, error = 'TS1: no'): string {
  return `src/modules/app.ts(${line},1): error ${error}`;
}

/** The keys that are refused. */
function refused(verdicts: Verdicts): string[] {
  return [...verdicts].flatMap(([key, one]) => (one.refused === undefined ? [] : [key]));
}

describe('a complaint of the compiler', () => {
  test.for([
    ['a variable of the module', 5, 'modules/app@10'],
    ['a statement of the module', 7, 'modules/app@20'],
    ['a function', 10, 'modules/app#first'],
    ['an attribute of a class', 14, 'modules/app#Film.title'],
    ['an import, for what uses it', 1, 'modules/app#first'],
    ['a default, for the function that has it', 3, 'modules/app#first'],
    ['what an extension is told, for that function', 21, 'modules/app#first'],
  ] as const)('refuses %s', ([, line, key]) => {
    expect(refused(judgeProblems(TRANSLATED, [at(line)], NONE))).toEqual([key]);
  });

  test('about a refused attribute refuses its class', () => {
    const once = judgeProblems(TRANSLATED, [at(14)], NONE);
    expect(refused(judgeProblems(TRANSLATED, [at(14)], once))).toEqual([
      'modules/app#Film.title',
      'modules/app#Film',
    ]);
  });

  test('about a refused function refuses its decorators', () => {
    const once = judgeProblems(TRANSLATED, [at(10)], NONE);
    const twice = judgeProblems(TRANSLATED, [at(10)], once);
    expect(twice.get('modules/app#first')).toMatchObject({ isUndecorated: true });
  });

  test('about a name that nothing reads, or an end without a return, refuses nothing', () => {
    const unread = at(10, "TS6133: 'sizes' is declared but its value is never read.");
    const open = at(16, 'TS2366: Function lacks ending return statement');
    const verdicts = judgeProblems(TRANSLATED, [unread, open], NONE);
    expect(Object.fromEntries(verdicts)).toEqual({
      'modules/app#first': { unread: new Set(['sizes']) },
      'modules/app#Film.describe': { isOpen: true },
    });
  });

  test('that tells nothing new gives the same verdicts', () => {
    const elsewhere = 'src/python/value.ts(1,1): error TS1: no';
    expect(judgeProblems(TRANSLATED, [elsewhere], NONE)).toBe(NONE);
    const all = judgeFiles(TRANSLATED, [elsewhere], NONE);
    expect(refused(all)).toEqual([
      'modules/app@10',
      'modules/app@20',
      'modules/app#first',
      'modules/app#Film',
    ]);
    expect(judgeFiles(TRANSLATED, [elsewhere], all)).toBe(all);
  });
});
