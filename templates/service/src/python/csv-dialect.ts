/** How fields and lines of a CSV file are told apart. Source: Modules/_csv.c and csv.py, CPython 3.11. */
import { truthy } from './compare.js';
import { dict } from './dict.js';
import { Exception, PyTypeError } from './exceptions.js';
import { str } from './text.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

export const QUOTE_MINIMAL = 0;
export const QUOTE_ALL = 1;
export const QUOTE_NONNUMERIC = 2;
export const QUOTE_NONE = 3;

export class CsvError extends Exception {
  static override readonly pythonClass: string = 'Error';
}

export interface Dialect {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly escape: string | null;
  readonly doublesQuotes: boolean;
  readonly skipsInitialSpace: boolean;
  readonly lineTerminator: string;
  readonly quoting: number;
  readonly isStrict: boolean;
}

const EXCEL: Dialect = {
  delimiter: ',',
  quote: '"',
  escape: null,
  doublesQuotes: true,
  skipsInitialSpace: false,
  lineTerminator: '\r\n',
  quoting: QUOTE_MINIMAL,
  isStrict: false,
};

const DIALECTS: Readonly<Record<string, Dialect>> = {
  excel: EXCEL,
  'excel-tab': { ...EXCEL, delimiter: '\t' },
  unix: { ...EXCEL, lineTerminator: '\n', quoting: QUOTE_ALL },
};

/** @param named what is said beside the dialect, by Python's names */
export function dialectOf(name: Value = 'excel', named = dict()): Dialect {
  const base = typeof name === 'string' && Object.hasOwn(DIALECTS, name) && DIALECTS[name];
  if (!base) throw new CsvError('unknown dialect');
  const dialect: { -readonly [Key in keyof Dialect]: Dialect[Key] } = { ...base };
  for (const [key, value] of named.entries()) {
    const setting = str(key);
    switch (setting) {
      case 'delimiter':
        dialect.delimiter = character(value, setting);
        break;
      case 'quotechar':
        dialect.quote = value === null ? null : character(value, setting);
        break;
      case 'escapechar':
        dialect.escape = value === null ? null : character(value, setting);
        break;
      case 'doublequote':
        dialect.doublesQuotes = truthy(value);
        break;
      case 'skipinitialspace':
        dialect.skipsInitialSpace = truthy(value);
        break;
      case 'lineterminator':
        dialect.lineTerminator = text(value, setting);
        break;
      case 'quoting':
        dialect.quoting = Number(value);
        break;
      case 'strict':
        dialect.isStrict = truthy(value);
        break;
      default:
        throw new PyTypeError(`'${setting}' is an invalid keyword argument for this function`);
    }
  }
  return dialect;
}

function text(value: Value, name: string): string {
  if (typeof value === 'string') return value;
  throw new PyTypeError(`"${name}" must be string, not ${typeName(value)}`);
}

function character(value: Value, name: string): string {
  const given = text(value, name);
  if (Array.from(given).length === 1) return given;
  throw new PyTypeError(`"${name}" must be a 1-character string`);
}
