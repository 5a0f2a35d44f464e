import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/bench/read-environment.js';

test('describes the machine and does not name it', () => {
  const environment = readEnvironment({
    date: new Date('2026-11-22T10:00:00Z'),
    node: 'v20.20.2',
    software: { PostgreSQL: '15.6' },
  });
  expect(environment).toMatchObject({
    date: '2026-11-22T10:00:00.000Z',
    node: 'v20.20.2',
    software: { PostgreSQL: '15.6' },
  });
  expect(environment.cores).toBeGreaterThan(0);
  expect(environment.memoryBytes).toBeGreaterThan(2 ** 20);
  expect(Object.values(environment)).not.toContain(hostname());
});
