/** No package of Debian has it: what is an address by RFC 2822 (3.4.1), and what is none. */
import { describe, expect, test } from 'vitest';
import { validateEmail } from '../../templates/service/src/python/validate-email.js';

const ADDRESSES = [
  'ann@example.com',
  'ann.b+c@mail.example.co.ke',
  "o'neil_{x}@example",
  'a@b',
  'josé@example.com',
  '"quoted local"@example.com',
  '"with \\" quote"@example.com',
  'ann@[192.168.0.1]',
  'ann(comment)@example.com',
  ' ann@example.com ',
  'ann@example.com\n',
  '\nann @ example.com\t',
];

const OTHERS = [
  '',
  'ann',
  '@example.com',
  'ann@',
  'ann@@example.com',
  'ann..b@example.com',
  '.ann@example.com',
  'ann.@example.com',
  'ann@example..com',
  'ann b@example.com',
  'ann@exa mple.com',
  'ann@example,com',
  '"open@example.com',
  'ann@[1.2',
  'ann<b>@example.com',
];

describe('validate_email', () => {
  test.each(ADDRESSES)('%j is an address', (text) => expect(validateEmail(text)).toBe(true));
  test.each(OTHERS)('%j is none', (text) => expect(validateEmail(text)).toBe(false));

  test('refuses what is no text as re.match does', () => {
    expect(() => validateEmail(null)).toThrow(
      "expected string or bytes-like object, got 'NoneType'",
    );
    expect(() => validateEmail(Buffer.from('a'))).toThrow(
      'cannot use a string pattern on a bytes-like object',
    );
  });
});
