/** Which reader a file has, by its name. What has none is merged line by line. */
import { readDotenv } from './read-dotenv.js';
import { readMarkdown } from './read-markdown.js';
import { readJson, readTypeScript } from './read-typescript.js';
import { readYaml } from './read-yaml.js';
import type { Syntax } from './syntax.js';

/** Undefined when the text has a mistake in its syntax. */
export type Read = (text: string) => Syntax | undefined;

export function readerOf(path: string): Read | undefined {
  if (isTypeScript(path)) return readTypeScript;
  if (/\.jsonc?$/.test(path)) return readJson;
  if (/\.ya?ml$/.test(path)) return readYaml;
  if (path.endsWith('.md')) return readMarkdown;
  if (/(?:^|\/)(?:\.env(?:\..*)?|\.\w+ignore)$/.test(path)) return readDotenv;
  return undefined;
}

export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}

/** A comment that fills a line, in the language of a file. */
export function commentOf(path: string): (text: string) => string {
  if (path.endsWith('.md')) return (text) => `<!-- ${text}; -->`;
  if (isTypeScript(path) || /\.jsonc?$/.test(path)) return (text) => `// ${text};`;
  return (text) => `# ${text};`;
}
