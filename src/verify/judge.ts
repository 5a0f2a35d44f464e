/**
 * From what was observed to what is said about it: each exchange is same, different, or different as
 * declared; routes are counted; and what was not tried is named, so that nothing untested looks green.
 */
import type { Noise, Observation, PlannedRequest } from '../model/exchange.js';
import type { ExpectedDifference } from '../model/expected-difference.js';
import type {
  ExpectedOutcome,
  NoiseNote,
  VerifiedRoute,
  VerifyDifference,
  VerifySummary,
} from '../model/verify-result.js';
import { compareExchange, NO_NOISE, statusOf, type LayerDifference } from './compare-exchange.js';
import { curlLine } from './curl-line.js';
import { excuseDifferences } from './excuse-differences.js';
import type { Secrets } from './mask-secrets.js';

export interface Exchange {
  /** Its number in the plan, from 0. */
  readonly index: number;
  readonly request: PlannedRequest;
  /** As the reference was asked: with the values that were bound. */
  readonly sent: PlannedRequest;
  readonly reference: Observation;
  readonly candidate: Observation;
  readonly noise: Noise | undefined;
}

export interface JudgeOptions {
  readonly expected: readonly ExpectedDifference[];
  /** Routes whose rows come in no order of their own. */
  readonly unordered: ReadonlySet<string>;
  readonly secrets: Secrets;
  /** How many requests were planned. */
  readonly planned: number;
}

export interface Judgement {
  readonly summary: VerifySummary;
  readonly routes: readonly VerifiedRoute[];
  readonly differences: readonly VerifyDifference[];
  readonly expected: readonly ExpectedOutcome[];
  readonly noise: readonly NoiseNote[];
}

export interface Verdict {
  readonly differences: readonly LayerDifference[];
  readonly met: readonly number[];
}

/** What differs in one exchange and is not declared, and which declarations it met. */
export function judgeExchange(
  { request, reference, candidate, noise }: Omit<Exchange, 'index' | 'sent'>,
  { expected, unordered }: Pick<JudgeOptions, 'expected' | 'unordered'>,
): Verdict {
  const facts = { isUnordered: unordered.has(request.route) };
  const found = compareExchange(reference, candidate, noise ?? NO_NOISE, facts);
  return excuseDifferences(request, found, candidate, expected);
}

export function judge(exchanges: readonly Exchange[], options: JudgeOptions): Judgement {
  const { expected, secrets, planned } = options;
  const routes = new Map<string, Tally>();
  const met = expected.map(() => 0);
  const differences: VerifyDifference[] = [];
  const total = new Tally();
  let databaseDifferent = 0;
  let databaseSame = 0;
  for (const exchange of exchanges) {
    const verdict = judgeExchange(exchange, options);
    for (const index of verdict.met) met[index]! += 1;
    const tally = routes.get(exchange.request.route) ?? new Tally();
    routes.set(exchange.request.route, tally);
    for (const each of [tally, total]) each.add(exchange, verdict);
    if (exchange.reference.change && exchange.candidate.change) {
      const isDifferent = verdict.differences.some(({ layer }) => layer === 'database');
      if (isDifferent) databaseDifferent += 1;
      else databaseSame += 1;
    }
    for (const found of verdict.differences) {
      differences.push(describeDifference(exchange, found, secrets));
    }
  }
  return {
    summary: {
      requests: exchanges.length,
      same: total.same,
      different: total.different,
      databaseSame,
      databaseDifferent,
      routes: routes.size,
      routesSame: [...routes.values()].filter(({ different }) => different === 0).length,
      noise: exchanges.filter(({ noise }) => noise !== undefined).length,
      expected: total.expected,
      unsent: planned - exchanges.length,
    },
    routes: [...routes].map(([route, tally]) => tally.route(route)),
    differences,
    expected: expected.map(({ route, layer, reason }, index) => ({
      route,
      layer,
      reason,
      requests: met[index]!,
    })),
    noise: noiseNotes(exchanges),
  };
}

class Tally {
  same = 0;
  different = 0;
  expected = 0;
  writes = 0;
  readonly statuses: Record<string, number> = {};

  add({ reference, candidate }: Exchange, { differences, met }: Verdict): void {
    if (differences.length > 0) this.different += 1;
    else if (met.length > 0) this.expected += 1;
    else this.same += 1;
    const status = reference.answer.kind === 'none' ? 'none' : String(reference.answer.status);
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    const hasWritten = [reference, candidate].some(
      ({ change }) => (change?.tables.length ?? 0) > 0,
    );
    if (hasWritten) this.writes += 1;
  }

  route(route: string): VerifiedRoute {
    const { same, different, expected, writes, statuses } = this;
    return {
      route,
      requests: same + different + expected,
      same,
      different,
      expected,
      statuses,
      writes,
    };
  }
}

function describeDifference(
  { index, request, sent, reference, candidate }: Exchange,
  found: LayerDifference,
  secrets: Secrets,
): VerifyDifference {
  const mask = (text: string): string => secrets.mask(text);
  return {
    route: request.route,
    case: mask(request.case),
    layer: found.layer,
    reference: mask(found.reference),
    candidate: mask(found.candidate),
    place: found.place,
    request: index + 1,
    method: request.method,
    path: mask(sent.path),
    curl: mask(curlLine(sent)),
    answers: {
      reference: mask(printAnswer(reference)),
      candidate: mask(printAnswer(candidate)),
    },
    rows: {
      reference: (found.rows?.reference ?? []).slice(0, MOST_ROWS).map(mask),
      candidate: (found.rows?.candidate ?? []).slice(0, MOST_ROWS).map(mask),
    },
    smallest: undefined,
  };
}

const MOST_ROWS = 50;
const LONGEST_BODY = 1500;

/** An answer as text: status line, headers, body. */
export function printAnswer({ answer }: Observation): string {
  if (answer.kind === 'none') return statusOf(answer);
  const headers = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
  const { text, size, sha256 } = answer.body;
  const body =
    text === undefined
      ? `(${size} bytes, sha256 ${sha256})`
      : text.length > LONGEST_BODY
        ? `${text.slice(0, LONGEST_BODY)}… (${size} bytes)`
        : text;
  return `${[answer.status, ...headers].join('\n')}\n\n${body}`;
}

/** What varies from run to run, by route, with array positions left open. */
function noiseNotes(exchanges: readonly Exchange[]): NoiseNote[] {
  const notes = new Map<string, NoiseNote>();
  for (const { request, noise } of exchanges) {
    if (!noise) continue;
    const body = noise.body;
    const places = [
      ...(noise.isStatusUnstable ? ['the status'] : []),
      ...noise.headers.map((name) => `header ${name}`),
      ...(body?.kind === 'json'
        ? Object.entries(body.paths).map(([path, shape]) => `${path} (${shape})`)
        : []),
      ...(body?.kind === 'json' && body.isUnordered ? ['the order of a list'] : []),
      ...(body?.kind === 'text' ? ['words of the text'] : []),
      ...(body?.kind === 'all' ? ['the whole body'] : []),
      ...noise.tables.map(({ table, columns }) =>
        columns ? columns.map((column) => `${table}.${column}`).join(', ') : `rows of ${table}`,
      ),
      ...noise.sequences.map((sequence) => `sequence ${sequence}`),
    ];
    const open = places.map((place) => place.replaceAll(/\[\d+\]/g, '[*]'));
    for (const what of new Set(open)) {
      const key = `${request.route}\n${what}`;
      const requests = (notes.get(key)?.requests ?? 0) + 1;
      notes.set(key, { route: request.route, what, requests });
    }
  }
  return [...notes.values()];
}
