import type { Library } from './library.js';

export const library: Library = {
  module: 'psycopg_pool',
  distributions: ['psycopg-pool'],
  replacement: "the service's own pool of pg, src/plugins/db.ts",
  from: 'psycopg/modern.js',
  names: {
    ConnectionPool:
      'new ModernPool(conninfo, kwargs, async configure, **options) -> psycopg_pool.ConnectionPool',
  },
  types: {
    'psycopg_pool.ConnectionPool': {
      class: 'psycopg/modern.js#ModernPool',
      members: {
        connection: 'await .connection(timeout) -> psycopg.Connection',
        getconn: 'await .getconn(timeout) -> psycopg.Connection',
        putconn: 'await .putconn(conn) -> None',
        open: '.open(wait, timeout) -> None',
        wait: '.wait(timeout) -> None',
        close: '.close(timeout) -> None',
        closed: '.closed -> bool',
      },
    },
  },
};
