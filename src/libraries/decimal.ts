import type { Library } from './library.js';

const DECIMAL = 'decimal.Decimal';
const ROUNDINGS = ['CEILING', 'DOWN', 'FLOOR', 'HALF_DOWN', 'HALF_EVEN', 'HALF_UP', 'UP', '05UP'];

export const library: Library = {
  module: 'decimal',
  distributions: [],
  replacement: "src/python/decimal.ts in the service, since JavaScript's numbers are binary",
  from: 'python/decimal.js',
  names: {
    Decimal: `class Decimal(value) -> ${DECIMAL}`,
    'Decimal.from_float': `Decimal.from_float(f) -> ${DECIMAL}`,
    getcontext: 'getcontext() -> decimal.Context',
    DecimalException: 'class DecimalException(*args)',
    InvalidOperation: 'class InvalidOperation(*args)',
    DivisionByZero: 'class DivisionByZero(*args)',
    Overflow: 'class DecimalOverflow(*args)',
    ...Object.fromEntries(ROUNDINGS.map((name) => [`ROUND_${name}`, `ROUND_${name} -> str`])),
  },
  types: {
    'decimal.Context': {
      class: 'Context',
      members: { prec: '.prec -> int', rounding: '.rounding -> str' },
    },
    [DECIMAL]: {
      class: 'Decimal',
      members: {
        quantize: `.quantize(exp, rounding) -> ${DECIMAL}`,
        normalize: `.normalize() -> ${DECIMAL}`,
        to_integral_value: `.to_integral_value(rounding) -> ${DECIMAL}`,
        to_integral: `.to_integral_value(rounding) -> ${DECIMAL}`,
        sqrt: `.sqrt() -> ${DECIMAL}`,
        compare: `.compare(other) -> ${DECIMAL}`,
        max: `.max(other) -> ${DECIMAL}`,
        min: `.min(other) -> ${DECIMAL}`,
        copy_abs: `.copy_abs() -> ${DECIMAL}`,
        copy_negate: `.copy_negate() -> ${DECIMAL}`,
        adjusted: '.adjusted() -> int',
        as_tuple: '.as_tuple() -> tuple',
        is_nan: '.is_nan() -> bool',
        is_infinite: '.is_infinite() -> bool',
        is_finite: '.is_finite() -> bool',
        is_zero: '.is_zero() -> bool',
        is_signed: '.is_signed() -> bool',
      },
    },
  },
};
