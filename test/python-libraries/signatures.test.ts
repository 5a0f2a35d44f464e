import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseSignature } from '../../src/libraries/parse-signature.js';
import { loadLibraries } from '../../src/pipeline/load-libraries.js';
import { ROOT } from '../support/root.js';

const libraries = await loadLibraries();
const service = join(ROOT, 'templates/service/src');

test.each(libraries.map((library) => [library.module, library] as const))(
  'what %s refers to is exported by the service',
  async (_module, library) => {
    const missing: string[] = [];
    const check = async (from: string | undefined, target: string) => {
      const file = join(service, (from ?? '').replace(/\.js$/, '.ts'));
      const exported = existsSync(file) ? ((await import(file)) as Record<string, unknown>) : {};
      const [first, second] = target.split('.') as [string, string | undefined];
      const found = exported[first] as Record<string, unknown> | undefined;
      if (found === undefined || (second !== undefined && !(second in found)))
        missing.push(`${from}#${target}`);
    };
    const { names = {}, older } = library;
    for (const text of [...Object.values(names), ...Object.values(older?.names ?? {})]) {
      const { from, target, isMember } = parseSignature(text);
      if (!isMember) await check(from ?? library.from, target);
    }
    for (const type of Object.values(library.types ?? {})) {
      for (const text of Object.values(type.members ?? {})) {
        const { from, target, isMember } = parseSignature(text);
        if (!isMember) await check(from ?? library.from, target);
      }
    }
    expect(missing).toEqual([]);
  },
);
