/**
 * A difference between the original and the service that somebody has decided on, with the reason. What it
 * does not say exactly is not excused; one that never happens is stale, and said so.
 */
import type { Json } from './json.js';

export const LAYERS = ['status', 'headers', 'body', 'database'] as const;
export type Layer = (typeof LAYERS)[number];

export interface ExpectedDifference {
  /** Of one route, as `GET /films/<int:id>/`; undefined for any. */
  readonly route: string | undefined;
  readonly layer: Layer;
  readonly reason: string;
  /** Only requests whose `METHOD /path` or case holds this text. */
  readonly request: string | undefined;
  /** Only this header, JSON path or table. */
  readonly place: string | undefined;
  /** Only these two statuses. */
  readonly flask: number | undefined;
  readonly service: number | undefined;
  /**
   * In the database: what each successful answer leaves behind in the service and not in the original.
   * `$.key` is a value of the answer. Then exactly these rows are expected, whenever there is a 2xx.
   */
  readonly adds: readonly Readonly<Record<string, Json>>[] | undefined;
}
