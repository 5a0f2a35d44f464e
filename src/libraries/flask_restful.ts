import { restful } from './restful.js';

export const library = restful('flask_restful', 'flask-restful', {
  abort: 'flask/restful.js#abort(http_status_code, **members)',
  'reqparse.RequestParser':
    'new flask/reqparse.js#RequestParser(argument_class, namespace_class, trim, bundle_errors) -> flask_restful.reqparse.RequestParser',
});
