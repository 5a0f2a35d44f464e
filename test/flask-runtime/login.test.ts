/** Flask-Login and the session of a translated app, step by step beside Flask: the same cookies, one side's and the other's. */
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FlaskApp } from '../../templates/service/src/flask/flask-app.js';
import { session } from '../../templates/service/src/flask/globals.js';
import { flask } from '../../templates/service/src/flask/index.js';
import { useLogin } from '../../templates/service/src/flask/login-settings.js';
import {
  confirmLogin,
  currentUser,
  freshLoginRequired,
  loginFresh,
  loginRequired,
  loginUser,
  logoutUser,
  UserMixin,
} from '../../templates/service/src/flask/login.js';
import { getFlashedMessages } from '../../templates/service/src/flask/flashes.js';
import { request } from '../../templates/service/src/flask/request-proxy.js';
import { jsonify } from '../../templates/service/src/flask/response.js';
import { fastifyRouting } from '../../templates/service/src/flask/routing.js';
import { translated, translatedView } from '../../templates/service/src/flask/translated.js';
import { translatedSession } from '../../templates/service/src/flask/translated-session.js';
import { useEndpoints } from '../../templates/service/src/flask/urls.js';
import { callable, type Callable } from '../../templates/service/src/python/callable.js';
import { getattr } from '../../templates/service/src/python/getattr.js';
import type { Value } from '../../templates/service/src/python/value.js';
import { askPython } from '../python-libraries/compare-with-python.js';

const PYTHON = `
import json
from flask import *
from flask_login import *
app = Flask('app')
app.secret_key = 'not a secret'
manager = LoginManager(app)
manager.login_view = 'login'
manager.refresh_view = 'login'
class User(UserMixin):
    def __init__(self, id):
        self.id = id
    @property
    def is_active(self):
        return self.id != 'idle'
@manager.user_loader
def load(id):
    return User(id) if id != 'gone' else None
@app.route('/login')
def login():
    done = login_user(User(request.args['id']), remember='remember' in request.args)
    return jsonify(done)
@app.route('/me')
@login_required
def me():
    return jsonify(id=current_user.get_id(), fresh=login_fresh(), anonymous=current_user.is_anonymous)
@app.route('/fresh')
@fresh_login_required
def fresh():
    return jsonify(current_user.id)
@app.route('/anyone')
def anyone():
    return jsonify(current_user.is_authenticated, current_user.get_id(), get_flashed_messages(with_categories=True))
@app.route('/logout')
def logout():
    return jsonify(logout_user())
@app.route('/confirm')
def confirm():
    confirm_login()
    return jsonify(sorted(session))
client = app.test_client()
def take(path, agent, cookies):
    client.cookie_jar.clear()
    for name, value in cookies.items():
        client.set_cookie('localhost', name, value)
    answer = client.get(path, headers={'User-Agent': agent})
    kept = {cookie.name: cookie.value for cookie in client.cookie_jar}
    return [answer.status_code, answer.headers.get('Location'), answer.headers.get('Vary'), answer.get_data(as_text=True), kept]
def play(steps, cookies):
    results = []
    for path, agent in steps:
        results.append(take(path, agent, cookies))
        cookies = results[-1][-1]
    return json.dumps(results)
`;

class User extends UserMixin {
  constructor(readonly id: Value) {
    super();
  }

  override get isActive(): Value {
    return this.id !== 'idle';
  }
}

const VIEWS: Readonly<Record<string, Callable>> = {
  login: () =>
    jsonify(loginUser(new User(request.args.get('id')), request.args.pyContains('remember'))),
  me: loginRequired(
    callable([], async () => {
      const user = await currentUser();
      return jsonify({
        id: (user as User).getId(),
        fresh: loginFresh(),
        anonymous: getattr(user, 'is_anonymous'),
      });
    }),
  ),
  fresh: freshLoginRequired(callable([], async () => jsonify(getattr(await currentUser(), 'id')))),
  anyone: async () => {
    const user = await currentUser();
    return jsonify(
      getattr(user, 'is_authenticated'),
      (user as User).getId(),
      getFlashedMessages(true),
    );
  },
  logout: async () => jsonify(await logoutUser()),
  confirm: () => {
    confirmLogin();
    return jsonify(session.keys().toSorted());
  },
};

type Step = readonly [path: string, agent: string];
type Cookies = Record<string, string>;
type Taken = readonly [
  status: number,
  location: string | null,
  vary: string | null,
  body: string,
  cookies: Cookies,
];

