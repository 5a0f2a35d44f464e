/** `format(decimal, spec)`: exact where a float would not be. Source: CPython's `_pydecimal.py`. */
import type { Decimal } from './decimal.js';
import { ROUND_HALF_EVEN } from './decimal-rounding.js';
import { ValueError } from './exceptions.js';
import { padNumber, parseFormatSpec } from './format-spec.js';

export function formatDecimal(value: Decimal, text: string): string {
  const spec = parseFormatSpec(text, 'decimal.Decimal');
  const { type, precision } = spec;
  if (!/^[eEfFgGn%]?$/.test(type)) throw new ValueError('invalid format string');
  const shown = value.special ?? digitsOf(value.copy_abs(), type, precision);
  const [, whole, rest] = /^(\d*)(.*)$/s.exec(shown)!;
  return padNumber(
    {
      isNegative: value.isNegative,
      prefix: '',
      whole: value.special ? shown : whole!,
      rest: value.special ? '' : rest!,
      group: 3,
    },
    spec,
  );
}

function digitsOf(value: Decimal, type: string, precision: number | undefined): string {
  switch (type) {
    case 'f':
    case 'F':
      return fixed(value, precision);
    case '%':
      return `${fixed(value.scaleb(2), precision)}%`;
    case 'e':
    case 'E':
      return scientific(value, precision, type);
    default: {
      const rounded =
        precision === undefined ? value : value.rounded(Math.max(1, precision), ROUND_HALF_EVEN);
      return type === 'g' ? rounded.pyStr().replace('E', 'e') : rounded.pyStr();
    }
  }
}

function fixed(value: Decimal, precision: number | undefined): string {
  const found =
    precision === undefined
      ? value.exponent > 0
        ? value.rescaled(0, ROUND_HALF_EVEN)
        : value
      : value.rescaled(-precision, ROUND_HALF_EVEN);
  const places = -found.exponent;
  const digits = found.digits.padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function scientific(value: Decimal, precision: number | undefined, letter: string): string {
  const found = precision === undefined ? value : value.rounded(precision + 1, ROUND_HALF_EVEN);
  const missing = precision === undefined ? 0 : precision + 1 - found.digits.length;
  const digits = found.digits + '0'.repeat(Math.max(0, missing));
  // A zero has its exponent where its last digit is.
  const power = found.adjusted() + (found.is_zero() ? (precision ?? 0) : 0);
  const rest = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${digits[0]!}${rest}${letter}${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}
