/** Reads the part of a saved run that was measured at a fixed rate. */
import type { RateComparison, RateResult, RateSample, TailLatency } from '../model/bench-result.js';
import type { JsonReader } from './json-reader.js';

export function readRateComparison(comparison: JsonReader): RateComparison {
  return {
    rate: comparison.get('rate').number(),
    baseline: comparison.get('baseline').text(),
    subject: comparison.get('subject').text(),
    results: comparison.get('results').record(readRateResult),
  };
}

function readRateResult(result: JsonReader): RateResult {
  const figure = (name: string): number | null => result.get(name).numberOrNull();
  return {
    p50: figure('p50'),
    p90: figure('p90'),
    p99: figure('p99'),
    p999: figure('p999'),
    max: figure('max'),
    lowP99: figure('lowP99'),
    highP99: figure('highP99'),
    delayP99: figure('delayP99'),
    errors: result.get('errors').number(),
    requests: result.get('requests').number(),
    cpuSecondsPerRequest: figure('cpuSecondsPerRequest'),
    samples: result.has('samples') ? result.get('samples').list(readRateSample) : [],
  };
}

function readRateSample(sample: JsonReader): RateSample {
  const tail = (name: string): TailLatency | null =>
    sample.has(name) ? readTail(sample.get(name)) : null;
  const usage = sample.get('usage');
  return {
    rate: sample.get('rate').number(),
    sent: sample.get('sent').number(),
    requests: sample.get('requests').number(),
    seconds: sample.get('seconds').number(),
    latency: tail('latency'),
    delay: tail('delay'),
    errors: sample.get('errors').number(),
    unanswered: sample.get('unanswered').number(),
    non2xx: sample.get('non2xx').number(),
    ...(sample.has('usage')
      ? {
          usage: {
            cpuSeconds: usage.get('cpuSeconds').number(),
            rssBytes: usage.get('rssBytes').number(),
          },
        }
      : {}),
  };
}

function readTail(tail: JsonReader): TailLatency {
  return {
    p50: tail.get('p50').number(),
    p90: tail.get('p90').number(),
    p99: tail.get('p99').number(),
    p999: tail.get('p999').number(),
    max: tail.get('max').number(),
  };
}
