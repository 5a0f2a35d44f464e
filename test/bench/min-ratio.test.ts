import { expect, test } from 'vitest';
import { checkMinRatios, parseMinRatio, type MinRatio } from '../../src/bench/min-ratio.js';
import { resultOf } from './sample-of.js';

const TARGETS = ['flask', 'quart', 'service'];
const ROUTES = ['GET /films/', 'POST /reviews/'];

function parse(text: string): MinRatio {
  const parsed = parseMinRatio(text, TARGETS, ROUTES);
  if (parsed.kind !== 'min-ratio') throw new Error(parsed.message);
  return parsed.minRatio;
}

test('reads a ratio for every route, and for one', () => {
  expect(parse('service/quart=5')).toStrictEqual({
    text: 'service/quart=5',
    faster: 'service',
    slower: 'quart',
    route: undefined,
    minimum: 5,
  });
  expect(parse('service/flask@/films/=2.5')).toMatchObject({ route: '/films/', minimum: 2.5 });
  expect(parse('service/flask@POST /reviews/=3')).toMatchObject({ route: 'POST /reviews/' });
});

test.for([
  ['service=5', '"service=5" is not a ratio of two targets'],
  ['service/quart', '"service/quart" is not a ratio of two targets'],
  ['', '"" is not a ratio of two targets'],
  ['a/b/c=1', '"a/b/c=1" is not a ratio of two targets'],
  ['service/quart=fast', '"fast" is not a number above zero, in "service/quart=fast"'],
  ['service/quart=0', '"0" is not a number above zero, in "service/quart=0"'],
  ['service/quart=-1', '"-1" is not a number above zero, in "service/quart=-1"'],
  ['service/quart=', '"" is not a number above zero, in "service/quart="'],
  ['service/qart=5', 'there is no target "qart", in "service/qart=5"'],
  ['service/service=5', '"service/service=5" compares service with itself'],
  ['service/quart@/film/=5', 'there is no route "/film/", in "service/quart@/film/=5"'],
])('refuses %s', ([text, message]) => {
  expect(parseMinRatio(text!, TARGETS, ROUTES)).toMatchObject({ kind: 'invalid', message });
});

test('suggests the name that was meant', () => {
  expect(parseMinRatio('service/qart=5', TARGETS, ROUTES)).toMatchObject({
    help: 'did you mean "quart"?',
  });
  expect(parseMinRatio('service/go=5', TARGETS, ROUTES)).toMatchObject({
    help: 'this run has flask, quart, service',
  });
});

const result = resultOf({
  'GET /films/': { flask: [100, 100, 100], quart: [200, 200, 200], service: [900, 1000, 1100] },
  'POST /reviews/': { flask: [0, 0, 0], quart: [100, 100, 100], service: [450, 499, 520] },
});

test('a bar that every route clears gives no failure', () => {
  expect(checkMinRatios(result, [parse('service/quart=4.99')])).toStrictEqual([]);
  expect(checkMinRatios(result, [parse('service/flask@/films/=10')])).toStrictEqual([]);
});

test('a route below the bar says by how much', () => {
  const failures = checkMinRatios(result, [parse('service/quart=5')]);
  expect(failures.map(({ message }) => message)).toStrictEqual([
    'POST /reviews/: service/quart is 4.99x (4.50x to 5.20x by round), below the 5x asked for',
  ]);
  expect(failures[0]!.measured).toBeCloseTo(4.99);
});

test('a ratio that was not measured does not clear the bar', () => {
  expect(
    checkMinRatios(result, [parse('service/flask@POST /reviews/=2')]).map(({ message }) => message),
  ).toStrictEqual(['POST /reviews/: service/flask was not measured, and 2x is asked for']);
});
