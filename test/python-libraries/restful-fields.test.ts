/** `fields` and `marshal` of Flask-RESTful, beside the real ones. */
import { describe } from 'vitest';
import {
  BooleanField,
  DateTimeField,
  Fixed,
  FloatField,
  FormattedString,
  IntegerField,
  ListField,
  marshal,
  Nested,
  Raw,
  StringField,
} from '../../templates/service/src/flask/restful-fields.js';
import { DateTime } from '../../templates/service/src/python/datetime.js';
import { Decimal } from '../../templates/service/src/python/decimal.js';
import { dict } from '../../templates/service/src/python/dict.js';
import { dumps } from '../../templates/service/src/python/json.js';
import { toFloat, tuple, type Value } from '../../templates/service/src/python/value.js';
import { compareWithPython, type Pair } from './compare-with-python.js';

const VALUES: readonly (readonly [string, Value])[] = [
  ['{"a": 1, "b": "x", "c": {"d": 2}}', dict({ a: 1, b: 'x', c: dict({ d: 2 }) })],
  ['{"a": "7", "b": None, "c": None}', dict({ a: '7', b: null, c: null })],
  ['{"a": 1.5}', dict({ a: 1.5 })],
  ['{"a": "x"}', dict({ a: 'x' })],
  ['{}', dict()],
  ['[{"a": 1}, {"a": 2}]', [dict({ a: 1 }), dict({ a: 2 })]],
  ['({"a": 1},)', tuple(dict({ a: 1 }))],
  ['None', null],
  [
    '{"a": [1, 2], "b": [], "c": [{"d": 1}, {}]}',
    dict({ a: [1, 2], b: [], c: [dict({ d: 1 }), dict()] }),
  ],
  ['{"a": [{"d": 5}], "c": {"d": [1]}}', dict({ a: [dict({ d: 5 })], c: dict({ d: [1] }) })],
  ['{"a": datetime(2020, 2, 3, 4, 5, 6, 7)}', dict({ a: new DateTime(2020, 2, 3, 4, 5, 6, 7) })],
  ['{"a": Decimal("2.5")}', dict({ a: new Decimal('2.5') })],
];

const FIELDS: readonly (readonly [string, Value])[] = [
  ['fields.Raw', Raw as unknown as Value],
  ['fields.String', StringField as unknown as Value],
  ['fields.String(default="none")', new StringField('none')],
  ['fields.Integer', IntegerField as unknown as Value],
  ['fields.Integer(default=None)', new IntegerField(null)],
  ['fields.Float(default=1.0)', new FloatField(toFloat(1))],
  ['fields.Boolean', BooleanField as unknown as Value],
  ['fields.Fixed(decimals=2)', new Fixed(2)],
  ['fields.DateTime', DateTimeField as unknown as Value],
  ['fields.DateTime(dt_format="iso8601")', new DateTimeField('iso8601')],
  ['fields.FormattedString("<{a}>")', new FormattedString('<{a}>')],
  ['fields.String(attribute="c.d")', new StringField(undefined, 'c.d')],
  ['fields.Integer(attribute=lambda x: 3)', new IntegerField(undefined, (() => 3) as Value)],
  [
    'fields.Nested({"d": fields.Integer}, attribute="c")',
    new Nested(dict({ d: IntegerField as unknown as Value }), undefined, undefined, 'c'),
  ],
  [
    'fields.Nested({"d": fields.Raw}, allow_null=True, attribute="c")',
    new Nested(dict({ d: Raw as unknown as Value }), true, undefined, 'c'),
  ],
  ['fields.List(fields.Integer)', new ListField(IntegerField as unknown as Value)],
  [
    'fields.List(fields.Nested({"d": fields.Integer}), attribute="c")',
    new ListField(new Nested(dict({ d: IntegerField as unknown as Value })), undefined, 'c'),
  ],
  ['{"x": fields.Raw(attribute="a")}', dict({ x: new Raw(undefined, 'a') })],
];

describe('fields of Flask-RESTful', () => {
  compareWithPython(
    'from flask_restful import fields, marshal\nfrom datetime import datetime\nfrom decimal import Decimal\nimport json',
    FIELDS.flatMap(([field, ours]) =>
      VALUES.filter(
        // A Decimal of a list is made of its parts.
        ([value]) => !field.includes('Fixed') || (!value.includes('[{') && !value.includes('[1')),
      ).map(([value, data]): Pair => [
        `json.dumps(marshal(${value}, {"a": ${field}}, envelope="e"))`,
        () => dumps(marshal(data, dict({ a: ours }), 'e')),
      ]),
    ),
  );
});
