"""Resources as apps write them; `restful.test.ts` has the same ones, as `port` translates them."""
from flask import Flask, jsonify, make_response, request
from flask_restful import Api, Resource, abort, inputs, reqparse
from werkzeug.exceptions import Conflict, NotFound
import datetime
import decimal

app = Flask('app', static_folder=None)
api = Api(app)


@app.errorhandler(404)
def not_found(error):
    return jsonify(handler='app'), 404


ANSWERS = {
    'dict': lambda: {'b': 1, 'a': [1, 2.0, None, True, 'é'], '10': 1, '9': {}},
    'list': lambda: [1, {'x': 'y'}],
    'text': lambda: 'text <b>',
    'none': lambda: None,
    'number': lambda: 5,
    'status': lambda: ({'a': 1}, 201),
    'headers': lambda: ({'a': 1}, 202, {'X-A': '1', 'Content-Type': 'text/csv'}),
    'nothing': lambda: ('', 204),
    'four': lambda: (1, 2, 3, 4),
    'response': lambda: make_response(jsonify(a=1), 203),
    'made': lambda: make_response('text', 203),
    'abort': lambda: abort(404),
    'abort_message': lambda: abort(409, message='taken', id=5),
    'conflict': lambda: (_ for _ in ()).throw(Conflict('already there')),
    'not_found': lambda: (_ for _ in ()).throw(NotFound()),
    'error': lambda: {}['x'],
    'date': lambda: {'at': datetime.datetime(2020, 1, 1)},
    'json': lambda: request.get_json(),
    'key': lambda: request.form['x'],
}


class Answer(Resource):
    def get(self, name):
        return ANSWERS[name]()

    def post(self, name):
        return ANSWERS[name]()


def even(value):
    if int(value) % 2:
        raise ValueError('{} is odd'.format(value))
    return int(value)


def named(value, name):
    return name + value


class Parse(Resource):
    def get(self, name):
        return self.parse(name)

    def post(self, name):
        return self.parse(name)

    def parse(self, name):
        parser = reqparse.RequestParser(bundle_errors=name == 'bundled')
        if name == 'plain':
            parser.add_argument('a', type=str, required=True, help='a is needed')
            parser.add_argument('b', type=int, default=7)
            parser.add_argument('c', type=float, help='bad: {error_msg}')
        elif name == 'append':
            parser.add_argument('a', action='append')
            parser.add_argument('b', action='append', type=int, dest='numbers')
        elif name == 'args':
            parser.add_argument('a', type=int, location='args', required=True)
            parser.add_argument('h', location='headers', dest='x')
        elif name == 'json':
            parser.add_argument('a', location='json', required=True, type=dict)
            parser.add_argument('b', location='json', type=list)
            parser.add_argument('c', location='json', type=bool, store_missing=False)
        elif name == 'form':
            parser.add_argument('a', location='form', required=True)
        elif name == 'choices':
            parser.add_argument('a', choices=('x', 'y'), required=True, location=['args', 'form'])
            parser.add_argument('b', choices=['q'], case_sensitive=False, trim=True, location='args')
        elif name == 'bundled':
            parser.add_argument('a', required=True, location='args')
            parser.add_argument('b', type=int, location='args')
        elif name == 'types':
            parser.add_argument('even', type=even, location='args')
            parser.add_argument('named', type=named, location='args')
            parser.add_argument('natural', type=inputs.natural, location='args')
            parser.add_argument('positive', type=inputs.positive, location='args')
            parser.add_argument('range', type=inputs.int_range(1, 5), location='args')
            parser.add_argument('regex', type=inputs.regex('^[a-c]+$'), location='args')
            parser.add_argument('flag', type=inputs.boolean, location='args')
        elif name == 'null':
            parser.add_argument('a', nullable=False)
        elif name == 'strict':
            parser.add_argument('a')
            return parser.parse_args(strict=True)
        args = parser.parse_args()
        if name == 'plain':
            return {'args': args, 'a': args.a, 'b': args['b'], 'c': args.get('c')}
        return args


api.add_resource(Answer, '/answer/<name>')
api.add_resource(Parse, '/parse/<name>')
