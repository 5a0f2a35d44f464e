/** A strict reader of the markup that is rendered, so that a test sees tags and text as a browser would. */
export interface Markup {
  readonly tags: ReadonlySet<string>;
  /** `name="value"` of every tag, values as written. */
  readonly attributes: readonly (readonly [tag: string, name: string, value: string])[];
  /** What stands between the tags, entities resolved. */
  readonly text: string;
}

const VOID = new Set(['meta', 'br', 'input']);
const TAG = /^<(\/?)([a-z0-9]+)((?:\s+[a-zA-Z][a-zA-Z0-9:-]*(?:="[^"<>]*")?)*)\s*(\/?)>/;
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

/** Throws when a tag is not closed, closed twice, or anything looks like markup and is none. */
export function markupOf(source: string): Markup {
  const tags = new Set<string>();
  const attributes: (readonly [string, string, string])[] = [];
  const open: string[] = [];
  let text = '';
  let rest = source.replace(/^<!doctype html>\n/, '');
  while (rest !== '') {
    const until = rest.search(/<|$/);
    text += resolve(rest.slice(0, until));
    rest = rest.slice(until);
    if (rest === '') break;
    const match = TAG.exec(rest);
    if (match === null) throw new Error(`not a tag: ${rest.slice(0, 60)}`);
    const [whole, closing, name = '', list = '', empty] = match;
    rest = rest.slice(whole.length);
    tags.add(name);
    for (const [, key = '', value = ''] of list.matchAll(
      /([a-zA-Z][a-zA-Z0-9:-]*)(?:="([^"]*)")?/g,
    )) {
      attributes.push([name, key, value]);
    }
    if (closing !== '') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else if (empty === '' && !VOID.has(name)) {
      open.push(name);
    }
    if (name === 'style' && closing === '') rest = rest.slice(rest.indexOf('</style>'));
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(', ')}`);
  return { tags, attributes, text };
}

function resolve(text: string): string {
  return text.replaceAll(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined) throw new Error(`a bare ampersand: ${whole}`);
    return character;
  });
}
