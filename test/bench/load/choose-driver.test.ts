import { expect, test } from 'vitest';
import { chooseDriver } from '../../../src/bench/load/choose-driver.js';

const found = { wrk: '/usr/bin/wrk' };
const nothing = { wrk: undefined };

test('takes wrk when it is there, asked for or not', () => {
  expect(chooseDriver(undefined, found)).toStrictEqual({ kind: 'wrk', command: '/usr/bin/wrk' });
  expect(chooseDriver('wrk', found)).toStrictEqual({ kind: 'wrk', command: '/usr/bin/wrk' });
});

test('falls back to autocannon, and says so when nobody asked for it', () => {
  expect(chooseDriver('autocannon', found)).toStrictEqual({ kind: 'autocannon', note: undefined });
  const { note } = chooseDriver(undefined, nothing) as { note: string };
  expect(note).toContain('wrk is not installed');
});

test('does not put another driver in the place of the one asked for', () => {
  expect(chooseDriver('wrk', nothing)).toMatchObject({
    kind: 'missing',
    message: 'wrk is not installed',
  });
});
