/** What a route is called wherever `verify` speaks of it: `GET /films/<int:id>/`. */
import type { Route } from './service.js';

export function routeName({ methods, rule }: Pick<Route, 'methods' | 'rule'>): string {
  return `${methods.join('|')} ${rule.text}`;
}
