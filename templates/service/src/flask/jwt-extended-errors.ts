/** The exceptions of Flask-JWT-Extended. Source: flask_jwt_extended/exceptions.py, 4.4. */
import type { Dict } from '../python/dict.js';
import { Exception } from '../python/exceptions.js';

export class JWTExtendedException extends Exception {
  static override readonly pythonClass: string = 'JWTExtendedException';
}

export class JWTDecodeError extends JWTExtendedException {
  static override readonly pythonClass: string = 'JWTDecodeError';
}

export class InvalidHeaderError extends JWTExtendedException {
  static override readonly pythonClass: string = 'InvalidHeaderError';
}

export class InvalidQueryParamError extends JWTExtendedException {
  static override readonly pythonClass: string = 'InvalidQueryParamError';
}

export class NoAuthorizationError extends JWTExtendedException {
  static override readonly pythonClass: string = 'NoAuthorizationError';
}

export class CSRFError extends JWTExtendedException {
  static override readonly pythonClass: string = 'CSRFError';
}

export class WrongTokenError extends JWTExtendedException {
  static override readonly pythonClass: string = 'WrongTokenError';
}

/** Of a token that was read, and is refused all the same. */
export class RefusedTokenError extends JWTExtendedException {
  readonly jwt_header: Dict;
  readonly jwt_data: Dict;

  constructor(message: string, header: Dict, data: Dict) {
    super(message);
    this.jwt_header = header;
    this.jwt_data = data;
  }
}

export class RevokedTokenError extends RefusedTokenError {
  static override readonly pythonClass: string = 'RevokedTokenError';

  constructor(header: Dict, data: Dict) {
    super('Token has been revoked', header, data);
  }
}

export class FreshTokenRequired extends RefusedTokenError {
  static override readonly pythonClass: string = 'FreshTokenRequired';
}

export class UserLookupError extends RefusedTokenError {
  static override readonly pythonClass: string = 'UserLookupError';
}

export class UserClaimsVerificationError extends RefusedTokenError {
  static override readonly pythonClass: string = 'UserClaimsVerificationError';
}
