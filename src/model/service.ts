/**
 * What a service is, whoever described it: read from a manifest, and rendered by `emit`. Everything here is
 * resolved and checked (prefixes joined, defaults filled in, parameters bound to inputs), so that later
 * stages have nothing left to look up or to refuse.
 */
import type { Column, PostgresType } from './column.js';
import type { Json } from './json.js';
import type { ExpectedDifference } from './expected-difference.js';
import type { Rule } from './rule.js';
import type { Source } from '../diagnostics/diagnostic.js';

export interface Service<Q extends AnyQuery = Query> {
  readonly name: string;
  readonly description: string;
  readonly source: SourceVersions;
  readonly database: DatabaseSettings;
  /** Parents before children. The first has an empty `path` and holds the routes of the app itself. */
  readonly blueprints: readonly Blueprint<Q>[];
  readonly errorHandlers: readonly ErrorHandler[];
  readonly cors: Cors | undefined;
  /** The path that answers whether the service and its database are up, if there is one. */
  readonly healthPath: string | undefined;
  readonly verify: VerifySettings;
  /** The folder of the Flask app, relative to the manifest: views are translated from it. */
  readonly sourceFolder: string | undefined;
  readonly hooks: readonly Hook[];
  /** What was translated from Python; undefined before that, and where nothing is. */
  readonly program: TranslatedModules | undefined;
}

/** A function of the Flask app that runs around its views, or answers its errors. */
export interface Hook {
  readonly on: HookKind;
  /** For `errorhandler`: a status, or the class of an exception by file and name. */
  readonly error: number | string | undefined;
  /** The path of the blueprint it belongs to; empty for the app itself. */
  readonly blueprint: readonly string[];
  readonly handler: TranslatedHandler;
}

export const HOOK_KINDS = [
  'before_request',
  'after_request',
  'teardown_request',
  'errorhandler',
] as const;
export type HookKind = (typeof HOOK_KINDS)[number];

/** The modules of the service that were translated from Python, and what they need. */
export interface TranslatedModules {
  /** Code by path, not yet formatted. */
  readonly files: ReadonlyMap<string, string>;
  /** By name, the templates that its views render. */
  readonly templates: ReadonlyMap<string, string>;
  /** How they are read, where it is not as Jinja reads them by default. */
  readonly jinja: { readonly trimBlocks: boolean; readonly stripsBlocks: boolean };
  /** Files that Flask serves itself: under which URL, and where they lie. */
  readonly staticFiles: { readonly url: string; readonly from: string } | undefined;
  readonly packages: Readonly<Record<string, string>>;
  /** Modules that set up the app when they are loaded. */
  readonly setUp: readonly string[];
}

/** What `port verify` needs to know of the original. */
export interface VerifySettings {
  /** The command that starts it, with `{port}` and the like in it. */
  readonly flask: string | undefined;
  /** Relative to the manifest. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of every generated request. */
  readonly headers: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly differences: readonly ExpectedDifference[];
}

/** The versions the original app runs on: Flask's behaviour changes between them. */
export interface SourceVersions {
  readonly flask: string;
  readonly werkzeug: string | undefined;
  readonly python: string | undefined;
}

export interface DatabaseSettings {
  /** SQL files, relative to the manifest, in the order in which they are loaded. */
  readonly schema: readonly string[];
  readonly seed: readonly string[];
  readonly poolSize: number;
  /** False for a pooler that gives each transaction another connection. */
  readonly preparedStatements: boolean;
}

export interface Blueprint<Q extends AnyQuery = Query> {
  /** The names from the outermost blueprint to this one; empty for the app itself. */
  readonly path: readonly string[];
  readonly prefix: string;
  readonly routes: readonly Route<Q>[];
  readonly errorHandlers: readonly ErrorHandler[];
}

