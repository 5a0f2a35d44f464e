/** The figures of a scan that its table and its page share. */
import type { RouteStatus, ScannedRoute, ScanResult } from '../model/scan-result.js';

export function countRoutes(
  routes: readonly Pick<ScannedRoute, 'status'>[],
): Record<RouteStatus, number> {
  const counts = { ported: 0, partial: 0, stub: 0 };
  for (const { status } of routes) counts[status] += 1;
  return counts;
}

/** Python that a person ports, checks and commits in an hour. A rule of thumb, said wherever it is used. */
export const LINES_PER_HOUR = 60;

/**
 * Hours for what is left, as a range: what a stub reaches is read once for each route that reaches it, and most of
 * that is shared, so the lower end takes the whole app at the most.
 */
export function estimatedHours({ routes, app }: ScanResult): string {
  const reached = routes
    .filter(({ status }) => status === 'stub')
    .reduce((sum, { lines }) => sum + lines, 0);
  if (reached === 0) return 'no hours of hand work';
  const low = Math.max(1, Math.round(Math.min(reached, app.lines) / LINES_PER_HOUR / 2));
  const high = Math.max(low + 1, Math.round(Math.min(reached, app.lines) / LINES_PER_HOUR));
  return `about ${low} to ${high} hours`;
}

/** A scan runs no compiler; undefined where nothing was translated. */
export function untilCompiled({ functionsTranslated }: ScanResult): string | undefined {
  return functionsTranslated === 0
    ? undefined
    : 'counted before the compiler: port init type-checks what is translated, and may leave more to be written by hand';
}
