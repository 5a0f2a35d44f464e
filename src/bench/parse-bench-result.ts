/**
 * Reads a saved run back. What comes from a file is not trusted to be what it was: every field that is used
 * is checked, and the first that is wrong is named with its path. A document with the core of the format
 * only (rates, percentiles, errors, ratios) is enough; the rest has a neutral value when it is missing.
 */
import type {
  AnswerDifference,
  BenchResult,
  ProcessUsage,
  Ratio,
  RoundSample,
  RouteLimits,
  RouteResult,
  TargetResult,
} from '../model/bench-result.js';
import { readGrowth } from './growth/parse-growth.js';
import { at, InvalidJson, type JsonReader } from './json-reader.js';
import { readRateComparison } from './parse-rates.js';

export type ParsedBenchResult =
  | { readonly kind: 'result'; readonly result: BenchResult }
  | { readonly kind: 'invalid'; readonly message: string };

export function parseBenchResult(text: string): ParsedBenchResult {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { kind: 'invalid', message: `not JSON: ${(error as Error).message}` };
  }
  try {
    return { kind: 'result', result: readResult(at(document, '')) };
  } catch (error) {
    if (error instanceof InvalidJson) return { kind: 'invalid', message: error.message };
    throw error;
  }
}

function readResult(document: JsonReader): BenchResult {
  const environment = document.get('environment').optional();
  const settings = document.get('settings').optional();
  const routes = document.get('routes').list(readRoute);
  const names = [...new Set(routes.flatMap(({ results }) => Object.keys(results)))];
  return {
    environment: {
      date: environment.get('date').text('unknown'),
      cpu: environment.get('cpu').text('unknown'),
      cores: environment.get('cores').number(0),
      memoryBytes: environment.get('memoryBytes').number(0),
      os: environment.get('os').text('unknown'),
      node: environment.get('node').text('unknown'),
      software: environment
        .get('software')
        .optional()
        .record((value) => value.text()),
    },
    settings: {
      driver: settings.get('driver').text('unknown'),
      connections: settings.get('connections').number(0),
      rounds: settings.get('rounds').number(0),
      durationSeconds: settings.get('durationSeconds').number(0),
      warmupSeconds: settings.get('warmupSeconds').number(0),
      ...(settings.has('rateShare') ? { rateShare: settings.get('rateShare').number() } : {}),
    },
    targets: document.has('targets')
      ? document.get('targets').list(readTarget)
      : names.map((name) => ({ name, url: '', description: undefined, failure: undefined })),
    routes,
    differences: document.has('differences')
      ? document.get('differences').list(readDifference)
      : [],
    notes: document.has('notes') ? document.get('notes').list((note) => note.text()) : [],
    ...(document.has('growth') ? { growth: readGrowth(document.get('growth')) } : {}),
  };
}

function readTarget(target: JsonReader): BenchResult['targets'][number] {
  const failure = target.get('failure');
  return {
    name: target.get('name').text(),
    url: target.get('url').text(''),
    description: target.has('description') ? target.get('description').text() : undefined,
    failure: target.has('failure')
      ? {
          route: failure.get('route').text(),
          round: failure.get('round').number(),
          reason: failure.get('reason').text(),
        }
      : undefined,
  };
}

function readRoute(route: JsonReader): RouteResult {
  return {
    route: route.get('route').text(),
    results: route.get('results').record(readTargetResult),
    ratios: route.get('ratios').optional().record(readRatio),
    ...(route.has('limits') ? { limits: readLimits(route.get('limits')) } : {}),
    ...(route.has('atRate') ? { atRate: route.get('atRate').list(readRateComparison) } : {}),
  };
}

function readLimits(limits: JsonReader): RouteLimits {
  const read = (name: string): TargetResult | undefined =>
    limits.has(name) ? readTargetResult(limits.get(name)) : undefined;
  return { http: read('http'), database: read('database'), combined: read('combined') };
}

function readTargetResult(result: JsonReader): TargetResult {
  const rps = result.get('rps').number();
  return {
    rps,
    lowRps: result.get('lowRps').number(rps),
    highRps: result.get('highRps').number(rps),
    p50: result.get('p50').numberOrNull(),
    p90: result.get('p90').numberOrNull(),
    p99: result.get('p99').numberOrNull(),
    max: result.get('max').numberOrNull(),
    errors: result.get('errors').number(),
    non2xx: result.get('non2xx').number(0),
    requests: result.get('requests').number(0),
    cpuSecondsPerRequest: result.get('cpuSecondsPerRequest').numberOrNull(),
    rssBytes: result.get('rssBytes').numberOrNull(),
    samples: result.has('samples') ? result.get('samples').list(readSample) : [],
  };
}

function readSample(sample: JsonReader): RoundSample {
  const latency = sample.get('latency');
  return {
    round: sample.get('round').number(),
    requests: sample.get('requests').number(),
    seconds: sample.get('seconds').number(),
    rps: sample.get('rps').number(),
    latency: sample.has('latency')
      ? {
          p50: latency.get('p50').number(),
          p90: latency.get('p90').number(),
          p99: latency.get('p99').number(),
          max: latency.get('max').number(),
        }
      : null,
    errors: sample.get('errors').number(),
    non2xx: sample.get('non2xx').number(),
    bytes: sample.get('bytes').number(),
    ...(sample.has('usage') ? { usage: readUsage(sample.get('usage')) } : {}),
  };
}

function readUsage(usage: JsonReader): ProcessUsage {
  return {
    cpuSeconds: usage.get('cpuSeconds').number(),
    rssBytes: usage.get('rssBytes').number(),
  };
}

function readRatio(ratio: JsonReader): Ratio {
  const interval = ratio.get('interval');
  return {
    median: ratio.get('median').number(),
    low: ratio.get('low').number(),
    high: ratio.get('high').number(),
    rounds: ratio.get('rounds').number(0),
    interval: ratio.has('interval')
      ? { low: interval.get('low').number(), high: interval.get('high').number() }
      : undefined,
    isDifferenceShown: ratio.get('isDifferenceShown').isTrue(),
  };
}

const LAYERS = ['unanswered', 'status', 'content-type', 'body', 'bytes'] as const;

function readDifference(difference: JsonReader): AnswerDifference {
  return {
    route: difference.get('route').text(),
    reference: difference.get('reference').text(),
    candidate: difference.get('candidate').text(),
    layer: difference.get('layer').oneOf(LAYERS),
    expected: difference.get('expected').text(),
    actual: difference.get('actual').text(),
  };
}
