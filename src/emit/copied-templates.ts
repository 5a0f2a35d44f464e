/**
 * The templates that are copied as they are: those without `.ejs`. Of the modules, only what the service imports,
 * so that it holds nothing that it does not use.
 */
import { posix } from 'node:path';

/** `files` are the service's own, by path; what is copied comes by its path in the service. */
export function copiedTemplates(
  templates: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, string>,
): Map<string, string> {
  const copied = new Map<string, string>();
  const pending = [...files];
  const copy = (path: string, text: string) => {
    copied.set(path.replace(/(^|\/)_gitignore$/, '$1.gitignore'), text);
    pending.push([path, text]);
  };
  for (const [path, text] of templates) {
    if (!path.endsWith('.ejs') && !isModule(path)) copy(path, text);
  }
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const path of importsOf(...next)) {
      const text = templates.get(path);
      if (text !== undefined && !copied.has(path)) copy(path, text);
    }
  }
  return copied;
}

/** `server.ts` is where the service begins: nothing imports it. */
function isModule(path: string): boolean {
  return /^src\/.*\.ts$/.test(path) && path !== 'src/server.ts';
}

function* importsOf(path: string, text: string): Generator<string> {
  for (const [, specifier] of text.matchAll(/\bfrom '(\.[^']*)\.js'/g)) {
    yield posix.join(posix.dirname(path), `${specifier}.ts`);
  }
}
