"""Answers questions about Flask: one JSON document per line in, one per line out.

A question names what to do; an app is called as a WSGI server calls it, so that nothing but Flask and
Werkzeug decides what is answered.
"""
import base64
import datetime
import decimal
import importlib.util
import io
import json
import logging
import math
import sys
import traceback
import uuid
from urllib.parse import unquote_to_bytes

import flask
import itsdangerous
import werkzeug
from flask.sessions import SecureCookieSessionInterface
from markupsafe import Markup

logging.getLogger().setLevel(logging.CRITICAL + 1)
OUT = sys.stdout
sys.stdout = sys.stderr


def call(app, request):
    """The answer to {method, path, headers, body}, the body as text or as {"base64": …}."""
    body = request.get('body', '')
    body = base64.b64decode(body['base64']) if isinstance(body, dict) else body.encode('utf-8')
    path, _, query = request['path'].partition('?')
    environ = {
        'REQUEST_METHOD': request['method'],
        'SCRIPT_NAME': '',
        'PATH_INFO': unquote_to_bytes(path).decode('latin-1'),
        'QUERY_STRING': query,
        'SERVER_NAME': 'origin',
        'SERVER_PORT': '80',
        'SERVER_PROTOCOL': 'HTTP/1.1',
        'HTTP_HOST': 'origin',
        'REMOTE_ADDR': '127.0.0.1',
        'CONTENT_LENGTH': str(len(body)),
        'wsgi.version': (1, 0),
        'wsgi.url_scheme': 'http',
        'wsgi.input': io.BytesIO(body),
        'wsgi.errors': io.StringIO(),
        'wsgi.multithread': False,
        'wsgi.multiprocess': False,
        'wsgi.run_once': False,
    }
    for name, value in request.get('headers', {}).items():
        key = name.upper().replace('-', '_')
        environ[key if key in ('CONTENT_TYPE', 'CONTENT_LENGTH') else f'HTTP_{key}'] = value
    started = []

    def start_response(status, headers, exc_info=None):
        started[:] = [status, headers]
        return None

    result = app(environ, start_response)
    content = b''.join(result)
    if hasattr(result, 'close'):
        result.close()
    status, headers = started
    if request['method'] == 'HEAD':
        content = b''
    return {
        'status': int(status.split(' ', 1)[0]),
        'headers': [[name.lower(), value] for name, value in headers],
        'body': content.decode('utf-8', 'backslashreplace'),
    }


def printed(value):
    """A variable of a rule, with its type."""
    return str(value) if isinstance(value, (str, uuid.UUID)) else [type(value).__name__, str(value)]


def table(rules):
    """An app with these rules, whose views say what they were called with."""
    app = flask.Flask('table', static_folder=None)
    for index, rule in enumerate(rules):

        def view(index=index, **values):
            return {'rule': index, 'values': {name: printed(value) for name, value in values.items()}}

        app.add_url_rule(
            rule['rule'],
            endpoint=str(index),
            view_func=view,
            methods=rule['methods'],
            strict_slashes=rule.get('strictSlashes', True),
        )
    return app


APPS = {}


