/**
 * JSON with everything that `JSON.parse` forgets: how a number is written, the order of keys, keys that
 * come twice, and where in the text each value stands. NaN and Infinity are read too: Python's json writes
 * them. A text that is no JSON, or is nested deeper than any answer should be, gives undefined.
 */
export type JsonNode = Place &
  (
    | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
    | { readonly kind: 'list'; readonly items: readonly JsonNode[] }
    | { readonly kind: 'string'; readonly value: string }
    /** `1.0` and `1` are two numbers; so are two integers beyond 2^53. */
    | { readonly kind: 'number'; readonly lexeme: string }
    | { readonly kind: 'word'; readonly word: string }
  );

export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
}

/** `[start, end)` in UTF-16 units. */
interface Place {
  readonly start: number;
  readonly end: number;
}

const DEEPEST = 400;

export function parseJsonText(text: string): JsonNode | undefined {
  const reader = new Reader(text);
  try {
    const node = reader.value(0);
    reader.skipSpace();
    return reader.at === text.length ? node : undefined;
  } catch (error) {
    if (error instanceof NotJson || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The text of a node without spaces; with `sortLists` the order of a list's items does not show. */
export function printNode(node: JsonNode, sortLists = false): string {
  switch (node.kind) {
    case 'object':
      return `{${node.members.map(({ key, value }) => `${JSON.stringify(key)}:${printNode(value, sortLists)}`).join(',')}}`;
    case 'list': {
      const items = node.items.map((item) => printNode(item, sortLists));
      return `[${(sortLists ? items.toSorted() : items).join(',')}]`;
    }
    case 'string':
      return JSON.stringify(node.value);
    case 'number':
      return node.lexeme;
    case 'word':
      return node.word;
  }
}

class NotJson extends Error {}

const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;
const WORD = /true|false|null|NaN|-?Infinity/y;

class Reader {
  at = 0;

  constructor(readonly text: string) {}

  value(depth: number): JsonNode {
    if (depth > DEEPEST) throw new NotJson();
    this.skipSpace();
    const start = this.at;
    const first = this.text[start];
    if (first === '{') return this.#object(start, depth);
    if (first === '[') return this.#list(start, depth);
    if (first === '"') return { kind: 'string', value: this.#string(), ...this.#placeFrom(start) };
    const word = this.#match(WORD);
    if (word !== undefined) return { kind: 'word', word, ...this.#placeFrom(start) };
    const lexeme = this.#match(NUMBER);
    if (lexeme === undefined) throw new NotJson();
    return { kind: 'number', lexeme, ...this.#placeFrom(start) };
  }

  skipSpace(): void {
    this.#match(SPACE);
  }

  #object(start: number, depth: number): JsonNode {
    const members: JsonMember[] = [];
    this.at += 1;
    if (!this.#take('}')) {
      do {
        this.skipSpace();
        const key = this.#string();
        if (!this.#take(':')) throw new NotJson();
        members.push({ key, value: this.value(depth + 1) });
      } while (this.#take(','));
      if (!this.#take('}')) throw new NotJson();
    }
    return { kind: 'object', members, ...this.#placeFrom(start) };
  }

  #list(start: number, depth: number): JsonNode {
    const items: JsonNode[] = [];
    this.at += 1;
    if (!this.#take(']')) {
      do items.push(this.value(depth + 1));
      while (this.#take(','));
      if (!this.#take(']')) throw new NotJson();
    }
    return { kind: 'list', items, ...this.#placeFrom(start) };
  }

  #string(): string {
    const lexeme = this.#match(STRING);
    if (lexeme === undefined) throw new NotJson();
    return JSON.parse(lexeme) as string;
  }

  #take(character: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  #placeFrom(start: number): Place {
    return { start, end: this.at };
  }
}
