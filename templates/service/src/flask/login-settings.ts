/**
 * What an app has told its `LoginManager`, and what Flask-Login has where it said nothing.
 * Source: flask_login/login_manager.py and config.py, 0.6.
 */
import type { Value } from '../python/value.js';
import { currentApp } from './flask-app.js';
import { AnonymousUserMixin } from './login-users.js';

type Call = (...values: never[]) => unknown;

const told = new Map<string, Value | Call>();

const DEFAULTS: Readonly<Record<string, Value>> = {
  login_message: 'Please log in to access this page.',
  login_message_category: 'message',
  needs_refresh_message: 'Please reauthenticate to access this page.',
  needs_refresh_message_category: 'message',
  session_protection: 'basic',
  id_attribute: 'get_id',
};

/** `login_manager.login_view = 'login'`, or a function that decorates: `user_loader`. */
export function useLogin(name: string, value: Value | Call): void {
  told.set(name, value);
}

export function loginSetting(name: string): Value {
  return (
    (told.get(name) as Value | undefined) ?? (told.has(name) ? null : (DEFAULTS[name] ?? null))
  );
}

/** Undefined where the app has given no such function. */
export function loginCallback(
  name: string,
): ((...values: Value[]) => Value | Promise<Value>) | undefined {
  return told.get(name) as ((...values: Value[]) => Value) | undefined;
}

export function makeAnonymousUser(): Value {
  const made = told.get('anonymous_user');
  if (typeof made !== 'function') return new AnonymousUserMixin();
  return new (made as unknown as new () => object)();
}

/** Of `app.config`. */
export function configured(name: string, otherwise: Value): Value {
  return currentApp().config.get(name) ?? otherwise;
}
