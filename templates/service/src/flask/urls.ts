/** `url_for` for translated code: with the rules of the app, which its start has told. */
import type { Dict } from '../python/dict.js';
import { RuntimeError } from '../python/exceptions.js';
import { str } from '../python/text.js';
import type { Value } from '../python/value.js';
import { currentContext, currentServer } from './context.js';
import { request } from './request-proxy.js';
import { urlBuilder, type EndpointRule } from './url-for.js';

const builders = new WeakMap<object, ReturnType<typeof urlBuilder>>();

export function useEndpoints(
  app: object,
  endpoints: Readonly<Record<string, readonly EndpointRule[]>>,
): void {
  builders.set(app, urlBuilder(endpoints));
}

/** `url_for(endpoint, **values)`: a name that begins with a dot is one of the same blueprint. */
export function urlFor(endpoint: Value, values?: Dict): string {
  const build = builderOf(currentServer());
  const options: { anchor?: string; method?: string; origin?: string } = {};
  const members: Record<string, Value> = {};
  let scheme: string | undefined;
  for (const [key, value] of values?.entries() ?? []) {
    const name = str(key);
    if (name === '_anchor') options.anchor = str(value);
    else if (name === '_method') options.method = str(value);
    else if (name === '_scheme') scheme = str(value);
    else if (name === '_external') {
      if (value === true) options.origin = `${request.scheme}://${request.host}`;
    } else members[name] = value;
  }
  if (scheme !== undefined && currentContext().request)
    options.origin = `${scheme}://${request.host}`;
  const name = str(endpoint);
  const blueprint = name.startsWith('.') ? str(request.blueprint ?? '') : '';
  return build(
    `${blueprint}${blueprint === '' ? name.replace(/^\./, '') : name}`,
    members,
    options,
  );
}

/** That of the app, or of the plugin around it that has one. */
function builderOf(app: object): ReturnType<typeof urlBuilder> {
  for (let one: object | null = app; one; one = Object.getPrototypeOf(one) as object | null) {
    const found = builders.get(one);
    if (found) return found;
  }
  throw new RuntimeError('the app has told no endpoints');
}
