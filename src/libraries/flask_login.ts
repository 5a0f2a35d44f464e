import type { Library } from './library.js';

export const library: Library = {
  module: 'flask_login',
  distributions: ['flask-login'],
  replacement: "src/flask/login.ts in the service, with Flask-Login's session and cookie",
  from: 'flask/login.js',
  names: {
    LoginManager: 'class LoginManager(app, add_context_processor) -> flask_login.LoginManager',
    'login_manager.LoginManager':
      'class LoginManager(app, add_context_processor) -> flask_login.LoginManager',
    UserMixin: 'class UserMixin() -> flask_login.UserMixin',
    'mixins.UserMixin': 'class UserMixin() -> flask_login.UserMixin',
    AnonymousUserMixin: 'class AnonymousUserMixin() -> flask_login.AnonymousUserMixin',
    'mixins.AnonymousUserMixin': 'class AnonymousUserMixin() -> flask_login.AnonymousUserMixin',
    current_user: 'await currentUser()',
    'utils.current_user': 'await currentUser()',
    login_user: 'loginUser(user, remember, duration, force, fresh) -> bool',
    'utils.login_user': 'loginUser(user, remember, duration, force, fresh) -> bool',
    logout_user: 'await logoutUser() -> bool',
    'utils.logout_user': 'await logoutUser() -> bool',
    login_required: 'loginRequired(func) -> callable',
    'utils.login_required': 'loginRequired(func) -> callable',
    fresh_login_required: 'freshLoginRequired(func) -> callable',
    confirm_login: 'confirmLogin() -> None',
    login_fresh: 'loginFresh()',
    login_remembered: 'loginRemembered() -> bool',
    login_url: 'loginUrl(login_view, next_url, next_field) -> str',
  },
  types: {
    'flask_login.LoginManager': {
      class: 'LoginManager',
      members: {
        init_app: '.init_app(app, add_context_processor) -> None',
        unauthorized: 'await .unauthorized()',
        needs_refresh: 'await .needs_refresh()',
      },
    },
    'flask_login.UserMixin': {
      class: 'flask/login-users.js#UserMixin',
      members: {
        is_authenticated: '.isAuthenticated',
        is_active: '.isActive',
        is_anonymous: '.isAnonymous',
        get_id: '.getId()',
      },
    },
    'flask_login.AnonymousUserMixin': {
      class: 'flask/login-users.js#AnonymousUserMixin',
      members: {
        is_authenticated: '.isAuthenticated',
        is_active: '.isActive',
        is_anonymous: '.isAnonymous',
        get_id: '.getId()',
      },
    },
  },
};
