import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderProgress } from '../../src/report/render-progress.js';
import { widthOf } from '../../src/report/visible-text.js';

const state = {
  done: 9,
  total: 20,
  label: 'GET /films/ on service, round 2 of 5',
  remainingSeconds: 80,
};

test('draws a bar, the share, what is happening and the time left', () => {
  expect(renderProgress(state, { width: 100, color: false, unicode: true })).toBe(
    '━━━━━━━━━━━─────────────   45 %  GET /films/ on service, round 2 of 5  1 min 20 s left',
  );
  expect(renderProgress(state, { width: 100, color: false, unicode: false })).toBe(
    '###########-------------   45 %  GET /films/ on service, round 2 of 5  1 min 20 s left',
  );
});

test('gives up the bar, then the time, then the end of the label', () => {
  expect(at(70)).toBe(' 45 %  GET /films/ on service, round 2 of 5  1 min 20 s left');
  expect(at(50)).toBe(' 45 %  GET /films/ on service, round 2 of 5');
  expect(at(25)).toBe(' 45 %  GET /films/ on se…');
});

test('is never wider than it may be, and never more than a line', () => {
  const states = fc.record({
    done: fc.integer({ min: -5, max: 50 }),
    total: fc.integer({ min: 0, max: 40 }),
    label: fc.string({ unit: 'binary', maxLength: 80 }),
    remainingSeconds: fc.option(fc.double({ min: 0, max: 1e5, noNaN: true }), { nil: undefined }),
  });
  const options = fc.record({
    width: fc.integer({ min: 1, max: 140 }),
    color: fc.constant(false),
    unicode: fc.boolean(),
  });
  fc.assert(
    fc.property(states, options, (each, how) => {
      const line = renderProgress(each, how);
      expect(widthOf(line)).toBeLessThanOrEqual(how.width);
      expect(line).not.toMatch(/\p{Cc}/u);
    }),
    { seed: 1 },
  );
});

function at(width: number): string {
  return renderProgress(state, { width, color: false, unicode: true });
}
