/** What Flask-RESTful, Flask-RESTX and Flask-RESTPlus have in common. */
import type { Library } from './library.js';

export function restful(
  module: string,
  distribution: string,
  names: Readonly<Record<string, string>>,
): Library {
  const parser = `${module}.reqparse.RequestParser`;
  return {
    module,
    distributions: [distribution],
    replacement: 'src/flask/restful.ts and reqparse.ts in the service',
    from: 'flask/reqparse.js',
    names: {
      ...names,
      'inputs.natural': 'flask/restful-inputs.js#natural(value, argument) -> int',
      'inputs.positive': 'flask/restful-inputs.js#positive(value, argument) -> int',
      'inputs.int_range': 'flask/restful-inputs.js#intRange(low, high, argument)',
      'inputs.regex': 'flask/restful-inputs.js#regex(pattern, flags)',
      'inputs.boolean': 'flask/restful-inputs.js#boolean(value) -> bool',
      'inputs.date': 'flask/restful-inputs.js#date(value) -> datetime.datetime',
    },
    // They import these from flask where they use them themselves, and apps import them from there.
    reexports: {
      request: 'flask.request',
      current_app: 'flask.current_app',
      url_for: 'flask.url_for',
    },
    types: {
      [parser]: {
        class: 'RequestParser',
        members: {
          add_argument: `.add_argument(name, **options) -> ${parser}`,
          parse_args: `.parse_args(req, strict, http_error_code) -> ${module}.reqparse.Namespace`,
          copy: `.copy() -> ${parser}`,
          replace_argument: `.replace_argument(name, **options) -> ${parser}`,
          remove_argument: `.remove_argument(name) -> ${parser}`,
          args: '.args -> list',
        },
      },
      [`${module}.reqparse.Namespace`]: { class: 'Namespace', base: 'dict' },
    },
  };
}
