/** Requests that somebody else has written down. */
import type { PlannedRequest } from '../model/exchange.js';

export interface Traffic {
  readonly requests: readonly PlannedRequest[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}
