/** A manifest whose routes do with transactions what views do, over accounts whose sum is known. */

export const BANK_SCHEMA = `
CREATE TABLE account (account_id integer PRIMARY KEY, owner text NOT NULL UNIQUE, balance integer NOT NULL CHECK (balance >= 0));
CREATE TABLE entry (entry_id serial PRIMARY KEY, request integer NOT NULL, text text NOT NULL);
INSERT INTO account SELECT n, 'owner ' || n, 1000 FROM generate_series(1, 20) AS n;
`;

export const BANK_MANIFEST = `
version: 1
app: { name: bank }
database: { schema: bank.sql, pool_size: 5 }
routes:
  - rule: /transfers
    endpoint: transfer
    methods: [POST]
    inputs:
      request: { from: json, type: str }
      source: { from: json, type: int }
      target: { from: json, type: int }
      amount: { from: json, type: int }
    commits: once
    queries:
      mark: { sql: "SELECT set_config('bank.request', :request, true)", fetch: none }
      first: { sql: "SELECT pg_backend_pid() AS pid, txid_current() AS txid", fetch: one }
      take: { sql: "UPDATE account SET balance = balance - :amount WHERE account_id = :source", fetch: count, else: 404 }
      wait: { sql: "SELECT pg_sleep(0.002)", fetch: none }
      give: { sql: "UPDATE account SET balance = balance + :amount WHERE account_id = :target", fetch: count, else: 404 }
      last: { sql: "SELECT pg_backend_pid() AS pid, txid_current() AS txid, current_setting('bank.request') AS request", fetch: one }
    answer: { first: { pid: $first.pid, txid: $first.txid }, last: { pid: $last.pid, txid: $last.txid }, request: $last.request }
    on_error:
      errors.DeadlockDetected: 503
      errors.CheckViolation: { status: 409, answer: { error: poor } }

  - rule: /slow
    endpoint: slow
    methods: [POST]
    commits: once
    queries:
      note_slow: { sql: "INSERT INTO entry (request, text) VALUES (0, 'slow')" }
      sleep: { sql: "SELECT pg_sleep(1.2)", fetch: none }
    text: slept

  - rule: /entries
    endpoint: add_entries
    methods: [POST]
    inputs:
      request: { from: json, type: int }
      name: { from: json, type: str, default: "owner 1" }
    commits: once
    queries:
      first_entry: { sql: "INSERT INTO entry (request, text) VALUES (:request, 'kept by the first COMMIT')" }
      commit_first: { sql: COMMIT }
      second_entry: { sql: "INSERT INTO entry (request, text) VALUES (:request, 'kept beside the savepoint')" }
      save: { sql: SAVEPOINT before_third }
      third_entry: { sql: "INSERT INTO entry (request, text) VALUES (:request, 'undone')" }
      undo: { sql: ROLLBACK TO SAVEPOINT before_third }
      rename: { sql: "UPDATE account SET owner = :name WHERE account_id = 1" }
    status: 201
    text: added
    on_error:
      errors.UniqueViolation: { status: 409, answer: { error: taken } }
      Error: 503

  - rule: /level
    endpoint: read_level
    isolation: repeatable read
    queries:
      level: { sql: "SELECT current_setting('transaction_isolation')", fetch: value }
      count_first: { sql: SELECT count(*) FROM entry, fetch: value }
      wait_between: { sql: "SELECT pg_sleep(0.3)", fetch: none }
      count_again: { sql: SELECT count(*) FROM entry, fetch: value }
    answer: { level: $level, first: $count_first, again: $count_again }
`;
