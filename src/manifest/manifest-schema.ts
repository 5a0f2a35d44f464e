/**
 * The JSON Schema of a manifest, version 1, and with it the TypeScript type. Editors complete a manifest
 * by it (`$schema`), `docs/schema/port.v1.json` is written from it, and `check-structure` validates with it.
 * A value that may be of several types says so with a list of types rather than with `anyOf`: a mistake
 * in it is then one message about one key.
 */
import { Type, type Static, type TSchema } from 'typebox';
import {
  COMMITS,
  FETCH_AS,
  FETCHES,
  HOOK_KINDS,
  INPUT_PLACES,
  INPUT_TYPES,
  ISOLATION_LEVELS,
  METHODS,
  VALIDATIONS,
  TRANSACTION_CHOICES,
} from '../model/service.js';
import type { Json } from '../model/json.js';
import { differences, Verify } from './verify-schema.js';

export const MANIFEST_VERSION = 1;

const closed = { additionalProperties: false };

/** A key that is written as a single string or as a list of them. */
function oneOrMore(description: string) {
  return Type.Unsafe<string | readonly string[]>({
    description,
    type: ['string', 'array'],
    minLength: 1,
    items: { type: 'string', minLength: 1 },
  });
}

function words<const Words extends readonly string[]>(values: Words, options: object) {
  return Type.Unsafe<Words[number]>({ type: 'string', enum: [...values], ...options });
}

function mapOf<Schema extends TSchema>(value: Schema, options: object) {
  return Type.Unsafe<Readonly<Record<string, Static<Schema>>>>({
    type: 'object',
    additionalProperties: value,
    ...options,
  });
}

const anyJson = (description: string) => Type.Unsafe<Json>({ description });

const status = (description: string) => Type.Integer({ minimum: 100, maximum: 599, description });

const validation = Type.Optional(
  words(VALIDATIONS, {
    description:
      'flask: inputs are read as the Flask view reads them. strict: nothing is converted that is not of ' +
      'its type, and mistakes are a 400 with JSON that says what is wrong. Default: flask.',
  }),
);

const App = Type.Object(
  {
    name: Type.String({
      minLength: 1,
      description: 'Names the package: lower case, digits, hyphens.',
    }),
    description: Type.Optional(Type.String({ description: 'One sentence for the README.' })),
    flask: Type.Optional(
      Type.String({
        description:
          'The Flask version of the original: its answers are given. Without, those of 2.2.2.',
      }),
    ),
    werkzeug: Type.Optional(
      Type.String({
        description:
          'The Werkzeug version of the original: URLs, redirects and cookies differ between 2.2.2, 2.3, 3.0.3 and 3.1.7. Without, the newest that works with the Flask.',
      }),
    ),
    python: Type.Optional(Type.String({ description: 'The Python version of the original.' })),
    source: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'The folder of the Flask app, relative to this file: for views named by "python".',
      }),
    ),
    validation,
    health: Type.Optional(
      Type.String({
        pattern: '^/',
        description: 'A path that answers whether the database is reachable.',
      }),
    ),
  },
  { ...closed, description: 'The app and the versions it runs on.' },
);

const Database = Type.Object(
  {
    schema: Type.Optional(oneOrMore('SQL files that create the tables, beside this file.')),
    seed: Type.Optional(oneOrMore('SQL files that fill them, for tests and the bench.')),
    pool_size: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        description: 'Connections to the database. Default: 10.',
      }),
    ),
    prepared_statements: Type.Optional(
      Type.Boolean({
        description:
          'false: for a pooler in transaction mode, such as PgBouncer. The environment variable ' +
          'PREPARED_STATEMENTS says otherwise. Default: true.',
      }),
    ),
  },
  { ...closed, description: 'The database of the service.' },
);

const CORS_SETTINGS = {
  origins: Type.Optional(oneOrMore('Allowed origins. Default: "*".')),
  methods: Type.Optional(
    Type.Array(Type.String(), { description: 'Default: all methods flask-cors allows.' }),
  ),
  allow_headers: Type.Optional(oneOrMore('Headers a request may carry. Default: "*".')),
  expose_headers: Type.Optional(oneOrMore('Headers of an answer that a script may read.')),
  supports_credentials: Type.Optional(Type.Boolean({ description: 'Default: false.' })),
  max_age: Type.Optional(Type.Integer({ minimum: 0, description: 'Seconds.' })),
};

const Cors = Type.Object(
  {
    ...CORS_SETTINGS,
    resources: Type.Optional(
      Type.Record(Type.String(), Type.Object(CORS_SETTINGS, closed), {
        description:
          'Settings by path: a pattern that a path begins with. Other paths have none. Default: all paths.',
      }),
    ),
  },
  { ...closed, description: "flask-cors with its own settings' names." },
);

