/**
 * What a benchmark run is, as data: measured by `bench`, read back from a saved file, and rendered by
 * `report`. It is the document that `port bench --json` prints, so a field may be added and never renamed.
 * All times are milliseconds unless the name says seconds, and every rate counts 2xx answers only. A target
 * that gave nothing for a route has no entry in that route's `results`, and none in its `ratios`.
 */
import type { Growth } from './growth.js';

export interface BenchResult {
  readonly environment: BenchEnvironment;
  readonly settings: BenchSettings;
  /** In the order given. The first is the reference for the answers. */
  readonly targets: readonly BenchTarget[];
  readonly routes: readonly RouteResult[];
  /** Where the answers differed before anything was timed. */
  readonly differences: readonly AnswerDifference[];
  /** Sentences that a reader needs in order to read the figures rightly. */
  readonly notes: readonly string[];
  /** Undefined when it was not asked for. */
  readonly growth?: Growth | undefined;
}

export interface BenchEnvironment {
  /** ISO 8601, as passed in. */
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly os: string;
  readonly node: string;
  /** Versions of what else took part, by name: `PostgreSQL`, `wrk`, `Python`. */
  readonly software: Readonly<Record<string, string>>;
}

export interface BenchSettings {
  /** `wrk` or `autocannon`. */
  readonly driver: string;
  readonly connections: number;
  readonly rounds: number;
  readonly durationSeconds: number;
  /** Per target and route, measured and thrown away. */
  readonly warmupSeconds: number;
  /** Of the slower one's capacity, where latencies were measured at a fixed rate. */
  readonly rateShare?: number | undefined;
}

export interface BenchTarget {
  readonly name: string;
  readonly url: string;
  readonly description: string | undefined;
  /** Set when the target stopped answering: from then on it was measured no more. */
  readonly failure: TargetFailure | undefined;
}

export interface TargetFailure {
  readonly route: string;
  /** Counted from 1; 0 is the warm-up. */
  readonly round: number;
  readonly reason: string;
}

export interface RouteResult {
  /** As a person reads it, and unique in a run: `GET /films/995/`. */
  readonly route: string;
  /** By target name. */
  readonly results: Readonly<Record<string, TargetResult>>;
  /**
   * By `<a>/<b>`, for every ordered pair in which both answered: how many times as fast `a` is. With limits,
   * `<a>/limit` is the share of the combined limit that `a` reaches.
   */
  readonly ratios: Readonly<Record<string, Ratio>>;
  /** What could be reached at most; undefined when it was not asked for or could not be measured. */
  readonly limits?: RouteLimits | undefined;
  /** The subject and each baseline at the same rate; undefined when it was not asked for. */
  readonly atRate?: readonly RateComparison[] | undefined;
}

/** Two targets under the same load, below what the slower of them can answer. */
export interface RateComparison {
  /** Requests a second that both were sent. */
  readonly rate: number;
  readonly baseline: string;
  readonly subject: string;
  /** By target name. */
  readonly results: Readonly<Record<string, RateResult>>;
}

/** The rounds of one target at one rate; latencies run from when a request was due. */
export interface RateResult {
  /** Medians over the rounds of each round's percentile, in milliseconds. */
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  readonly p999: number | null;
  /** The slowest answer of all rounds. */
  readonly max: number | null;
  readonly lowP99: number | null;
  readonly highP99: number | null;
  /** How late requests were sent, which is part of their latencies: the median of the rounds' p99. */
  readonly delayP99: number | null;
  /** All rounds together: failed requests, other answers than 2xx, and answers that never came. */
  readonly errors: number;
  readonly requests: number;
  readonly cpuSecondsPerRequest: number | null;
  readonly samples: readonly RateSample[];
}

/** What was seen of one stretch of load at a fixed rate. */
export interface RateSample {
  /** Requests a second that were due. */
  readonly rate: number;
  readonly sent: number;
  /** Answers with a 2xx status. */
  readonly requests: number;
  /** Until the last answer. */
  readonly seconds: number;
  /** From when a request was due to its 2xx answer, and to the end for those that never had one. */
  readonly latency: TailLatency | null;
  /** From when a request was due to when it was sent, or began to wait for a connection. */
  readonly delay: TailLatency | null;
  /** Requests whose connection broke. */
  readonly errors: number;
  /** Requests that had no answer within seconds after the last was sent. */
  readonly unanswered: number;
  readonly non2xx: number;
  readonly usage?: ProcessUsage | undefined;
}

