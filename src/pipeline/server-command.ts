/**
 * How a command that somebody wrote learns where its database is and where to listen. Real apps differ: some
 * read one URL, some five variables, some take arguments. So the common variables are set, and `{port}`,
 * `{database_url}` and the like are filled in wherever they stand in the command or in its environment.
 */
import type { Environment } from './find-python.js';

export interface ServerPlace {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
}

/** The names that are filled in. */
export function placeholders({ databaseUrl, host, port }: ServerPlace): Record<string, string> {
  const url = new URL(databaseUrl);
  return {
    port: String(port),
    host,
    database_url: databaseUrl,
    dbname: decodeURIComponent(url.pathname.slice(1)),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    dbhost: url.hostname || '127.0.0.1',
    dbport: url.port || '5432',
  };
}

/** Each value as one word of a shell, whatever is in it. */
export function fillCommand(command: string, values: Readonly<Record<string, string>>): string {
  return fill(command, values, (value) =>
    /^[\w.:/@%+,-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`,
  );
}

export function fillEnvironment(
  env: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).map(([name, text]) => [name, fill(text, values, (value) => value)]),
  );
}

/** What every server is told: its port and its database under the names that are most in use. */
export function serverEnvironment(
  inheritedFrom: Environment,
  values: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  return {
    ...inherited(inheritedFrom),
    DATABASE_URL: values['database_url'],
    PGHOST: values['dbhost'],
    PGPORT: values['dbport'],
    PGUSER: values['user'],
    PGPASSWORD: values['password'],
    PGDATABASE: values['dbname'],
    PORT: values['port'],
    FLASK_RUN_HOST: values['host'],
    FLASK_RUN_PORT: values['port'],
    LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    // Both sides say the same time of day.
    TZ: 'UTC',
  };
}

/** What a server needs of our environment; a PGHOST or FLASK_DEBUG of the user's would change what it does. */
function inherited(env: Environment): Environment {
  const names = ['PATH', 'HOME', 'USER', 'LANG', 'LC_ALL', 'TMPDIR', 'SYSTEMROOT', 'VIRTUAL_ENV'];
  return Object.fromEntries(
    names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
}

function fill(
  text: string,
  values: Readonly<Record<string, string>>,
  quote: (value: string) => string,
): string {
  return text.replaceAll(/\{(\w+)\}/g, (all, name: string) =>
    Object.hasOwn(values, name) ? quote(values[name]!) : all,
  );
}
