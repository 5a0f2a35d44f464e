import { expect, test } from 'vitest';
import {
  formatCount,
  formatDate,
  formatDuration,
  formatMilliseconds,
  formatRate,
  formatTimes,
} from '../../src/report/format-figures.js';
import { truncate, visibleText, widthOf, wrap } from '../../src/report/visible-text.js';

test('thousands are set apart', () => {
  expect([0, 999, 1000, 30_199.6, 1_234_567].map(formatCount)).toStrictEqual([
    '0',
    '999',
    '1,000',
    '30,200',
    '1,234,567',
  ]);
});

test('three digits are what matters', () => {
  expect(
    [0, 0.001, 0.63, 1.304, 9.996, 14.25, 99.96, 100.4, 1204].map(formatMilliseconds),
  ).toStrictEqual(['0.00', '<0.01', '0.63', '1.30', '10.0', '14.3', '100', '100', '1,204']);
  expect([0.41, 4.936, 140.2].map(formatTimes)).toStrictEqual(['0.41', '4.94', '140']);
  expect([0, 0.4, 7.45, 9.96, 215.4].map(formatRate)).toStrictEqual([
    '0',
    '0.4',
    '7.5',
    '10',
    '215',
  ]);
});

test('durations and dates read as people write them', () => {
  expect([0, 59.6, 80, 3600, 7500].map(formatDuration)).toStrictEqual([
    '0 s',
    '1 min',
    '1 min 20 s',
    '1 h',
    '2 h 5 min',
  ]);
  expect(formatDate('2026-11-22T10:00:00.000Z')).toBe('2026-11-22 10:00 UTC');
  expect(formatDate('yesterday')).toBe('yesterday');
});

test('wide, combining and invisible characters have their widths', () => {
  expect(widthOf('数据')).toBe(4);
  expect(widthOf('e\u0301')).toBe(1);
  expect(widthOf('🚀')).toBe(2);
  expect(truncate('数据服务', 5)).toBe('数据…');
  expect(visibleText('a\u001b[31m\u202e\ud800\nb')).toBe('a\ufffd[31m\ufffd\ufffd\ufffdb');
});

test('text is broken at spaces, and where there is none anywhere', () => {
  expect(wrap('one two three', 8, '  ')).toStrictEqual(['one two', '  three']);
  expect(wrap('abcdefghij', 4, ' ')).toStrictEqual(['abcd', ' efg', ' hij']);
});
