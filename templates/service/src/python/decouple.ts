/**
 * python-decouple: a setting from the environment, then from `.env`, then its default. Source: decouple.py, 3.8.
 */
import { bool } from './conversions.js';
import { dotenvValues } from './dotenv.js';
import { Exception, ValueError } from './exceptions.js';
import { strip } from './strings.js';
import { str } from './text.js';
import { tupleOf, type Value } from './value.js';

type Argument = Value | undefined;

export class UndefinedValueError extends Exception {
  static override readonly pythonClass: string = 'UndefinedValueError';
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
  y: true,
  yes: true,
  t: true,
  true: true,
  on: true,
  '1': true,
  n: false,
  no: false,
  f: false,
  false: false,
  off: false,
  '0': false,
};

/** `cast` is what the value goes through; a default does as well. */
export function config(option: Value, otherwise?: Argument, cast?: Argument): Value {
  const name = str(option);
  const found = process.env[name] ?? dotenvValues().get(name);
  if (found === undefined && otherwise === undefined)
    throw new UndefinedValueError(
      `${name} not found. Declare it as envvar or define a default value.`,
    );
  const value = found ?? otherwise!;
  if (cast === bool) return castBoolean(value);
  return typeof cast === 'function' ? (cast as (value: Value) => Value)(value) : value;
}

/** What `cast=bool` means here: by what the text says. */
function castBoolean(value: Value): boolean {
  const text = str(value).toLowerCase();
  if (text === '') return false;
  const found = Object.hasOwn(BOOLEANS, text) ? BOOLEANS[text] : undefined;
  if (found === undefined) throw new ValueError(`Not a boolean: ${str(value)}`);
  return found;
}

/** `Csv()`: text with separators becomes a list. */
export function Csv(
  cast?: Argument,
  delimiter: Argument = ',',
  characters: Argument = ' \t\n\r\v\f',
  post?: Argument,
): (value: Value) => Value {
  return (value) => {
    const items = (value === null || value === '' ? [] : str(value).split(str(delimiter ?? ',')))
      .map((item) => strip(item, characters ?? null))
      .map((item) => (typeof cast === 'function' ? (cast as (value: Value) => Value)(item) : item));
    return typeof post === 'function' ? (post as (items: Value) => Value)(tupleOf(items)) : items;
  };
}
