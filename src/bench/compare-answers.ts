/**
 * Before anything is timed: do all targets answer the same? A service that is fast because it answers
 * something else has shown nothing. Every request is sent once to every target, one after the other, and
 * each answer is held against that of the first target, the reference. This is a check on the benchmark
 * and no proof that two services are the same: it sees one request of each route and no database.
 */
import { compareBodies } from '../compare/compare-bodies.js';
import type { ObservedBody } from '../model/exchange.js';
import type { AnswerDifference } from '../model/bench-result.js';
import { requestUrl, type BenchRequest, type Target } from './bench-request.js';
import { sendRequest, type Answer } from '../http/send-request.js';

export interface CompareAnswersOptions {
  /** The first is the reference. */
  readonly targets: readonly Target[];
  readonly requests: readonly BenchRequest[];
  /** For each answer. */
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
}

/** In the order of the requests, then of the targets. Only an abort rejects. */
export async function compareAnswers(options: CompareAnswersOptions): Promise<AnswerDifference[]> {
  const { targets, requests, timeoutSeconds, signal } = options;
  const [reference, ...candidates] = targets;
  if (reference === undefined) return [];
  const differences: AnswerDifference[] = [];
  const ask = (target: Target, request: BenchRequest): Promise<Answer> =>
    sendRequest({
      ...request,
      url: requestUrl(target, request.path),
      timeoutSeconds,
      signal,
    });
  for (const request of requests) {
    // In turn, so that a write on one target cannot change what another is about to read.
    // oxlint-disable-next-line no-await-in-loop
    const expected = await ask(reference, request);
    if (expected.kind === 'none' && candidates.length === 0) {
      differences.push({
        route: request.route,
        reference: reference.name,
        candidate: reference.name,
        layer: 'unanswered',
        expected: describeAnswer(expected),
        actual: describeAnswer(expected),
      });
    }
    for (const candidate of candidates) {
      // oxlint-disable-next-line no-await-in-loop
      const actual = await ask(candidate, request);
      const names = { reference: reference.name, candidate: candidate.name };
      for (const found of differingLayers(expected, actual)) {
        differences.push({ route: request.route, ...names, ...found });
      }
    }
  }
  return differences;
}

type FoundDifference = Pick<AnswerDifference, 'layer' | 'expected' | 'actual'>;

function differingLayers(expected: Answer, actual: Answer): readonly FoundDifference[] {
  if (expected.kind === 'none' || actual.kind === 'none') {
    const both = { expected: describeAnswer(expected), actual: describeAnswer(actual) };
    return [{ layer: 'unanswered', ...both }];
  }
  if (expected.status !== actual.status) {
    // Another status is another answer: that its body differs too says nothing more.
    const both = { expected: describeAnswer(expected), actual: describeAnswer(actual) };
    return [{ layer: 'status', ...both }];
  }
  const found: FoundDifference[] = [];
  if (expected.headers['content-type'] !== actual.headers['content-type']) {
    found.push({
      layer: 'content-type',
      expected: expected.headers['content-type'] ?? 'none',
      actual: actual.headers['content-type'] ?? 'none',
    });
  }
  const bodies = compareBodies(observed(expected), observed(actual), undefined);
  if (bodies !== undefined) {
    const at = bodies.path === undefined ? '' : `${bodies.path}: `;
    found.push({
      layer: bodies.kind === 'bytes' ? 'bytes' : 'body',
      expected: `${at}${bodies.expected}`,
      actual: `${at}${bodies.actual}`,
    });
  }
  return found;
}

function observed({ body, size, sha256 }: Extract<Answer, { kind: 'answer' }>): ObservedBody {
  const isWhole = body.length === size;
  return { size, sha256, text: isWhole ? body.toString('utf8') : undefined };
}

/** `404 {"error": "not found"}`, or why there is no answer. */
function describeAnswer(answer: Answer): string {
  if (answer.kind === 'none') return answer.reason;
  const text = answer.body.subarray(0, 200).toString('utf8').replaceAll(/\s+/g, ' ').trim();
  return `${answer.status} ${text.length > 100 ? `${text.slice(0, 99)}…` : text}`.trim();
}
