"""Views that ask for tokens; `jwt-extended.test.ts` has the same ones, as `port` translates them."""
from flask import Flask, jsonify
from flask_jwt_extended import (
    JWTManager, create_access_token, decode_token, get_jwt, get_jwt_header, get_jwt_identity, jwt_required,
    set_access_cookies, unset_jwt_cookies, verify_jwt_in_request,
)

app = Flask('app', static_folder=None)
app.config['JWT_SECRET_KEY'] = 'not a secret'
app.config['JWT_TOKEN_LOCATION'] = ['headers', 'cookies', 'query_string', 'json']
app.config['JWT_ACCESS_TOKEN_EXPIRES'] = 60
jwt = JWTManager(app)


@jwt.token_in_blocklist_loader
def is_revoked(header, payload):
    return payload['jti'] == 'revoked'


@app.route('/plain', methods=['GET', 'POST'])
@jwt_required()
def plain():
    return jsonify(identity=get_jwt_identity(), claims=get_jwt(), header=get_jwt_header())


@app.route('/headers')
@jwt_required(locations='headers')
def headers():
    return jsonify(identity=get_jwt_identity())


@app.route('/optional')
@jwt_required(optional=True)
def optional():
    return jsonify(identity=get_jwt_identity(), claims=get_jwt())


@app.route('/fresh')
@jwt_required(fresh=True)
def fresh():
    return jsonify(identity=get_jwt_identity())


@app.route('/refresh')
@jwt_required(refresh=True)
def refresh():
    return jsonify(identity=get_jwt_identity())


@app.route('/within')
def within():
    try:
        verify_jwt_in_request()
    except Exception as error:
        return jsonify(error=type(error).__name__, text=str(error)), 400
    return jsonify(get_jwt_identity())


@app.route('/none')
def none():
    return jsonify(get_jwt_identity())


@app.route('/create')
def create():
    token = decode_token(create_access_token({'id': 1}, additional_claims={'role': 'x'}, fresh=True))
    lasting = token['exp'] - token['iat']
    kinds = {name: type(value).__name__ for name, value in token.items()}
    return jsonify(kinds=kinds, lasting=lasting, sub=token['sub'], role=token['role'])


@app.route('/unset')
def unset():
    response = jsonify(ok=True)
    unset_jwt_cookies(response)
    return response
