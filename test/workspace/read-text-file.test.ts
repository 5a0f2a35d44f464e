import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readTextFile } from '../../src/workspace/read-text-file.js';
import { temporaryDirectory } from '../processes/observe.js';

async function readBytes(bytes: Uint8Array | string, maxBytes = 100) {
  const path = join(await temporaryDirectory(), 'port.yaml');
  await writeFile(path, bytes);
  const file = await readTextFile(path, { maxBytes });
  return file.kind === 'text' ? file.text : { refused: file.message };
}

async function messageOf(path: string) {
  const file = await readTextFile(path, { maxBytes: 100 });
  return file.kind === 'text' ? undefined : file.message;
}

test('a text is read as it is, without its byte order mark', async () => {
  expect(await readBytes('')).toBe('');
  expect(await readBytes('a: ü🎬\r\nb\n')).toBe('a: ü🎬\r\nb\n');
  expect(await readBytes('\ufeffa: 1\n')).toBe('a: 1\n');
});

test('a text that is too large is refused, whole or not', async () => {
  expect(await readBytes('x'.repeat(100))).toHaveLength(100);
  expect(await readBytes('x'.repeat(101))).toEqual({ refused: 'is larger than 100 bytes' });
  const device = await readTextFile('/dev/zero', { maxBytes: 4 * 1024 * 1024 });
  expect(device).toMatchObject({ message: 'is larger than 4 MB' });
});

test('what is no text in UTF-8 is refused with the line', async () => {
  expect(await readBytes('a\nb\0')).toEqual({
    refused: 'is not text: there is a NUL byte in line 2',
  });
  expect(await readBytes(Buffer.from('a\nb\nZ\xfcrich', 'latin1'))).toEqual({
    refused: 'is not text in UTF-8: see line 3',
  });
  expect(await readBytes(Buffer.from('a\n\u{1f3ac}').subarray(0, 4))).toEqual({
    refused: 'is not text in UTF-8: see line 2',
  });
  expect(await readBytes(Buffer.from('\ufeffa: 1', 'utf16le'))).toEqual({
    refused: 'is in UTF-16, not in UTF-8',
  });
});

test('what cannot be read at all is refused with the reason', async () => {
  const folder = await temporaryDirectory();
  expect(await messageOf(join(folder, 'missing'))).toBe('does not exist');
  expect(await messageOf(folder)).toBe('is a folder, not a file');
  await writeFile(join(folder, 'file'), '');
  expect(await messageOf(join(folder, 'file', 'a'))).toContain('a part of the path is a file');
});

test('a pipe is read', async () => {
  const pipe = join(await temporaryDirectory(), 'pipe');
  spawnSync('mkfifo', [pipe]);
  const [file] = await Promise.all([
    readTextFile(pipe, { maxBytes: 100 }),
    writeFile(pipe, 'a: 1'),
  ]);
  expect(file).toEqual({ kind: 'text', text: 'a: 1' });
});
