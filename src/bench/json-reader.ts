/**
 * A value of unknown JSON, and how it was reached. Each way to read it gives a checked value or throws
 * `InvalidJson`, whose message names the path; a default stands in for what is missing or null, never for
 * what has the wrong type.
 */
export class InvalidJson extends Error {
  override readonly name = 'InvalidJson';
}

export interface JsonReader {
  readonly has: (key: string) => boolean;
  readonly get: (key: string) => JsonReader;
  /** Itself, or an empty object when it is missing. */
  readonly optional: () => JsonReader;
  readonly text: (otherwise?: string) => string;
  /** Finite: JSON has no other. */
  readonly number: (otherwise?: number) => number;
  readonly numberOrNull: () => number | null;
  readonly isTrue: () => boolean;
  readonly oneOf: <T extends string>(values: readonly T[]) => T;
  readonly list: <T>(read: (item: JsonReader) => T) => readonly T[];
  readonly record: <T>(read: (item: JsonReader) => T) => Readonly<Record<string, T>>;
}

/** `path` is empty for the document itself. */
export function at(value: unknown, path: string): JsonReader {
  const isMissing = value === undefined || value === null;
  const fail = (wanted: string): never => {
    throw new InvalidJson(
      `${path || 'the document'} ${isMissing ? 'is missing' : `is not ${wanted}`}`,
    );
  };
  const fields = (): Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : fail('an object');
  const field = (key: string): unknown =>
    !isMissing && Object.hasOwn(fields(), key) ? fields()[key] : undefined;

  return {
    has: (key) => field(key) !== undefined && field(key) !== null,
    get: (key) =>
      at(field(key), path + (/^[A-Za-z_]\w*$/.test(key) ? dotted(path, key) : `["${key}"]`)),
    optional: () => (isMissing ? at({}, path) : at(value, path)),
    text: (otherwise) => {
      if (isMissing && otherwise !== undefined) return otherwise;
      return typeof value === 'string' ? value : fail('a text');
    },
    number: (otherwise) => {
      if (isMissing && otherwise !== undefined) return otherwise;
      return typeof value === 'number' && Number.isFinite(value) ? value : fail('a number');
    },
    numberOrNull: () => {
      if (isMissing) return null;
      return typeof value === 'number' && Number.isFinite(value) ? value : fail('a number');
    },
    isTrue: () => value === true,
    oneOf: (values) =>
      values.find((known) => known === value) ?? fail(`one of ${values.join(', ')}`),
    list: (read) =>
      Array.isArray(value)
        ? value.map((item, index) => read(at(item, `${path}[${index}]`)))
        : fail('a list'),
    record: (read) =>
      Object.fromEntries(
        Object.keys(fields()).map((key) => [key, read(at(fields()[key], `${path}["${key}"]`))]),
      ),
  };
}

function dotted(path: string, key: string): string {
  return path === '' ? key : `.${key}`;
}
