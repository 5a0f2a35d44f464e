"""Views as apps write them; `translated-app.ts` has the same ones, as `port` translates them."""
import flask
from flask import (
    Blueprint, Flask, Response, abort, flash, g, get_flashed_messages, jsonify, make_response, redirect, request,
    session, url_for,
)
from werkzeug.exceptions import HTTPException, NotFound

app = Flask('app', static_folder=None)
app.secret_key = 'not a secret'


class Oops(Exception):
    pass


@app.before_request
def before():
    g.trail = ['before']
    if request.args.get('stop'):
        return jsonify(stopped=request.path), 418


@app.after_request
def after(response):
    response.headers['X-Trail'] = ' '.join(g.trail) if 'trail' in g else 'none'
    response.headers.add('X-Status', response.status)
    if response.is_json and request.args.get('wrap'):
        response.set_data('{"wrapped": %s}' % response.get_data(as_text=True).strip())
    return response


@app.teardown_request
def teardown(error):
    g.pop('trail', None)


@app.errorhandler(404)
def not_found(error):
    return jsonify(error=str(error), code=error.code, name=error.name), 404


@app.errorhandler(Oops)
def oops(error):
    return {'oops': str(error)}, 409


@app.errorhandler(HTTPException)
def http_exception(error):
    response = error.get_response()
    response.data = '{"description": "%s"}' % error.description
    response.content_type = 'application/json'
    return response


def none_kept():
    g.user = None
    return [g.user, g.get('user', 1), 'user' in g, g.setdefault('user', 2), g.pop('user', 3), g.pop('user', 4)]


ANSWERS = {
    'text': lambda: 'text <b>',
    'bytes': lambda: b'\x00\x7f',
    'none-kept': none_kept,
    'dict': lambda: {'b': [1, 2.0, None, True, 'é'], 'a': {'10': 1, '9': 2}},
    'list': lambda: [1, 'a'],
    'none': lambda: None,
    'int': lambda: 5,
    'status': lambda: ('created', 201),
    'words': lambda: ('x', '202 FINE'),
    'headers': lambda: ('x', {'X-A': '1', 'Content-Type': 'text/csv'}),
    'pairs': lambda: ('x', [('X-A', '1'), ('X-A', '2')]),
    'three': lambda: ({'a': 1}, 201, {'Location': '/x'}),
    'empty': lambda: ('', 204),
    'short': lambda: ('x',),
    'nested': lambda: (None, 200),
    'response': lambda: Response('r', 203, {'X-R': 'r'}, 'text/plain'),
    'xml': lambda: Response('<a/>', mimetype='application/xml'),
    'type': lambda: Response('x', content_type='text/plain'),
    'response_status': lambda: (Response('r'), 299),
    'jsonify': lambda: jsonify(1, 'a'),
    'jsonify_none': lambda: jsonify(),
    'jsonify_null': lambda: jsonify(None),
    'jsonify_text': lambda: (jsonify('t'), 202),
    'make': lambda: make_response(jsonify(a=1), 206),
    'make_empty': lambda: make_response(),
    'redirect': lambda: redirect('/a b?c=é', 303),
    'redirect_url': lambda: redirect(url_for('answer', name='text', q='a b', n=None)),
    'url': lambda: url_for('bp.inside', film=5, _external=True, _anchor='x y'),
    'abort404': lambda: abort(404),
    'abort404_text': lambda: abort(404, 'no such "film"'),
    'abort400': lambda: abort(400, description='bad'),
    'abort_response': lambda: abort(make_response({'own': 1}, 422)),
    'abort_code': lambda: abort(799),
    'raise': lambda: (_ for _ in ()).throw(NotFound('raised')),
    'oops': lambda: (_ for _ in ()).throw(Oops('went wrong')),
    'error': lambda: 1 // 0,
    'set': lambda: jsonify({1}),
    'args_missing': lambda: request.args['nothing'],
    'json': lambda: jsonify(request.get_json()),
    'json_force': lambda: jsonify(request.get_json(force=True)),
    'json_silent': lambda: jsonify(request.get_json(silent=True)),
    'json_key': lambda: jsonify(request.json['a']),
}


@app.route('/answer/<name>', methods=['GET', 'POST'])
def answer(name):
    g.trail.append(name)
    return ANSWERS[name]()


@app.route('/request/<int:number>/<path:rest>', methods=['GET', 'POST'])
def echo(number, rest):
    return jsonify(
        data=request.get_data(as_text=True), number=number, rest=rest, method=request.method, path=request.path, full_path=request.full_path,
        url=request.url, base_url=request.base_url, host=request.host, host_url=request.host_url,
        args=request.args, flat=request.args.to_dict(), lists=request.args.to_dict(flat=False),
        form=request.form.to_dict(), a=request.args.get('a', 7, type=int), all=request.args.getlist('a', type=int),
        values=request.values.get('f'), x=request.headers.get('x-y'), cookie=request.cookies.get('c', 'none'),
        type=request.content_type, mimetype=request.mimetype,
        is_json=request.is_json, endpoint=request.endpoint,
        blueprint=request.blueprint, view_args=request.view_args, has='a' in request.args,
        query=request.query_string.decode(), scheme=request.scheme, agent=str(request.user_agent),
        auth=request.authorization.username if request.authorization else None, referrer=request.referrer,
    )


@app.route('/session/<name>')
def use_session(name):
    if name == 'set':
        session['user'] = {'id': 5, 'tags': ['a', (1, 2)]}
        flash('hello')
    elif name == 'change':
        session.permanent = True
        session['user'] = {'n': 1}
        session['user']['n'] = 2
    elif name == 'clear':
        session.clear()
    elif name == 'flashes':
        return jsonify(get_flashed_messages(with_categories=True))
    return jsonify(user=session.get('user'), there='user' in session)


@app.route('/cookie')
def cookie():
    response = make_response('cookie')
    response.set_cookie('a', 'b c', max_age=60, httponly=True, samesite='Lax')
    response.delete_cookie('gone')
    return response


bp = Blueprint('bp', __name__, url_prefix='/bp')


@bp.before_request
def before_bp():
    g.trail.append('bp')


@bp.errorhandler(404)
def bp_not_found(error):
    return 'bp ' + error.description, 404


@bp.route('/<int:film>')
def inside(film):
    if film == 0:
        abort(404, 'zero')
    return {'film': film, 'blueprint': request.blueprint}


app.register_blueprint(bp)
