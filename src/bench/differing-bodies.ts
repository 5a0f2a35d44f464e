/**
 * Where two bodies differ first. JSON is compared as a value: the order of keys and the spaces do not
 * matter, but that the bytes are not the same is still said, in a layer of its own. Numbers are compared
 * as JavaScript reads them, so two integers beyond 2^53 may count as the same value in other bytes.
 */
import type { Json } from '../model/json.js';

export interface BodyDifference {
  readonly layer: 'body' | 'bytes';
  readonly expected: string;
  readonly actual: string;
}

/** Undefined when every byte is the same. */
export function differingBodies(expected: Buffer, actual: Buffer): BodyDifference | undefined {
  if (expected.equals(actual)) return undefined;
  const expectedText = expected.toString('utf8');
  const actualText = actual.toString('utf8');
  const expectedJson = parseJson(expectedText);
  const actualJson = parseJson(actualText);
  if (expectedJson === undefined || actualJson === undefined) {
    return { layer: 'body', ...excerptsAround(expectedText, actualText) };
  }
  const place = firstDifference(expectedJson.value, actualJson.value, '$');
  if (place === undefined) return { layer: 'bytes', ...excerptsAround(expectedText, actualText) };
  return {
    layer: 'body',
    expected: `${place.path}: ${describe(place.expected)}`,
    actual: `${place.path}: ${describe(place.actual)}`,
  };
}

interface Place {
  readonly path: string;
  /** Undefined when there is nothing at this path. */
  readonly expected: Json | undefined;
  readonly actual: Json | undefined;
}

function firstDifference(expected: Json, actual: Json, path: string): Place | undefined {
  if (isList(expected) && isList(actual)) {
    for (let index = 0; index < Math.max(expected.length, actual.length); index += 1) {
      const place = differenceAt(expected[index], actual[index], `${path}[${index}]`);
      if (place !== undefined) return place;
    }
    return undefined;
  }
  if (isObject(expected) && isObject(actual)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
      const own = (object: JsonObject): Json | undefined =>
        Object.hasOwn(object, key) ? object[key] : undefined;
      const place = differenceAt(own(expected), own(actual), path + step(key));
      if (place !== undefined) return place;
    }
    return undefined;
  }
  return expected === actual ? undefined : { path, expected, actual };
}

function differenceAt(
  expected: Json | undefined,
  actual: Json | undefined,
  path: string,
): Place | undefined {
  if (expected === undefined || actual === undefined) return { path, expected, actual };
  return firstDifference(expected, actual, path);
}

interface JsonObject {
  readonly [key: string]: Json;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function step(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function parseJson(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

const LONGEST = 100;

function describe(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Both texts from a little before the first character in which they differ, escapes made visible. */
function excerptsAround(expected: string, actual: string): { expected: string; actual: string } {
  let same = 0;
  while (same < expected.length && expected[same] === actual[same]) same += 1;
  const from = Math.max(0, same - 20);
  const excerpt = (text: string): string => {
    const quoted = JSON.stringify(text.slice(from, from + LONGEST - 20));
    return `${from > 0 ? '…' : ''}${quoted}${text.length > from + LONGEST - 20 ? '…' : ''}`;
  };
  return { expected: excerpt(expected), actual: excerpt(actual) };
}
