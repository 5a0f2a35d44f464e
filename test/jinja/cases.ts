/** Constructs of Jinja, each in templates as small as they can be. */
import { Markup } from '../../templates/service/src/flask/markup.js';
import { DateTime } from '../../templates/service/src/python/datetime.js';
import { Decimal } from '../../templates/service/src/python/decimal.js';
import { dict } from '../../templates/service/src/python/dict.js';
import { Float, tuple, type Value } from '../../templates/service/src/python/value.js';
import type { Templates } from './render.js';

type JinjaCase =
  | string
  | readonly [
      templates: Templates,
      context?: Readonly<Record<string, Value>>,
      options?: { readonly trimBlocks?: boolean; readonly stripsBlocks?: boolean },
    ];

const USERS = [
  dict({ name: 'Zoë', age: 31, city: 'Oslo', tags: ['a', 'b'] }),
  dict({ name: 'adam', age: 7, city: 'oslo', tags: [] }),
  dict({ name: 'Bob <b>', age: 31, city: 'Rome', tags: ['c'] }),
];

const values: Readonly<Record<string, Value>> = {
  none: null,
  yes: true,
  no: false,
  zero: 0,
  one: 1,
  big: 12345678901234567890n,
  half: 0.5,
  whole: new Float(4),
  tiny: 1e-7,
  huge: new Float(1e22),
  price: new Decimal('12.50'),
  text: 'a <b> & "c" \'d\'',
  empty: '',
  words: 'the quick  brown-fox (jumps) over',
  html: new Markup('<i>x</i>'),
  list: [3, 1, 2],
  names: ['b', 'A', 'c'],
  nested: [[1, 2], [3]],
  pair: tuple('a', 1),
  single: tuple(1),
  map: dict({ b: 1, a: 'x', items: 'own', C: null }),
  users: USERS,
  moment: new DateTime(2024, 2, 29, 13, 5, 9, 123456),
  unicode: 'naïve – “q” 😀',
};

function each(...templates: readonly string[]): JinjaCase[] {
  return templates.map((template) => [template, values]);
}

