/** Formats a generated file with the options that the service's own package.json carries. */
import { format } from 'prettier';
import { Bug } from '../util/bug.js';
import { PRETTIER_OPTIONS } from './plan-package.js';

const PARSERS: Readonly<Record<string, string>> = {
  ts: 'typescript',
  json: 'json',
  md: 'markdown',
};

export async function formatFile(path: string, text: string): Promise<string> {
  // Every space of a template is on the page.
  if (path.startsWith('templates/')) return text;
  const parser =
    path === 'package.json' ? 'json-stringify' : PARSERS[path.slice(path.lastIndexOf('.') + 1)];
  if (parser === undefined) return text;
  try {
    const options = { ...PRETTIER_OPTIONS, parser };
    // What prettier makes of a long chain it may break differently when it reads it again.
    return await format(await format(text, options), options);
  } catch (error) {
    throw new Bug(`the generated file ${path} does not parse`, { cause: error });
  }
}
