/**
 * Where two JSON texts differ, value by value. Paths read like `$.films[3].title`. The order of keys is
 * not looked at here: `compare-bodies` holds the bytes against each other as well.
 */
import type { JsonNode } from './json-text.js';

export interface JsonDifference {
  readonly path: string;
  /** Undefined when there is nothing at this path. */
  readonly expected: JsonNode | undefined;
  readonly actual: JsonNode | undefined;
}

/** A body of a million rows may differ in each: the first of them are enough. */
const MOST = 1000;

export function differingValues(expected: JsonNode, actual: JsonNode): readonly JsonDifference[] {
  const found: JsonDifference[] = [];
  compare(expected, actual, '$', found);
  return found;
}

export function stepTo(path: string, key: string | number): string {
  if (typeof key === 'number') return `${path}[${key}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function compare(
  expected: JsonNode | undefined,
  actual: JsonNode | undefined,
  path: string,
  found: JsonDifference[],
): void {
  if (found.length >= MOST) return;
  if (expected === undefined || actual === undefined || expected.kind !== actual.kind) {
    found.push({ path, expected, actual });
    return;
  }
  if (expected.kind === 'list' && actual.kind === 'list') {
    const length = Math.max(expected.items.length, actual.items.length);
    for (let index = 0; index < length; index += 1)
      compare(expected.items[index], actual.items[index], stepTo(path, index), found);
    return;
  }
  if (expected.kind === 'object' && actual.kind === 'object') {
    const [own, other] = [byKey(expected), byKey(actual)];
    for (const key of new Set([...own.keys(), ...other.keys()]))
      compare(own.get(key), other.get(key), stepTo(path, key), found);
    return;
  }
  if (scalar(expected) !== scalar(actual)) found.push({ path, expected, actual });
}

/** Of a key that comes twice the last counts, as in Python and JavaScript. */
function byKey(node: Extract<JsonNode, { kind: 'object' }>): Map<string, JsonNode> {
  return new Map(node.members.map(({ key, value }) => [key, value]));
}

function scalar(node: JsonNode): string {
  if (node.kind === 'string') return node.value;
  return node.kind === 'number' ? node.lexeme : node.kind === 'word' ? node.word : '';
}