export interface Route<Q extends AnyQuery = Query> {
  /** The view's name, without the blueprint's. Unique within its blueprint. */
  readonly endpoint: string;
  readonly description: string | undefined;
  readonly rule: Rule;
  /** Upper case, in the order written; HEAD and OPTIONS come by themselves, as in Flask. */
  readonly methods: readonly Method[];
  readonly strictSlashes: boolean;
  readonly inputs: readonly Input[];
  readonly validation: Validation;
  readonly handler: Handler<Q>;
  /** Values for the inputs, with which the route answers as it should: used by tests and by `port bench`. */
  readonly example: ReadonlyMap<string, Json> | undefined;
  readonly differences: readonly ExpectedDifference[];
}

/** `flask`: inputs are read as the view reads them. `strict`: mistakes are a 400 that says what is wrong. */
export const VALIDATIONS = ['flask', 'strict'] as const;
export type Validation = (typeof VALIDATIONS)[number];

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export type Method = (typeof METHODS)[number];

export interface Input {
  /** What the manifest calls it; the name of SQL parameters and references. */
  readonly name: string;
  readonly from: InputPlace;
  /** What the request calls it: `year.gt`, `X-Api-Key`. */
  readonly wireName: string;
  readonly type: InputType;
  readonly whenMissing: WhenMissing;
  readonly whenInvalid: WhenInvalid;
}

export const INPUT_PLACES = ['path', 'query', 'json', 'form', 'header'] as const;
export type InputPlace = (typeof INPUT_PLACES)[number];

/** Python's conversions: `int(value)`, `float(value)`, `str(value)`; `any` takes the value as it came. */
export const INPUT_TYPES = ['any', 'str', 'int', 'float', 'bool'] as const;
export type InputType = (typeof INPUT_TYPES)[number];

export type WhenMissing =
  | { readonly kind: 'abort'; readonly status: number }
  | { readonly kind: 'default'; readonly value: Json };

export type WhenInvalid =
  { readonly kind: 'abort'; readonly status: number } | { readonly kind: 'default' };

export type Handler<Q extends AnyQuery = Query> =
  DeclarativeHandler<Q> | TranslatedHandler | StubHandler;

/** Statements in order, then an answer made of inputs and their results. */
export interface DeclarativeHandler<Q extends AnyQuery = Query> {
  readonly kind: 'declarative';
  readonly transaction: Transaction;
  readonly queries: readonly Q[];
  readonly answer: Answer;
  /** The first that catches an error of the database answers it. */
  readonly catches: readonly Catch[];
}

/** `except psycopg2.IntegrityError:` and its answer. */
export interface Catch {
  readonly exception: string;
  /** SQLSTATEs, or the first two characters of several. */
  readonly sqlstates: readonly string[];
  readonly answer: Answer;
}

/** A route that a person writes: the service is complete but for its body, which answers 501 until then. */
export interface StubHandler {
  readonly kind: 'stub';
  readonly reason: string;
}

/** A function of the Flask app, as TypeScript. */
export interface TranslatedHandler {
  readonly kind: 'translated';
  /** `app/films.py:get_film`, or `app/films.py:FilmView` for a class. */
  readonly view: string;
  /** Where the manifest names it. */
  readonly at: Span;
  /** Undefined until it has been translated. */
  readonly code: TranslatedView | undefined;
}

/** Where a translated function is in the service, and how it is called. */
export interface TranslatedView {
  /** Below `src`, without `.ts`. */
  readonly file: string;
  readonly name: string;
  /** Of a class-based view: by HTTP method, the method of the class; an object is made for each request. */
  readonly class:
    | {
        readonly name: string;
        readonly methods: ReadonlyMap<string, TranslatedMethod>;
        /** No object of it can be made. */
        readonly isStub: boolean;
      }
    | undefined;
  readonly function: TranslatedMethod | undefined;
  /** A Resource of Flask-RESTful or one of its kin, which answer in their own way. */
  readonly isResource: boolean;
  /** Its own function could not be translated, or one that it calls. */
  readonly status: 'ported' | 'partial' | 'stub';
}

export interface TranslatedMethod {
  readonly name: string;
  /** Names of its parameters in Python, in order. */
  readonly parameters: readonly string[];
  /** Whether it takes its arguments as Python does, by place and by name. */
  readonly isCallable: boolean;
  readonly isAsync: boolean;
}

