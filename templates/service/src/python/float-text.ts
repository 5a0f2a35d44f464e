/**
 * The decimal digits of a float, rounded from its exact value with halves to even, as C and Python do it; JavaScript's
 * `toFixed` and `toExponential` round halves up.
 */

import { decompose } from './floats.js';

/** `'%.*f'` of a finite number. */
export function fixed(value: number, places: number): string {
  // A half has one binary place more than it has decimal ones.
  if (places <= 100 && Math.abs(value) < 1e21 && !Number.isInteger(value * 2 ** (places + 1)))
    return signed(value, Math.abs(value).toFixed(places));
  const { digits, scale } = expand(value);
  const { digits: rounded } = roundDigits(digits, digits.length - scale + places);
  const text = rounded.padStart(places + 1, '0');
  const point = text.length - places;
  return signed(value, places === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`);
}

function signed(value: number, text: string): string {
  return value < 0 || Object.is(value, -0) ? `-${text}` : text;
}

export interface Scientific {
  /** As many as were asked for, without a point: it belongs behind the first. */
  readonly digits: string;
  readonly exponent: number;
}

/** The first `count` digits of a finite number's magnitude. */
export function scientific(value: number, count: number): Scientific {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  const { digits, scale } = expand(value);
  const { digits: rounded, carry } = roundDigits(digits, count);
  const exponent = digits.length - scale - 1 + (carry ? 1 : 0);
  return { digits: rounded.padEnd(count, '0').slice(0, count), exponent };
}

/** `round(value, places)` of a finite number; below zero, tens and hundreds. */
export function roundFloat(value: number, places: number): number {
  if (places > 323 || value === 0) return value;
  if (places >= 0) return Number(fixed(value, places));
  if (places < -308) return value * 0;
  const { digits, scale } = expand(value);
  const whole = digits.length - scale;
  const { digits: rounded } = roundDigits(digits, whole + places);
  return Number(signed(value, `${rounded}e${-places}`));
}

/** All digits of a magnitude: a double has an end in decimal too. */
function expand(value: number): { readonly digits: string; readonly scale: number } {
  const { mantissa, exponent } = decompose(Math.abs(value));
  if (exponent >= 0) return { digits: String(mantissa << BigInt(exponent)), scale: 0 };
  return { digits: String(mantissa * 5n ** BigInt(-exponent)), scale: -exponent };
}

/** The first `keep` digits, and whether they became one more. */
function roundDigits(
  digits: string,
  keep: number,
): { readonly digits: string; readonly carry: boolean } {
  if (keep < 0) return { digits: '0', carry: false };
  if (keep >= digits.length) return { digits: digits.padEnd(keep, '0'), carry: false };
  const head = digits.slice(0, keep);
  const rest = digits.slice(keep);
  const isOdd = keep > 0 && Number(head.at(-1)) % 2 === 1;
  const half = rest[0]! > '5' || (rest[0] === '5' && (/[1-9]/.test(rest.slice(1)) || isOdd));
  if (!half) return { digits: head === '' ? '0' : head, carry: false };
  const rounded = String(BigInt(head === '' ? '0' : head) + 1n);
  return { digits: rounded.padStart(keep, '0'), carry: rounded.length > keep };
}
