/** A numeric of PostgreSQL's: its digits, until there is arithmetic for them. */
import type { PythonObject } from '../python/protocols.js';
import type { Value } from '../python/value.js';

export class Decimal implements PythonObject {
  static readonly pythonClass: string = 'Decimal';
  readonly #text: string;

  constructor(text: Value) {
    this.#text = printExponent(String(text));
  }

  pyStr(): string {
    return this.#text;
  }

  pyRepr(): string {
    return `Decimal('${this.#text}')`;
  }

  toPythonJson(): string {
    return `"${this.#text}"`;
  }
}

/** Below 0.000001 Python prints an exponent. */
function printExponent(text: string): string {
  const [, sign, zeros, digits] = /^(-?)0\.(0{6,})(\d*)$/.exec(text) ?? [];
  if (zeros === undefined || digits === undefined) return text;
  const [first = '0', ...rest] = digits;
  const fraction = rest.length === 0 ? '' : `.${rest.join('')}`;
  const exponent = zeros.length + (digits === '' ? 0 : 1);
  return exponent < 7 ? text : `${sign}${first}${fraction}E-${exponent}`;
}
