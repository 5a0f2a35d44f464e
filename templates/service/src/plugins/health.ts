/**
 * Answers whether the service and its database are up: 200, or 503 while the database is out of reach. With it come
 * the figures of the connections, of this process.
 */
import fp from 'fastify-plugin';
import type { ReadsStatistics } from './reads.js';

export const health = fp<{ readonly path: string }>(
  async (app, { path }) => {
    const statistics = () => ({
      pool: app.db.statistics(),
      ...(app.hasDecorator('reads')
        ? {
            reads: app.getDecorator<{ statistics(): ReadsStatistics }>('reads').statistics(),
          }
        : {}),
    });
    app.get(path, async (_request, reply) => {
      try {
        await app.db.query('SELECT 1');
        return reply.send({ status: 'ok', ...statistics() });
      } catch (error) {
        app.log.error(error);
        return reply.code(503).send({ status: 'unavailable', ...statistics() });
      }
    });
  },
  { name: 'health', dependencies: ['db'] },
);
