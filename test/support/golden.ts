import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'vitest';

/** `npm run golden` rewrites the expected files; the diff is the review. */
export const isRewriting = process.env['PORT_GOLDEN'] === 'write';

export function expectGolden(path: string, actual: string): void {
  if (isRewriting) {
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path) || readFileSync(path, 'utf8') !== actual) writeFileSync(path, actual);
    return;
  }
  expect(existsSync(path) ? readFileSync(path, 'utf8') : '(no such file)').toBe(actual);
}
