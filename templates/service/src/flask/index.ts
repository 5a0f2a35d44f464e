/**
 * Makes Fastify answer as Flask does wherever a client could tell. Everything in this folder exists for
 * that and can go when no client needs it: remove the plugin from `app.ts`, and Fastify's own
 * validation, serialisation, routing and errors take over.
 */
import type { preSerializationHookHandler } from 'fastify';
import fp from 'fastify-plugin';
import { acceptAnyBody, useNotJsonStatus } from './body.js';
import { appErrorHandler, type ErrorAnswers } from './errors.js';
import { checkBeforeBody, compileInputs } from './inputs.js';
import { jsonify, toJson } from './json.js';
import type { Routing } from './routing.js';
import { answerAs, type Versions } from './versions.js';

export interface FlaskOptions {
  readonly routing: Routing;
  /** What `get_json()` answers when the request is no JSON: 400 before Flask 2.3, 415 since. */
  readonly notJsonStatus: 400 | 415;
  /** Whose answers are given; without, those of Flask 2.2.2 and Werkzeug 2.2.2. */
  readonly versions?: Versions;
  /** The app's own answers to errors; of an app with translated views the `translated` plugin has them. */
  readonly errors?: ErrorAnswers | 'translated';
}

export const flask = fp<FlaskOptions>(
  async (app, options) => {
    if (options.versions) answerAs(options.versions);
    useNotJsonStatus(options.notJsonStatus);
    acceptAnyBody(app);
    options.routing.addTo(app);
    const compile = compileInputs(options);
    app.setValidatorCompiler(compile);
    checkBeforeBody(app, compile);
    app.setSerializerCompiler(({ schema }) => jsonify(schema));
    const { errors = {} } = options;
    if (errors !== 'translated') app.setErrorHandler(appErrorHandler(errors));
    app.addHook('onRoute', (route) => {
      const { schema, preSerialization = [] } = route;
      if (!schema?.response) route.preSerialization = [preSerialization, withoutSchema].flat();
    });

    app.addHook('onSend', (request, reply, payload, done) => {
      const type = reply.getHeader('content-type');
      if (type === 'application/json; charset=utf-8')
        void reply.header('content-type', 'application/json');
      // Flask names the type of an answer without content too; Fastify does for one without a payload.
      const isEmpty = reply.statusCode === 204 && request.method !== 'HEAD';
      done(null, isEmpty ? null : payload);
    });
  },
  { name: 'flask' },
);

const withoutSchema: preSerializationHookHandler = (_request, reply, payload, done) => {
  void reply.serializer(toJson);
  done(null, payload);
};
