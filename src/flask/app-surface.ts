/**
 * What a Flask program registers, as it is found: apps, blueprints, URL rules, hooks, error handlers. Rules are
 * joined with their blueprints' prefixes by `flatten-routes.ts`, as Flask does when it registers a blueprint.
 */
import type { LibraryObject, Site, Value } from '../python/evaluate/value.js';

export interface AppSurface {
  /** `Flask(…)`, in the order in which they are made. */
  readonly apps: LibraryObject[];
  readonly blueprints: LibraryObject[];
  readonly rules: RuleEntry[];
  readonly mounts: MountEntry[];
  readonly hooks: HookEntry[];
  readonly errorHandlers: ErrorHandlerEntry[];
  readonly settings: SettingEntry[];
  /** `app.config.from_object(source)`. */
  readonly configurations: ConfigurationEntry[];
  readonly cors: CorsEntry[];
  readonly runs: RunEntry[];
  readonly environment: EnvironmentEntry[];
  /** What else is given the app: each may answer before, after or instead of a view. */
  readonly extensions: Site[];
  /** Functions that an extension calls, `@jwt.token_in_blocklist_loader`; and what else one is told of a value. */
  readonly callbacks: CallbackEntry[];
  /** `@app.template_filter('name')`. */
  readonly templateFunctions: TemplateFunctionEntry[];
  /** `app.pool = …`, `app.extensions['pool'] = …`: what the app has for its views. */
  readonly kept: Site[];
  /** What changes how the app answers, and is not read: `app.wsgi_app`, `@app.url_value_preprocessor`. */
  readonly unread: UnreadEntry[];
  /** `app.url_map.strict_slashes = False`: for the rules and mounts from these on. */
  slashesOptional: { readonly rule: number; readonly mount: number } | undefined;
}

export interface UnreadEntry {
  readonly name: string;
  readonly site: Site;
}

export interface ConfigurationEntry {
  readonly source: Value;
  readonly site: Site;
}

export interface TemplateFunctionEntry {
  readonly kind: 'filter' | 'test' | 'global';
  /** The function's own, where it is undefined. */
  readonly name: string | undefined;
  readonly handler: Value;
  readonly site: Site;
}

export interface CallbackEntry {
  /** `token_in_blocklist`, without `_loader`; `flask_login.login_view`. */
  readonly name: string;
  readonly handler: Value;
  /** Where it is told, of what is no function. */
  readonly site?: Site;
}

/** One `route()`, `add_url_rule()` or `add_resource()`; `owner` is an app, a blueprint, or an Api of one. */
export interface RuleEntry {
  readonly owner: Value;
  readonly rule: Value;
  readonly endpoint: string | undefined;
  readonly methods: readonly string[] | undefined;
  readonly view: Value;
  readonly strictSlashes: boolean | undefined;
  readonly defaults: Value | undefined;
  readonly site: Site;
}

/** `register_blueprint`, a namespace of an Api, an Api of an app. */
export interface MountEntry {
  readonly owner: Value;
  readonly mounted: Value;
  readonly prefix: Value | undefined;
  readonly name: string | undefined;
  readonly site: Site;
}

export interface HookEntry {
  readonly owner: Value;
  readonly hook: string;
  readonly handler: Value;
  readonly site: Site;
}

export interface ErrorHandlerEntry {
  readonly owner: Value;
  readonly error: Value | undefined;
  readonly handler: Value;
  readonly site: Site;
}

export interface SettingEntry {
  readonly key: string;
  readonly value: Value;
  readonly site: Site;
}

export interface CorsEntry {
  readonly options: ReadonlyMap<string, Value>;
  readonly site: Site;
}

export interface RunEntry {
  readonly options: ReadonlyMap<string, Value>;
  readonly site: Site;
}

export interface EnvironmentEntry {
  readonly name: string;
  readonly fallback: Value | undefined;
  readonly site: Site;
}

export function emptySurface(): AppSurface {
  return {
    apps: [],
    blueprints: [],
    rules: [],
    mounts: [],
    hooks: [],
    errorHandlers: [],
    settings: [],
    configurations: [],
    cors: [],
    runs: [],
    environment: [],
    extensions: [],
    callbacks: [],
    templateFunctions: [],
    kept: [],
    unread: [],
    slashesOptional: undefined,
  };
}
