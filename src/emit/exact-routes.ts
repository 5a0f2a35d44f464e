/**
 * The routes whose rules Fastify's router cannot hold as Werkzeug does. Its own paths are what the owner of a
 * service expects to read, so that they are used wherever they are known to choose alike. One rule that
 * needs more changes how every request is matched, since rules decide among each other, but not how the
 * other routes are written.
 */
import type { Route, Service } from '../model/service.js';
import { rulesBeyondFastify } from '../werkzeug/routes-natively.js';

export function exactRoutes(service: Service): ReadonlySet<Route> {
  return rulesBeyondFastify(service.blueprints.flatMap(({ routes }) => routes));
}
