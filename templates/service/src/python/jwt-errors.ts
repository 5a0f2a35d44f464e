/** The exceptions of PyJWT. Source: jwt/exceptions.py, 2.6. */
import { Exception } from './exceptions.js';
import { str } from './text.js';

export class PyJWTError extends Exception {
  static override readonly pythonClass: string = 'PyJWTError';
}

export class InvalidTokenError extends PyJWTError {
  static override readonly pythonClass: string = 'InvalidTokenError';
}

export class DecodeError extends InvalidTokenError {
  static override readonly pythonClass: string = 'DecodeError';
}

export class InvalidSignatureError extends DecodeError {
  static override readonly pythonClass: string = 'InvalidSignatureError';
}

export class ExpiredSignatureError extends InvalidTokenError {
  static override readonly pythonClass: string = 'ExpiredSignatureError';
}

export class InvalidAudienceError extends InvalidTokenError {
  static override readonly pythonClass: string = 'InvalidAudienceError';
}

export class InvalidIssuerError extends InvalidTokenError {
  static override readonly pythonClass: string = 'InvalidIssuerError';
}

export class InvalidIssuedAtError extends InvalidTokenError {
  static override readonly pythonClass: string = 'InvalidIssuedAtError';
}

export class ImmatureSignatureError extends InvalidTokenError {
  static override readonly pythonClass: string = 'ImmatureSignatureError';
}

export class InvalidKeyError extends PyJWTError {
  static override readonly pythonClass: string = 'InvalidKeyError';
}

export class InvalidAlgorithmError extends InvalidTokenError {
  static override readonly pythonClass: string = 'InvalidAlgorithmError';
}

export class MissingRequiredClaimError extends InvalidTokenError {
  static override readonly pythonClass: string = 'MissingRequiredClaimError';

  get claim(): string {
    return str(this.args[0]!);
  }

  override pyStr(): string {
    return `Token is missing the "${this.claim}" claim`;
  }
}