export interface Transaction {
  /**
   * How the service ends it. `single`: each statement on its own, as PostgreSQL's autocommit does it. `commit`: all
   * of them in one transaction. `rollback`: in one transaction that is thrown away.
   */
  readonly end: 'single' | 'commit' | 'rollback';
  /** What the Flask view does; undefined where nothing writes. */
  readonly commits: Commits | undefined;
  readonly isolation: IsolationLevel | undefined;
}

/** `once`: `commit()`, or `with connection:`. `each`: autocommit. `never`: closing the connection rolls back. */
export const COMMITS = ['once', 'each', 'never'] as const;
export type Commits = (typeof COMMITS)[number];

/** What the service does where the view never commits: the same, or what was meant. */
export const TRANSACTION_CHOICES = ['faithful', 'commit'] as const;

export const ISOLATION_LEVELS = ['read committed', 'repeatable read', 'serializable'] as const;
export type IsolationLevel = (typeof ISOLATION_LEVELS)[number];

/** As read, or as described. */
export type AnyQuery = ParsedQuery | Query;

/** A statement before PostgreSQL has described it. */
export interface ParsedQuery {
  /** Unique within the blueprint: it names the function in the generated code. */
  readonly name: string;
  readonly sql: SqlText;
  /** What `$1`, `$2`, … are bound to; the same value may stand behind several. */
  readonly parameters: readonly ValueReference[];
  readonly verb: StatementVerb;
  readonly fetch: Fetch;
  /** How the rows of a list are to arrive; undefined leaves it to `port`. */
  readonly fetchAs: { readonly as: FetchAs; readonly at: Span } | undefined;
  /** What is answered when `fetch` found nothing: no row, or no row affected. */
  readonly whenEmpty: Answer | undefined;
  /** A statement that is put together of pieces, all of which are known. */
  readonly dynamic?: DynamicStatement<ParsedQuery>;
}

/** Each way in which the pieces can come together is a statement of its own, which PostgreSQL describes. */
export interface DynamicStatement<Q> {
  readonly parts: readonly StatementPart[];
  /** `options[i]` is the option of `parts[i]`. The first has the first option of each. */
  readonly variants: readonly { readonly options: readonly number[]; readonly query: Q }[];
}

/** `when`: the first option where the input is true, as Python sees it, else the second. */
export interface StatementPart {
  readonly name: string;
  readonly kind: 'when' | 'choice';
  readonly input: string;
  readonly at: Span;
  /** For a choice the values of the input, in the order of the options; the last option is for any other. */
  readonly values: readonly string[];
}

export interface Query extends Omit<ParsedQuery, 'dynamic'> {
  /** How its rows arrive: as it was asked for, or in the fastest of the exact ways. */
  readonly arrivesAs: FetchAs;
  readonly dynamic?: DynamicStatement<Query>;
  /** The statement as it is sent: `sql.text` with the casts that the parameters need. */
  readonly text: string;
  readonly bindings: readonly Binding[];
  readonly columns: readonly Column[];
  /** Whether it is a SELECT, which can stand within another. */
  readonly isSelect: boolean;
  /** Whether it gives a row whatever the tables hold. */
  readonly alwaysHasRow: boolean;
}

/** How a parameter's value is bound so that it means what psycopg2's literal meant. */
export interface Binding {
  readonly type: PostgresType;
  readonly adaptation: Adaptation;
}

/**
 * What is done with a value before it is bound. `bigint`: an int that is compared, clamped to the range of
 * bigint. `decimal`: a float, with its point. The others take a JSON value, whose own type decides:
 * `column` is assigned to a column of `type`, `operand` is compared with one, each item of a `list` is,
 * `value` stands elsewhere, and `json` is written as JSON.
 */
export type Adaptation =
  | { readonly kind: 'none' | 'bigint' | 'decimal' | 'json' }
  | { readonly kind: 'column' | 'list' | 'value'; readonly type: BindType }
  | { readonly kind: 'operand'; readonly type: BindType; readonly rounding?: 'up' | 'down' };

