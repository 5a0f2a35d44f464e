import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderOfRound, planRounds, planSeconds } from '../../src/bench/plan-rounds.js';

const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 5 });
const plans = fc.record({
  routes: names,
  targets: names,
  rounds: fc.integer({ min: 1, max: 8 }),
  durationSeconds: fc.constant(10),
  warmupSeconds: fc.constantFrom(0, 3),
});

test('three targets take turns in every order there is', () => {
  const orders = [1, 2, 3, 4, 5, 6].map((round) => orderOfRound(['A', 'B', 'C'], round).join(' '));
  expect(orders).toStrictEqual(['A B C', 'C B A', 'B C A', 'A C B', 'C A B', 'B A C']);
});

test('two targets take turns as A B, B A', () => {
  const orders = [1, 2, 3, 4].map((round) => orderOfRound(['A', 'B'], round).join(' '));
  expect(orders).toStrictEqual(['A B', 'B A', 'B A', 'A B']);
});

test('every target is measured once in every round of every route', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const measured = planRounds(plan).filter(({ kind }) => kind === 'measurement');
      const keys = measured.map(({ route, round, target }) => `${route} ${round} ${target}`);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.length).toBe(plan.routes.length * plan.rounds * plan.targets.length);
    }),
    { seed: 1 },
  );
});

test('no round begins before the one ahead of it is over, and warm-ups come first', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const places = planRounds(plan).map(
        ({ route, round }) => plan.routes.indexOf(route) * 100 + round,
      );
      expect(places).toStrictEqual(places.toSorted((a, b) => a - b));
    }),
    { seed: 1 },
  );
});

test('a plan without warm-up has none, and the length of a plan is known', () => {
  const plan = { routes: ['r'], targets: ['a', 'b'], rounds: 3, durationSeconds: 10 };
  expect(planSeconds(planRounds({ ...plan, warmupSeconds: 0 }))).toBe(60);
  expect(planSeconds(planRounds({ ...plan, warmupSeconds: 2 }))).toBe(64);
});
