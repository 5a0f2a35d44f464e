"""Does with psycopg2 what scenarios say, and prints what comes of each step: a repr, or an exception with its text."""
import datetime
import enum
import decimal
import json
import os
import sys

import psycopg2
import psycopg2.extras
from psycopg2 import sql

TAGS = {
    "$tuple": lambda items: tuple(read(item) for item in items),
    "$decimal": decimal.Decimal,
    "$int": int,
    "$float": float,
    "$date": datetime.date.fromisoformat,
    "$datetime": datetime.datetime.fromisoformat,
    "$time": datetime.time.fromisoformat,
    "$timedelta": lambda parts: datetime.timedelta(*parts),
    "$member": lambda value: enum.Enum("Kind", {"MEMBER": value}, type=type(value)).MEMBER,
    "$bytes": bytes.fromhex,
    "$json": lambda value: psycopg2.extras.Json(read(value)),
    "$set": lambda items: set(items),
    "$asis": lambda text: psycopg2.extensions.AsIs(text),
    "$sql": lambda parts: sql.SQL(parts[0]).format(*[read(part) for part in parts[1:]]),
    "$identifier": lambda names: sql.Identifier(*names),
    "$literal": lambda value: sql.Literal(read(value)),
}
FACTORIES = {
    "tuple": None,
    "dict": psycopg2.extras.DictCursor,
    "real": psycopg2.extras.RealDictCursor,
    "named": psycopg2.extras.NamedTupleCursor,
}


def read(value):
    if isinstance(value, dict):
        if len(value) == 1:
            ((tag, inner),) = value.items()
            if tag in TAGS:
                return TAGS[tag](inner)
        return {key: read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [read(item) for item in value]
    return value


# Bytes print alike everywhere; a memoryview prints its address.
psycopg2.extensions.register_type(
    psycopg2.extensions.new_type(
        (17,), "BYTES", lambda text, cursor: None if text is None else bytes(psycopg2.BINARY(text, cursor))
    )
)


def step(connection, cursor, action):
    name, *values = action
    values = [read(value) for value in values]
    if name in ("commit", "rollback"):
        return getattr(connection, name)()
    if name == "set":
        return setattr(connection, values[0], values[1])
    if name == "get":
        return getattr(connection, values[0])
    if name == "set_session":
        return connection.set_session(*values)
    if name == "close":
        return connection.close()
    if name == "with":
        with connection:
            with connection.cursor() as inner:
                inner.execute(*values)
                return inner.fetchall() if inner.description else inner.rowcount
    if name == "execute_values":
        return psycopg2.extras.execute_values(cursor, *values)
    if name == "execute_batch":
        return psycopg2.extras.execute_batch(cursor, *values)
    if name == "attribute":
        return getattr(cursor, values[0])
    if name == "item":
        return cursor.fetchone()[values[0]]
    if name == "member":
        return getattr(cursor.fetchone(), values[0])
    if name == "names":
        return [column.name for column in cursor.description]
    if name == "description":
        return [tuple(column) for column in cursor.description] if cursor.description else None
    if name == "rows":
        return list(cursor)
    return getattr(cursor, name)(*values)


def run(scenario):
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    outcomes = []
    try:
        cursor = connection.cursor(cursor_factory=FACTORIES[scenario.get("cursor", "tuple")])
        for action in scenario["steps"]:
            try:
                outcomes.append(repr(step(connection, cursor, action)))
            except psycopg2.Error as error:
                outcomes.append(
                    f"{type(error).__name__} {error.pgcode} {error.diag.constraint_name}\n{error}"
                )
            except Exception as error:
                outcomes.append(f"{type(error).__name__}\n{error}")
    finally:
        connection.close()
    return outcomes


print(json.dumps([run(scenario) for scenario in json.load(sys.stdin)]))
