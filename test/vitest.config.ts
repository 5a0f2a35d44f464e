import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Of tests that run at the same time: each has servers and a database of its own.
    maxConcurrency: 2,
  },
});
