"""Prints the URL map of the Flask app in the folder named on the command line, as JSON: [[rule, [method, ...]], ...].

The app's code is run, in this process: for apps whose author is trusted, or in a box. Nothing that it asks of a
database or of the network is done, and a package that is not installed is replaced by an object that takes
everything. The module that yields the most rules is the app.
"""
import contextlib
import importlib
import importlib.abc
import importlib.machinery
import inspect
import json
import os
import re
import runpy
import subprocess
import sys
import types
from unittest import mock

FACTORY = re.compile(r'(create|make|get|build|init)_?app|app_factory', re.IGNORECASE)
SKIPPED = re.compile(r'(^|/)(\.[^/]*|tests?|testing|migrations|node_modules|site-packages|venv|env)(/|$)|(^|/)(test_[^/]*|conftest|setup)\.py$')


class Anything:
    """Stands for what is not installed: called, read, subclassed, used as a decorator, it goes on."""

    def __init__(self, *_args, **_kwargs):
        pass

    def __call__(self, *args, **_kwargs):
        if len(args) == 1 and (inspect.isfunction(args[0]) or inspect.isclass(args[0])):
            return args[0]
        return Anything()

    def __getattr__(self, name):
        if name.startswith('__') and name.endswith('__'):
            raise AttributeError(name)
        return Anything()

    def __mro_entries__(self, _bases):
        return (Anything,)

    def __getitem__(self, _key):
        return Anything()

    def __iter__(self):
        return iter(())

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        return False

    def __or__(self, _other):
        return self


class MissingModule(types.ModuleType):
    """Called as well: an older name that the installed version of a package no longer has is looked for as a module."""

    __call__ = Anything.__call__


class Missing(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """The last of the finders: whatever the others have not found."""

    def __init__(self, root):
        self.own = set()
        for folder, _, files in os.walk(root):
            for name in files:
                if name.endswith('.py'):
                    self.own.update([name.removesuffix('.py'), os.path.basename(folder)])

    def find_spec(self, name, _path=None, _target=None):
        if name.split('.')[0] in self.own:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return MissingModule(spec.name)

    def exec_module(self, module):
        module.__getattr__ = attribute_of_missing


def attribute_of_missing(name):
    if name.startswith('__'):
        raise AttributeError(name)
    return Anything()


class Environment(dict):
    """Settings that are not set are those of development."""

    def __missing__(self, key):
        if re.search('HOST|URL|URI', key):
            return 'localhost'
        return '5432' if re.search('PORT|SECONDS|MINUTES|HOURS|DAYS|EXPIR|SIZE|MAX|MIN|LIMIT', key) else 'development'

    def __contains__(self, key):
        return super().__contains__(key) or key.isupper()

    def get(self, key, default=None):
        return super().get(key, self.__missing__(key) if default is None else default)


def rules_of(folder, name):
    import flask

    apps = []
    init = flask.Flask.__init__

    def remembering(self, *args, **kwargs):
        init(self, *args, **kwargs)
        apps.append(self)

    flask.Flask.__init__ = remembering
    flask.Flask.run = lambda *_args, **_kwargs: None
    for library, names in {
        'psycopg2': ['connect'],
        'psycopg2.pool': ['SimpleConnectionPool', 'ThreadedConnectionPool', 'AbstractConnectionPool'],
        'psycopg2.extras': ['register_uuid', 'RealDictCursor'],
        'psycopg': ['connect'],
        'psycopg_pool': ['ConnectionPool'],
    }.items():
        try:
            module = importlib.import_module(library)
        except ImportError:
            continue
        for one in names:
            setattr(module, one, mock.MagicMock())
    top = os.path.abspath(sys.argv[1])
    around = os.path.dirname(os.path.join(folder, *name.split('.')))
    while len(around) >= len(top):
        sys.path.append(around)
        around = os.path.dirname(around)
    sys.path.insert(0, folder)
    os.chdir(folder)
    os.environ = Environment(os.environ)
    sys.meta_path.append(Missing(sys.argv[1]))
    module = importlib.import_module(name)
    if getattr(module, '__file__', None) and all(len(list(app.url_map.iter_rules())) <= 1 for app in apps):
        # Some apps take shape only when they are started as a script.
        with contextlib.suppress(SystemExit):
            runpy.run_path(module.__file__, run_name='__main__')
    if not any(len(list(app.url_map.iter_rules())) > 1 for app in apps):
        for factory in [one for key, one in vars(module).items() if FACTORY.search(key) and inspect.isfunction(one)]:
            needed = [
                parameter
                for parameter in inspect.signature(factory).parameters.values()
                if parameter.default is parameter.empty and parameter.kind < parameter.VAR_POSITIONAL
            ]
            for value in ['development', Anything(), {}, None]:
                try:
                    factory(*[value for _ in needed])
                    break
                except Exception as error:
                    print(f'{factory.__name__}: {error!r}', file=sys.stderr)
    found = max(apps, key=lambda app: len(list(app.url_map.iter_rules())), default=None)
    if found is None:
        return []
    return sorted(
        [rule.rule, sorted(rule.methods - {'HEAD', 'OPTIONS'})]
        for rule in found.url_map.iter_rules()
        if rule.endpoint != 'static' and not rule.endpoint.endswith('.static')
    )


def candidates(root):
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(one for one in folders if not SKIPPED.search(one))
        for file in sorted(files):
            path = os.path.join(folder, file)
            if not file.endswith('.py') or SKIPPED.search(file):
                continue
            with open(path, encoding='utf-8', errors='replace') as source:
                text = source.read()
            if not re.search(r'\bFlask\(|\bapp\.run\(|create_app', text):
                continue
            parts = [file.removesuffix('.py')] if file != '__init__.py' else []
            at = folder
            while os.path.exists(os.path.join(at, '__init__.py')) and at != root:
                parts.insert(0, os.path.basename(at))
                at = os.path.dirname(at)
            if parts:
                yield at, '.'.join(parts)
            # A package without __init__.py is imported from the folders above as well.
            while at != root:
                parts.insert(0, os.path.basename(at))
                at = os.path.dirname(at)
                if parts:
                    yield at, '.'.join(parts)


if len(sys.argv) > 2:
    found = rules_of(sys.argv[2], sys.argv[3])
    print('\n' + json.dumps(found))
else:
    best, problem = [], 'no module makes a Flask app'
    for folder, name in candidates(os.path.abspath(sys.argv[1])):
        try:
            done = subprocess.run(
                [sys.executable, '-B', __file__, os.path.abspath(sys.argv[1]), folder, name],
                capture_output=True, text=True, timeout=30, stdin=subprocess.DEVNULL, check=False,
            )
        except subprocess.TimeoutExpired:
            problem = f'{name}: did not end'
            continue
        if done.returncode != 0:
            problem = f'{name}: {done.stderr.strip().splitlines()[-1]}'
            continue
        rules = json.loads(done.stdout.splitlines()[-1])
        if not rules and done.stderr:
            problem = f'{name}: {done.stderr.strip().splitlines()[-1]}'
        if len(rules) > len(best):
            best = rules
    print(json.dumps({'rules': best} if best else {'problem': problem}))
