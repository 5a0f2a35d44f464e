/**
 * Two bodies, and what is known to vary from run to run. Bytes come first; of two JSON texts the values are
 * compared, each number as it is written; and where all values agree, the bytes around them still have to.
 */
import type { BodyNoise, ObservedBody } from '../model/exchange.js';
import { differingValues, type JsonDifference } from './compare-json.js';
import { parseJsonText, printNode, type JsonNode } from './json-text.js';
import { shapeOfNode, shapeOfText } from './value-shape.js';

export interface BodyDifference {
  /** `bytes`: the same JSON value in other bytes. `order`: the same items in another order. */
  readonly kind: 'value' | 'order' | 'bytes' | 'text';
  /** Where in JSON; undefined for anything else. */
  readonly path: string | undefined;
  readonly expected: string;
  readonly actual: string;
  /** How many values differ in all. */
  readonly values: number;
}

export function compareBodies(
  expected: ObservedBody,
  actual: ObservedBody,
  noise: BodyNoise | undefined,
): BodyDifference | undefined {
  if (expected.sha256 === actual.sha256 || noise?.kind === 'all') return undefined;
  if (expected.text === undefined || actual.text === undefined) {
    const [own, other] = [describeBytes(expected), describeBytes(actual)];
    return { kind: 'text', path: undefined, expected: own, actual: other, values: 1 };
  }
  const [own, other] = [parseJsonText(expected.text), parseJsonText(actual.text)];
  if (own && other && noise?.kind !== 'text')
    return compareJson(expected.text, actual.text, [own, other], noise);
  return compareTexts(expected.text, actual.text, noise?.kind === 'text' ? noise.words : []);
}

/** What varies between two runs of the same server; undefined when nothing does. */
export function bodyNoise(first: ObservedBody, second: ObservedBody): BodyNoise | undefined {
  if (first.sha256 === second.sha256) return undefined;
  if (first.text === undefined || second.text === undefined) return { kind: 'all' };
  const [own, other] = [parseJsonText(first.text), parseJsonText(second.text)];
  if (own && other) {
    if (printNode(own, true) === printNode(other, true))
      return { kind: 'json', paths: {}, isUnordered: true };
    const paths = differingValues(own, other).map(({ path, expected, actual }) => {
      const [shape, again] = [shapeOfNode(expected), shapeOfNode(actual)];
      return [path, shape === again ? shape : 'anything'] as const;
    });
    return { kind: 'json', paths: Object.fromEntries(paths), isUnordered: false };
  }
  const [words, again] = [wordsOf(first.text), wordsOf(second.text)];
  if (words.length !== again.length) return { kind: 'all' };
  return {
    kind: 'text',
    words: [...words.keys()].filter((index) => words[index] !== again[index]),
  };
}

function compareJson(
  expected: string,
  actual: string,
  [own, other]: readonly [JsonNode, JsonNode],
  noise: Extract<BodyNoise, { kind: 'json' }> | undefined,
): BodyDifference | undefined {
  const paths = noise?.paths ?? {};
  const differences = differingValues(own, other).filter((each) => !isExcused(each, paths));
  const [first] = differences;
  if (first) {
    const isOrder = printNode(own, true) === printNode(other, true);
    if (isOrder && noise?.isUnordered) return undefined;
    return {
      kind: isOrder ? 'order' : 'value',
      path: first.path,
      expected: describe(first.expected),
      actual: describe(first.actual),
      values: differences.length,
    };
  }
  const excused = differingValues(own, other);
  const hide = (text: string, nodes: readonly (JsonNode | undefined)[]): string =>
    nodes
      .flatMap((node) => (node ? [node] : []))
      .toSorted((a, b) => b.start - a.start)
      .reduce((rest, { start, end }) => `${rest.slice(0, start)}…${rest.slice(end)}`, text);
  const [shown, otherShown] = [
    hide(
      expected,
      excused.map((each) => each.expected),
    ),
    hide(
      actual,
      excused.map((each) => each.actual),
    ),
  ];
  if (shown === otherShown) return undefined;
  return { kind: 'bytes', path: undefined, ...excerpts(shown, otherShown), values: 0 };
}

/** Whether a value is known to vary, and is still of its kind. */
function isExcused(
  { path, expected, actual }: JsonDifference,
  paths: Readonly<Record<string, string>>,
): boolean {
  if (!Object.hasOwn(paths, path)) return false;
  const shape = paths[path]!;
  return shape === 'anything'
    ? (expected === undefined) === (actual === undefined)
    : shapeOfNode(actual) === shape;
}

function compareTexts(
  expected: string,
  actual: string,
  noise: readonly number[],
): BodyDifference | undefined {
  const [own, other] = [wordsOf(expected), wordsOf(actual)];
  const isSame =
    noise.length > 0 &&
    own.length === other.length &&
    own.every(
      (word, index) =>
        word === other[index] ||
        (noise.includes(index) && shapeOfText(word) === shapeOfText(other[index]!)),
    );
  if (isSame) return undefined;
  return { kind: 'text', path: undefined, ...excerpts(expected, actual), values: 1 };
}

function wordsOf(text: string): string[] {
  return text.match(/[\w-]+|[^\w-]+/g) ?? [];
}

const LONGEST = 200;

function describe(node: JsonNode | undefined): string {
  if (node === undefined) return 'nothing';
  const text = printNode(node);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

function describeBytes({ size, sha256, text }: ObservedBody): string {
  if (text !== undefined && text.length <= LONGEST) return JSON.stringify(text);
  return `${size} bytes, sha256 ${sha256.slice(0, 16)}…`;
}

/** Both from a little before the first character in which they differ, with what cannot be seen escaped. */
function excerpts(expected: string, actual: string): { expected: string; actual: string } {
  let same = 0;
  while (same < expected.length && expected[same] === actual[same]) same += 1;
  const from = Math.max(0, same - 20);
  const excerpt = (text: string): string => {
    const quoted = JSON.stringify(text.slice(from, from + LONGEST - 40));
    return `${from > 0 ? '…' : ''}${quoted}${text.length > from + LONGEST - 40 ? '…' : ''}`;
  };
  return { expected: excerpt(expected), actual: excerpt(actual) };
}
