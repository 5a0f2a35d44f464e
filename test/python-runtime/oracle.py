"""Answers what Python makes of expressions: one JSON list of them per line in, one list of answers per line out.

An expression may be statements, whose answer is then what they leave in `result`.
"""
import json
import sys

sys.stdin.reconfigure(encoding='utf-8', errors='surrogatepass')
inf = float('inf')
nan = float('nan')


def shown(value):
    """A set has no order to compare."""
    if isinstance(value, (set, frozenset)):
        return f'{type(value).__name__} {sorted(map(repr, value))!r}'
    return f'{type(value).__name__} {value!r}'


def answer(text):
    names = {'inf': inf, 'nan': nan, 'none': None}
    try:
        try:
            code = compile(text, '<question>', 'eval')
        except SyntaxError:
            exec(text, names)
            return shown(names['result'])
        return shown(eval(code, names))
    except BaseException as error:
        return f'{type(error).__name__}: {error}'


for line in sys.stdin:
    print(json.dumps([answer(text) for text in json.loads(line)]), flush=True)
