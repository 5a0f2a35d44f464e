/**
 * What a missing key of a request raises: a KeyError, and a 400 at once. Python has classes with two bases; here it is
 * a KeyError, and Werkzeug's exceptions say that it is one of them, too.
 */
import { KeyError } from '../python/exceptions.js';
import type { Response } from './response.js';
import { STATUSES } from './statuses.js';

export class BadRequestKeyError extends KeyError {
  static override readonly pythonClass: string = 'BadRequestKeyError';
  readonly code = 400;
  description: string | null = STATUSES[400]!.description;
  readonly response = null;
  /** `http-exceptions.ts` knows how. */
  declare readonly get_response: () => Response;

  override pyStr(): string {
    return `400 Bad Request: ${this.description}`;
  }

  override pyRepr(): string {
    return "<BadRequestKeyError '400: Bad Request'>";
  }
}
Object.defineProperty(BadRequestKeyError.prototype, 'name', { value: STATUSES[400]!.name });
