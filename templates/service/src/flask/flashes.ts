/** Messages for the next page: `flash` and `get_flashed_messages`. Source: flask/helpers.py, 2.2. */
import { iterate } from '../python/iterate.js';
import { contains, truthy } from '../python/operators.js';
import { tuple, type Value } from '../python/value.js';
import { perRequest } from './context.js';
import { session } from './globals.js';

const FLASHES = {};

export function flash(message: Value, category: Value = 'message'): void {
  const known = [...iterate(session.get('_flashes', []))];
  session.pySetItem('_flashes', [...known, tuple(category, message)]);
}

/** Taken out of the session at the first call, and the same for the rest of the request. */
export function getFlashedMessages(
  withCategories: Value = false,
  categoryFilter: Value = [],
): Value[] {
  const flashes = perRequest(FLASHES, () =>
    session.pyContains('_flashes') ? [...iterate(session.pop('_flashes'))] : [],
  );
  const wanted = truthy(categoryFilter)
    ? flashes.filter((one) => contains(categoryFilter, (one as Value[])[0]!))
    : flashes;
  return truthy(withCategories) ? wanted : wanted.map((one) => (one as Value[])[1]!);
}
