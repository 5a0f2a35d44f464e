/** Templates mean what they mean in Jinja: each is rendered by Flask, too, and the pages are compared. */
import { afterAll, describe, expect, test } from 'vitest';
import { parseTemplate } from '../../src/jinja/parse-template.js';
import { TemplateSyntaxError } from '../../src/jinja/syntax.js';
import { Resources } from '../../src/processes/resources.js';
import { differences, startPython, type Case } from '../python-runtime/oracle.js';
import { renderCase } from './render.js';
import { CASES, MISTAKES } from './cases.js';

const resources = new Resources();
const python = startPython(resources);

afterAll(() => resources.close());

describe.each(Object.entries(CASES))('%s', (_name, cases) => {
  test('as Jinja renders them', async (context) => {
    const all = cases.map((one): Case => {
      const [templates, values, options] = typeof one === 'string' ? ([one] as const) : one;
      return renderCase(templates, values, options);
    });
    const found = await differences(context, python, all);
    expect(found.map(shorten)).toEqual([]);
  });
});

test('what Jinja does not read is refused, with what it says', async (context) => {
  const cases = MISTAKES.map((template): Case => {
    const [text] = renderCase(template);
    const question = `try:\n${indent(text)}\nexcept jinja2.TemplateSyntaxError as error:\n    result = [error.message.split('. ')[0].rstrip('.'), error.lineno]`;
    return [question, () => refusal(template)];
  });
  const found = await differences(context, python, cases);
  expect(found.map(shorten)).toEqual([]);
});

function refusal(template: string): [string, number] | string {
  try {
    parseTemplate(template);
    return 'read';
  } catch (error) {
    if (!(error instanceof TemplateSyntaxError)) throw error;
    return [error.message.split('. ')[0]!.replace(/\.$/, ''), error.line];
  }
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}

function shorten(difference: string): string {
  const text = difference.slice(difference.indexOf('DictLoader('));
  return text.replace(/\*\*\{'none'.*\}\) is/, '...) is');
}
