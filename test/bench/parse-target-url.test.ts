import { expect, test } from 'vitest';
import { parseTargetUrl } from '../../src/bench/parse-target-url.js';

test('reads a name and an address', () => {
  expect(parseTargetUrl('go-pgx=http://127.0.0.1:8080/api')).toStrictEqual({
    kind: 'target',
    target: { name: 'go-pgx', url: 'http://127.0.0.1:8080/api', description: undefined },
  });
});

test.for([
  ['http://127.0.0.1', '"http://127.0.0.1" is not NAME=URL'],
  ['=http://a', '"" cannot be the name of a target: letters, digits, ".", "_" and "-" only'],
  ['a/b=http://a', '"a/b" cannot be the name of a target: letters, digits, ".", "_" and "-" only'],
  ['go=127.0.0.1:80', '"127.0.0.1:80" is not an http or https URL'],
  ['go=ftp://a', '"ftp://a" is not an http or https URL'],
  ['go=http://a/?b', 'the URL of a target is only scheme, host, port and path: "http://a/?b"'],
])('refuses %s', ([text, message]) => {
  expect(parseTargetUrl(text!)).toStrictEqual({ kind: 'invalid', message });
});
