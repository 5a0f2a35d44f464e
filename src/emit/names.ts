/**
 * Names of the manifest as names of the generated code. A name depends on its own thing alone, so that
 * adding a route renames nothing; only where two would be equal does the later get a number.
 */

/** `select_films` → `selectFilms`; underscores and hyphens part words, capitals stay. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

export function pascalCase(name: string): string {
  const text = name
    .split(/[_-]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return /^[A-Za-z]/.test(text) ? text : `X${text}`;
}

export function kebabCase(name: string): string {
  const text = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
  return text.replace(/^-+|-+$/g, '') || 'x';
}

/** A scope in which each name is given out once. */
export class Names {
  readonly #taken = new Set<string>();

  /** `outer`: names that are taken where this scope is; not copied, since a module has as many scopes as functions. */
  constructor(private readonly outer: ReadonlySet<string> = new Set()) {}

  /** `preferred`, or when that is taken or a word of the language the next of `others`, or with a number. */
  claim(preferred: string, ...others: readonly string[]): string {
    const candidates = [preferred, ...others];
    let name = candidates.find((candidate) => this.#isFree(candidate));
    const base = candidates.at(-1)!;
    for (let number = 2; name === undefined; number += 1) {
      const candidate = `${base}${number}`;
      if (this.#isFree(candidate)) name = candidate;
    }
    this.#taken.add(name);
    return name;
  }

  #isFree(name: string): boolean {
    return !this.#taken.has(name) && !this.outer.has(name) && !RESERVED_WORDS.has(name);
  }
}

/** Words of JavaScript and TypeScript, and globals that generated code uses or a reader would miss. */
const RESERVED_WORDS: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected ' +
    'public return static super switch this throw true try typeof undefined var void while with yield ' +
    'Array Boolean BigInt Buffer Date Error Function Infinity JSON Map Math NaN Number Object Promise Proxy Record ' +
    'Reflect RegExp Set String Symbol globalThis process console constructor prototype'
  ).split(' '),
);

/** Words that mean something only in some places. A variable may have such a name; a function had better not. */
export const CONTEXTUAL_WORDS: readonly string[] =
  'as async boolean declare from get is module number object of require set string symbol type unknown'.split(
    ' ',
  );
