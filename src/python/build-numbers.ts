/** Numbers as Python reads them: underscores, bases, and none of Python 2's forms. */
import type { Builder } from './builder.js';
import type { Expression, NumberExpression, Span } from './syntax.js';

export function buildNumber(builder: Builder, { start, end }: Span): Expression {
  const text = builder.textOf({ start, end }).replaceAll('_', '').toLowerCase();
  const number = (value: NumberExpression['value']): NumberExpression => {
    return { kind: 'number', value, start, end };
  };
  if (/^0[xob]/.test(text) && !text.endsWith('l')) {
    return number({ kind: 'int', value: BigInt(text) });
  }
  if (text.endsWith('j')) return number({ kind: 'imaginary', value: Number(text.slice(0, -1)) });
  if (/[.e]/.test(text)) return number({ kind: 'float', value: Number(text) });
  if (text.endsWith('l') || /^0+[1-9]/.test(text)) {
    return builder.invalid({ start, end }, 'this is a number of Python 2, which Python 3 refuses');
  }
  // BigInt takes time that grows with the square of the digits; CPython refuses more than 4,300 of them as well.
  if (text.length > 4300)
    return builder.invalid({ start, end }, 'a number of more than 4,300 digits');
  return number({ kind: 'int', value: BigInt(text) });
}
