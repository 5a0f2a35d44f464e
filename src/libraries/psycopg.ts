import type { Library } from './library.js';
import { ERRORS } from './psycopg2-errors.js';

const BASES = [
  'InterfaceError',
  'DatabaseError',
  'DataError',
  'OperationalError',
  'IntegrityError',
  'InternalError',
  'ProgrammingError',
  'NotSupportedError',
];

function entries(
  names: readonly string[],
  signature: (name: string) => string,
  prefix = '',
): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`${prefix}${name}`, signature(name)]));
}

export const library: Library = {
  module: 'psycopg',
  distributions: ['psycopg', 'psycopg-binary', 'psycopg-c'],
  replacement: 'pg, with typed query functions; for translated views src/psycopg in the service',
  from: 'psycopg/modern.js',
  names: {
    connect: 'connectModern(conninfo, autocommit, row_factory, **kwargs) -> psycopg.Connection',
    'Connection.connect':
      'connectModern(conninfo, autocommit, row_factory, **kwargs) -> psycopg.Connection',
    Error: 'class psycopg/errors.js#PsycopgError',
    'errors.Error': 'class psycopg/errors.js#PsycopgError',
    ...entries(BASES, (name) => `class psycopg/errors.js#${name}`),
    ...entries(BASES, (name) => `class psycopg/errors.js#${name}`, 'errors.'),
    ...entries(ERRORS, (name) => `class psycopg/sqlstate-errors.js#${name}`, 'errors.'),
    'rows.dict_row': 'dict_row',
    'rows.tuple_row': 'tuple_row',
    'rows.namedtuple_row': 'namedtuple_row',
    'rows.scalar_row': 'scalar_row',
    'rows.class_row': 'classRow(cls)',
    'rows.kwargs_row': 'kwargsRow(func)',
    'rows.args_row': 'argsRow(func)',
    'types.enum.EnumInfo.fetch':
      'await psycopg/enum-types.js#fetchEnum(conn, name) -> psycopg.types.enum.EnumInfo | None',
    'types.enum.register_enum':
      'psycopg/enum-types.js#registerEnum(info, context, enum, mapping) -> None',
    'types.json.Json': 'new psycopg/json-adapter.js#Json(obj, dumps) -> psycopg2.extras.Json',
    'types.json.Jsonb': 'new Jsonb(obj, dumps) -> psycopg2.extras.Json',
    'sql.SQL': 'new psycopg/sql.js#SQL(string) -> psycopg2.sql.SQL',
    'sql.Identifier': 'new psycopg/sql.js#Identifier(*strings) -> psycopg2.sql.Composable',
    'sql.Literal': 'new psycopg/sql.js#Literal(wrapped) -> psycopg2.sql.Composable',
    'sql.Placeholder': 'new psycopg/sql.js#Placeholder(name) -> psycopg2.sql.Composable',
    'sql.Composed': 'new psycopg/sql.js#Composed(seq) -> psycopg2.sql.Composed',
  },
  types: {
    'psycopg.Connection': {
      class: 'psycopg/modern.js#ModernConnection',
      base: 'psycopg2.extensions.connection',
      members: {
        cursor: '.cursor(name, row_factory) -> psycopg.Cursor',
        execute: 'await .execute(query, params) -> psycopg.Cursor',
        transaction: '.transaction() -> psycopg.Transaction',
        row_factory: '.row_factory',
        __enter__: '.pyEnter() -> psycopg.Connection',
        __exit__: 'await .pyExit(error) -> bool',
      },
    },
    'psycopg.Cursor': {
      class: 'psycopg/modern.js#ModernCursor',
      base: 'psycopg2.extensions.cursor',
      members: {
        execute: 'await .run(query, params) -> psycopg.Cursor',
        executemany: 'await .runMany(query, params_seq) -> None',
        row_factory: '.row_factory',
        __enter__: '.pyEnter() -> self',
        __exit__: '.close()',
      },
    },
    'psycopg.types.enum.EnumInfo': {
      class: 'psycopg/enum-types.js#EnumInfo',
      members: { name: '.name -> str', labels: '.labels -> list[str]', oid: '.oid -> int' },
    },
    'psycopg.Transaction': {
      class: 'psycopg/modern.js#Transaction',
      members: {
        __enter__: 'await .pyEnter() -> psycopg.Transaction',
        __exit__: 'await .pyExit(error) -> bool',
      },
    },
  },
};
