/**
 * One request, two observations: what differs, layer by layer. Another status is another answer, so that
 * headers and body are then shown and not compared; the database is always compared.
 */
import { compareBodies, bodyNoise } from '../compare/compare-bodies.js';
import { changeNoise, compareChanges } from '../compare/compare-changes.js';
import { shapeOfText } from '../compare/value-shape.js';
import type { Noise, Observation, ObservedAnswer } from '../model/exchange.js';
import type { Layer } from '../model/expected-difference.js';

export interface LayerDifference {
  readonly layer: Layer;
  /** The header, JSON path, table or sequence. */
  readonly place: string | undefined;
  readonly reference: string;
  readonly candidate: string;
  /** Of the database: the rows on one side only. */
  readonly rows?: { readonly reference: readonly string[]; readonly candidate: readonly string[] };
}

export interface ExchangeFacts {
  /** The route's rows come in no order of their own: its statement has no ORDER BY. */
  readonly isUnordered: boolean;
}

export const NO_NOISE: Noise = {
  isStatusUnstable: false,
  headers: [],
  body: undefined,
  tables: [],
  sequences: [],
};

export function compareExchange(
  reference: Observation,
  candidate: Observation,
  noise: Noise,
  facts: ExchangeFacts,
): LayerDifference[] {
  return [
    ...compareAnswers(reference.answer, candidate.answer, noise, facts),
    ...compareDatabases(reference, candidate, noise),
  ];
}

/** What the reference itself does not do the same way twice; undefined when there is nothing. */
export function findNoise(first: Observation, second: Observation): Noise | undefined {
  const [own, other] = [first.answer, second.answer];
  const changes =
    first.change && second.change ? changeNoise(first.change, second.change) : NO_NOISE;
  const rest = { tables: changes.tables, sequences: changes.sequences };
  if (statusOf(own) !== statusOf(other) || own.kind === 'none' || other.kind === 'none') {
    const isStatusUnstable = statusOf(own) !== statusOf(other);
    return orNothing({ ...NO_NOISE, ...rest, isStatusUnstable });
  }
  const names = new Set([...Object.keys(own.headers), ...Object.keys(other.headers)]);
  const headers = [...names].filter((name) => own.headers[name] !== other.headers[name]);
  return orNothing({
    ...rest,
    isStatusUnstable: false,
    headers,
    body: bodyNoise(own.body, other.body),
  });
}

function orNothing(noise: Noise): Noise | undefined {
  const { isStatusUnstable, headers, body, tables, sequences } = noise;
  const isNothing =
    !isStatusUnstable && !body && headers.length + tables.length + sequences.length === 0;
  return isNothing ? undefined : noise;
}

function compareAnswers(
  reference: ObservedAnswer,
  candidate: ObservedAnswer,
  noise: Noise,
  facts: ExchangeFacts,
): LayerDifference[] {
  if (noise.isStatusUnstable) return [];
  if (reference.kind === 'none' || candidate.kind === 'none') {
    // Two that do not answer have not shown that they are the same.
    return [
      {
        layer: 'status',
        place: undefined,
        reference: statusOf(reference),
        candidate: statusOf(candidate),
      },
    ];
  }
  if (reference.status !== candidate.status) {
    return [
      {
        layer: 'status',
        place: undefined,
        reference: String(reference.status),
        candidate: String(candidate.status),
      },
    ];
  }
  const found = compareHeaders(reference.headers, candidate.headers, noise.headers);
  const bodyOf = noise.body ?? (facts.isUnordered ? UNORDERED : undefined);
  const body = compareBodies(reference.body, candidate.body, bodyOf);
  if (!body) return found;
  const place = { value: body.path, order: body.path, bytes: 'bytes', text: undefined }[body.kind];
  const more = body.values > 1 ? ` (and ${body.values - 1} more)` : '';
  const what = {
    value: '',
    text: '',
    order: ' (the same items in another order)',
    bytes: ' (the same values in other bytes)',
  }[body.kind];
  return [
    ...found,
    {
      layer: 'body',
      place,
      reference: body.expected,
      candidate: `${body.actual}${body.kind === 'value' ? more : what}`,
    },
  ];
}

const UNORDERED = { kind: 'json', paths: {}, isUnordered: true } as const;

function compareHeaders(
  reference: Readonly<Record<string, string>>,
  candidate: Readonly<Record<string, string>>,
  noisy: readonly string[],
): LayerDifference[] {
  const names = [...new Set([...Object.keys(reference), ...Object.keys(candidate)])].toSorted();
  return names.flatMap((name): LayerDifference[] => {
    const [own, other] = [reference[name], candidate[name]];
    if (own === other) return [];
    const isAlike =
      own !== undefined && other !== undefined && shapeOfText(own) === shapeOfText(other);
    if (noisy.includes(name) && isAlike) return [];
    return [
      {
        layer: 'headers',
        place: name,
        reference: `${name}: ${own ?? '(none)'}`,
        candidate: `${name}: ${other ?? '(none)'}`,
      },
    ];
  });
}

function compareDatabases(
  reference: Observation,
  candidate: Observation,
  noise: Noise,
): LayerDifference[] {
  if (!reference.change || !candidate.change) return [];
  return compareChanges(reference.change, candidate.change, noise).map(
    ({ table, expected, actual }) => ({
      layer: 'database',
      place: table,
      reference: sumUp(table, expected),
      candidate: sumUp(table, actual),
      rows: { reference: expected, candidate: actual },
    }),
  );
}

function sumUp(table: string, rows: readonly string[]): string {
  if (rows.length === 0) return `${table}: nothing more`;
  const first = rows[0]!.length > 160 ? `${rows[0]!.slice(0, 159)}…` : rows[0]!;
  return `${table}: ${first}${rows.length > 1 ? ` (and ${rows.length - 1} more)` : ''}`;
}

export function statusOf(answer: ObservedAnswer): string {
  return answer.kind === 'none' ? `no answer: ${answer.reason}` : String(answer.status);
}
