import { expect, test } from 'vitest';

import { checkTreePaths } from '../../src/workspace/check-tree-paths.js';

test.each([
  ['', 'it is empty'],
  ['/etc/passwd', 'it is absolute'],
  ['../a', 'it has ".." in it'],
  ['src/../../a', 'it has ".." in it'],
  ['./a', 'it has "." in it'],
  ['src//a', 'it has an empty name in it'],
  ['src/', 'it has an empty name in it'],
  ['src\\..\\..\\a', 'it has a character in it that not every system takes'],
  ['C:/a', 'it has a character in it that not every system takes'],
  ['a\0b', 'it has a character in it that not every system takes'],
  ['a\nb', 'it has a character in it that not every system takes'],
  ['routes/con/index.ts', '"con" is a device on Windows'],
  ['routes/Aux.ts', '"Aux.ts" is a device on Windows'],
  ['routes/lpt1', '"lpt1" is a device on Windows'],
  ['a ', 'a name in it ends with a dot or a space'],
  ['a./b', 'a name in it ends with a dot or a space'],
  ['é'.repeat(128), 'a name in it is too long'],
  ['\ud800', 'it is not well-formed Unicode'],
  ['.port-change/plan', '".port-change" is needed while files are written'],
])('%j is refused: %s', (path, reason) => {
  expect(() => checkTreePaths([path])).toThrow(
    `the path ${JSON.stringify(path)} cannot be written: ${reason}`,
  );
});

test.each([
  ['a.ts', 'A.ts'],
  ['a', 'a/b'],
  ['a/b', 'a'],
  ['films/index.ts', 'Films/schema.ts'],
  ['caf\u00e9.ts', 'cafe\u0301.ts'],
])('%j and %j cannot both be written', (one, other) => {
  expect(() => checkTreePaths([one, other])).toThrow('cannot both be written');
});

test('ordinary paths are taken', () => {
  const paths = [
    'a.ts',
    'a/b.ts',
    'a/c.ts',
    '.env.example',
    '...three',
    'console.ts',
    'com10',
    'Größe/日本.ts',
  ];
  expect(() => checkTreePaths(paths)).not.toThrow();
});