def load(path):
    if path not in APPS:
        spec = importlib.util.spec_from_file_location(f'app{len(APPS)}', path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        APPS[path] = module.app
    return APPS[path]


def value_of(tree):
    """A Python value from a description: JSON cannot say all of them."""
    kind, content = tree
    if kind in ('str', 'int', 'bool', 'none'):
        return {'str': str, 'int': int, 'bool': bool, 'none': lambda _: None}[kind](content)
    if kind == 'float':
        return float(content)
    if kind == 'list':
        return [value_of(item) for item in content]
    if kind == 'tuple':
        return tuple(value_of(item) for item in content)
    if kind == 'dict':
        return {value_of(key): value_of(item) for key, item in content}
    if kind == 'datetime':
        return datetime.datetime.fromisoformat(content)
    if kind == 'date':
        return datetime.date.fromisoformat(content)
    if kind == 'decimal':
        return decimal.Decimal(content)
    if kind == 'uuid':
        return uuid.UUID(content)
    if kind == 'bytes':
        return base64.b64decode(content)
    if kind == 'markup':
        return Markup(content)
    if kind == 'set':
        return {value_of(item) for item in content}
    raise ValueError(kind)


def tree_of(value):
    if value is None:
        return ['none', None]
    if isinstance(value, bool):
        return ['bool', value]
    if isinstance(value, Markup):
        return ['markup', str(value)]
    if isinstance(value, str):
        return ['str', value]
    if isinstance(value, int):
        return ['int', str(value)]
    if isinstance(value, float):
        return ['float', 'nan' if math.isnan(value) else repr(value)]
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, [tree_of(item) for item in value]]
    if isinstance(value, dict):
        return ['dict', [[tree_of(key), tree_of(item)] for key, item in sorted(value.items())]]
    if isinstance(value, datetime.datetime):
        return ['datetime', value.astimezone(datetime.timezone.utc).isoformat()]
    if isinstance(value, uuid.UUID):
        return ['uuid', str(value)]
    if isinstance(value, bytes):
        return ['bytes', base64.b64encode(value).decode()]
    raise ValueError(type(value))


def jsonified(tree):
    app = flask.Flask('json', static_folder=None)
    with app.app_context(), app.test_request_context():
        try:
            return flask.jsonify(value_of(tree)).get_data(as_text=True)
        except Exception as error:
            return {'error': type(error).__name__}


def python_str(text):
    """str(), int(), float() and bool() of what json.loads makes of a text; None where they raise."""
    results = []
    for convert in (str, int, float, bool):
        try:
            results.append(str(convert(json.loads(text))))
        except (TypeError, ValueError, OverflowError):
            results.append(None)
    return results


def session_serializer(key):
    app = flask.Flask('session', static_folder=None)
    app.secret_key = key
    return app, SecureCookieSessionInterface().get_signing_serializer(app)


def write_session(key, tree):
    app, serializer = session_serializer(key)
    with app.app_context():
        return serializer.dumps(value_of(tree))


def read_session(key, cookie):
    app, serializer = session_serializer(key)
    with app.app_context():
        try:
            return tree_of(serializer.loads(cookie, max_age=31 * 24 * 3600))
        except itsdangerous.BadSignature:
            return None


def build(rules, builds):
    app = table(rules)
    answers = []
    with app.test_request_context():
        for endpoint, tree, options in builds:
            try:
                answers.append(flask.url_for(endpoint, **value_of(tree), **options))
            except Exception as error:
                answers.append({'error': type(error).__name__})
    return answers


def answer(question):
    kind = question['do']
    if kind == 'versions':
        import importlib.metadata as metadata

        return {name: metadata.version(name) for name in ('flask', 'werkzeug')}
    if kind == 'version':
        import importlib.metadata as metadata

        try:
            return metadata.version(question['of'])
        except metadata.PackageNotFoundError:
            return ''
    if kind == 'table':
        app = table(question['rules'])
        return [call(app, request) for request in question['requests']]
    if kind == 'app':
        app = load(question['path'])
        return [call(app, request) for request in question['requests']]
    if kind == 'jsonify':
        return [jsonified(tree) for tree in question['values']]
    if kind == 'convert':
        return [python_str(text) for text in question['texts']]
    if kind == 'write_session':
        return [write_session(question['key'], tree) for tree in question['values']]
    if kind == 'read_session':
        return [read_session(question['key'], cookie) for cookie in question['cookies']]
    if kind == 'url_for':
        return build(question['rules'], question['builds'])
    raise ValueError(kind)


for line in sys.stdin:
    try:
        result = {'answer': answer(json.loads(line))}
    except Exception:
        result = {'failure': traceback.format_exc()}
    OUT.write(json.dumps(result) + '\n')
    OUT.flush()
