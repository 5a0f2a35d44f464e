/**
 * A statement with its values as psycopg 3 sends it: with parameters that have types of their own, the smallest for an
 * int and none for text.
 * Source: psycopg/_queries.py, psycopg/types/numeric.py.
 */
import { Dict } from '../python/dict.js';
import { PyTypeError } from '../python/exceptions.js';
import { len } from '../python/items.js';
import { iterate } from '../python/iterate.js';
import { typeName } from '../python/type-name.js';
import { Float, Tuple, type Value } from '../python/value.js';
import { floatRepr } from '../flask/python.js';
import { Enum, ValueEnum } from '../python/enum.js';
import { adapt } from './adapt.js';
import { ALL_CONNECTIONS, type Adapters } from './adapters.js';
import { BoundedMap } from './bounded-map.js';
import { ProgrammingError } from './errors.js';
import { plainQuery, type Query } from './query.js';
import { HOLE, scanSql, type Scanned } from './scan-sql.js';

interface TypedTemplate extends Scanned {
  readonly texts: readonly string[];
  readonly names: readonly string[] | undefined;
}

interface Parameter {
  readonly text: string | null;
  readonly cast: string;
}

const templates = new BoundedMap<string, TypedTemplate>(1000);

export function buildTypedQuery(
  sql: string,
  values: Value,
  adapters: Adapters = ALL_CONNECTIONS,
): Query {
  if (values === null) return { ...plainQuery(sql), hasLiterals: false };
  const template = templates.get(sql, () => parse(sql));
  const parameters = parametersOf(template, values, adapters);
  let text = template.texts[0]!;
  let plain = text;
  for (const [at, { cast }] of parameters.entries()) {
    const isValue = template.places[at] === 'value';
    text += `$${at + 1}${isValue ? cast : ''}${template.texts[at + 1]}`;
    plain += `$${at + 1}${template.texts[at + 1]}`;
  }
  return {
    text,
    values: parameters.map((parameter) => parameter.text),
    literal: plain,
    effect: template.effect,
    isSingle: template.isSingle,
    isOfSession: template.isOfSession,
    hasLiterals: false,
    toLiteralPosition: (position) => withoutCasts(text, parameters, position),
    parameterPosition: () => undefined,
  };
}

/** What is sent has casts that psycopg's text does not have. */
function withoutCasts(text: string, parameters: readonly Parameter[], position: number): number {
  const before = text.slice(0, position - 1);
  let result = position;
  for (const [at, { cast }] of parameters.entries()) {
    const place = before.indexOf(`$${at + 1}${cast}`);
    if (place !== -1) result -= cast.length;
  }
  return result;
}

function parse(sql: string): TypedTemplate {
  const texts: string[] = [];
  const names: string[] = [];
  let text = '';
  let rest = 0;
  for (const match of sql.matchAll(/%(?:%|\(([^)]+)\)([^])|([^]|$))/g)) {
    text += sql.slice(rest, match.index);
    rest = match.index + match[0].length;
    const [whole, name, ofName, conversion] = match;
    if (whole === '%%') {
      text += '%';
      continue;
    }
    if (!/^[sbt]$/.test(ofName ?? conversion ?? '')) {
      throw new ProgrammingError(
        `only '%s', '%b', '%t' are allowed as placeholders, got '${whole.trimEnd()}'`,
      );
    }
    if (name !== undefined) names.push(name);
    texts.push(text);
    text = '';
  }
  texts.push(text + sql.slice(rest));
  if (names.length > 0 && names.length < texts.length - 1)
    throw new ProgrammingError('positional and named placeholders cannot be mixed');
  return {
    ...scanSql(texts.join(HOLE)),
    texts,
    names: names.length > 0 ? names : undefined,
  };
}

function parametersOf(
  { texts, names }: TypedTemplate,
  values: Value,
  adapters: Adapters,
): Parameter[] {
  if (typeof values === 'string' || values instanceof Uint8Array)
    throw new PyTypeError(
      `query parameters should be a sequence or a mapping, got ${typeName(values)}`,
    );
  if (names) {
    if (!(values instanceof Dict))
      throw new PyTypeError('query parameters should be a mapping with named placeholders');
    return names.map((name) => {
      const value = values.get(name);
      if (value === undefined) throw new ProgrammingError(`query parameter missing: ${name}`);
      return parameterOf(value, adapters);
    });
  }
  const [wanted, given] = [texts.length - 1, len(values)];
  if (wanted !== given) {
    throw new ProgrammingError(
      `the query has ${wanted} placeholders but ${given} parameters were passed`,
    );
  }
  return [...iterate(values)].map((value) => parameterOf(value, adapters));
}

function parameterOf(given: Value, adapters: Adapters): Parameter {
  if (given === null) return { text: null, cast: '' };
  const dumped = adapters.dump(given);
  if (dumped) return dumped;
  // One that is an int or a str is sent as that.
  const value = given instanceof ValueEnum ? given.value : given;
  if (value instanceof Enum) return { text: value.name, cast: '' };
  if (typeof value === 'number' && !Number.isInteger(value)) return floatParameter(value);
  if (value instanceof Float) return floatParameter(value.value);
  if (value instanceof Tuple)
    return {
      text: `(${Array.from(value, (item) => itemText(item, adapters)).join(',')})`,
      cast: '',
    };
  if (Array.isArray(value)) return arrayParameter(value as Value[], adapters);
  const name = typeName(value).split('.').at(-1)!;
  if (name === 'UUID')
    return { text: String((value as { pyStr(): string }).pyStr()), cast: '::uuid' };
  const [part] = adaptable(value, name);
  const { text, cast } = part as Parameter;
  const isSmall = cast === '::int4' && Math.abs(Number(text)) < 2 ** 15;
  const isJson = name === 'Json' || name === 'Jsonb';
  return { text, cast: isSmall ? '::int2' : isJson ? `::${name.toLowerCase()}` : cast };
}

function adaptable(value: Value, name: string): readonly unknown[] {
  try {
    return adapt(value).parts;
  } catch (error) {
    if (!(error instanceof ProgrammingError)) throw error;
    throw new ProgrammingError(`cannot adapt type '${name}' using placeholder '%s' (format: AUTO)`);
  }
}

function floatParameter(value: number): Parameter {
  return { text: Number.isFinite(value) ? floatRepr(value) : String(value), cast: '::float8' };
}

const INTEGERS = ['::int2', '::int4', '::int8', '::numeric'];

/** Of numbers the widest type; of text none. */
function arrayParameter(items: readonly Value[], adapters: Adapters): Parameter {
  const parameters = items.map((item) =>
    Array.isArray(item) ? arrayParameter(item as Value[], adapters) : parameterOf(item, adapters),
  );
  const texts = parameters.map(({ text }, at) =>
    text === null
      ? 'NULL'
      : Array.isArray(items[at])
        ? text
        : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`,
  );
  const casts = [
    ...new Set(
      parameters.filter(({ text }) => text !== null).map(({ cast }) => cast.replace('[]', '')),
    ),
  ];
  const ranks = casts.map((cast) => INTEGERS.indexOf(cast));
  const cast =
    casts.length === 1 ? casts[0]! : ranks.includes(-1) ? '' : INTEGERS[Math.max(...ranks)]!;
  return {
    text: `{${texts.join(',')}}`,
    cast: cast === '' || cast === undefined ? '' : `${cast}[]`,
  };
}

function itemText(value: Value, adapters: Adapters): string {
  const { text } = parameterOf(value, adapters);
  return text === null ? '' : `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