const SEQUENCES: Readonly<Record<string, readonly Step[]>> = {
  'a user who logs in and out': [
    ['/anyone', 'x'],
    ['/me?a=1&b=é c', 'x'],
    ['/anyone', 'x'],
    ['/login?id=5', 'x'],
    ['/me', 'x'],
    ['/fresh', 'x'],
    ['/logout', 'x'],
    ['/me', 'x'],
  ],
  'a session that another browser uses': [
    ['/login?id=7', 'x'],
    ['/me', 'y'],
    ['/fresh', 'y'],
    ['/confirm', 'y'],
    ['/fresh', 'y'],
  ],
  'users who may not, or are not there': [
    ['/login?id=idle', 'x'],
    ['/anyone', 'x'],
    ['/login?id=gone', 'x'],
    ['/me', 'x'],
  ],
  'a user who is remembered': [
    ['/login?id=9&remember=1', 'x'],
    ['/me', 'x'],
    ['/logout', 'x'],
    ['/anyone', 'x'],
  ],
};

let app: FastifyInstance;
beforeAll(async () => {
  const { config } = new FlaskApp('app');
  config.set('SECRET_KEY', 'not a secret');
  useLogin('login_view', 'login');
  useLogin('refresh_view', 'login');
  useLogin('user_loader', (id: Value) => (id === 'gone' ? null : new User(id)));
  const routing = fastifyRouting();
  app = Fastify({ rewriteUrl: routing.rewriteUrl });
  await app.register(flask, { routing, notJsonStatus: 400 });
  await app.register(translated);
  await app.register(translatedSession);
  useEndpoints(app, { login: [{ rule: '/login', methods: ['GET'] }] });
  for (const [name, view] of Object.entries(VIEWS))
    app.get(
      `/${name}`,
      translatedView(() => view([]), { endpoint: name }),
    );
});
afterAll(() => app.close());

async function take(path: string, agent: string, cookies: Cookies): Promise<Taken> {
  const answer = await app.inject({
    url: encodeURI(path),
    headers: {
      host: 'localhost',
      'user-agent': agent,
      cookie: Object.entries(cookies)
        .map(([name, value]) => `${name}=${value}`)
        .join('; '),
    },
  });
  const kept = { ...cookies };
  for (const { name, value, ...settings } of answer.cookies) {
    if (value === '' || settings.maxAge === 0) delete kept[name];
    else kept[name] = value;
  }
  const header = (name: string): string | null => (answer.headers[name] as string) ?? null;
  return [answer.statusCode, header('location'), header('vary'), answer.body, kept];
}

async function play(steps: readonly Step[], given: Cookies): Promise<Taken[]> {
  const results: Taken[] = [];
  for (const [path, agent] of steps)
    results.push(await take(path, agent, results.at(-1)?.[4] ?? given));
  return results;
}

function theirs(steps: readonly Step[], cookies: Cookies): Taken[] {
  const python = `play(json.loads(${JSON.stringify(JSON.stringify(steps))}), json.loads(${JSON.stringify(JSON.stringify(cookies))}))`;
  const found = askPython(PYTHON, [python]);
  if (typeof found === 'string') throw new Error(found);
  const text = found[0]!;
  if (!text.startsWith("'")) throw new Error(text);
  return JSON.parse(
    text
      .slice(1, -1)
      .replaceAll('\\\\', '\u0000')
      .replaceAll("\\'", "'")
      .replaceAll('\u0000', '\\'),
  ) as Taken[];
}

/** Without what the time of day changes. */
function comparable(taken: readonly Taken[]): unknown[] {
  return taken.map(([status, location, vary, body, cookies]) => ({
    status,
    location,
    vary,
    body: status === 302 ? '' : body,
    cookies: Object.keys(cookies).toSorted(),
    remembered: cookies['remember_token'],
  }));
}

describe.each(Object.entries(SEQUENCES))('%s', (_name, steps) => {
  test('is answered as Flask-Login answers', async () => {
    expect(comparable(await play(steps, {}))).toEqual(comparable(theirs(steps, {})));
  });
});

describe('cookies', () => {
  const login: Step = ['/login?id=3&remember=1', 'x'];
  const me: readonly Step[] = [['/me', 'x']];

  test('of Flask are understood here', async () => {
    const [, , , , cookies] = theirs([login], {})[0]!;
    expect(comparable(await play(me, cookies))).toEqual(comparable(theirs(me, cookies)));
    const remembered = { remember_token: cookies['remember_token']! };
    expect(comparable(await play(me, remembered))).toEqual(comparable(theirs(me, remembered)));
    expect((await play(me, remembered))[0]![3]).toContain('"id":"3"');
  });

  test('of the service are understood by Flask', async () => {
    const [, , , , cookies] = (await play([login], {}))[0]!;
    const [[status, , , body]] = theirs(me, cookies) as [Taken];
    expect([status, JSON.parse(body)]).toEqual([200, { anonymous: false, fresh: true, id: '3' }]);
  });

  test('with another signature are none', async () => {
    const forged = { remember_token: `3|${'0'.repeat(128)}` };
    expect(comparable(await play(me, forged))).toEqual(comparable(theirs(me, forged)));
  });
});
