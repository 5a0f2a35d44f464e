/** The types of pydantic 1, each with values of every kind: what becomes of them, or what is said to be wrong. */
import { describe } from 'vitest';
import { Dict, dict } from '../../templates/service/src/python/dict.js';
import {
  DateTime,
  PyDate,
  PyTime,
  TimeDelta,
} from '../../templates/service/src/python/datetime.js';
import { Decimal } from '../../templates/service/src/python/decimal.js';
import { Enum, IntEnum, ValueEnum } from '../../templates/service/src/python/enum.js';
import { PySet } from '../../templates/service/src/python/set.js';
import { str } from '../../templates/service/src/python/text.js';
import { UUID } from '../../templates/service/src/python/uuid.js';
import { toFloat, tuple, type Value } from '../../templates/service/src/python/value.js';
import {
  BaseModel,
  SecretStr,
  t,
  ValidationError,
} from '../../templates/service/src/pydantic/v1.js';
import type { FieldType } from '../../templates/service/src/pydantic/type.js';
import { compareWithPython, type Pair } from '../python-libraries/compare-with-python.js';

const SETUP = `
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum, IntEnum
from typing import *
from uuid import UUID
from pydantic import *
from pydantic.errors import *

class Color(Enum):
    RED = 'red'
    BLUE = 2

class Kind(str, Enum):
    A = 'a'
    B = 'b'

class Level(IntEnum):
    LOW = 1
    HIGH = 2

class Inner(BaseModel):
    a: int
    b: str = 'x'

def check(annotation, value):
    class Model(BaseModel):
        x: annotation
    try:
        return Model(x=value).x
    except ValidationError as error:
        return error.errors(), str(error)
`;

class Color extends Enum {
  static readonly RED = new Color('RED', 'red');
  static readonly BLUE = new Color('BLUE', 2);
}

class Kind extends ValueEnum {
  static readonly A = new Kind('A', 'a');
  static readonly B = new Kind('B', 'b');
}

class Level extends IntEnum {
  static readonly LOW = new Level('LOW', 1);
  static readonly HIGH = new Level('HIGH', 2);
}

class Inner extends BaseModel {
  declare a: Value;
  declare b: string;

  static {
    this.define({ a: t.int(), b: { type: t.str(), options: { default: 'x' } } });
  }
}

function check(type: FieldType, value: Value): Value {
  class Model extends BaseModel {
    declare x: Value;

    static {
      this.define({ x: type });
    }
  }
  try {
    return new Model(dict({ x: value })).x;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    return tuple(error.errors(), str(error));
  }
}

const TYPES: readonly (readonly [string, FieldType])[] = [
  ['str', t.str()],
  ['constr(min_length=2, max_length=3)', t.str({ minLength: 2, maxLength: 3 })],
  [
    "constr(strip_whitespace=True, regex='^[a-z]+$')",
    t.str({ stripWhitespace: true, regex: '^[a-z]+$' }),
  ],
  ['StrictStr', t.str({ strict: true })],
  ['int', t.int()],
  ['StrictInt', t.int({ strict: true })],
  ['conint(gt=1, le=10)', t.int({ gt: 1, le: 10 })],
  ['conint(ge=3, multiple_of=3)', t.int({ ge: 3, multipleOf: 3 })],
  ['float', t.float()],
  ['confloat(ge=0.5, lt=2)', t.float({ ge: 0.5, lt: 2 })],
  ['bool', t.bool()],
  ['StrictBool', t.bool({ strict: true })],
  ['bytes', t.bytes()],
  ['Decimal', t.decimal()],
  ['condecimal(max_digits=4, decimal_places=2)', t.decimal({ maxDigits: 4, decimalPlaces: 2 })],
  ['datetime', t.datetime()],
  ['date', t.date()],
  ['time', t.time()],
  ['timedelta', t.timedelta()],
  ['UUID', t.uuid()],
  ['UUID4', t.uuid(4)],
  ['Color', t.enumeration(Color)],
  ['Kind', t.enumeration(Kind)],
  ['Level', t.enumeration(Level, { isInt: true })],
  ["Literal['a', 1, 'b']", t.literal('a', 1, 'b')],
  ['Any', t.any()],
  ['Optional[int]', t.optional(t.int())],
  ['Union[int, str]', t.union([t.int(), t.str()])],
  ['Optional[Union[int, bool]]', t.optional(t.union([t.int(), t.bool()]))],
  ['List[int]', t.list(t.int())],
  ['list', t.list()],
  ['conlist(int, min_items=1, max_items=2)', t.list(t.int(), { minItems: 1, maxItems: 2 })],
  ['List[List[int]]', t.list(t.list(t.int()))],
  ['Set[int]', t.set(t.int())],
  ['Tuple[int, ...]', t.tuple(t.int())],
  ['Tuple[int, str]', t.tupleWith(t.int(), t.str())],
  ['Dict[str, int]', t.dict(t.str(), t.int())],
  ['dict', t.dict()],
  ['Inner', t.model(() => Inner)],
  ['List[Inner]', t.list(t.model(() => Inner))],
  [
    'Dict[str, Inner]',
    t.dict(
      t.str(),
      t.model(() => Inner),
    ),
  ],
  ['SecretStr', t.secretStr()],
];

