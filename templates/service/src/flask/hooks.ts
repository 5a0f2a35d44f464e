/**
 * Flask's hooks, for the app or the plugin of a blueprint. What `app.beforeRequest` is given runs outside in, and what
 * it returns ends the request; `app.afterRequest` runs inside out, the last registered first, and may change the reply;
 * so does `app.teardownRequest`, when the answer has been sent.
 * Source: Flask.preprocess_request, process_response and do_teardown_request, 2.2.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { insideOut, ownOf } from './instances.js';
import { respond } from './views.js';

type Hook = (request: FastifyRequest, reply: FastifyReply) => unknown;

declare module 'fastify' {
  interface FastifyInstance {
    beforeRequest(run: Hook): void;
    afterRequest(run: Hook): void;
    teardownRequest(run: Hook): void;
  }
}

const AFTER = Symbol('afterRequest');
const TEARDOWN = Symbol('teardownRequest');

export const hooks = fp(
  async (root) => {
    root.decorate('beforeRequest', function (this: FastifyInstance, run: Hook) {
      // The body has come, and no input has been read.
      this.addHook('preValidation', async (request, reply) => {
        const answer = await run(request, reply);
        if (answer === undefined || answer === null) return undefined;
        return answer === reply ? reply : respond(answer).send(reply);
      });
    });
    root.decorate('afterRequest', function (this: FastifyInstance, run: Hook) {
      ownOf<Hook[]>(this, AFTER, () => []).unshift(run);
    });
    root.decorate('teardownRequest', function (this: FastifyInstance, run: Hook) {
      ownOf<Hook[]>(this, TEARDOWN, () => []).unshift(run);
    });
    root.addHook('onSend', (request, reply) => runAll(AFTER, request, reply));
    root.addHook('onResponse', (request, reply) => runAll(TEARDOWN, request, reply));
  },
  { name: 'hooks' },
);

async function runAll(key: symbol, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  for (const run of [...insideOut<Hook[]>(request.server, key)].flat()) await run(request, reply);
}
