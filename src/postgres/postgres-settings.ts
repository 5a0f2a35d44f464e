/**
 * The settings of an embedded server: the same on any machine, and otherwise PostgreSQL's own defaults,
 * so that what is measured with it is what PostgreSQL does.
 */
export interface ServerSettings {
  readonly port: number;
  /**
   * Whether a commit waits for the disk, as it does by default. Turned off for a database that is only
   * asked about types: nothing in it is worth keeping.
   */
  readonly isDurable: boolean;
}

/** Lines for the end of `postgresql.conf`: a later setting replaces an earlier one. */
export function printSettings({ port, isDurable }: ServerSettings): string {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    // Several services with pools of 20 each, and some to look after them.
    max_connections: 200,
    timezone: 'UTC',
    log_timezone: 'UTC',
    datestyle: 'iso, mdy',
    default_text_search_config: 'pg_catalog.english',
    // The log goes to the process that started the server; mistakes in SQL are answers, not log lines.
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    log_min_messages: 'log',
    log_checkpoints: 'off',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name} = '${value}'\n`)
    .join('');
}
