/** What the plugins `db` and `reads` are told, for a database. */
export function databaseOptions(url: string) {
  return {
    url,
    poolSize: 4,
    readConnections: 2,
    queueLimit: 1000,
    queueTimeout: 10_000,
    preparedStatements: true,
  };
}
