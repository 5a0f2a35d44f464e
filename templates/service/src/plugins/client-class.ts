/**
 * Statements have names, under which PostgreSQL prepares and plans each once per connection. A pooler that gives each
 * transaction another connection has to be spared them: there the connection with the plan is not the one that is asked.
 */
import pg from 'pg';

export function clientClass(options: { readonly preparedStatements: boolean }): typeof pg.Client {
  return options.preparedStatements ? pg.Client : UnpreparedClient;
}

class UnpreparedClient extends pg.Client {
  /** As pg's, but for the name of the statement. */
  override query = ((statement: unknown, ...rest: unknown[]) =>
    (super.query as (...values: unknown[]) => unknown)(
      isNamed(statement) ? { ...statement, name: undefined } : statement,
      ...rest,
    )) as pg.Client['query'];
}

function isNamed(statement: unknown): statement is pg.QueryConfig {
  return typeof statement === 'object' && statement !== null && 'name' in statement;
}
