/**
 * Flask-Login: who the user is, by the session or by the cookie that remembers, and views that want one. The user is
 * loaded when something first asks for it. Source: flask_login/utils.py and login_manager.py, 0.6.
 */
import { createHash } from 'node:crypto';
import type { Callable } from '../python/callable.js';
import { dict } from '../python/dict.js';
import { Exception } from '../python/exceptions.js';
import { callMethod, getattr } from '../python/getattr.js';
import { truthy } from '../python/operators.js';
import { repr, str } from '../python/text.js';
import { quotePlus, urlparse } from '../python/urllib-parse.js';
import type { Value } from '../python/value.js';
import { perRequest } from './context.js';
import { extensionContext } from './extension-context.js';
import { flash } from './flashes.js';
import { session } from './globals.js';
import { abort } from './http-exceptions.js';
import { readRememberCookie, rememberCookieName } from './login-cookie.js';
import { configured, loginCallback, loginSetting, makeAnonymousUser } from './login-settings.js';
import { redirectTo } from './redirect-response.js';
import { request } from './request-proxy.js';
import type { Response } from './response.js';
import { urlFor } from './urls.js';

export { useLogin } from './login-settings.js';
export { AnonymousUserMixin, UserMixin } from './login-users.js';

type Argument = Value | undefined;

/** What an app tells it is told when its modules are loaded (`login-settings.ts`): there is nothing to set up. */
export class LoginManager {
  static readonly pythonClass: string = 'LoginManager';

  constructor(
    readonly app: Argument = null,
    _addContextProcessor?: Argument,
  ) {}

  init_app(_app?: Argument, _addContextProcessor?: Argument): void {}

  unauthorized(): Promise<Value> {
    return unauthorized();
  }

  needs_refresh(): Promise<Value> {
    return needsRefresh();
  }
}

extensionContext.push(async () => dict({ current_user: await currentUser() }));

interface Kept {
  user?: Value;
}

const KEPT = {};

function kept(): Kept {
  return perRequest<Kept>(KEPT, () => ({}));
}

export async function currentUser(): Promise<Value> {
  return (kept().user ??= (await loadUser()) ?? makeAnonymousUser());
}

async function loadUser(): Promise<Value> {
  const [byId, byRequest] = [loginCallback('user_loader'), loginCallback('request_loader')];
  if (!byId && !byRequest) {
    throw new Exception(
      'Missing user_loader or request_loader. Refer to http://flask-login.readthedocs.io/#how-it-works for more info.',
    );
  }
  if (isSessionRefused()) return null;
  const id = session.get('_user_id');
  const user = id !== null && byId ? await byId(id) : null;
  if (user !== null && user !== undefined) return user;
  if (request.cookies.pyContains(rememberCookieName()) && session.get('_remember') !== 'clear') {
    const remembered = readRememberCookie();
    if (remembered === undefined) return null;
    session.pySetItem('_user_id', remembered);
    session.pySetItem('_fresh', false);
    return byId ? byId(remembered) : null;
  }
  return byRequest ? byRequest(request as unknown as Value) : null;
}

const SESSION_KEYS = ['_user_id', '_remember', '_remember_seconds', '_id', '_fresh', 'next'];

/** A session of another address or browser is not fresh any more; where protection is strong, it is emptied. */
function isSessionRefused(): boolean {
  const mode = configured('SESSION_PROTECTION', loginSetting('session_protection'));
  if (mode !== 'basic' && mode !== 'strong') return false;
  if (session.keys().length === 0 || session.get('_id') === identifier()) return false;
  if (mode === 'basic' || session.permanent) {
    if (session.get('_fresh') !== false) session.pySetItem('_fresh', false);
    return false;
  }
  for (const key of SESSION_KEYS) session.pop(key, null);
  session.pySetItem('_remember', 'clear');
  return true;
}

function identifier(): string {
  const [address, agent] = [
    request.headers.get('X-Forwarded-For', request.remote_addr),
    request.headers.get('User-Agent'),
  ];
  const first = address === null ? null : Buffer.from(str(address).split(',')[0]!.trim());
  const bytes = agent === null ? null : Buffer.from(str(agent));
  return createHash('sha512')
    .update(`${repr(first)}|${repr(bytes)}`)
    .digest('hex');
}

