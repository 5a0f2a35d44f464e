/** `after_this_request`: what a view wants to change of its answer, before the app's own hooks do. Source: flask/ctx.py. */
import type { Callable } from '../python/callable.js';
import type { Value } from '../python/value.js';
import { perRequest } from './context.js';
import { type Response, toResponse } from './response.js';
import { useAfterHook } from './translated.js';

const LATER = {};

function later(): Callable[] {
  return perRequest<Callable[]>(LATER, () => []);
}

export function afterThisRequest(change: Callable): Callable {
  later().push(change);
  return change;
}

useAfterHook({
  isFirst: true,
  isNeeded: () => later().length > 0,
  run: async (response) => {
    let changed: Response = response;
    for (const change of later())
      // oxlint-disable-next-line no-await-in-loop -- each is given what the one before made
      changed = toResponse((await change([changed])) as Value, 'after_this_request');
    return changed;
  },
});
