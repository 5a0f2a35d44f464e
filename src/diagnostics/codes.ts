/**
 * Every diagnostic code with what it means. A code is readable, is never renamed, and is never used again
 * for something else. `port explain <code>` prints an entry; a test holds that each has a fixture that
 * triggers it.
 */
export interface Explanation {
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

export const EXPLANATIONS = {
  'python-syntax': {
    title: 'text that is not Python 3',
    why: 'Flask apps are read as Python 3. What does not parse is left out where it stands; the rest of the file is read. A file of Python 2 in a Python 3 app is one that nothing imports.',
    fix: 'Correct the line, or delete the file when nothing imports it. A port of Python 2 begins with 2to3.',
  },
  'python-encoding': {
    title: 'bytes that are no text',
    why: 'Python reads a file as UTF-8, or in the encoding that a comment in its first two lines names (PEP 263).',
    fix: 'Save the file as UTF-8.',
  },
  'python-unreadable': {
    title: 'Python that is left out',
    why: 'What is nested deeper than Python itself would allow, and files of more than a megabyte, are data that somebody generated. Text that is nothing like Python would take for ever to read.',
    fix: 'Nothing, if it holds no routes. Otherwise take the expression apart, or split the file; long data belongs in a file that is loaded.',
  },
  'python-source-missing': {
    title: 'a view to translate, and no Flask app to translate it from',
    why: '"python" names a function of the Flask app. Where the app is, the manifest says once: "source" in "app", a folder relative to the manifest.',
    fix: 'Add "source: FOLDER" to "app". port scan writes it.',
  },
  'python-view-unknown': {
    title: 'no such function in the Flask app',
    why: '"python" names a file below "source" and a function or class in it: app/films.py:get_film. A function within another is create_app.index, the second of that name index#2.',
    fix: 'Correct the name, or scan the app again: port scan writes the names as they are now.',
  },
  'hook-error': {
    title: 'an error handler without its error',
    why: 'An error handler answers one status, or the exceptions of one class; other hooks run whatever happens.',
    fix: 'Give "error" to an errorhandler, and to nothing else: a status such as 404, or the name of a class.',
  },
  'flask-no-app': {
    title: 'no Flask app',
    why: 'The Python files were read, and none of them makes a Flask app or registers a route. Virtual environments, tests and vendored packages are left out.',
    fix: 'Give the folder that holds the app. An app of another framework cannot be ported.',
  },
  'flask-dynamic-route': {
    title: 'a rule that is known only when the app runs',
    why: 'Python is read and never run. This rule, or the prefix it stands behind, is put together from a value that is not in the source.',
    fix: 'Write the route into the manifest by hand, with the rule that the running app shows in app.url_map.',
  },
  'flask-unregistered-blueprint': {
    title: 'a blueprint that no app registers',
    why: 'Its routes answer nothing: Flask knows a blueprint only after register_blueprint().',
    fix: 'Delete it, or register it. A blueprint that is registered in a way that could not be followed belongs into the manifest.',
  },
  'flask-several-apps': {
    title: 'several Flask apps in one folder',
    why: 'A service is one app. The routes of all of them are listed together, and may collide.',
    fix: 'Scan the folder of each app by itself.',
  },
  'flask-debug-mode': {
    title: 'debug mode',
    why: "Werkzeug's debugger shows the source and runs code for whoever reaches it. It changes answers as well: the JSON is indented, and error pages carry detail.",
    fix: 'Leave it to the command line (flask --debug). The service has no such mode.',
  },
  'python-not-translated': {
    title: 'a view that is not translated',
    why: 'What a manifest can declare is taken over: inputs, statements, an answer made of their results. Anything more is a program.',
    fix: 'The route answers 501 until somebody writes its handler; the Python stands at the place named.',
  },
  'schema-missing': {
    title: 'statements, and no file that creates their tables',
    why: 'PostgreSQL describes the statements of a service: it has to know the tables. No SQL file of the app creates any.',
    fix: 'Write the schema of a running database with "pg_dump --schema-only" and give it with --schema.',
  },
  'python-swallowed-exception': {
    title: 'an exception that nobody hears of',
    why: 'The handler catches everything and neither raises, logs nor looks at what it caught. Mistakes of the program look like an answer.',
    fix: 'Catch the class that is meant. A port keeps what clients see: decide for each whether that is what they should see.',
  },
  'python-import-effect': {
    title: 'SQL that is run when the app is started',
    why: 'A module of the app, or a function that it calls, creates tables or changes rows whenever a process starts. The service has the views and what they need; several of it start at any time, and none of them should change tables.',
    fix: 'Put the statements into an SQL file, name it as the schema in the manifest, and run it once where the service is deployed.',
  },
  'psycopg-dynamic-sql': {
    title: 'SQL that is put together from values',
    why: 'A value that is written into the text of a statement can say anything that SQL can say: it is an injection risk, and PostgreSQL cannot describe the statement beforehand.',
    fix: 'Pass values as parameters. Names of tables and columns come from a list of allowed ones.',
  },
  'psycopg-shared-connection': {
    title: 'one connection for all requests',
    why: 'A connection made once and kept is one transaction at a time for everybody: after an error in one request all others fail until somebody rolls back.',
    fix: 'The service takes a connection from a pool for each request. What the app did with a poisoned connection is not reproduced.',
  },
  'secret-in-code': {
    title: 'a secret in the source',
    why: 'Whoever can read the source can use it, and it stays in the history.',
    fix: 'Read it from the environment and change it. The service reads its configuration there.',
  },
  'manifest-syntax': {
    title: 'the manifest is not YAML',
    why: 'A manifest is one YAML document; JSON is YAML too. Aliases and nesting are limited, since a few lines of them can stand for more than any machine holds.',
    fix: 'Correct the place shown. Strings with ": " or "#" in them need quotes; blocks are indented with spaces.',
  },
  'manifest-version': {
    title: 'the manifest is of another version',
    why: 'The key "version" says which rules a manifest is read by, so that later versions of port can still read it.',
    fix: 'Write "version: 1", or use a version of port that knows the one written there.',
  },
  'manifest-unknown-key': {
    title: 'a key that means nothing',
    why: 'A key that nobody reads is a mistake somebody made: a typing error, or a setting that belongs elsewhere.',
    fix: 'Take the suggested key, or move it to where it belongs. An editor completes the keys when the file names its "$schema".',
  },
  'manifest-missing-key': {
    title: 'a key is missing',
    why: 'Some keys have no sensible default: a route without a rule, an app without a name.',
    fix: 'Add the key.',
  },
  'manifest-wrong-type': {
    title: 'a value is of the wrong type',
    why: 'YAML decides the type of a value by how it is written: `yes` is a string, `"5"` is a string, `5` is a number.',
    fix: 'Write the value as the type that the message names.',
  },
  'manifest-bad-value': {
    title: 'a value is not among the allowed ones',
    why: 'Some values are words from a fixed list, a status, or a path that begins with a slash.',
    fix: 'Use one of the values that the message names.',
  },
  'name-invalid': {
    title: 'a name cannot be used',
    why: 'Names of inputs, queries, endpoints, blueprints and the app become identifiers, file names and the name of a package.',
    fix: 'Use letters, digits and underscores. What clients see (paths, keys, headers) can be any text and has keys of its own.',
  },
  'name-taken': {
    title: 'two things share a name',
    why: 'An answer refers to inputs and queries by name, and blueprints become folders: two of the same name could not be told apart.',
    fix: 'Rename one of them.',
  },
  'file-outside': {
    title: "a file lies outside the manifest's folder",
    why: 'A manifest and the SQL files it names are read as one thing. A path that leads out of its folder would break on every other machine.',
    fix: "Copy or move the file into the manifest's folder.",
  },
  'sql-file-unreadable': {
    title: 'an SQL file cannot be read',
    why: 'The files under "database" are read from the folder of the manifest, as text in UTF-8.',
    fix: 'Correct the name, or put the file there. A dump in the custom format becomes SQL with pg_restore -f.',
  },
  'rule-invalid': {
    title: 'a URL rule cannot be read',
    why: 'Rules follow Werkzeug: they begin with a slash, variables stand in angle brackets, each name once, and converters take only their own arguments.',
    fix: 'Write the rule as Flask would accept it, as in "/films/<int(min=1):film_id>/".',
  },
  'rule-unknown-converter': {
    title: 'a URL converter that Werkzeug does not have',
    why: 'Werkzeug brings string, int, float, path, uuid and any. A converter of your own is Python code, which a manifest cannot carry.',
    fix: 'Use the nearest of these and check the rest in a handler written by hand ("stub").',
  },
  'route-duplicate-endpoint': {
    title: 'an endpoint is defined twice',
    why: 'An endpoint names one view of a blueprint. Flask refuses a second view under the same name.',
    fix: 'Rename one of the two.',
  },
  'route-conflict': {
    title: 'a route that is never reached',
    why: 'Of two rules that match the same paths, Werkzeug takes the first. The second is dead, in Flask as well.',
    fix: 'Remove one, or give them different methods or rules.',
  },
  'input-not-in-rule': {
    title: 'an input that is no variable of the rule',
    why: 'An input "from: path" is a variable of the rule, such as <int:film_id>.',
    fix: 'Add the variable to the rule, correct the name, or read the input from another place.',
  },
  'input-body-conflict': {
    title: 'inputs that no request can carry together',
    why: 'A request has one body, JSON or a form, and a GET request has none that Flask would read here.',
    fix: 'Read all of them from the same place, or use another method.',
  },
  'input-unused': {
    title: 'an input nobody uses',
    why: 'The input is read and converted, can even fail, and then has no effect on any query or answer.',
    fix: 'Remove it, or use it as ":name" in a query or "$name" in the answer.',
  },
  'query-duplicate-name': {
    title: 'a query is defined twice',
    why: "Each query becomes a function of its blueprint's queries.ts, under its own name.",
    fix: 'Rename one of the two.',
  },
  'sql-syntax': {
    title: 'PostgreSQL cannot parse the statement',
    why: "The statement was read by PostgreSQL's own parser, which stopped at the place shown.",
    fix: 'Correct the SQL. Parameters are written ":name".',
  },
  'psycopg-placeholder': {
    title: 'a placeholder that psycopg2 cannot fill, or PostgreSQL cannot read',
    why: 'With arguments, psycopg2 formats the whole text: "%s" and "%(name)s" are placeholders, "%%" is a percent sign, anything else behind a "%" raises an exception. It looks at no quotes; a value inserted into a literal or a comment breaks the statement, or does not belong to it.',
    fix: "Write \"%%\" for a percent sign, and a placeholder only where a value may stand: instead of LIKE '%%%s%%' write LIKE '%%' || %s || '%%'.",
  },
  'psycopg-arguments': {
    title: 'arguments that do not fit the placeholders',
    why: 'psycopg2 takes a list for "%s", with as many arguments as placeholders, and a map for "%(name)s". Otherwise it raises an exception, and the Flask view answers 500.',
    fix: 'Give each placeholder its argument: an input or an earlier result, as "$name" or "$query.column".',
  },
  'sql-unsupported': {
    title: 'a statement that has no counterpart in the service',
    why: 'COPY streams rows beside the protocol of statements, and BEGIN begins what has begun already.',
    fix: 'Write the route by hand ("stub"), for COPY with the package pg-copy-streams; remove BEGIN.',
  },
  'sql-parameter-not-allowed': {
    title: 'a parameter in a statement that takes none',
    why: 'psycopg2 writes values into any text. PostgreSQL itself takes parameters in SELECT, VALUES, INSERT, UPDATE, DELETE, MERGE and CALL, and not in CREATE, ALTER, DROP, GRANT and their like.',
    fix: 'Write the value into the statement, or the route by hand ("stub").',
  },
  'sql-parts': {
    title: 'the parts of a statement do not fit',
    why: 'In a statement, "{name}" stands for one of several known pieces of SQL: one for where an input is true and one for where it is not, or one for each value of an input. Every way in which they come together is described by PostgreSQL, and has to give the same columns.',
    fix: 'Declare each "{name}" under "parts", with "when" and "sql", or with "by", "choices" and "else".',
  },
  'sql-unknown-parameter': {
    title: 'a parameter that nothing supplies',
    why: 'Each ":name" in a statement is an input of the route or the result of an earlier query.',
    fix: 'Declare the input, or correct the name.',
  },
  'sql-unknown-column': {
    title: 'a column that does not exist',
    why: 'The statement was described by a PostgreSQL that holds your schema, and no table in it has this column.',
    fix: 'Correct the name, or add the column to the schema files.',
  },
  'sql-unknown-table': {
    title: 'a table that does not exist',
    why: 'The statement was described by a PostgreSQL that holds your schema, and it has no such table or view.',
    fix: 'Correct the name, or add the schema file that creates the table under "database.schema".',
  },
  'sql-refused': {
    title: 'PostgreSQL refuses the statement',
    why: 'The statement was parsed, and PostgreSQL, with your schema, says what is wrong with it.',
    fix: "Correct the statement. The message is PostgreSQL's own.",
  },
  'sql-literal-refused': {
    title: 'a value of a type that PostgreSQL refuses here',
    why: 'psycopg2 writes an int as 5, which is an integer wherever it stands: compared with a text column, PostgreSQL refuses it. A bound parameter takes the type of its surroundings and would pass, so the port would answer where Flask answers 500.',
    fix: 'Declare the input as the type that is meant ("type: str"), or cast the parameter in the statement.',
  },
  'sql-ordered-by-value': {
    title: 'rows are ordered or grouped by a parameter',
    why: 'ORDER BY sorts by a column, and a parameter is a value: the same for every row. psycopg2 writes it as a literal, where PostgreSQL refuses text and takes a number for the number of a column.',
    fix: "Name the columns that may be sorted by: ORDER BY CASE :sort WHEN 'title' THEN title END.",
  },
  'sql-parameter-untyped': {
    title: 'a parameter whose type only the request knows',
    why: 'Selected by itself, a parameter gives the column its type. psycopg2 writes each value as a literal with a type of its own; a prepared statement has one type for all of them.',
    fix: 'Declare the type of the input, or cast the parameter in the statement, as in ":value::integer".',
  },
  'sql-schema-failed': {
    title: 'a schema or seed file cannot be loaded',
    why: 'The files under "database" are run in an empty database before the statements are described.',
    fix: 'Correct the statement shown. Commands of psql (\\i, \\copy) are not SQL and do not work here.',
  },
  'sql-type-not-json': {
    title: "a column type that Flask's JSON refuses",
    why: 'psycopg2 gives time, interval and bytea as Python objects that jsonify cannot write: Flask answers 500.',
    fix: 'Cast the column in the statement, for example to text.',
  },
  'fetch-without-rows': {
    title: 'rows are fetched from a statement that returns none',
    why: 'An INSERT, UPDATE or DELETE returns rows only with RETURNING. psycopg2 raises "no results to fetch".',
    fix: 'Add RETURNING, or use "fetch: count" for the number of rows affected.',
  },
  'fetch-as-inexact': {
    title: 'rows that cannot arrive in this way',
    why: 'As columns or as JSON, rows arrive faster. It is done where the answer is nothing but the rows of one SELECT, and where the bytes are those that Flask writes: PostgreSQL spells some floats, long numerics and dates in another way.',
    fix: 'Leave "fetch_as" out, and the fastest of the exact ways is taken. What stands in the way is named: a cast in the statement may help.',
  },
  'else-without-effect': {
    title: 'an "else" that never happens',
    why: 'fetchall() on no rows is an empty list and not an error, and a statement with "fetch: none" is never looked at.',
    fix: 'Use "fetch: one", "value" or "count", or remove "else".',
  },
  'transaction-undeclared': {
    title: 'a write, and nothing says whether it is committed',
    why: 'psycopg2 opens a transaction at the first statement and commits nothing by itself. Some apps lose their writes that way without noticing, so there is no default that would be right.',
    fix: 'Look at the view: "commits: once" where it calls commit() or uses the connection in a "with", "each" with autocommit, "never" where it does neither.',
  },
  'psycopg-never-committed': {
    title: 'a write that the Flask view never commits',
    why: 'psycopg2 begins a transaction at the first statement. Without commit() it ends when the connection is closed or goes back to its pool, and that rolls back: the client gets its answer, and the rows are gone.',
    fix: 'Decide: "transaction: commit" keeps the rows, "transaction: faithful" throws them away as Flask does. Either way it is said at each run, since the two services differ here or are both wrong.',
  },
  'transaction-without-effect': {
    title: 'a choice about a transaction where there is none',
    why: '"transaction" says what the service does where the view never commits. Where it commits, the service does.',
    fix: 'Remove the key, or correct "commits".',
  },
  'exception-unknown': {
    title: 'an exception that psycopg2 does not have',
    why: 'Under "on_error" stand the names that "except psycopg2.<name>" and "except errors.<name>" take: the classes of the DB-API, and one for each SQLSTATE.',
    fix: 'Take the suggested name.',
  },
  'answer-missing': {
    title: 'a route without an answer',
    why: 'A Flask view that returns None answers 500. With exactly one query that fetches rows its result is the answer; otherwise the manifest has to say.',
    fix: 'Add "answer", "text" or "status: 204", or "stub" for a handler that is written by hand.',
  },
  'answer-conflict': {
    title: 'an answer is given in two ways',
    why: 'An answer is JSON ("answer"), text ("text"), or written by hand ("stub").',
    fix: 'Keep one of them.',
  },
  'answer-unknown-name': {
    title: 'an answer refers to nothing',
    why: 'In an answer, "$name" is an input or a query of the route, "$query.column" a column of its row, and "$.column" a column within "$each".',
    fix: 'Correct the name. A dollar sign that is meant as text is written "$$".',
  },
  'answer-unknown-operator': {
    title: 'an answer uses an operator that does not exist',
    why: 'Keys that begin with a dollar sign are operators: "$each" with "$key" and "$item", and "$count".',
    fix: 'Use one of these; a key that really begins with a dollar sign is written "$$…".',
  },
  'answer-unknown-column': {
    title: 'an answer refers to a column that the query does not have',
    why: 'PostgreSQL described the statement, and there is no such column in its result.',
    fix: 'Correct the name, or select the column.',
  },
  'answer-shape-mismatch': {
    title: 'a result is used as something it is not',
    why: 'A query with "fetch: one" gives a row, "all" gives rows, "value" and "count" give a single value, and "none" gives nothing.',
    fix: 'Change "fetch", or refer to the result as what it is.',
  },
  'example-unknown-input': {
    title: 'an example for an input that does not exist',
    why: 'An example gives values to the inputs of its route.',
    fix: 'Correct the name.',
  },
  'difference-misfit': {
    title: 'a declared difference that cannot be met',
    why: 'Each difference is declared for one layer: "flask" and "service" are statuses, "header" is one of the headers, "path" one value of the body, "table" and "adds" belong to the database.',
    fix: 'Move the key to a difference of its layer, or correct the layer.',
  },
  'example-incomplete': {
    title: 'an example with which the route fails',
    why: 'Tests and the bench send the example and expect the answer of a success.',
    fix: 'Add a value for each input that has no default.',
  },
  'update-conflict': {
    title: 'you and the new generation changed the same place',
    why: 'port update takes what only one side changed. Here both did, differently, and nobody but you can say what is meant. Between the markers stand your version, what was generated last, and what is generated now.',
    fix: 'Keep what is right, remove the lines with the markers, and run the tests. `--conflict ours` or `theirs` decides all of them at once.',
  },
  'update-edited-kept': {
    title: 'code that is not generated any more stays, because you edited it',
    why: 'The manifest or a new version of port does not have it any more. What nobody edited goes with it; an edit is never thrown away.',
    fix: 'Delete it when nothing needs it. From now on it is your code alone, and port update does not mention it again.',
  },
  'update-types-broken': {
    title: 'the merged service does not compile',
    why: 'Your service compiled before, and so does what is generated now; together they do not. Most often your code uses a column or a function that the new generation names or types differently.',
    fix: 'Run `npm run typecheck` in the service and follow its messages.',
  },
} as const satisfies Record<string, Explanation>;

export type DiagnosticCode = keyof typeof EXPLANATIONS;
