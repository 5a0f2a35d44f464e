/** The sign and the digits of a float, in the notation that a format asks for. */
import { floatRepr } from '../flask/python.js';
import { fixed, scientific } from './float-text.js';

export interface FloatNotation {
  /** One of `eEfFgGn%`, or nothing: as `repr`, or as `g` where there is a precision. */
  readonly type: string;
  readonly precision: number | undefined;
  /** Keep the point and the zeros at the end. */
  readonly alternate: boolean;
  readonly noNegativeZero?: boolean;
}

export interface FloatParts {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly rest: string;
}

export function floatParts(value: number, notation: FloatNotation): FloatParts {
  const { type } = notation;
  const number = type === '%' ? value * 100 : value;
  const isNegative = number < 0 || Object.is(number, -0);
  let text = magnitudeText(Math.abs(number), notation);
  if (/[EFG]/.test(type)) text = text.toUpperCase();
  const percent = type === '%' ? '%' : '';
  const whole = /^\d+|^[a-z]+/i.exec(text)![0];
  return {
    isNegative:
      isNegative && !(notation.noNegativeZero && /^[\d.%]+$/.test(text) && !/[1-9]/.test(text)),
    whole,
    rest: text.slice(whole.length) + percent,
  };
}

function magnitudeText(value: number, notation: FloatNotation): string {
  if (Number.isNaN(value)) return 'nan';
  if (value === Infinity) return 'inf';
  const { alternate, precision } = notation;
  switch (notation.type.toLowerCase()) {
    case 'f':
    case '%': {
      const text = fixed(value, precision ?? 6);
      return alternate && precision === 0 ? `${text}.` : text;
    }
    case 'e':
      return exponential(value, precision ?? 6, alternate);
    case 'g':
    case 'n':
      return general(value, precision ?? 6, { alternate, hasPoint: false });
    default:
      return precision === undefined
        ? alternate && !/[.]/.test(floatRepr(value))
          ? floatRepr(value).replace(/(?=e|$)/, '.')
          : floatRepr(value)
        : general(value, precision, { alternate, hasPoint: true });
  }
}

function exponential(value: number, places: number, alternate: boolean): string {
  const { digits, exponent } = scientific(value, places + 1);
  const point = places > 0 || alternate ? '.' : '';
  return `${digits[0]!}${point}${digits.slice(1)}${exponentText(exponent)}`;
}

function exponentText(exponent: number): string {
  return `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** So many significant digits: with an exponent where it is below -4, or the digits do not reach the point. */
function general(
  value: number,
  precision: number,
  { alternate, hasPoint }: { readonly alternate: boolean; readonly hasPoint: boolean },
): string {
  const count = Math.max(1, precision);
  const { digits, exponent } = scientific(value, count);
  const kept = alternate ? digits : digits.replace(/0+$/, '').padEnd(1, '0');
  if (exponent < -4 || exponent >= count - (hasPoint ? 1 : 0)) {
    const fraction = kept.slice(1);
    const point = fraction !== '' || alternate ? '.' : '';
    return `${kept[0]!}${point}${fraction}${exponentText(exponent)}`;
  }
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${kept}`;
  const whole = kept.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = kept.slice(exponent + 1) || (hasPoint ? '0' : '');
  return fraction !== '' || alternate ? `${whole}.${fraction}` : whole;
}