export const CASES: Readonly<Record<string, readonly JinjaCase[]>> = {
  printing: each(
    ...Object.keys(values).map((name) => `{{ ${name} }}`),
    '{{ missing }}|{{ missing.x }}',
    '{{ missing }}|{{ map.nothing }}|{{ map["no"] }}|{{ list[9] }}|{{ none.x }}',
    '{{ 1 }}{{ 1.0 }}{{ 1.50 }}{{ 1e3 }}{{ 1_000 }}{{ 0x1f }}{{ 0b11 }}{{ 0o17 }}{{ 2.5e-10 }}',
    '{{ "a" "b" }}{{ \'\\n\\t\\x41\\u00e9\\q\\\'\' }}',
    '{{ true }}{{ True }}{{ none }}{{ None }}{{ false }}',
    '{{ [1, "a", none, [true]] }}{{ (1,) }}{{ (1, 2) }}{{ () }}{{ {"a": 1, 2: "b"} }}{{ {} }}',
    '{{ 1, 2 }}',
    '{% print 1, "<", html %}',
    '{{ text }}{{ text|safe }}{{ text|e }}{{ text|e|e }}{{ text|forceescape }}{{ html|forceescape }}',
    '{{ users }}',
    '{{ moment.year }}-{{ moment.strftime("%d/%m/%y %H:%M") }} {{ moment.date() }} {{ moment.isoformat() }}',
  ),
  'lexing and whitespace': [
    'a\n',
    'a\n\n',
    '\n',
    'a\r\nb\r\n',
    'a {# comment #} b',
    'a {#- comment -#} b',
    '  {%- if true %}  x  {%- endif -%}  y',
    '{{- 1 -}}  x  {{ 2 -}}   ',
    'x  {{- 1 }}',
    'x  {%+ if true +%} y {% endif %}',
    '{% raw %}{{ a }}{% b %}{% endraw %}',
    'x {%- raw -%}  {{ a }}  {%- endraw -%} y',
    '{% raw -%}\n {{ a }} {%+ endraw +%} y',
    '{{ "}}" }}{{ "%}" }}',
    '{{ {"a": {}}["a"] }}{{ {"a": {"b": 1}}.a.b}}',
    '{ { } } {x} %} }} #}',
    '{{ 1 }}\n{{ 2 }}\n\n',
    '{% if true: %}a{% endif %}',
    '{{ "a\nb" }}',
    '# for x in y\n{{ 1 }} ## c',
    'é{{ "ü" }}\u2028\u00a0{{- 1 }}',
    '{%- set x = 1 -%}\n  {{ x }}',
    ['<ul>\n  {% for i in list %}\n  <li>{{ i }}</li>\n  {% endfor %}\n</ul>\n', values],
    [
      '<ul>\n  {% for i in list %}\n  <li>{{ i }}</li>\n  {% endfor %}\n</ul>\n',
      values,
      { trimBlocks: true },
    ],
    [
      '<ul>\n  {% for i in list %}\n  <li>{{ i }}</li>\n  {# c #}\n  {% endfor %}\n</ul>\n',
      values,
      { trimBlocks: true, stripsBlocks: true },
    ],
    [
      'a  {% if true %}\n b{% endif %}\n  {{ 1 }}\n  {%+ if true %}c{% endif +%}\n',
      values,
      { trimBlocks: true, stripsBlocks: true },
    ],
    ['  {% raw %}\n  a\n  {% endraw %}\n b', {}, { trimBlocks: true, stripsBlocks: true }],
    ['  {#- a -#}\n {# b +#}\n c', {}, { trimBlocks: true, stripsBlocks: true }],
  ],
  operators: each(
    '{{ 1 + 2 * 3 - 4 / 2 }}|{{ 7 // 2 }}|{{ -7 // 2 }}|{{ 7 % 3 }}|{{ -7 % 3 }}|{{ 2 ** 3 ** 2 }}|{{ 2 ** -1 }}|{{ -2 ** 2 }}',
    '{{ 6 / 2 }}|{{ 1 / 3 }}|{{ 7.5 // 2 }}|{{ big + 1 }}|{{ 0.1 + 0.2 }}|{{ price * 2 }}|{{ price + 1 }}',
    '{{ "a" + "b" }}|{{ "a" * 3 }}|{{ [1] + [2] }}|{{ "%s-%d" % ("x", 3) }}|{{ "%.2f" % half }}',
    '{{ 1 ~ "a" ~ none ~ 1.0 }}|{{ html ~ text }}|{{ text ~ text }}|{{ "<" ~ 1 }}',
    '{{ html + text }}|{{ text + html }}|{{ html * 2 }}|{{ html % () }}',
    '{{ 1 < 2 < 3 }}|{{ 3 > 2 > 2 }}|{{ 1 == 1.0 }}|{{ "a" != "b" }}|{{ 1 <= 1 >= 1 }}|{{ "a" < "b" }}|{{ [1, 2] < [1, 3] }}',
    '{{ 1 in list }}|{{ 4 not in list }}|{{ "q" in words }}|{{ "b" in map }}|{{ html in "<i>x</i>y" }}|{{ "x" in html }}',
    '{{ not 1 }}|{{ not "" }}|{{ not not list }}|{{ 1 and 0 }}|{{ "" or "x" }}|{{ none or [] or 0 }}|{{ 1 and 2 or 3 }}',
    '{{ "a" if yes else "b" }}|{{ "a" if no }}|{{ "a" if no else "b" if no else "c" }}|{{ 1 if [] else 2 }}',
    '{{ -one|abs }}|{{ -(1) + +2 }}|{{ - 5 }}|{{ --5 }}',
    '{{ -half|round }}|{{ 1 + 2|float }}|{{ ("a" ~ "b")|upper }}|{{ "a" ~ "b"|upper }}',
    '{{ 1 is defined and 2 is even }}|{{ not missing is defined }}|{{ 1 if missing is not defined else 2 }}',
    '{{ missing == other }}|{{ missing == none }}|{{ missing in list }}|{{ "x" ~ missing }}',
    '{{ missing + 1 }}',
    '{{ 1 + missing }}',
    '{{ missing() }}',
    '{{ missing[0] }}',
    '{{ missing < 1 }}',
    '{{ -missing }}',
    '{{ "a" + 1 }}',
    '{{ 1 < "a" }}',
    '{{ 1 / 0 }}',
    '{{ none() }}',
    '{{ ("a" if no).x }}',
    '{{ "a".b.c }}',
    '{{ list.x.y }}',
    '{{ none.x.y }}',
    '{{ list[missing] }}',
  ),
  lookups: each(
    '{{ map.b }}|{{ map["a"] }}',
    '{{ map["items"] }}|{{ map.C }}|{{ map.get("zz", 5) }}|{{ map.get("b") }}',
    '{{ list.0 }}|{{ list[-1] }}|{{ list[0:2] }}|{{ list[::-1] }}|{{ list[:1] }}|{{ words[4:9] }}|{{ words[::2] }}|{{ nested[0][1] }}|{{ nested.0.1 }}',
    '{{ pair.0 }}|{{ pair[1] }}|{{ words[0] }}|{{ words[99] }}|{{ users[0].name }}|{{ users[0]["tags"][1] }}',
    '{{ words.upper() }}|{{ words.split() }}|{{ words.split(" ", 1) }}|{{ words.split(maxsplit=1) }}|{{ words.title() }}|{{ words.replace("o", "0") }}',
    '{{ ",".join(names) }}|{{ "x{}y{a}".format(1, a=2) }}|{{ "abc".startswith("a") }}|{{ "abc".find("c") }}|{{ " a ".strip() }}|{{ "a,b".split(",")[1] }}',
    '{{ "7".zfill(3) }}|{{ "a".center(5) }}|{{ "abc".upper().lower().capitalize() }}|{{ "a-b".partition("-") }}|{{ "A".isupper() }}',
    '{{ names.index("A") }}|{{ names.count("c") }}|{% set own = [1] %}{{ own.append("z") }}{{ own }}',
    '{{ map.keys()|list }}|{{ map.values()|list }}|{{ users[0].items()|list }}|{{ users[0].keys() }}',
    '{{ html.upper() }}|{{ html.split("x") }}|{{ html.replace("x", "<") }}|{{ html|length }}|{{ html[0] }}|{{ html.join(["<", html]) }}|{{ html.startswith("<i") }}|{{ html.striptags() }}',
    '{{ html.format() }}|{{ ("<b>{}</b>"|safe).format("<") }}|{{ ("%s %d"|safe) % ("<", 3) }}',
    '{{ moment.nothing }}|{{ 1.nothing }}|{{ "a".nothing }}|{{ list.nothing }}|{{ none.nothing }}|{{ yes.nothing }}',
    '{{ "a".upper }}'.replace('{{ "a".upper }}', '{{ "a".upper is callable }}'),
    '{{ one.bit_length() }}|{{ whole.is_integer() }}',
    '{{ map.toString }}|{{ list.length }}|{{ words.length }}|{{ map.size }}|{{ map.constructor }}|{{ list.push }}|{{ list.map }}|{{ map.__proto__ }}',
    '{{ users[5].name }}',
    '{{ map.b.c.d }}',
  ),
  conditions: each(
    '{% if list %}a{% elif yes %}b{% else %}c{% endif %}{% if [] %}a{% elif 0 %}b{% else %}c{% endif %}{% if {} %}a{% elif "0" %}b{% endif %}',
    '{% if none %}a{% endif %}{% if missing %}b{% endif %}{% if half %}c{% endif %}{% if "" %}d{% endif %}{% if price %}e{% endif %}{% if html %}f{% endif %}',
    '{% if 1, 2 %}t{% endif %}',
    '{% if one == 1 and two is undefined %}ok{% endif %}',
  ),
  loops: each(
    '{% for i in list %}{{ i }},{% endfor %}|{% for i in [] %}x{% else %}none{% endfor %}|{% for i in missing %}x{% else %}m{% endfor %}',
    '{% for i in list %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }}{{ loop.depth }}{{ loop.depth0 }};{% endfor %}',
    '{% for i in list %}{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }};{% endfor %}',
    '{% for i in list %}{{ loop.cycle("odd", "even") }}{{ loop.changed(i // 2) }} {% endfor %}',
    '{% for k, v in users[0].items() %}{{ k }}={{ v }};{% endfor %}',
    '{% for k in map %}{{ k }}{% endfor %}|{% for c in "añ😀" %}{{ c }}.{% endfor %}|{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}',
    '{% for u in users if u.age > 10 %}{{ loop.index }}/{{ loop.length }}:{{ u.name }} {% else %}no{% endfor %}',
    '{% for u in users if u.age > 100 %}x{% else %}nobody{% endfor %}',
    '{% for i in range(3) %}{{ i }}{% endfor %}{% for i in range(5, 0, -2) %}{{ i }}{% endfor %}',
    '{% for row in nested %}{% set outer = loop %}{% for i in row %}{{ outer.index }}.{{ loop.index }}={{ i }} {% endfor %}{% endfor %}',
    '{% for i in nested recursive %}[{% if i is iterable %}{{ loop(i) }}{% else %}{{ i }}@{{ loop.depth }}{% endif %}]{% endfor %}',
    '{% for i in list %}{% set x = i %}{% endfor %}{{ x }}',
    '{% set x = 0 %}{% for i in list %}{{ x }}{% set x = x + i %}{{ x }} {% endfor %}{{ x }}',
    '{% set ns = namespace(total=0, seen=[]) %}{% for i in list %}{% set ns.total = ns.total + i %}{% endfor %}{{ ns.total }}{{ ns.nothing }}',
    '{% for one in list %}{{ one }}{% endfor %}{{ one }}',
    '{% for x in list %}{{ loop }}{% endfor %}',
    '{% for i in 5 %}{% endfor %}',
    '{% for i in none %}{% endfor %}',
    '{% for a, b in list %}{% endfor %}',
    '{{ loop }}|{{ loop is defined }}',
    '{% for i in list %}{% if loop.index == 2 %}{% set found = i %}{% endif %}{{ found }}{% endfor %}',
    '{% for i in list %}{{ loop(i) }}{% endfor %}',
    '{% for u in users|sort(attribute="name") %}{{ u.name }}{{ "," if not loop.last }}{% endfor %}',
  ),
  'setting names': each(
    '{% set x = 1 %}{{ x }}{% if true %}{% set x = 2 %}{% endif %}{{ x }}',
    '{% set a, b = 1, 2 %}{{ a }}{{ b }}{% set c = 1, 2 %}{{ c }}',
    '{% set x %}<b>{{ text }}</b>{% endset %}{{ x }}|{{ x|length }}',
    '{% set x | upper %}a<b>{% endset %}{{ x }}{% set y | upper | replace("A", "z") %}abc{% endset %}{{ y }}',
    '{% with a = 1, b = one %}{{ a }}{{ b }}{% set c = 5 %}{{ c }}{% endwith %}{{ a }}{{ c }}',
    '{% with %}{% set z = 1 %}{{ z }}{% endwith %}{{ z }}',
    '{% set a = 1 %}{% with a = 2, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}',
    '{% if false %}{% set one = 2 %}{% endif %}{{ one }}',
    '{% set one = one + 1 %}{{ one }}',
    '{% set x.y = 1 %}',
    '{% set d = dict(a=1, b="c") %}{{ d }}{{ d.a }}{% set e = dict(d, z=2) %}{{ e }}',
    '{% set c = cycler("a", "b") %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.reset() }}{{ c.current }}',
    '{% set j = joiner("|") %}{{ j() }}{{ j() }}{{ j() }}{% set k = joiner() %}{{ k() }}{{ k() }}',
    '{% autoescape false %}{{ text }}{{ html ~ text }}{% endautoescape %}{{ text }}{% autoescape true %}{{ text }}{% endautoescape %}',
    '{% filter upper %}a{{ text }}{% endfilter %}|{% filter replace("a", "b")|title %}banana{% endfilter %}',
    '{% autoescape false %}{% filter upper %}{{ text }}{% endfilter %}{% set q %}{{ text }}{% endset %}{{ q }}{% endautoescape %}{{ q }}',
  ),
  macros: each(
    '{% macro m(a, b=2, c="<") %}{{ a }}{{ b }}{{ c }}{% endmacro %}{{ m(1) }}|{{ m(1, 3) }}|{{ m(a=5, c=html) }}|{{ m() }}',
    '{% macro m(a, b=a) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}{{ m(1, 2) }}',
    '{% macro m() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, x=3) }}',
    '{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}',
    '{% macro m(a) %}{{ a }}{% endmacro %}{{ m(z=2) }}',
    '{% macro m(a) %}{{ a }}{% endmacro %}{{ m.name }}{{ m.arguments }}{{ m.catch_kwargs }}{{ m.catch_varargs }}{{ m.caller }}',
    '{% macro m(t) %}<{{ t }}>{{ caller() }}</{{ t }}>{% endmacro %}{% call m("p") %}x{{ text }}{% endcall %}',
    '{% macro m() %}{% for u in users %}{{ caller(u, loop.index) }}{% endfor %}{% endmacro %}{% call(u, i=0) m() %}{{ i }}{{ u.name }};{% endcall %}',
    '{% macro m() %}{{ caller() }}{% endmacro %}{{ m() }}',
    '{% macro m() %}{{ x }}{% endmacro %}{% set x = 1 %}{{ m() }}',
    '{% macro m() %}{% set x = 1 %}{{ x }}{% endmacro %}{{ m() }}{{ x }}',
    '{% macro fact(n) %}{% if n > 1 %}{{ n }}*{{ fact(n - 1) }}{% else %}1{% endif %}{% endmacro %}{{ fact(4) }}',
    '{% macro m(t) %}<b>{{ t }}</b>{% endmacro %}{{ m("<") ~ "<" }}|{{ m("x")|upper }}|{{ m("x") + "<" }}',
    '{% macro m() %}a{% endmacro %}{% macro n() %}{{ m() }}b{% endmacro %}{{ n() }}',
    '{% macro m(x) %}{{ x }}{% endmacro %}{% for i in list %}{{ m(i) }}{% endfor %}',
    '{% macro m(a, b) %}{{ a }}{{ b }}{% endmacro %}{{ m(*[1, 2]) }}{{ m(**{"a": 3, "b": 4}) }}{{ m(1, *[2]) }}',
    '{% call foo() %}{% endcall %}',
    '{% macro m(a, b="x") %}{{ a is defined }}{{ b }}{% endmacro %}{{ m() }}{{ m(missing) }}{{ m(b=missing) }}',
    '{% macro a() %}{% macro b() %}in{% endmacro %}{{ b() }}{% endmacro %}{{ a() }}{{ b }}',
    '{% autoescape false %}{% macro m(x) %}{{ x }}{% endmacro %}{{ m("<") }}{% endautoescape %}{{ m("<") }}',
  ),
  inheritance: [
    [
      {
        'main.html': '{% extends "b.html" %}{% block t %}child{% endblock %}',
        'b.html': '<{% block t %}base{% endblock %}>{% block u %}u{% endblock %}',
      },
    ],
    [
      {
        'main.html':
          'before{% extends "b.html" %}after{% block t %}[{{ super() }}]{% endblock %}after{{ 1 }}',
        'b.html': '<{% block t %}base{% endblock %}>',
      },
    ],
    [
      {
        'main.html': '{% extends "b.html" %}{% block t %}3{{ super() }}{% endblock %}',
        'b.html': '{% extends "c.html" %}{% block t %}2{{ super() }}{% endblock %}',
        'c.html': '({% block t %}1{% endblock %})',
      },
    ],
    [
      {
        'main.html': '{% extends "b.html" %}{% block t %}3{{ super.super() }}{% endblock %}',
        'b.html': '{% extends "c.html" %}{% block t %}2{{ super() }}{% endblock %}',
        'c.html': '({% block t %}1{% endblock %})',
      },
    ],
    [
      {
        'main.html':
          '{% extends "b.html" %}{% set x = 1 %}{% block t %}{{ x }}{% set y = 2 %}{{ y }}{% endblock %}{% block u %}{{ y }}{% endblock %}',
        'b.html': '{{ x }}{% block t %}{% endblock %}{% block u %}{% endblock %}{{ x }}',
      },
    ],
    [
      {
        'main.html':
          '{% extends "b.html" %}{% macro m(a) %}m{{ a }}{% endmacro %}{% block t %}{{ m(1) }}{% endblock %}',
        'b.html': '{% block t %}{% endblock %}',
      },
    ],
    [
      {
        'main.html': '{% block t %}T{% endblock %}{{ self.t() }}{{ self.t() }}|{{ self.nothing }}',
      },
    ],
    [{ 'main.html': '{% for i in [1, 2] %}{% block t scoped %}{{ i }}{% endblock %}{% endfor %}' }],
    [{ 'main.html': '{% for i in [1, 2] %}{% block t %}{{ i }}-{% endblock %}{% endfor %}' }],
    [
      {
        'main.html': '{% extends "b.html" %}{% block t %}{{ i }}{{ super() }}{% endblock %}',
        'b.html': '{% for i in [1, 2] %}{% block t scoped %}<{{ i }}>{% endblock %}{% endfor %}',
      },
    ],
    [
      {
        'main.html': '{% extends layout %}{% block t %}x{% endblock %}',
        'b.html': '[{% block t %}{% endblock %}]',
      },
      { layout: 'b.html' },
    ],
    [
      {
        'main.html': '{% if yes %}{% extends "b.html" %}{% endif %}a{% block t %}x{% endblock %}c',
        'b.html': '[{% block t %}{% endblock %}]',
      },
      { yes: true },
    ],
    [
      {
        'main.html': '{% if yes %}{% extends "b.html" %}{% endif %}a{% block t %}x{% endblock %}c',
        'b.html': '[{% block t %}{% endblock %}]',
      },
      { yes: false },
    ],
    [{ 'main.html': '{% extends "missing.html" %}' }],
    [
      {
        'main.html':
          '{% extends "b.html" %}{% block t %}{% block inner %}i{% endblock %}{% endblock %}',
        'b.html': '{% block t %}{% endblock %}{{ self.inner() }}',
      },
    ],
    [{ 'main.html': '{% extends "b.html" %}', 'b.html': '{% block t required %}  {% endblock %}' }],
    [
      {
        'main.html': '{% extends "b.html" %}{% block t %}ok{% endblock t %}',
        'b.html': '{% block t required %}{% endblock %}',
      },
    ],
    [
      {
        'main.html':
          '{% extends "b.html" %}{% for i in [1] %}out{{ i }}{% endfor %}{% if true %}text{% endif %}{% include "i.html" %}{% call m() %}{% endcall %}{% macro m() %}mm{% endmacro %}',
        'b.html': 'base',
        'i.html': 'included',
      },
    ],
    [
      {
        'main.html':
          '{% extends "b.html" %}{% include "i.html" %}{% filter upper %}f{% endfilter %}{% set q %}in{% endset %}{% with a = 1 %}w{{ a }}{% endwith %}',
        'b.html': 'base{{ q }}',
        'i.html': 'included',
      },
    ],
    [
      {
        'main.html':
          '{% extends "b.html" %}{% block t %}{% for i in [1,2] %}{{ loop.index }}{{ super() }}{% endfor %}{% endblock %}',
        'b.html': '{% block t %}p{% endblock %}',
      },
    ],
    [
      {
        'main.html': '{% extends "b.txt" %}{% block t %}{{ x }}{{ super() }}{% endblock %}',
        'b.txt': '{{ x }}{% block t %}{{ x }}{% endblock %}',
      },
      { x: '<' },
    ],
    [{ 'main.txt': '{{ x }}{% include "b.html" %}', 'b.html': '{{ x }}' }, { x: '<' }],
    [{ 'main.xml': '{{ x }}' }, { x: '<' }],
    [{ 'main.svg': '{{ x }}' }, { x: '<' }],
    [{ 'main.HTML': '{{ x }}' }, { x: '<' }],
    [{ 'main.jinja2': '{{ x }}' }, { x: '<' }],
    [
      {
        'main.html':
          '{% extends "b.html" %}{% import "m.html" as m %}{% block t %}{{ m.a() }}{% endblock %}',
        'b.html': '{% block t %}{% endblock %}',
        'm.html': '{% macro a() %}A{% endmacro %}',
      },
    ],
    [
      {
        'main.html':
          '{% extends "b.html" %}{% from "m.html" import a %}{% block t %}{{ a() }}{% endblock %}',
        'b.html': '{% block t %}{% endblock %}',
        'm.html': '{% macro a() %}A{% endmacro %}',
      },
    ],
    [{ 'main.html': '{{ super() }}' }],
    [{ 'main.html': '{% block a %}{{ super() }}{% endblock %}' }],
  ],
  'includes and imports': [
    [
      {
        'main.html':
          '{% for i in [1, 2] %}{% set k = i * 2 %}{% include "i.html" %}{% endfor %}{{ z }}',
        'i.html': '{{ i }}{{ k }}{{ x }}{% set z = 1 %}\n',
      },
      { x: '<' },
    ],
    [
      {
        'main.html': '{% include "i.html" without context %}',
        'i.html': '{{ x }}{{ range(2)|list }}',
      },
      { x: 1 },
    ],
    [
      {
        'main.html':
          '{% include "no.html" ignore missing %}|{% include "no.html" ignore missing with context %}|{% include ["no.html", "i.html"] %}',
        'i.html': 'i',
      },
    ],
    [{ 'main.html': '{% include "no.html" %}' }],
    [
      {
        'main.html': '{% include name %}{% include "x/" ~ "y.html" %}',
        'i.html': 'i',
        'x/y.html': 'y',
      },
      { name: 'i.html' },
    ],
    [{ 'main.html': '{% include "../etc/passwd" ignore missing %}-' }],
    [
      {
        'main.html': '{% import "m.html" as m %}{{ m.a(1) }}{{ m.v }}{{ m._p }}{{ m.nothing }}',
        'm.html': '{% macro a(x) %}{{ x }}{{ y }}{% endmacro %}{% set v = 5 %}{% set _p = 6 %}',
      },
      { y: 'Y' },
    ],
    [
      {
        'main.html': '{% import "m.html" as m with context %}{{ m.a(1) }}',
        'm.html': '{% macro a(x) %}{{ x }}{{ y }}{% endmacro %}',
      },
      { y: 'Y' },
    ],
    [
      {
        'main.html':
          '{% from "m.html" import a, v as w, none_such %}{{ a("<") }}{{ w }}{{ none_such }}',
        'm.html': '{% macro a(x) %}<b>{{ x }}</b>{% endmacro %}{% set v = 5 %}',
      },
    ],
    [{ 'main.html': '{% from "m.html" import nothing %}{{ nothing() }}', 'm.html': '' }],
    [
      {
        'main.html': '{% from "m.html" import a with context %}{{ a() }}',
        'm.html': '{% macro a() %}{{ y }}{% endmacro %}',
      },
      { y: 1 },
    ],
    [{ 'main.html': '{% import "m.html" as m %}{{ m }}', 'm.html': 'text' }],
    [
      {
        'main.html': '{% include "i.html" %}',
        'i.html': '{% extends "b.html" %}{% block t %}I{% endblock %}',
        'b.html': '<{% block t %}{% endblock %}>',
      },
    ],
    [
      {
        'main.html': '{% block t %}M{% endblock %}{% include "i.html" %}',
        'i.html': '{% block t %}I{% endblock %}',
      },
    ],
    [
      {
        'main.html':
          '{% macro f() %}{% include "i.html" %}{% endmacro %}{% for x in [1] %}{{ f() }}{% endfor %}{{ f() }}',
        'i.html': '[{{ x }}]',
      },
    ],
    [
      {
        'main.html':
          '{% import "m.html" as forms %}{% call forms.box("T") %}in{{ x }}{% endcall %}',
        'm.html': '{% macro box(t) %}<{{ t }}>{{ caller() }}{% endmacro %}',
      },
      { x: '&' },
    ],
    [
      { 'main.html': '{{ config.TESTING }}|{{ g.x }}|{{ request.path }}|{{ session.get("a") }}' },
    ].slice(0, 0) as unknown as JinjaCase,
  ].filter((one) => Array.isArray(one) && one.length > 0) as JinjaCase[],
  'filters of text': each(
    '{{ words|capitalize }}|{{ words|title }}|{{ words|upper }}|{{ "ABC"|lower }}|{{ unicode|upper }}|{{ none|upper }}|{{ html|upper }}|{{ 5|upper }}',
    '{{ "a"|center(5) }}|{{ "a"|center }}|{{ "  x "|trim }}|{{ "xxaxx"|trim("x") }}|{{ html|trim }}',
    '{{ words|replace("o", "0") }}|{{ words|replace("o", "0", 1) }}|{{ text|replace("<", "[") }}|{{ html|replace("x", "<") }}|{{ text|replace("a", html) }}|{{ 5|replace("5", "6") }}',
    '{{ words|truncate(10) }}|{{ words|truncate(10, true) }}|{{ words|truncate(10, false, "!") }}|{{ words|truncate(10, leeway=0) }}|{{ words|truncate(30) }}|{{ words|truncate(length=9, killwords=true, end="") }}|{{ html|truncate(4, true, "<") }}',
    '{{ words|truncate(2) }}',
    '{{ words|wordcount }}|{{ ""|wordcount }}|{{ unicode|wordcount }}',
    '{{ "a\nb\n\nc"|indent }}|{{ "a\nb"|indent(2, true) }}|{{ "a\n\nb"|indent(2, blank=true) }}|{{ "a\nb"|indent("> ") }}|{{ html|indent(2, first=true) }}',
    '{{ "%s - %s"|format("a", "<") }}|{{ "%(x)s"|format(x=1) }}|{{ "%05.1f"|format(half) }}|{{ ("<%s>"|safe)|format("<") }}|{{ "%d%%"|format(5) }}',
    '{{ "abc"|reverse }}|{{ list|reverse|list }}|{{ html|reverse }}|{{ unicode|reverse }}',
    '{{ 5|string ~ 1 }}|{{ html|string }}|{{ none|string }}',
    '{{ "a/b c?d=é&"|urlencode }}|{{ {"a": "b c", "d": "/&"}|urlencode }}|{{ [("x", 1), ("y", "é")]|urlencode }}|{{ 5|urlencode }}|{{ none|urlencode }}|{{ html|urlencode }}',
    '{{ "<p>a <!-- c --> <b>b</b>\n c</p>"|striptags }}|{{ html|striptags }}|{{ "&lt;x&gt; &amp;"|striptags }}',
    '{{ {"class": "a b", "id": none, "data": "<", "n": 5}|xmlattr }}|{{ {}|xmlattr }}|{{ {"a": 1}|xmlattr(false) }}',
    '{{ {"a b": 1}|xmlattr }}',
    '{{ "a"|safe is escaped }}|{{ text|safe|upper }}|{{ text|upper|safe }}|{{ (text|e).upper() }}',
  ),
  'filters of numbers': each(
    '{{ -5|abs }}|{{ -2.5|abs }}|{{ 42.55|round }}|{{ 42.55|round(1) }}|{{ 2.5|round }}|{{ 3.5|round|int }}|{{ 42.55|round(1, "floor") }}|{{ 42.51|round(1, "ceil") }}|{{ 5|round }}|{{ 42|round(1) }}|{{ 1234|round(-2) }}',
    '{{ "5"|int }}|{{ "5.7"|int }}|{{ "x"|int }}|{{ "x"|int(9) }}|{{ none|int }}|{{ "0x1f"|int(0, 16) }}|{{ 5.9|int }}|{{ "  12 "|int }}|{{ missing|int(3) }}|{{ "1e3"|int }}|{{ true|int }}|{{ price|int }}',
    '{{ "5"|float }}|{{ "x"|float }}|{{ "x"|float(1.5) }}|{{ none|float }}|{{ 5|float }}|{{ "1e3"|float }}|{{ price|float }}',
    '{{ 1|filesizeformat }}|{{ 13|filesizeformat }}|{{ 1300|filesizeformat }}|{{ 1300000|filesizeformat }}|{{ 1024|filesizeformat(true) }}|{{ "300"|filesizeformat }}|{{ 1e27|filesizeformat }}|{{ 999999|filesizeformat }}',
    '{{ [1, 2.5]|sum }}|{{ []|sum }}|{{ users|sum(attribute="age") }}|{{ users|sum("age", 100) }}|{{ [[1], [2]]|sum(start=[]) }}',
    '{{ price|round(1) }}|{{ price|abs }}',
    '{{ "x"|round }}',
    '{{ 5|round(1, "up") }}',
    '{{ missing|float }}',
  ),
  'filters of lists': each(
    '{{ list|sort }}|{{ list|sort(reverse=true) }}|{{ names|sort }}|{{ names|sort(case_sensitive=true) }}|{{ users|sort(attribute="age")|map(attribute="name")|list }}|{{ users|sort(attribute="age,name")|map(attribute="name")|join(",") }}|{{ map|sort }}',
    '{{ list|first }}|{{ list|last }}|{{ []|first }}|{{ []|last }}|{{ "abc"|first }}|{{ "abc"|last }}|{{ map|first }}|{{ missing|first }}|{{ range(5)|last }}',
    '{{ list|length }}|{{ list|count }}|{{ words|length }}|{{ map|length }}|{{ missing|length }}|{{ unicode|length }}',
    '{{ list|join }}|{{ list|join("-") }}|{{ names|join("<") }}|{{ [html, "<"]|join("&") }}|{{ users|join(", ", attribute="name") }}|{{ ["<"]|join("|"|safe) }}|{{ [none, 1.0]|join("|") }}',
    '{{ "abc"|list }}|{{ map|list }}|{{ range(3)|list }}|{{ missing|list }}',
    '{{ list|min }}|{{ list|max }}|{{ names|min }}|{{ names|max }}|{{ names|min(case_sensitive=true) }}|{{ users|max(attribute="age") }}|{{ []|min }}',
    '{{ ["a", "A", "b", "a"]|unique|list }}|{{ ["a", "A"]|unique(true)|list }}|{{ users|unique(attribute="age")|map(attribute="name")|list }}|{{ [1, 1.0, true]|unique|list }}',
    '{% for c, us in users|groupby("city") %}{{ c }}:{{ us|map(attribute="name")|join(",") }};{% endfor %}{% for g in users|groupby("age") %}{{ g.grouper }}={{ g.list|length }};{% endfor %}{{ users|groupby("city")|length }}',
    '{{ users|groupby("nothing", default="x") }}'
      .replace('{{ ', '{{ (')
      .replace(' }}', ')|length }}'),
    '{{ {"b": 2, "A": 1, "c": 0}|dictsort }}|{{ {"b": 2, "A": 1}|dictsort(true) }}|{{ {"b": 2, "A": 1}|dictsort(by="value") }}|{{ {"b": 2, "A": 1}|dictsort(false, "key", true) }}',
    '{{ range(7)|batch(3)|list }}|{{ range(7)|batch(3, "x")|list }}|{{ range(7)|slice(3)|list }}|{{ range(7)|slice(3, "x")|list }}|{{ []|batch(2)|list }}',
    '{{ names|map("upper")|list }}|{{ users|map(attribute="name")|list }}|{{ users|map(attribute="zip", default="none")|list }}|{{ ["1", "2"]|map("int")|sum }}|{{ users|map(attribute="tags.0", default="-")|list }}|{{ ["a"]|map("replace", "a", "b")|list }}',
    '{{ list|select("odd")|list }}|{{ list|select("gt", 1)|list }}|{{ [0, 1, ""]|select|list }}|{{ list|reject("odd")|list }}|{{ [0, 1]|reject|list }}|{{ missing|select|list }}',
    '{{ users|selectattr("tags")|map(attribute="name")|list }}|{{ users|selectattr("age", "equalto", 31)|list|length }}|{{ users|rejectattr("age", "lt", 10)|list|length }}|{{ users|selectattr("name", "in", ["adam"])|map(attribute="age")|first }}|{{ users|selectattr("zip", "defined")|list }}',
    '{{ list|reverse|first }}|{{ list|reverse|join }}',
    '{{ missing|default("d") }}|{{ none|default("d") }}|{{ ""|default("d", true) }}|{{ missing|d }}|{{ map.zz|default("d") }}|{{ 0|default(1, boolean=true) }}|{{ missing.x|default(1) }}',
    '{{ map.zz|default("d") }}|{{ 0|default(1, boolean=true) }}|{{ none|d("x", true) }}',
    '{{ users[0]|items|list }}|{{ missing|items|list }}',
    '{{ 5|items|list }}',
    '{{ map|attr("b") }}|{{ moment|attr("year") }}|{{ words|attr("nothing") }}',
    '{{ {"b": "</script>", "a": [1, none, true, 1.5]}|tojson }}|{{ "\'&<>é"|tojson }}|{{ moment|tojson }}|{{ price|tojson }}|{{ [1]|tojson(indent=2) }}|{{ {"a": {"b": 1}}|tojson(2) }}|{{ html|tojson }}',
    '{{ list|random is defined }}'.replace('list|random', 'list|first'),
    '{{ list|map("nosuch")|list }}',
    '{{ none|length }}',
    '{{ 5|join }}',
    '{{ [1, "a"]|sort }}',
  ),
  tests: each(
    '{{ 1 is odd }}{{ 2 is even }}{{ 6 is divisibleby 3 }}{{ 7 is divisibleby(3) }}{{ one is defined }}{{ missing is undefined }}{{ none is none }}{{ yes is true }}{{ yes is boolean }}{{ no is false }}',
    '{{ 1 is integer }}{{ yes is integer }}{{ 1.0 is float }}{{ 1 is number }}{{ yes is number }}{{ price is number }}{{ "a" is number }}{{ "a" is string }}{{ html is string }}{{ map is mapping }}{{ list is mapping }}{{ list is sequence }}{{ "a" is sequence }}{{ map is sequence }}{{ 1 is sequence }}{{ range(2) is sequence }}',
    '{{ list is iterable }}{{ 1 is iterable }}{{ "a" is iterable }}{{ missing is iterable }}{{ none is sameas none }}{{ 1 is sameas true }}{{ "a" is lower }}{{ "A" is upper }}{{ html is escaped }}{{ text is escaped }}{{ range is callable }}{{ 1 is callable }}',
    '{{ 1 is eq 1 }}{{ 1 is equalto(1.0) }}{{ 1 is ne 2 }}{{ 1 is lt 2 }}{{ 1 is le 1 }}{{ 2 is gt 1 }}{{ 2 is ge 3 }}{{ 1 is lessthan 2 }}{{ 1 is greaterthan 2 }}{{ 1 is in list }}{{ 1 is not in list }}{{ "upper" is filter }}{{ "x" is filter }}{{ "odd" is test }}',
    '{{ 1 is not odd }}|{{ not 1 is odd }}|{{ 1 is odd and 2 is even }}|{{ 4 is divisibleby 2 + 0 }}|{{ "a" is string ~ "b" }}',
    '{{ x is not defined or x }}|{{ map.b is defined }}|{{ map.z is defined }}|{{ list[5] is defined }}|{{ list|length is gt 2 }}',
    '{{ "a" is odd }}',
    '{{ missing is odd }}',
    '{{ missing is sequence }}{{ missing is mapping }}{{ missing is string }}{{ missing is none }}',
  ),
};

/** What Jinja refuses to read. */
export const MISTAKES: readonly string[] = [
  '{% block a %}{% endblock %}{% block a %}{% endblock %}',
  '{{ }}',
  '{{ a b }}',
  '{{ a',
  '{% if %}{% endif %}',
  '{% if a %}',
  '{% nosuch %}',
  '{% for a b in c %}{% endfor %}',
  '{% endif %}',
  '{{ "abc }}',
  '{{ a.1b }}',
  '{{ (1 }}',
  '{{ a ] }}',
  '{# x',
  '{% raw %}x',
  '{{ 1 is odd is even }}',
  '{% set 1 = 2 %}',
  '{% set none = 2 %}',
  '{% block a-b %}{% endblock %}',
  '{% macro m(a=1, b) %}{% endmacro %}',
  '{{ f(a=1, 2) }}',
  '{% from "x" import _y %}',
  '{{ a ! b }}',
  '{{ $ }}',
  '{% extends %}',
  '{{ a|  }}',
  '{% break %}',
  '{% trans %}x{% endtrans %}',
  '{% call 5 %}{% endcall %}',
  '{% for i in list %}{% continue %}{% endfor %}',
];
