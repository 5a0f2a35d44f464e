/**
 * Values in a session. JSON cannot say all of them: Flask writes tuples, bytes, UUIDs, markup and datetimes as objects
 * with a tag for their only key. What was read as one is written as one again.
 * Source: flask/json/tag.py.
 */

/** A Python tuple. */
export class Tuple extends Array<unknown> {}

export class Uuid {
  constructor(private readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** Text that is HTML already. */
export class Markup {
  constructor(private readonly html: string) {}

  toString(): string {
    return this.html;
  }
}

const TAGS = new Set([' di', ' t', ' b', ' m', ' u', ' d']);

export function tagged(value: unknown): unknown {
  if (value instanceof Tuple) return { ' t': Array.from(value, tagged) };
  if (Array.isArray(value)) return value.map(tagged);
  if (value instanceof Date) return { ' d': value.toUTCString() };
  if (value instanceof Uint8Array) return { ' b': Buffer.from(value).toString('base64') };
  if (value instanceof Uuid) return { ' u': value.toString().replaceAll('-', '').toLowerCase() };
  if (value instanceof Markup) return { ' m': value.toString() };
  if (!isDict(value)) return value;
  const pairs = Object.entries(value).map(([key, item]) => [key, tagged(item)] as const);
  const [first] = pairs;
  if (pairs.length === 1 && first && TAGS.has(first[0])) {
    return { ' di': { [`${first[0]}__`]: first[1] } };
  }
  return Object.fromEntries(pairs);
}

export function untagged(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untagged);
  if (!isDict(value)) return value;
  const pairs = Object.entries(value).map(([key, item]) => [key, untagged(item)] as const);
  const [first] = pairs;
  return pairs.length === 1 && first && TAGS.has(first[0])
    ? fromTag(first[0], first[1])
    : Object.fromEntries(pairs);
}

function fromTag(tag: string, content: unknown): unknown {
  switch (tag) {
    case ' t':
      return Tuple.from(content as unknown[]);
    case ' b':
      return Buffer.from(content as string, 'base64');
    case ' u':
      return new Uuid(
        (content as string).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
      );
    case ' m':
      return new Markup(content as string);
    case ' d':
      return new Date(content as string);
    default: {
      const [[key, item] = ['', null]] = Object.entries(content as object);
      return { [key.slice(0, -2)]: item as unknown };
    }
  }
}

/** Not a number that keeps its point: that is an object here and none in Python. */
function isDict(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
