import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vitest/config';

const root = join(import.meta.dirname, '..');

export default defineConfig({
  plugins: [
    {
      // `src/jinja` is in services, too: what stands beside it there finds it here.
      name: 'jinja-of-services',
      resolveId(source, importer) {
        if (dirname(importer ?? '') !== join(root, 'templates/service/src/jinja')) return null;
        const path = join(root, 'src/jinja', source.replace(/\.js$/, '.ts'));
        return source.startsWith('./') && existsSync(path) ? path : null;
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Of tests that run at the same time: each has servers and a database of its own.
    maxConcurrency: 2,
  },
});
