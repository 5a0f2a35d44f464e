/**
 * What every load driver can do: hold a number of connections open to one URL, send the same request over
 * each as soon as the last was answered, and say what came back. A driver measures and does not judge:
 * whether a target is dead, and what a figure means next to another, is decided above it. A driver throws
 * only when the tool itself cannot run; a target that does not answer is a sample full of errors.
 */
import type { LoadSample } from '../../model/bench-result.js';

export interface LoadDriver {
  readonly name: DriverName;
  /** Rejects with the signal's reason as soon as it aborts. */
  measure(request: LoadRequest): Promise<LoadSample>;
}

export const DRIVER_NAMES = ['wrk', 'autocannon'] as const;
export type DriverName = (typeof DRIVER_NAMES)[number];

export interface LoadRequest {
  /** Absolute, `http:` or `https:`. */
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as UTF-8; undefined sends none. */
  readonly body: string | undefined;
  readonly connections: number;
  /** A driver may round it up; the sample says how long it really was. */
  readonly durationSeconds: number;
  readonly signal: AbortSignal;
}

/** A request without an answer for this long is an error, for every driver. */
export const REQUEST_TIMEOUT_SECONDS = 10;
