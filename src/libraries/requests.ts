import type { Library } from './library.js';

export const library: Library = {
  module: 'requests',
  distributions: ['requests'],
  replacement: "Node's fetch, in src/python/requests.ts of the service",
  from: 'python/requests.js',
  names: {
    request:
      'await request(method, url, params, data, json, headers, cookies, auth, timeout, allow_redirects, verify) -> requests.Response',
    get: 'await get(url, params, data, json, headers, cookies, auth, timeout, allow_redirects, verify) -> requests.Response',
    post: 'await post(url, data, json, params, headers, cookies, auth, timeout, allow_redirects, verify) -> requests.Response',
    put: 'await put(url, data, json, params, headers, cookies, auth, timeout, allow_redirects, verify) -> requests.Response',
    patch:
      'await patch(url, data, json, params, headers, cookies, auth, timeout, allow_redirects, verify) -> requests.Response',
    head: 'await head(url, params, data, json, headers, cookies, auth, timeout, allow_redirects, verify) -> requests.Response',
    delete:
      'await deleteRequest(url, params, data, json, headers, cookies, auth, timeout, allow_redirects, verify) -> requests.Response',
    ConnectionError: 'class python/requests-errors.js#RequestsConnectionError(*args)',
    'exceptions.ConnectionError': 'class python/requests-errors.js#RequestsConnectionError(*args)',
    ReadTimeout: 'class python/requests-errors.js#Timeout(*args)',
    ConnectTimeout: 'class python/requests-errors.js#Timeout(*args)',
    JSONDecodeError: 'class python/json.js#JSONDecodeError(msg, doc, pos)',
    'exceptions.JSONDecodeError': 'class python/json.js#JSONDecodeError(msg, doc, pos)',
    RequestException: 'class python/requests-errors.js#RequestException(*args)',
    'exceptions.RequestException': 'class python/requests-errors.js#RequestException(*args)',
    HTTPError: 'class python/requests-errors.js#HTTPError(*args)',
    'exceptions.HTTPError': 'class python/requests-errors.js#HTTPError(*args)',
    Timeout: 'class python/requests-errors.js#Timeout(*args)',
    'exceptions.Timeout': 'class python/requests-errors.js#Timeout(*args)',
    InvalidURL: 'class python/requests-errors.js#InvalidURL(*args)',
    'exceptions.InvalidURL': 'class python/requests-errors.js#InvalidURL(*args)',
    MissingSchema: 'class python/requests-errors.js#MissingSchema(*args)',
    'exceptions.MissingSchema': 'class python/requests-errors.js#MissingSchema(*args)',
  },
  types: {
    'requests.Response': {
      class: 'Response',
      members: {
        url: '.url -> str',
        status_code: '.status_code -> int',
        reason: '.reason -> str',
        ok: '.ok -> bool',
        text: '.text -> str',
        content: '.content -> bytes',
        headers: '.headers -> dict',
        json: '.json() -> value',
        raise_for_status: '.raise_for_status() -> None',
      },
    },
  },
};
