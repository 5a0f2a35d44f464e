/** The exceptions of itsdangerous. Source: itsdangerous/exc.py, 2.1. */
import { Exception } from './exceptions.js';
import type { Value } from './value.js';

export class BadData extends Exception {
  static override readonly pythonClass: string = 'BadData';

  constructor(message: string) {
    super(message);
    this.message = message;
  }

  override pyStr(): string {
    return this.message;
  }
}

export class BadSignature extends BadData {
  static override readonly pythonClass: string = 'BadSignature';

  /** @param payload what should have been signed */
  constructor(
    message: string,
    readonly payload: Value = null,
  ) {
    super(message);
  }
}

export class BadTimeSignature extends BadSignature {
  static override readonly pythonClass: string = 'BadTimeSignature';

  constructor(
    message: string,
    payload: Value = null,
    readonly date_signed: Value = null,
  ) {
    super(message, payload);
  }
}

export class SignatureExpired extends BadTimeSignature {
  static override readonly pythonClass: string = 'SignatureExpired';
}

export class BadHeader extends BadSignature {
  static override readonly pythonClass: string = 'BadHeader';

  constructor(
    message: string,
    payload: Value = null,
    readonly header: Value = null,
    readonly original_error: Value = null,
  ) {
    super(message, payload);
  }
}

export class BadPayload extends BadData {
  static override readonly pythonClass: string = 'BadPayload';

  constructor(
    message: string,
    readonly original_error: Value = null,
  ) {
    super(message);
  }
}