const VALUES: readonly (readonly [string, () => Value])[] = [
  ['None', () => null],
  ["''", () => ''],
  ["'a'", () => 'a'],
  ["' abc '", () => ' abc '],
  ["'abcd'", () => 'abcd'],
  ["'5'", () => '5'],
  ["' 7 '", () => ' 7 '],
  ["'1.5'", () => '1.5'],
  ["'1e3'", () => '1e3'],
  ["'TRUE'", () => 'TRUE'],
  ["'off'", () => 'off'],
  ["'red'", () => 'red'],
  ['0', () => 0],
  ['1', () => 1],
  ['2', () => 2],
  ['-3', () => -3],
  ['10', () => 10],
  ['2**70', () => 2n ** 70n],
  ['1600000000', () => 1_600_000_000],
  ['1600000000000', () => 1_600_000_000_000],
  ['1.0', () => toFloat(1)],
  ['2.5', () => 2.5],
  ["float('nan')", () => Number.NaN],
  ["float('inf')", () => Infinity],
  ['True', () => true],
  ['False', () => false],
  ["b'ab'", () => Buffer.from('ab')],
  ["b'\\xff'", () => Buffer.from([0xff])],
  ["Decimal('1.50')", () => new Decimal('1.50')],
  ["Decimal('12.345')", () => new Decimal('12.345')],
  ["'123.4'", () => '123.4'],
  ["'12345'", () => '12345'],
  ["'Infinity'", () => 'Infinity'],
  ["'2020-01-02'", () => '2020-01-02'],
  ["'2020-1-2'", () => '2020-1-2'],
  ["'2020-13-02'", () => '2020-13-02'],
  ["'2020-01-02T03:04:05'", () => '2020-01-02T03:04:05'],
  ["'2020-01-02 03:04'", () => '2020-01-02 03:04'],
  ["'2020-01-02T03:04:05.123Z'", () => '2020-01-02T03:04:05.123Z'],
  ["'2020-01-02T03:04:05+02:30'", () => '2020-01-02T03:04:05+02:30'],
  ["'2020-01-02T25:04:05'", () => '2020-01-02T25:04:05'],
  ["'03:04'", () => '03:04'],
  ["'03:04:05.5-0100'", () => '03:04:05.5-0100'],
  ["'3 days, 04:05:06'", () => '3 days, 04:05:06'],
  ["'P3DT4H'", () => 'P3DT4H'],
  ["'-PT1.5S'", () => '-PT1.5S'],
  ["'-1.5'", () => '-1.5'],
  ['datetime(2020, 1, 2, 3, 4, 5, 6)', () => new DateTime(2020, 1, 2, 3, 4, 5, 6)],
  ['date(2020, 1, 2)', () => new PyDate(2020, 1, 2)],
  ['time(3, 4)', () => new PyTime(3, 4)],
  ['timedelta(1, 2)', () => new TimeDelta(1, 2)],
  ["'12345678-1234-4234-8234-123456781234'", () => '12345678-1234-4234-8234-123456781234'],
  [
    "UUID('12345678-1234-1234-8234-123456781234')",
    () => new UUID('12345678-1234-1234-8234-123456781234'),
  ],
  ['Color.RED', () => Color.RED],
  ['Kind.A', () => Kind.A],
  ['Level.HIGH', () => Level.HIGH],
  ['[]', () => []],
  ["[1, '2']", () => [1, '2']],
  ["[1, 'x', None]", () => [1, 'x', null]],
  ["[[1], ['y']]", () => [[1], ['y']]],
  ['(1, 2)', () => tuple(1, 2)],
  ['(1, 2, 3)', () => tuple(1, 2, 3)],
  ['{1}', () => new PySet([1])],
  ['{}', () => dict()],
  ["{'a': 1}", () => dict({ a: 1 })],
  ["{'a': 'q', 'b': None}", () => dict({ a: 'q', b: null })],
  ["{'a': {'a': 'z'}}", () => dict({ a: dict({ a: 'z' }) })],
  ["[{'a': 1}, {'b': 2}, 3]", () => [dict({ a: 1 }), dict({ b: 2 }), 3]],
  ["{1: 'x'}", () => new Dict([[1, 'x']])],
  ['Inner(a=3)', () => new Inner(dict({ a: 3 }))],
  ["SecretStr('s')", () => new SecretStr('s')],
];

describe('the types of pydantic 1', () => {
  for (const [python, type] of TYPES) {
    describe(`${python}`, () => {
      compareWithPython(
        SETUP,
        // Of a timedelta so long, CPython says that it does not fit an int of C.
        VALUES.filter(([text]) => python !== 'timedelta' || text !== '2**70').map(
          ([text, make]): Pair => [`check(${python}, ${text})`, () => check(type, make())],
        ),
      );
    });
  }
});