export function loginUser(
  user: Value,
  remember: Argument = false,
  duration: Argument = null,
  force: Argument = false,
  fresh: Argument = true,
): boolean {
  if (!truthy(force) && !truthy(getattr(user, 'is_active'))) return false;
  session.pySetItem('_user_id', callMethod(user, str(loginSetting('id_attribute')), []));
  session.pySetItem('_fresh', fresh);
  session.pySetItem('_id', identifier());
  if (truthy(remember)) {
    session.pySetItem('_remember', 'set');
    if (duration !== null)
      session.pySetItem('_remember_seconds', callMethod(duration, 'total_seconds', []));
  }
  kept().user = user;
  return true;
}

export async function logoutUser(): Promise<boolean> {
  // Flask-Login tells its signals who it was, which loads the user.
  await currentUser();
  for (const key of ['_user_id', '_fresh', '_id']) if (session.pyContains(key)) session.pop(key);
  if (request.cookies.pyContains(rememberCookieName())) {
    session.pySetItem('_remember', 'clear');
    if (session.pyContains('_remember_seconds')) session.pop('_remember_seconds');
  }
  kept().user = makeAnonymousUser();
  return true;
}

export function confirmLogin(): void {
  session.pySetItem('_fresh', true);
  session.pySetItem('_id', identifier());
}

export function loginFresh(): Value {
  return session.get('_fresh', false);
}

export function loginRemembered(): boolean {
  const has = request.cookies.pyContains(rememberCookieName());
  return has && session.get('_remember') !== 'clear' && readRememberCookie() !== undefined;
}

export function loginRequired(view: Callable): Callable {
  return async (positional, named) => {
    if (isExempt() || truthy(getattr(await currentUser(), 'is_authenticated')))
      return view(positional, named);
    return unauthorized();
  };
}

export function freshLoginRequired(view: Callable): Callable {
  return async (positional, named) => {
    if (isExempt()) return view(positional, named);
    if (!truthy(getattr(await currentUser(), 'is_authenticated'))) return unauthorized();
    return truthy(loginFresh()) ? view(positional, named) : needsRefresh();
  };
}

function isExempt(): boolean {
  return request.method === 'OPTIONS' || truthy(configured('LOGIN_DISABLED', false));
}

async function unauthorized(): Promise<Value> {
  const answer = loginCallback('unauthorized_handler');
  if (answer) return answer();
  return toLogin(loginSetting('login_view'), 'login_message');
}

async function needsRefresh(): Promise<Value> {
  const answer = loginCallback('needs_refresh_handler');
  if (answer) return answer();
  return toLogin(loginSetting('refresh_view'), 'needs_refresh_message');
}

function toLogin(view: Value, message: string): Response {
  if (!truthy(view)) abort(401);
  const text = loginSetting(message);
  if (truthy(text)) flash(text, loginSetting(`${message}_category`));
  if (truthy(configured('USE_SESSION_FOR_NEXT', false))) {
    const url = expandLoginView(str(view));
    session.pySetItem('_id', identifier());
    session.pySetItem('next', makeNext(url, request.url));
    return redirectTo(url);
  }
  return redirectTo(loginUrl(view, request.url));
}

function expandLoginView(view: string): string {
  return /^(?:https?:\/\/|\/)/.test(view) ? view : urlFor(view, dict());
}

/** Of an URL on the same host, the path and the query. */
function makeNext(login: string, current: string): string {
  const [there, here] = [urlparse(login), urlparse(current)];
  const isSame =
    (there.scheme === '' || there.scheme === here.scheme) &&
    (there.netloc === '' || there.netloc === here.netloc);
  if (!isSame) return current;
  const query = here.query === '' ? '' : `?${str(here.query)}`;
  return `${str(here.path)}${query}`;
}

/** `login_url('login', request.url)`: with `next` among its arguments. */
export function loginUrl(view: Value, next: Argument = null, field: Argument = 'next'): string {
  const base = expandLoginView(str(view));
  if (next === null) return base;
  const [path, query = ''] = base.split('?', 2) as [string, string?];
  const value = `${quotePlus(field)}=${quotePlus(makeNext(base, str(next)))}`;
  const parts = [...query.split('&').filter((part) => part !== ''), value];
  return `${path}?${parts.toSorted().join('&')}`;
}
