/**
 * What Flask and its extensions do when they are called, as far as routes go: each call adds to the surface.
 * Sources: flask/sansio/scaffold.py, sansio/app.py and sansio/blueprints.py; flask_restful/__init__.py;
 * flask_restx/api.py and namespace.py.
 */
import type { Libraries } from '../python/evaluate/machine.js';
import {
  argument,
  constant,
  isFalse,
  NO_ARGUMENTS,
  NONE,
  optionsOf,
  textOf,
  UNKNOWN,
  type Arguments,
  type LibraryObject,
  type Site,
  type Value,
} from '../python/evaluate/value.js';
import type { AppSurface } from './app-surface.js';
import {
  API_TYPES,
  APP_TYPES,
  BLUEPRINT_TYPES,
  isApi,
  isRegistrar,
  typeOf,
} from './flask-types.js';

const METHOD_DECORATORS = new Set(['get', 'post', 'put', 'delete', 'patch']);
const HOOKS = new Set([
  'before_request',
  'after_request',
  'teardown_request',
  'before_first_request',
  'teardown_appcontext',
  'before_app_request',
  'after_app_request',
  'teardown_app_request',
  'before_app_first_request',
  'url_value_preprocessor',
  'url_defaults',
  'context_processor',
  'app_context_processor',
  'shell_context_processor',
]);

/** `@app.template_filter('name')`, and `app.add_template_filter(function, 'name')`. */
const TEMPLATE_FUNCTION = /^(?:app_)?template_(filter|test|global)$/;
const ADDED_TEMPLATE_FUNCTION = /^add_(?:app_)?template_(filter|test|global)$/;

/** Attributes of an app that are settings: `app.secret_key = '…'`. */
const APP_SETTINGS: Readonly<Partial<Record<string, string>>> = {
  secret_key: 'SECRET_KEY',
  permanent_session_lifetime: 'PERMANENT_SESSION_LIFETIME',
  session_cookie_name: 'SESSION_COOKIE_NAME',
};

/** And those that say how its answers become JSON, as do the attributes of `app.json`. */
const JSON_ATTRIBUTE = /^json(?:_encoder|_decoder|_provider_class)?$/;
const JSON_PROVIDER = 'flask.json.provider.DefaultJSONProvider';

/** What stands between a request and its view, and is not read. */
const UNREAD_METHODS = new Set([
  'url_value_preprocessor',
  'app_url_value_preprocessor',
  'url_defaults',
  'app_url_defaults',
  'record',
  'record_once',
]);
const UNREAD_ATTRIBUTES = new Set([
  'wsgi_app',
  'response_class',
  'request_class',
  'session_interface',
  'url_rule_class',
  'url_build_error_handlers',
]);
const URL_MAP = 'werkzeug.routing.Map';
const EXTENSIONS = 'flask.Flask.extensions';

/** Flask's own attributes, which it reads itself; any other is something that the app keeps for its views. */
const OWN_ATTRIBUTE =
  /^(?:debug|testing|env|name|config|logger|cli|jinja_\w+|json\w*|session_\w+|static_\w+|template\w*|\w+_folder|root_path|instance_path|\w+_funcs|\w+_functions|\w+_processors|error_handler_spec|url_\w+|view_functions|blueprints|extensions|aborter|secret_key|permanent_session_lifetime|use_x_sendfile|send_file_max_age_default|test_\w+)$/;

const OF_APP: Readonly<Partial<Record<string, string>>> = {
  config: 'flask.Config',
  json: JSON_PROVIDER,
  url_map: URL_MAP,
  extensions: EXTENSIONS,
};

const JWT_MANAGER = 'flask_jwt_extended.JWTManager';
const LOGIN_MANAGER = 'flask_login.LoginManager';
const LOGIN_CALLBACKS = new Set([
  'user_loader',
  'request_loader',
  'unauthorized_handler',
  'needs_refresh_handler',
]);