const answerKeys = {
  status: Type.Optional(status('The status of the answer. Default: 200.')),
  answer: Type.Optional(
    anyJson(
      'The JSON of the answer. `$name` is an input or the result of a query, `$query.column` a column; ' +
        '`$each`, `$key`, `$item` and `$count` work on the rows of a query.',
    ),
  ),
  text: Type.Optional(
    Type.String({ description: 'An answer that is text, sent as HTML as Flask does.' }),
  ),
};

const ErrorAnswer = Type.Object(answerKeys, {
  ...closed,
  description: 'What the error is answered with.',
});

const errors = (description: string) =>
  mapOf(ErrorAnswer, { description, propertyNames: { pattern: '^[45][0-9]{2}$' } });

const Input = Type.Object(
  {
    from: words(INPUT_PLACES, { description: 'Where in the request the value stands.' }),
    name: Type.Optional(
      Type.String({ minLength: 1, description: 'Its name there, when it differs.' }),
    ),
    type: Type.Optional(
      words(INPUT_TYPES, {
        description: "Python's conversion: int(value), … Default: as it came.",
      }),
    ),
    default: Type.Optional(anyJson('The value when the request has none.')),
    missing: Type.Optional(
      status('The status when the request has none. Default: 400; for JSON 500 (KeyError).'),
    ),
    invalid: Type.Optional(
      Type.Unsafe<number | 'default'>({
        type: ['integer', 'string'],
        pattern: '^default$',
        minimum: 100,
        maximum: 599,
        description:
          'What a failed conversion means: a status, or "default" as in `args.get(…, type=int)`. ' +
          'Default: "default" for a query or form input that has one, else 500 (ValueError).',
      }),
    ),
  },
  { ...closed, description: 'A value that the request brings.' },
);

const StatementPart = Type.Object(
  {
    when: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'An input: "sql" where it is true in Python, else "else".',
      }),
    ),
    sql: Type.Optional(
      Type.String({ description: 'A piece of SQL, with :name for its parameters.' }),
    ),
    by: Type.Optional(Type.String({ minLength: 1, description: 'An input whose value chooses.' })),
    choices: Type.Optional(
      mapOf(Type.String(), { description: 'Pieces of SQL by the value of the input.' }),
    ),
    else: Type.Optional(
      Type.String({ description: 'The piece otherwise. Default with "when": nothing.' }),
    ),
  },
  { ...closed, description: 'A part of a statement that depends on an input.' },
);

const Query = Type.Object(
  {
    sql: Type.String({
      minLength: 1,
      description: 'A statement, with :name for its parameters; with "args" as psycopg2 takes it.',
    }),
    args: Type.Optional(
      Type.Unsafe<readonly string[] | Readonly<Record<string, string>>>({
        type: ['array', 'object'],
        items: { type: 'string', pattern: '^\\$' },
        additionalProperties: { type: 'string', pattern: '^\\$' },
        description:
          'What cursor.execute(sql, args) passes: a list for %s, a map for %(name)s, of "$name" and "$query.column".',
      }),
    ),
    parts: Type.Optional(
      mapOf(StatementPart, { description: 'What "{name}" in the statement stands for.' }),
    ),
    fetch: Type.Optional(
      words(FETCHES, {
        description:
          'one: the first row. all: every row. value: the first column of the first row. ' +
          'count: how many rows were affected. none. Default: all when it returns rows, else none.',
      }),
    ),
    fetch_as: Type.Optional(
      words(FETCH_AS, {
        description:
          'How the rows of a list arrive. rows: one by one. columns: each column of all rows as one text. ' +
          'json: as JSON that PostgreSQL makes. The bytes of the answer are the same. ' +
          'Default: columns where the answer is nothing but the rows, else rows.',
      }),
    ),
    else: Type.Optional(
      Type.Unsafe<number | Static<typeof ErrorAnswer>>({
        ...Type.Object(answerKeys, closed),
        type: ['integer', 'object'],
        minimum: 400,
        maximum: 599,
        description: 'When there is no row: a status for abort(), or an answer.',
      }),
    ),
  },
  { ...closed, description: 'A statement. Its name names the function in the generated code.' },
);

function pythonName(description: string) {
  return Type.String({ pattern: '^[^:]+\\.py:[^:]+$', description });
}

const HookEntry = Type.Object(
  {
    on: words(HOOK_KINDS, { description: 'When it runs.' }),
    error: Type.Optional(
      Type.Unsafe<number | string>({
        type: ['integer', 'string'],
        minimum: 400,
        maximum: 599,
        minLength: 1,
        description:
          'For errorhandler: a status, or the class of the exception as the app names it.',
      }),
    ),
    python: pythonName('The function in the Flask app, which is translated.'),
  },
  { ...closed, description: 'A function that runs around the views.' },
);

