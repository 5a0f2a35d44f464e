import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { readService } from '../../src/manifest/read-service.js';
import { loadSqlParser } from '../../src/sql/parse-sql.js';
import { planRequests, share } from '../../src/verify/plan-requests.js';
import type { AnyRoute } from '../../src/verify/request-parts.js';
import { fixture } from '../support/database.js';

const routesOf = (name: string): readonly AnyRoute[] => {
  const text = readFileSync(fixture(name, 'port.yaml'), 'utf8');
  const { service } = readService({ name: 'port.yaml', text });
  return service!.blueprints.flatMap(({ routes }) => routes);
};

beforeAll(() => loadSqlParser());

describe('the requests of a manifest', () => {
  test('are the same for the same seed, and others for another', () => {
    const plan = (seed: number) => planRequests(routesOf('store'), { seed, limit: 3000 });
    expect(plan(1)).toEqual(plan(1));
    expect(plan(2)).not.toEqual(plan(1));
  });

  test('of films/reviews are at least 300', () => {
    const requests = planRequests(routesOf('films-reviews'), { seed: 1, limit: 2000 });
    expect(requests.length).toBeGreaterThanOrEqual(300);
  });

  test.each([1, 10, 44, 100, 700])('are never more than %i when that is the limit', (limit) => {
    expect(planRequests(routesOf('store'), { seed: 1, limit }).length).toBeLessThanOrEqual(limit);
  });

  test('try what tells two services apart', () => {
    const cases = planRequests(routesOf('films-reviews'), { seed: 1, limit: 2000 }).map(
      ({ case: what, method, path, headers, body }) =>
        `${what} | ${method} ${path} ${headers['content-type'] ?? ''} ${body ?? ''}`,
    );
    for (const wanted of [
      'id is 0 | GET /films/0/',
      'id is leading zeros | GET /films/00995/',
      'id is -1 | GET /films/-1/',
      'id is 2^31 | GET /films/2147483648/',
      'id is 2^63 | GET /films/9223372036854775808/',
      'id is 20 digits | GET /films/12345678901234567890/',
      'id is an Arabic digit | GET /films/%D9%A1/',
      'id is empty | GET /films//',
      'year.gt is empty | GET /films/?year.gt=',
      'year.gt comes twice | GET /films/?year.gt=',
      'year.gt has no equals sign | GET /films/?year.gt',
      'the method PATCH | PATCH /films/',
      'no slash at the end | GET /films',
      'a doubled slash | GET /films//995/',
      'the body is null | POST /reviews/ application/json null',
      'the body is no JSON | POST /reviews/ application/json {bad',
      'the content type is text/plain | POST /reviews/ text/plain',
      'film_id is missing | POST /reviews/ application/json {"rating":4}',
      'a key too many | POST /reviews/ application/json {"film_id":995,"rating":4,"port_extra":[1]}',
      'rating is a number as text | POST /reviews/ application/json {"film_id":995,"rating":"5"}',
      'rating is 1.0 | POST /reviews/ application/json {"film_id":995,"rating":1.0}',
    ])
      expect(cases.find((each) => each.startsWith(wanted)) ?? cases).toContain(wanted);
    expect(cases.some((each) => each.includes('a'.repeat(300)))).toBe(true);
  });

  test('write and read back by the id of the answer', () => {
    const sequence = planRequests(routesOf('store'), { seed: 1, limit: 3000 }).filter(
      (request) => request.sequence === 'POST /purchases/',
    );
    expect(sequence[0]!.bind).toEqual({ [Object.keys(sequence[0]!.bind!)[0]!]: '$..id' });
    const [name] = Object.keys(sequence[0]!.bind!);
    expect(sequence.map(({ method, path }) => `${method} ${path}`)).toContain(
      `GET /purchases/{{${name}}}`,
    );
  });
});

test('a limit is shared so that nobody goes short while another has more', () => {
  const wanted = fc.array(fc.nat({ max: 60 }), { maxLength: 30 });
  fc.assert(
    fc.property(wanted, fc.nat({ max: 900 }), (counts, total) => {
      const given = share(counts, total);
      const sum = given.reduce((all, each) => all + each, 0);
      expect(sum).toBe(
        Math.min(
          total,
          counts.reduce((all, each) => all + each, 0),
        ),
      );
      const short = given.filter((each, index) => each < counts[index]!);
      for (const each of short)
        expect(Math.max(...given) - each).toBeLessThanOrEqual(
          Math.max(1, Math.ceil(total / Math.max(1, counts.length))),
        );
      expect(given.every((each, index) => each <= counts[index]!)).toBe(true);
    }),
    { seed: 5 },
  );
});
