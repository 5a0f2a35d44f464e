/**
 * After a run: for each kind of difference the smallest request that still shows it, tried on a fresh pair of
 * servers. A difference that its request alone does not show there needs what came before it: then the
 * requests of its sequence are sent first.
 */
import type { PlannedRequest } from '../model/exchange.js';
import type { VerifyDifference } from '../model/verify-result.js';
import type { Resources } from '../processes/resources.js';
import { fillIn, takeValues } from '../verify/bind-values.js';
import { CookieJar } from '../verify/cookie-jar.js';
import type { LayerDifference } from '../verify/compare-exchange.js';
import { judgeExchange, type Exchange, type JudgeOptions } from '../verify/judge.js';
import { observe, type SendOptions } from '../verify/observe.js';
import { shrinkRequest } from '../verify/shrink-request.js';
import type { OpenSide } from './verify-sides.js';

export interface Counterexample {
  readonly after: readonly PlannedRequest[];
  readonly request: PlannedRequest;
  readonly exchange: Pick<Exchange, 'reference' | 'candidate'>;
  /** What differs in it. */
  readonly difference: LayerDifference;
}

export interface ShrinkOptions extends SendOptions {
  readonly judging: JudgeOptions;
  readonly openPair: () => Promise<readonly [OpenSide, OpenSide]>;
  readonly onStep: (step: string) => void;
}

/** Kinds of difference: each costs some dozen requests. */
const MOST_KINDS = 12;
const MOST_TRIES = 60;

/** By the number of the difference in `differences`. */
export async function shrinkDifferences(
  resources: Resources,
  exchanges: readonly Exchange[],
  differences: readonly VerifyDifference[],
  options: ShrinkOptions,
): Promise<Map<number, Counterexample>> {
  const found = new Map<number, Counterexample>();
  const kinds = firstOfEachKind(differences).slice(0, MOST_KINDS);
  if (kinds.length === 0) return found;
  options.onStep('looking for the smallest requests that differ');
  const pair = await options.openPair();
  const byIndex = new Map(exchanges.map((exchange) => [exchange.index, exchange]));
  for (const number of kinds) {
    resources.throwIfClosing();
    const difference = differences[number]!;
    const exchange = byIndex.get(difference.request - 1);
    // A server that does not answer would not answer sixty times.
    if (
      !exchange ||
      [exchange.reference, exchange.candidate].some(({ answer }) => answer.kind === 'none')
    )
      continue;
    // oxlint-disable-next-line no-await-in-loop -- one pair of servers
    const example = await shrinkOne(pair, exchange, difference, exchanges, options);
    if (example) found.set(number, example);
  }
  await Promise.all(pair.map((side) => side.close()));
  return found;
}

async function shrinkOne(
  pair: readonly [OpenSide, OpenSide],
  exchange: Exchange,
  { layer, place }: VerifyDifference,
  exchanges: readonly Exchange[],
  options: ShrinkOptions,
): Promise<Counterexample | undefined> {
  const before = exchanges
    .filter(
      ({ index, request }) =>
        index < exchange.index &&
        request.sequence !== undefined &&
        request.sequence === exchange.request.sequence,
    )
    .map(({ request }) => request);
  let last: Pick<Counterexample, 'exchange' | 'difference'> | undefined;
  const differs = async (
    after: readonly PlannedRequest[],
    request: PlannedRequest,
  ): Promise<boolean> => {
    const seen = await sendBoth(pair, after, request, options);
    if (!seen) return false;
    const verdict = judgeExchange({ request, ...seen, noise: exchange.noise }, options.judging);
    const found = verdict.differences.find(
      (each) =>
        each.layer === layer && (layer === 'status' || layer === 'body' || each.place === place),
    );
    if (found) last = { exchange: seen, difference: found };
    return found !== undefined;
  };
  const alone = before.length === 0 ? exchange.sent : exchange.request;
  const after = (await differs([], exchange.sent)) ? [] : before;
  if (last === undefined && (before.length === 0 || !(await differs(after, alone))))
    return undefined;
  const request = after.length === 0 ? exchange.sent : alone;
  const shrunk = await shrinkRequest(request, (smaller) => differs(after, smaller), MOST_TRIES);
  return last && { after, request: shrunk.request, ...last };
}

async function sendBoth(
  pair: readonly [OpenSide, OpenSide],
  after: readonly PlannedRequest[],
  request: PlannedRequest,
  options: SendOptions,
): Promise<Counterexample['exchange'] | undefined> {
  const sides = await Promise.all(
    pair.map(async (side) => {
      const values = new Map<string, string>();
      for (const each of after) {
        const filled = fillIn(each, values);
        if (!filled) continue;
        const jar = new CookieJar();
        // oxlint-disable-next-line no-await-in-loop -- in their order
        const { answer } = await observe(side, filled, options, jar);
        for (const [name, value] of takeValues(each.bind ?? {}, answer, jar))
          values.set(name, value);
      }
      const filled = fillIn(request, values);
      return filled && observe(side, filled, options);
    }),
  );
  const [reference, candidate] = sides;
  return reference && candidate && { reference, candidate };
}

/** The numbers of the differences that stand for their kind: those with the shortest request. */
export function firstOfEachKind(differences: readonly VerifyDifference[]): number[] {
  const seen = new Map<string, number>();
  for (const [
    number,
    { route, layer, place = '', reference, candidate, curl },
  ] of differences.entries()) {
    const values = layer === 'status' ? `${reference}/${candidate}` : '';
    const key = [route, layer, place.replaceAll(/\[\d+\]/g, '[*]'), values].join('\n');
    const first = seen.get(key);
    // The shortest has least to lose.
    if (first === undefined || curl.length < differences[first]!.curl.length) seen.set(key, number);
  }
  return [...seen.values()].toSorted((a, b) => a - b);
}