const hooks = Type.Optional(
  Type.Array(HookEntry, { description: 'Hooks and error handlers, in the order of registration.' }),
);

const Route = Type.Object(
  {
    rule: Type.String({ minLength: 1, description: 'As in Flask: /films/<int:film_id>/' }),
    endpoint: Type.String({
      minLength: 1,
      description: "The view's name, without the blueprint's.",
    }),
    description: Type.Optional(Type.String()),
    methods: Type.Optional(
      Type.Array(words(METHODS, {}), {
        minItems: 1,
        uniqueItems: true,
        description: 'Default: [GET].',
      }),
    ),
    strict_slashes: Type.Optional(
      Type.Boolean({ description: 'false: the rule matches with and without its last slash.' }),
    ),
    validation,
    inputs: Type.Optional(
      mapOf(Input, { description: 'The variables of the rule are inputs already.' }),
    ),
    queries: Type.Optional(mapOf(Query, { description: 'Run in this order.' })),
    commits: Type.Optional(
      words(COMMITS, {
        description:
          'How the Flask view ends what it wrote. once: commit(), or a connection as context manager. ' +
          'each: autocommit. never: it forgets to commit, and the rows are gone. Needed where a query writes.',
      }),
    ),
    transaction: Type.Optional(
      words(TRANSACTION_CHOICES, {
        description:
          'What the service does where the view never commits. faithful: it throws the rows away, too. ' +
          'commit: it keeps them. Needed with "commits: never".',
      }),
    ),
    isolation: Type.Optional(
      words(ISOLATION_LEVELS, {
        description: 'Of the transaction. Default: what the database is set to, as in psycopg2.',
      }),
    ),
    on_error: Type.Optional(
      mapOf(
        Type.Unsafe<number | Static<typeof ErrorAnswer>>({
          ...Type.Object(answerKeys, closed),
          type: ['integer', 'object'],
          minimum: 400,
          maximum: 599,
        }),
        {
          description:
            'What `except psycopg2.<name>` answers, in the order in which the view catches: ' +
            'IntegrityError, errors.UniqueViolation, Error, ….',
        },
      ),
    ),
    ...answerKeys,
    python: Type.Optional(
      pythonName('The view in the Flask app, which is translated: app/films.py:get_film.'),
    ),
    stub: Type.Optional(
      Type.String({ minLength: 1, description: 'The handler is written by hand, and why.' }),
    ),
    example: Type.Optional(
      mapOf(anyJson(''), { description: 'Values for the inputs: used by tests and by the bench.' }),
    ),
    differences,
  },
  { ...closed, description: 'A route.' },
);

const routes = Type.Optional(
  Type.Array(Route, { description: 'Routes, in the order of registration.' }),
);

export type BlueprintDocument = {
  readonly url_prefix?: string;
  readonly routes?: readonly RouteDocument[];
  readonly blueprints?: Readonly<Record<string, BlueprintDocument>>;
  readonly errors?: Readonly<Record<string, Static<typeof ErrorAnswer>>>;
  readonly hooks?: readonly Static<typeof HookEntry>[];
};

const Blueprint = {
  type: 'object',
  additionalProperties: false,
  description: 'A blueprint.',
  properties: {
    url_prefix: { type: 'string', pattern: '^/', description: 'In front of each rule.' },
    routes,
    blueprints: {
      type: 'object',
      description: 'Nested blueprints, by name.',
      additionalProperties: { $ref: '#/$defs/blueprint' },
    },
    errors: errors('Error handlers of this blueprint, by status.'),
    hooks,
  },
};

const Manifest = Type.Object(
  {
    $schema: Type.Optional(Type.String()),
    version: Type.Unsafe<1>({
      const: MANIFEST_VERSION,
      description: 'The version of this format: 1.',
    }),
    app: App,
    database: Type.Optional(Database),
    cors: Type.Optional(Cors),
    routes,
    blueprints: Type.Optional(
      Type.Unsafe<Readonly<Record<string, BlueprintDocument>>>({
        type: 'object',
        description: 'Blueprints, by name.',
        additionalProperties: { $ref: '#/$defs/blueprint' },
      }),
    ),
    errors: Type.Optional(errors('Error handlers of the app, by status.')),
    hooks,
    differences,
    verify: Type.Optional(Verify),
  },
  closed,
);

export const MANIFEST_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Manifest of a service for `port`',
  ...Manifest,
  $defs: { blueprint: Blueprint },
};

export type ManifestDocument = Static<typeof Manifest>;
export type RouteDocument = Static<typeof Route>;
export type InputDocument = Static<typeof Input>;
export type QueryDocument = Static<typeof Query>;
export type AnswerDocument = Static<typeof ErrorAnswer>;
