/** Templates that somebody made to break what reads them: each is a diagnostic or a harmless page, in little time. */
import { expect, test } from 'vitest';
import { TemplateSet } from '../../src/jinja/template-set.js';
import { Environment } from '../../templates/service/src/jinja/environment.js';

const NOTHING = {
  filters: new Set<string>(),
  tests: new Set<string>(),
  globals: new Set<string>(),
};

function obstaclesOf(texts: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(texts).map(([name, text]) => ({ name, source: { name, text } }));
  const set = new TemplateSet(files, { options: {}, additions: NOTHING });
  const { obstacles } = set.use([Object.keys(texts)[0]!]);
  return obstacles.map(({ message }) => message);
}

function render(text: string): string {
  const environment = new Environment({ load: () => undefined, escapes: () => true });
  return environment.render(environment.fromText(text), new Map());
}

test.for([
  ['brackets', `{{ ${'('.repeat(10_000)}1${')'.repeat(10_000)} }}`],
  ['operators', `{{ ${'not '.repeat(10_000)}1 }}`],
  ['signs', `{{ ${'-'.repeat(10_000)}1 }}`],
  ['blocks', `${'{% if true %}'.repeat(10_000)}${'{% endif %}'.repeat(10_000)}`],
  ['lists', `{{ ${'['.repeat(10_000)} }}`],
] as const)('%s, nested 10,000 deep, are refused', ([, text]) => {
  expect(obstaclesOf({ 'a.html': text })).toEqual([
    expect.stringMatching(/a template that Jinja refuses: /) as string,
  ]);
});

test('a line of 5 MB is read', () => {
  const text = `${'x'.repeat(5_000_000)}{{ 1 }}`;
  expect(obstaclesOf({ 'a.html': text })).toEqual([]);
  expect(render(text)).toHaveLength(5_000_001);
});

test('templates that include each other are looked at once', () => {
  const texts = { 'a.html': '{% include "b.html" %}', 'b.html': '{% extends "a.html" %}' };
  expect(obstaclesOf(texts)).toEqual([]);
});

test('names outside the folder name no template', () => {
  expect(obstaclesOf({ 'a.html': '{% include "../../etc/passwd" %}' })).toEqual([
    'the template "../../etc/passwd", which the app does not have',
  ]);
});

test('what Python or JavaScript keep for themselves is told, or is not there', () => {
  expect(obstaclesOf({ 'a.html': "{{ ''.__class__.__mro__ }}" })).toContain(
    'the attribute __class__ in a template',
  );
  expect(
    render("{{ {}.constructor }}{{ [].__proto__ }}{{ ''.toString }}{{ {}['__proto__'] }}"),
  ).toBe('');
  expect(render('{% set __proto__ = 5 %}{{ __proto__ }}{{ constructor }}{{ toString }}')).toBe('5');
});