export interface TailLatency extends Latency {
  readonly p999: number;
}

/** Rates of the parts of a route, each without the other, in the rounds in which the targets were measured. */
export interface RouteLimits {
  /** A Fastify that sends the same bytes and has no database. */
  readonly http: TargetResult | undefined;
  /** pgbench with the route's statements; without latencies. */
  readonly database: TargetResult | undefined;
  /** `1 / (1/http + 1/database)` of each round. */
  readonly combined: TargetResult | undefined;
}

/** The rounds of one target on one route, summed up. */
export interface TargetResult {
  /** 2xx answers a second: the median over the rounds. */
  readonly rps: number;
  /** The slowest and the fastest round. */
  readonly lowRps: number;
  readonly highRps: number;
  /** Medians over the rounds of each round's percentile; null when nothing was answered. */
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p99: number | null;
  /** The slowest answer of all rounds. */
  readonly max: number | null;
  /** All rounds together: failed requests, and answers other than 2xx. */
  readonly errors: number;
  /** How many of `errors` are answers with a status other than 2xx. */
  readonly non2xx: number;
  /** 2xx answers in all rounds together. */
  readonly requests: number;
  /**
   * Processor time of the server's processes for an answer, of whatever status: the median over the rounds.
   * Null where the processes are not known, and where the system does not tell.
   */
  readonly cpuSecondsPerRequest: number | null;
  /** The most memory that the server's processes held together in a round, in bytes; null as above. */
  readonly rssBytes: number | null;
  readonly samples: readonly RoundSample[];
}

/** One round: one target, one route, one stretch of load. */
export interface RoundSample extends LoadSample {
  /** Counted from 1. */
  readonly round: number;
  /** What the server's processes took meanwhile, where that is known. */
  readonly usage?: ProcessUsage | undefined;
}

export interface ProcessUsage {
  /** User and system time together. */
  readonly cpuSeconds: number;
  /** The highest that was seen, of all processes together; memory that they share counts for each. */
  readonly rssBytes: number;
}

/** What a load driver saw. */
export interface LoadSample {
  /** Answers with a 2xx status. */
  readonly requests: number;
  /** How long it really lasted. */
  readonly seconds: number;
  /** `requests / seconds`. */
  readonly rps: number;
  /** Null when nothing was answered. */
  readonly latency: Latency | null;
  /** Requests that got no answer: connection refused, reset, closed early, timed out. */
  readonly errors: number;
  /** Answers with a status other than 2xx. */
  readonly non2xx: number;
  /** Bytes received, headers included. */
  readonly bytes: number;
}

export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export interface Ratio {
  /** The ratio of the two medians. */
  readonly median: number;
  /** The lowest and the highest ratio of two samples of the same round. */
  readonly low: number;
  readonly high: number;
  /** How many rounds had a sample of both. */
  readonly rounds: number;
  /** A 95 % bootstrap interval of `median`; undefined after a single round, which shows no spread. */
  readonly interval: Interval | undefined;
  /** False when the interval spans 1, or when there is none. */
  readonly isDifferenceShown: boolean;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface AnswerDifference {
  readonly route: string;
  readonly reference: string;
  readonly candidate: string;
  /**
   * `bytes`: the same JSON value in other bytes, which a client does not see. `unanswered`: no answer at
   * all from the reference, the candidate, or both.
   */
  readonly layer: 'unanswered' | 'status' | 'content-type' | 'body' | 'bytes';
  /** What the reference answered, or the part of it where the difference lies; never long. */
  readonly expected: string;
  readonly actual: string;
}

/** A run against an earlier one: the same routes and targets, now over then. */
export interface RunComparison {
  readonly earlierDate: string;
  readonly cells: readonly ComparedCell[];
  /** What was not alike, so that the ratios may come from there: `CPU: A then, B now`. */
  readonly environmentDifferences: readonly string[];
  /** Cells that only one of the two runs has, as `GET /films/ on quart`. */
  readonly onlyEarlier: readonly string[];
  readonly onlyNow: readonly string[];
}

export interface ComparedCell {
  readonly route: string;
  readonly target: string;
  readonly earlierRps: number;
  readonly rps: number;
  /** `rps / earlierRps`; undefined when there was nothing to divide by. */
  readonly ratio: number | undefined;
  /** Whether the rounds of the two runs do not overlap: every round of one beats every round of the other. */
  readonly isDifferenceShown: boolean;
}
