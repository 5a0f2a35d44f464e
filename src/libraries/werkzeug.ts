import type { Library } from './library.js';

/** A class of `werkzeug.exceptions`. */
function exception(name: string): readonly [string, string] {
  return [`exceptions.${name}`, `class flask/http-exceptions.js#${name}`];
}

export const library: Library = {
  module: 'werkzeug',
  distributions: ['Werkzeug'],
  replacement: "src/flask in the service: Werkzeug's exceptions, headers and dicts",
  names: {
    ...Object.fromEntries(
      [
        'HTTPException',
        'BadRequest',
        'Unauthorized',
        'Forbidden',
        'NotFound',
        'MethodNotAllowed',
        'NotAcceptable',
        'RequestTimeout',
        'Conflict',
        'Gone',
        'LengthRequired',
        'PreconditionFailed',
        'RequestEntityTooLarge',
        'RequestURITooLarge',
        'UnsupportedMediaType',
        'RequestedRangeNotSatisfiable',
        'ExpectationFailed',
        'ImATeapot',
        'UnprocessableEntity',
        'Locked',
        'FailedDependency',
        'PreconditionRequired',
        'TooManyRequests',
        'RequestHeaderFieldsTooLarge',
        'UnavailableForLegalReasons',
        'InternalServerError',
        'NotImplemented',
        'BadGateway',
        'ServiceUnavailable',
        'GatewayTimeout',
        'HTTPVersionNotSupported',
      ].map(exception),
    ),
    'exceptions.BadRequestKeyError': 'class flask/bad-request-key-error.js#BadRequestKeyError',
    'exceptions.abort': 'flask/http-exceptions.js#abort(code, description, response)',
    'datastructures.MultiDict':
      'new flask/multi-dict.js#MultiDict(pairs) -> werkzeug.datastructures.MultiDict',
    'datastructures.FileStorage': 'class flask/file-storage.js#FileStorage',
    'wrappers.Response':
      'new flask/response.js#Response(response, status, headers, mimetype, content_type) -> flask.Response',
    'utils.secure_filename': 'flask/secure-filename.js#secureFilename(filename) -> str',
  },
  types: {
    'werkzeug.exceptions.HTTPException': {
      class: 'flask/http-exceptions.js#HTTPException',
      members: {
        code: '.code -> int | None',
        name: '.name -> str',
        description: '.description',
        response: '.response',
        get_response: '.get_response() -> flask.Response',
        get_description: '.get_description() -> str',
      },
    },
    'werkzeug.datastructures.MultiDict': {
      class: 'flask/multi-dict.js#MultiDict',
      members: {
        get: '.get(key, default, type)',
        getlist: '.getlist(key, type) -> list',
        to_dict: '.to_dict(flat) -> dict',
        keys: '.keys() -> list',
        values: '.values() -> list',
        items: '.items(multi) -> list[tuple]',
        lists: '.lists() -> list[tuple]',
        listvalues: '.listvalues() -> list',
        copy: '.copy() -> werkzeug.datastructures.MultiDict',
      },
    },
    'werkzeug.datastructures.Headers': {
      class: 'flask/header-map.js#HeaderMap',
      members: {
        get: '.get(key, default, type)',
        getlist: '.getlist(key) -> list[str]',
        get_all: '.get_all(key) -> list[str]',
        add: '.add(key, value) -> None',
        set: '.set(key, value) -> None',
        setdefault: '.setdefault(key, default)',
        remove: '.remove(key) -> None',
        pop: '.pop(key, default)',
        extend: '.extend(source) -> None',
        update: '.update(source) -> None',
        keys: '.keys() -> list[str]',
        values: '.values() -> list[str]',
        items: '.items() -> list[tuple]',
      },
    },
    'werkzeug.datastructures.FileStorage': {
      class: 'flask/file-storage.js#FileStorage',
      members: {
        filename: '.filename -> str',
        name: '.name -> str',
        content_type: '.content_type -> str',
        mimetype: '.mimetype -> str',
        content_length: '.content_length -> int',
        stream: '.stream -> werkzeug.datastructures.FileStorage',
        read: '.read(size) -> bytes',
        seek: '.seek(offset, whence) -> int',
        tell: '.tell() -> int',
        close: '.close() -> None',
        save: 'await .save(dst) -> None',
      },
    },
  },
};
