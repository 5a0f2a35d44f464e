/** Answers whether the service and its database are up: 200, or 503 while the database is out of reach. */
import fp from 'fastify-plugin';

export const health = fp<{ readonly path: string }>(
  async (app, { path }) => {
    app.get(path, async (_request, reply) => {
      try {
        await app.db.query('SELECT 1');
        return reply.send({ status: 'ok' });
      } catch (error) {
        app.log.error(error);
        return reply.code(503).send({ status: 'unavailable' });
      }
    });
  },
  { name: 'health', dependencies: ['db'] },
);
