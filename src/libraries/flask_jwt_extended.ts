import type { Library } from './library.js';

const EXCEPTIONS = [
  'JWTExtendedException',
  'JWTDecodeError',
  'InvalidHeaderError',
  'InvalidQueryParamError',
  'NoAuthorizationError',
  'CSRFError',
  'WrongTokenError',
  'RevokedTokenError',
  'FreshTokenRequired',
  'UserLookupError',
  'UserClaimsVerificationError',
];

const COOKIES = 'flask/jwt-extended-cookies.js';

export const library: Library = {
  module: 'flask_jwt_extended',
  distributions: ['flask-jwt-extended'],
  replacement:
    "node:crypto, with Flask-JWT-Extended's checks and answers in src/flask of the service",
  from: 'flask/jwt-extended.js',
  names: {
    JWTManager: 'new JWTManager(app, add_context_processor) -> flask_jwt_extended.JWTManager',
    jwt_required: 'jwtRequired(optional, fresh, refresh, locations, verify_type)',
    jwt_optional: 'jwtOptional(view) -> callable',
    fresh_jwt_required: 'freshJwtRequired(view) -> callable',
    jwt_refresh_token_required: 'jwtRefreshTokenRequired(view) -> callable',
    verify_jwt_in_request:
      'await verifyJwtInRequest(optional, fresh, refresh, locations, verify_type)',
    verify_jwt_in_request_optional: 'await verifyJwtInRequestOptional()',
    verify_fresh_jwt_in_request: 'await verifyFreshJwtInRequest()',
    verify_jwt_refresh_token_in_request: 'await verifyJwtRefreshTokenInRequest()',
    create_access_token:
      'await createAccessToken(identity, fresh, expires_delta, additional_claims, additional_headers, user_claims, headers) -> str',
    create_refresh_token:
      'await createRefreshToken(identity, expires_delta, additional_claims, additional_headers, user_claims, headers) -> str',
    decode_token: 'await decodeToken(encoded_token, csrf_value, allow_expired) -> dict',
    get_jti: 'await getJti(encoded_token)',
    get_csrf_token: 'await getCsrfToken(encoded_token)',
    get_unverified_jwt_headers: 'python/jwt.js#getUnverifiedHeader(encoded_token) -> dict',
    get_jwt: 'getJwt() -> dict',
    get_jwt_header: 'getJwtHeader() -> dict',
    get_jwt_identity: 'getJwtIdentity()',
    get_raw_jwt: 'getRawJwt() -> dict',
    get_jwt_claims: 'getJwtClaims() -> dict',
    get_current_user: 'currentUser()',
    current_user: 'currentUser()',
    set_access_cookies: `await ${COOKIES}#setAccessCookies(response, encoded_access_token, max_age, domain) -> None`,
    set_refresh_cookies: `await ${COOKIES}#setRefreshCookies(response, encoded_refresh_token, max_age, domain) -> None`,
    unset_jwt_cookies: `${COOKIES}#unsetJwtCookies(response, domain) -> None`,
    unset_access_cookies: `${COOKIES}#unsetAccessCookies(response, domain) -> None`,
    unset_refresh_cookies: `${COOKIES}#unsetRefreshCookies(response, domain) -> None`,
    ...Object.fromEntries(
      EXCEPTIONS.map((name) => [
        `exceptions.${name}`,
        `class flask/jwt-extended-errors.js#${name}`,
      ]),
    ),
  },
  types: {
    'flask_jwt_extended.JWTManager': {
      class: 'JWTManager',
      members: { init_app: '.init_app(app, add_context_processor) -> None' },
    },
  },
};