export function flaskLibraries(surface: AppSurface): Libraries {
  const object = (type: string, args: Arguments, site: Site): LibraryObject => {
    return { kind: 'object', type, arguments: args, attributes: new Map(), site };
  };

  const addRule = (
    owner: Value,
    args: Arguments,
    view: Value,
    site: Site,
    extra: { readonly endpoint?: string | undefined; readonly methods?: readonly string[] } = {},
  ): void => {
    const strict = argument(args, 'strict_slashes');
    surface.rules.push({
      owner,
      rule: argument(args, 'rule', 0) ?? UNKNOWN,
      endpoint: extra.endpoint ?? textOf(argument(args, 'endpoint')),
      methods: extra.methods ?? stringsOf(argument(args, 'methods')),
      view,
      strictSlashes: strict?.kind === 'constant' ? strict.value === true : undefined,
      defaults: argument(args, 'defaults'),
      site,
    });
  };

  const addResource = (api: Value, args: Arguments, site: Site): void => {
    const [resource = UNKNOWN, ...rules] = args.positional;
    const endpoint = textOf(argument(args, 'endpoint'));
    for (const rule of rules) {
      addRule(api, { ...args, positional: [rule] }, resource, site, { endpoint });
    }
  };

  const callPath: Libraries['callPath'] = (written, args, site) => {
    // Until Flask 1.0 extensions were imported as flask.ext.restful.
    const path = written.replace(/^flask\.ext\.(?=\w)/, 'flask_');
    if (APP_TYPES.has(path)) {
      const app = object(path, args, site);
      surface.apps.push(app);
      return app;
    }
    if (BLUEPRINT_TYPES.has(path)) {
      const blueprint = object(path, args, site);
      surface.blueprints.push(blueprint);
      return blueprint;
    }
    if (API_TYPES.has(path)) {
      const api = object(path, args, site);
      const owner = argument(args, 'app', 0);
      if (owner && owner.kind !== 'constant') mount(owner, api, argument(args, 'prefix'), site);
      return api;
    }
    if (path === 'flask_cors.CORS') {
      surface.cors.push({ options: args.named, site });
      return NONE;
    }
    if (path === 'os.getenv' || path === 'os.environ.get' || path === 'decouple.config') {
      const name = textOf(args.positional[0]);
      const fallback = argument(args, 'default', 1);
      if (name !== undefined) surface.environment.push({ name, fallback, site });
      return fallback ?? UNKNOWN;
    }
    if (path === 'functools.wraps' || path === 'functools.partial') return object(path, args, site);
    if (args.positional.some(isApp) || [...args.named.values()].some(isApp)) {
      surface.extensions.push(site);
    }
    if (path === 'flask_login.login_manager.LoginManager') return object(LOGIN_MANAGER, args, site);
    if (path === JWT_MANAGER || path === LOGIN_MANAGER) return object(path, args, site);
    if (path === 'importlib.import_module' || path === 'builtins.__import__') return UNKNOWN;
    return undefined;
  };

  const mount = (
    owner: Value,
    mounted: Value,
    prefix: Value | undefined,
    site: Site,
    name?: string,
  ): void => {
    surface.mounts.push({ owner, mounted, prefix, name, site });
  };

  const callMethod: Libraries['callMethod'] = (receiver, name, args, site) => {
    if (receiver.kind === 'class' && name === 'as_view') {
      return object(
        'flask.views.as_view',
        { ...args, positional: [receiver, ...args.positional] },
        site,
      );
    }
    if (name === 'getenv' && receiver.kind === 'library') return undefined;
    const isKnown = isRegistrar(receiver);
    // An app that could not be followed (it is imported from a module that is not there, or a parameter) is still one.
    const first = textOf(args.positional[0]);
    const isAssumed =
      receiver.kind === 'unknown' ||
      (receiver.kind === 'method' && receiver.receiver.kind === 'unknown');
    const looksLikeRoute = isAssumed && first !== undefined && first.startsWith('/');
    if (name === 'route' && (isKnown || looksLikeRoute)) {
      return object('flask.route', { ...args, positional: [receiver, ...args.positional] }, site);
    }
    if (name === 'resource' && isApi(receiver)) {
      return object(
        'flask_restful.resource',
        { ...args, positional: [receiver, ...args.positional] },
        site,
      );
    }
    if (name === 'add_url_rule' && (isKnown || looksLikeRoute)) {
      addRule(receiver, args, argument(args, 'view_func', 2) ?? UNKNOWN, site, {
        endpoint: textOf(argument(args, 'endpoint', 1)),
      });
      return NONE;
    }
    if (name === 'add_resource') {
      if (isApi(receiver) || isAssumed) addResource(receiver, args, site);
      return NONE;
    }
    if (name === 'register_blueprint' && (isKnown || isAssumed)) {
      const blueprint = argument(args, 'blueprint', 0) ?? UNKNOWN;
      for (const option of optionsOf(blueprint)) {
        mount(receiver, option, argument(args, 'url_prefix'), site, textOf(argument(args, 'name')));
      }
      return NONE;
    }
    if (!isKnown) return callForeignMethod(receiver, name, args, site);
    if (UNREAD_METHODS.has(name)) {
      surface.unread.push({ name, site });
      return args.positional[0] ?? UNKNOWN;
    }
    if (METHOD_DECORATORS.has(name)) {
      const methods: Value = {
        kind: 'sequence',
        type: 'list',
        items: [constant(name.toUpperCase())],
        isOpen: false,
      };
      const named = new Map([...args.named, ['methods', methods] as const]);
      return object(
        'flask.route',
        { ...args, positional: [receiver, ...args.positional], named },
        site,
      );
    }
    if (name === 'add_namespace') {
      mount(receiver, args.positional[0] ?? UNKNOWN, argument(args, 'path', 1), site);
      return NONE;
    }
    if (name === 'namespace') {
      const namespace = object('flask_restx.Namespace', args, site);
      mount(receiver, namespace, undefined, site);
      return namespace;
    }
    if (name === 'init_app' && isApi(receiver)) {
      mount(args.positional[0] ?? UNKNOWN, receiver, undefined, site);
      return NONE;
    }
    const [, kind] = TEMPLATE_FUNCTION.exec(name) ?? [];
    if (kind !== undefined) {
      return object(
        'flask.template_function',
        { ...args, positional: [constant(kind), ...args.positional] },
        site,
      );
    }
    const [, added] = ADDED_TEMPLATE_FUNCTION.exec(name) ?? [];
    if (added !== undefined) {
      surface.templateFunctions.push({
        kind: added as 'filter',
        name: textOf(argument(args, 'name', 1)),
        handler: argument(args, 'f', 0) ?? UNKNOWN,
        site,
      });
      return NONE;
    }
    if (HOOKS.has(name)) {
      const [handler = UNKNOWN] = args.positional;
      surface.hooks.push({ owner: receiver, hook: name, handler, site });
      return handler;
    }
    if (name === 'errorhandler' || name === 'app_errorhandler') {
      // A blueprint's `app_errorhandler` is the app's.
      const owner = name === 'errorhandler' ? receiver : NONE;
      return object(
        'flask.errorhandler',
        { ...args, positional: [owner, ...args.positional] },
        site,
      );
    }
    if (name === 'register_error_handler') {
      const [error, handler = UNKNOWN] = args.positional;
      surface.errorHandlers.push({ owner: receiver, error, handler, site });
      return NONE;
    }
    if (name === 'run') {
      surface.runs.push({ options: args.named, site });
      return NONE;
    }
    return UNKNOWN;
  };

  /** `.config.update(…)`, `CORS().init_app(app)` and the like. */
  const callForeignMethod = (
    receiver: Value,
    name: string,
    args: Arguments,
    site: Site,
  ): Value | undefined => {
    if (typeOf(receiver) === 'flask.Config') {
      if (name === 'update' || name === 'from_mapping') {
        for (const [key, value] of args.named) surface.settings.push({ key, value, site });
      }
      if (name === 'from_pyfile') {
        surface.configurations.push({ source: args.positional[0] ?? UNKNOWN, site });
      }
      if (name === 'from_object') {
        const [source] = args.positional;
        surface.configurations.push({ source: source ?? UNKNOWN, site });
        const attributes =
          source?.kind === 'class'
            ? source.attributes
            : source?.kind === 'module'
              ? source.names
              : [];
        for (const [key, value] of attributes) {
          if (/^[A-Z][A-Z0-9_]*$/.test(key)) surface.settings.push({ key, value, site });
        }
      }
      return UNKNOWN;
    }
    if (args.positional.some(isApp)) surface.extensions.push(site);
    if (typeOf(receiver) === JWT_MANAGER && name.endsWith('_loader')) {
      const [handler = UNKNOWN] = args.positional;
      surface.callbacks.push({ name: name.replace(/_loader$/, ''), handler });
      return handler;
    }
    if (typeOf(receiver) === LOGIN_MANAGER && LOGIN_CALLBACKS.has(name)) {
      const [handler = UNKNOWN] = args.positional;
      surface.callbacks.push({ name: `flask_login.${name}`, handler });
      return handler;
    }
    if (name === 'init_app' && typeOf(receiver) === 'flask_cors.CORS') {
      surface.cors.push({ options: args.named, site });
      return NONE;
    }
    return undefined;
  };

  const callObject: Libraries['callObject'] = (callee, args) => {
    const [view = UNKNOWN] = args.positional;
    const [owner = UNKNOWN, ...rest] = callee.arguments.positional;
    switch (callee.type) {
      case 'flask.route':
        if (isApi(owner)) {
          for (const rule of rest)
            addRule(owner, { ...callee.arguments, positional: [rule] }, view, callee.site);
        } else addRule(owner, { ...callee.arguments, positional: rest }, view, callee.site);
        return view;
      case 'flask_restful.resource':
        addResource(owner, { ...callee.arguments, positional: [view, ...rest] }, callee.site);
        return view;
      case 'flask.errorhandler':
        surface.errorHandlers.push({ owner, error: rest[0], handler: view, site: callee.site });
        return view;
      case 'flask.template_function':
        surface.templateFunctions.push({
          kind: textOf(owner) as 'filter',
          name: textOf(argument(callee.arguments, 'name', 1)),
          handler: view,
          site: callee.site,
        });
        return view;
      case 'functools.wraps':
        return view.kind === 'function' && owner.kind === 'function'
          ? { ...view, name: owner.name, original: owner.original ?? owner }
          : view;
      case 'functools.partial':
        return owner.kind === 'function' ? owner : UNKNOWN;
      default:
        return undefined;
    }
  };

  return {
    callPath,
    callMethod,
    callObject,
    attribute: (receiver, name) => {
      if (receiver.kind === 'library' && receiver.path === 'flask.current_app') {
        const app = surface.apps[0]?.attributes.get(name);
        return app ?? (name === 'config' ? undefined : UNKNOWN);
      }
      const type = OF_APP[name];
      if (type === undefined || receiver.kind !== 'object' || !APP_TYPES.has(receiver.type)) {
        return undefined;
      }
      const known = receiver.attributes.get(name);
      if (known) return known;
      const made = object(type, NO_ARGUMENTS, receiver.site);
      receiver.attributes.set(name, made);
      return made;
    },
    setItem: (target, key, value, site) => {
      const name = textOf(key);
      if (name !== undefined && typeOf(target) === 'flask.Config') {
        surface.settings.push({ key: name, value, site });
      }
      if (typeOf(target) === EXTENSIONS) surface.kept.push(site);
    },
    setAttribute: (target, name, value, site) => {
      const key = isApp(target) ? APP_SETTINGS[name] : undefined;
      if (key !== undefined) surface.settings.push({ key, value, site });
      if ((isApp(target) && JSON_ATTRIBUTE.test(name)) || typeOf(target) === JSON_PROVIDER)
        surface.settings.push({ key: 'JSON', value, site });
      if (isApp(target) && UNREAD_ATTRIBUTES.has(name))
        surface.unread.push({ name: `app.${name}`, site });
      else if (isApp(target) && !OWN_ATTRIBUTE.test(name)) surface.kept.push(site);
      if (typeOf(target) === URL_MAP && name === 'strict_slashes' && isFalse(value))
        surface.slashesOptional = { rule: surface.rules.length, mount: surface.mounts.length };
      if (typeOf(target) === LOGIN_MANAGER)
        surface.callbacks.push({ name: `flask_login.${name}`, handler: value, site });
    },
    parameter: (_callee, name) =>
      /^(?:app|application|flask_app|server|_app)$/.test(name) ? surface.apps[0] : undefined,
  };
}

function isApp(value: Value): boolean {
  return APP_TYPES.has(typeOf(value) ?? '');
}

function stringsOf(value: Value | undefined): readonly string[] | undefined {
  if (value?.kind === 'constant' && typeof value.value === 'string')
    return [value.value.toUpperCase()];
  if (value?.kind !== 'sequence') return undefined;
  return value.items.flatMap((item) => textOf(item)?.toUpperCase() ?? []);
}
