/** The exceptions of `requests`, which are OSErrors. */
import { OSError } from './exceptions.js';

export class RequestException extends OSError {
  static override readonly pythonClass: string = 'RequestException';
}

export class HTTPError extends RequestException {
  static override readonly pythonClass: string = 'HTTPError';
}

export class RequestsConnectionError extends RequestException {
  static override readonly pythonClass: string = 'ConnectionError';
}

export class Timeout extends RequestException {
  static override readonly pythonClass: string = 'Timeout';
}

export class InvalidURL extends RequestException {
  static override readonly pythonClass: string = 'InvalidURL';
}

export class MissingSchema extends InvalidURL {
  static override readonly pythonClass: string = 'MissingSchema';
}
