"""Runs statements through psycopg2 and prints what comes of each, as Flask's JSON or as an error.

Reads a JSON list of {"sql", "args"} from the file it is given; "args" is left out for execute(sql) alone. Nothing
stays in the database. Values that JSON has no word for are written as {"$tuple": [...]} and its like.
"""
import datetime
import decimal
import json
import os
import sys

import psycopg2
import psycopg2.extras
from flask import Flask

TAGS = {
    "$tuple": lambda items: tuple(read(item) for item in items),
    "$decimal": decimal.Decimal,
    "$date": datetime.date.fromisoformat,
    "$datetime": datetime.datetime.fromisoformat,
    "$time": datetime.time.fromisoformat,
    "$timedelta": lambda seconds: datetime.timedelta(seconds=seconds),
    "$bytes": bytes.fromhex,
    "$json": lambda value: psycopg2.extras.Json(value),
    "$float": float,
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


def outcome(cursor, json_provider, statement):
    try:
        if "args" in statement:
            cursor.execute(statement["sql"], read(statement["args"]))
        else:
            cursor.execute(statement["sql"])
        if cursor.description is None:
            return {"count": cursor.rowcount}
        return {"rows": json_provider.dumps([dict(row) for row in cursor.fetchall()], separators=(",", ":"))}
    except psycopg2.Error as error:
        return {"error": error.pgcode or type(error).__name__}
    except Exception as error:  # what Python itself refuses: psycopg2 raises TypeError, IndexError, ...
        return {"error": type(error).__name__}


def main():
    app = Flask(__name__)
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    cursor = connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor)
    for statement in json.load(open(sys.argv[1], encoding="utf-8")):
        print(json.dumps(outcome(cursor, app.json, statement)))
        connection.rollback()


main()