/** The type of a parameter as far as the type of a literal beside it matters. */
export type BindType = BindScalar | `${BindScalar}[]`;
export type BindScalar =
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'numeric'
  | 'real'
  | 'double'
  | 'boolean'
  | 'text'
  | 'json'
  | 'other';

/**
 * A statement in PostgreSQL's dialect, with `$1`, `$2`, … one per occurrence, and where each stretch of
 * it stands in the file the user wrote. Offsets are UTF-16 units.
 */
export interface SqlText {
  readonly text: string;
  readonly source: Source;
  readonly stretches: readonly SqlStretch[];
}

export interface SqlStretch {
  readonly sqlStart: number;
  readonly sourceStart: number;
  readonly sqlLength: number;
  readonly sourceLength: number;
}

/** What a statement does, as far as transactions care. */
export type StatementVerb = 'read' | 'write';

/** As a DB-API cursor: `fetchone()`, `fetchall()`, `fetchone()[0]`, `rowcount`, or nothing at all. */
export const FETCHES = ['one', 'all', 'value', 'count', 'none'] as const;
export type Fetch = (typeof FETCHES)[number];

/**
 * How the rows of a list arrive. `rows`: one by one. `columns`: each column of all rows as one text, of which the service
 * makes the JSON. `json`: PostgreSQL makes the JSON. The last two only where the answer is nothing but the rows, and
 * the bytes are the same.
 */
export const FETCH_AS = ['rows', 'columns', 'json'] as const;
export type FetchAs = (typeof FETCH_AS)[number];

/** What a statement's parameter can be bound to. `at` is where the source refers to it. */
export type ValueReference =
  | { readonly kind: 'input'; readonly input: string; readonly at: Span }
  | { readonly kind: 'result'; readonly query: string; readonly at: Span }
  | { readonly kind: 'column'; readonly query: string; readonly column: string; readonly at: Span };

/** `[start, end)` of the manifest, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly shape: Shape }
  | { readonly kind: 'text'; readonly status: number; readonly text: string }
  /** Flask's `abort(status)`: the error page, or what an error handler makes of it. */
  | { readonly kind: 'abort'; readonly status: number };

/** How the JSON of an answer is put together. */
export type Shape =
  | ValueReference
  /** `isFloat`: a number written with a point, which `20.0` keeps in Python's JSON. */
  | { readonly kind: 'constant'; readonly value: Json; readonly isFloat?: boolean }
  | { readonly kind: 'object'; readonly entries: readonly ShapeEntry[] }
  | { readonly kind: 'list'; readonly items: readonly Shape[] }
  /** One item for each row of a query: a list, or with `key` an object keyed by that column. */
  | {
      readonly kind: 'each';
      readonly query: string;
      readonly key: string | undefined;
      readonly item: Shape;
      readonly at: Span;
    }
  /** Within `each`: the row at hand, or one of its columns. */
  | { readonly kind: 'row' }
  | { readonly kind: 'row-column'; readonly column: string; readonly at: Span }
  /** The number of rows a query gave. */
  | { readonly kind: 'length'; readonly query: string; readonly at: Span }
  /** Within an error handler: `code`, `name` or `description` of the error. */
  | { readonly kind: 'error'; readonly property: 'code' | 'name' | 'description' };

export interface ShapeEntry {
  readonly key: string;
  readonly shape: Shape;
}

export interface ErrorHandler {
  readonly status: number;
  readonly answer: Exclude<Answer, { readonly kind: 'abort' }>;
}

/** flask-cors's settings under its own names and with its own defaults. */
export interface Cors extends CorsSettings {
  /** Which paths get the headers, the first that fits; undefined for all paths. */
  readonly resources: readonly (CorsSettings & { readonly path: string })[] | undefined;
}

export interface CorsSettings {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly supportsCredentials: boolean;
  readonly maxAge: number | undefined;
}
