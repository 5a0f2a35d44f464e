/**
 * The run itself: the reference and the candidate in step, then the reference once more on a fresh database,
 * to learn what is not the same even between two runs of it. A recording stands in for both of the
 * reference's runs.
 */
import type { Observation, PlannedRequest } from '../model/exchange.js';
import { findNoise } from './compare-exchange.js';
import type { Exchange } from './judge.js';
import type { SendOptions, Side } from './observe.js';
import type { RecordedExchange } from './recording.js';
import { runRequests } from './run-requests.js';

export interface VerifyRunOptions extends SendOptions {
  readonly requests: readonly PlannedRequest[];
  readonly onProgress: (done: number, total: number, label: string) => void;
}

export interface VerifyRun {
  readonly exchanges: readonly Exchange[];
  readonly stopped: string | undefined;
}

/** `again` starts the reference anew; undefined where that is not possible. */
export async function verifyLive(
  reference: Side,
  candidate: Side,
  again: (() => Promise<Side>) | undefined,
  options: VerifyRunOptions,
): Promise<VerifyRun> {
  const { requests, onProgress } = options;
  const exchanges: (Exchange | undefined)[] = Array.from({ length: requests.length });
  const total = requests.length * (again ? 2 : 1);
  const first = await runRequests([reference, candidate], {
    ...options,
    onExchange: (index, [sent], [own, other]) => {
      onProgress(index + 1, total, requests[index]!.route);
      exchanges[index] = {
        index,
        request: requests[index]!,
        sent: sent!,
        reference: own!,
        // Most are the same, and a second copy of each body would be all that is gained.
        candidate: sameBody(own!, other!),
        noise: undefined,
      };
      return 'go on';
    },
  });
  const sent = (): Exchange[] => exchanges.filter((exchange) => exchange !== undefined);
  if (!again || first.stopped !== undefined) return { exchanges: sent(), stopped: first.stopped };
  const second = await runRequests([await again()], {
    ...options,
    onExchange: (index, _sent, [observation]) => {
      onProgress(requests.length + index + 1, total, `once more: ${requests[index]!.route}`);
      const exchange = exchanges[index];
      if (exchange)
        exchanges[index] = { ...exchange, noise: findNoise(exchange.reference, observation!) };
      return 'go on';
    },
  });
  return { exchanges: sent(), stopped: second.stopped };
}

/** Holds a candidate against a recording. `onExchange` may end the run early. */
export async function verifyRecorded(
  recorded: readonly RecordedExchange[],
  candidate: Side,
  options: SendOptions & Pick<VerifyRunOptions, 'onProgress'>,
  onExchange: (exchange: Exchange) => 'go on' | 'stop' = () => 'go on',
): Promise<VerifyRun> {
  const exchanges: Exchange[] = [];
  const { stopped } = await runRequests([candidate], {
    ...options,
    requests: recorded.map(({ request }) => request),
    onExchange: (index, [sent], [observation]) => {
      const { request, observation: reference, noise } = recorded[index]!;
      options.onProgress(index + 1, recorded.length, request.route);
      const exchange = {
        index,
        request,
        sent: sent!,
        reference,
        candidate: sameBody(reference, observation!),
        noise,
      };
      exchanges.push(exchange);
      return onExchange(exchange);
    },
  });
  return { exchanges, stopped };
}

function sameBody(own: Observation, other: Observation): Observation {
  if (own.answer.kind === 'none' || other.answer.kind === 'none') return other;
  if (own.answer.body.sha256 !== other.answer.body.sha256) return other;
  return { ...other, answer: { ...other.answer, body: own.answer.body } };
}
