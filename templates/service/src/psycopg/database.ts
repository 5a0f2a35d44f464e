/** The service's own connections: a pool, and those that quick reads share where the service has them. */
import type pg from 'pg';
import { currentServer } from '../flask/context.js';
import type { Queryable } from '../plugins/db.js';

export interface Database {
  readonly db: pg.Pool;
  readonly reads: Queryable;
}

export function database(): Database {
  const server = currentServer();
  const { db } = server;
  return { db, reads: server.hasDecorator('reads') ? server.getDecorator<Queryable>('reads') : db };
}
