/**
 * Sends a list of requests to one or two sides, in step: both have answered, and both databases were looked
 * at, before the next is sent. It ends early when a side has gone, and leaves out what is left of a route
 * that keeps hanging; whatever happens it comes to an end.
 */
import type { Observation, PlannedRequest } from '../model/exchange.js';
import { fillIn, takeValues } from './bind-values.js';
import { CookieJar } from './cookie-jar.js';
import { observe, type SendOptions, type Side } from './observe.js';

export interface RunOptions extends SendOptions {
  readonly requests: readonly PlannedRequest[];
  /** Called for each request that was sent, with one observation a side. `stop` ends the run. */
  readonly onExchange: (
    index: number,
    sent: readonly PlannedRequest[],
    observations: readonly Observation[],
  ) => 'go on' | 'stop';
}

export interface RunEnd {
  /** Why not everything was sent; undefined when the list came to its end. */
  readonly stopped: string | undefined;
}

const REFUSED = 'connection refused';
/** In a row without an answer at all: nobody is there any more. */
const MOST_REFUSALS = 5;
/** On one route: it hangs, and each costs a whole timeout. */
const MOST_TIMEOUTS = 3;

export async function runRequests(sides: readonly Side[], options: RunOptions): Promise<RunEnd> {
  const values = sides.map(() => new Map<string, string>());
  const clients = sides.map(() => new Map<string, CookieJar>());
  const timeouts = new Map<string, number>();
  let refusals = 0;
  for (const [index, request] of options.requests.entries()) {
    options.signal.throwIfAborted();
    if ((timeouts.get(request.route) ?? 0) >= MOST_TIMEOUTS) continue;
    const jars = clients.map((known) => jarOf(request, known));
    const sent = sides.map((_side, number) => {
      const filled = fillIn(request, values[number]!);
      return filled && withCookies(filled, jars[number]!);
    });
    if (!sent.every((each) => each !== undefined)) continue;
    // oxlint-disable-next-line no-await-in-loop -- a write decides what the next request meets
    const observations = await Promise.all(
      sides.map((side, number) => observe(side, sent[number]!, options, jars[number]!)),
    );
    for (const [number, { answer }] of observations.entries()) {
      for (const [name, value] of takeValues(request.bind ?? {}, answer, jars[number]!))
        values[number]!.set(name, value);
    }
    if (options.onExchange(index, sent, observations) === 'stop') return { stopped: undefined };
    const reasons = observations.map(({ answer }) => (answer.kind === 'none' ? answer.reason : ''));
    if (reasons.some((reason) => reason.startsWith('no answer within')))
      timeouts.set(request.route, (timeouts.get(request.route) ?? 0) + 1);
    refusals = reasons.some((reason) => reason !== '') ? refusals + 1 : 0;
    const gone = sides.find(
      (side, number) => side.ended() !== undefined || reasons[number] === REFUSED,
    );
    if (gone) {
      // That it has ended may come a moment later than that nobody listens.
      const how = gone.ended() ?? 'does not take connections any more';
      return { stopped: `${gone.name} ${how}, after request ${index + 1}` };
    }
    if (refusals >= MOST_REFUSALS)
      return {
        stopped: `${MOST_REFUSALS} requests in a row had no answer, up to request ${index + 1}`,
      };
  }
  const hung = [...timeouts].filter(([, count]) => count >= MOST_TIMEOUTS).map(([route]) => route);
  return {
    stopped:
      hung.length === 0
        ? undefined
        : `what was left of ${hung.join(', ')} was not sent: it does not answer in time`,
  };
}

/** A request of no client has cookies of nobody. */
function jarOf({ client }: PlannedRequest, known: Map<string, CookieJar>): CookieJar {
  if (client === undefined) return new CookieJar();
  const jar = known.get(client) ?? new CookieJar();
  known.set(client, jar);
  return jar;
}

function withCookies(request: PlannedRequest, jar: CookieJar): PlannedRequest {
  const cookie = jar.header(request.path, request.headers['cookie']);
  return cookie === undefined ? request : { ...request, headers: { ...request.headers, cookie } };
}
