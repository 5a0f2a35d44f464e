import { restful } from './restful.js';

export const library = restful('flask_restx', 'flask-restx', {
  abort: 'flask/restful.js#abortWithMessage(code, message, **members)',
  'errors.abort': 'flask/restful.js#abortWithMessage(code, message, **members)',
  'Namespace.abort': 'flask/restful.js#abortWithMessage(code, message, **members)',
  'Api.abort': 'flask/restful.js#abortWithMessage(code, message, **members)',
  'Api.payload': 'flask/restful.js#payload()',
  'Namespace.payload': 'flask/restful.js#payload()',
  'reqparse.RequestParser':
    'new flask/reqparse.js#RestxRequestParser(argument_class, result_class, trim, bundle_errors) -> flask_restx.reqparse.RequestParser',
});
