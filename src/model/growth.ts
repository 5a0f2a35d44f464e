/**
 * How a service fares as things grow: connections, rows, routes, and time. Part of what `port bench --json`
 * prints, so a field may be added and never renamed. All times are milliseconds unless the name says seconds.
 */
export interface Growth {
  readonly startUp: readonly StartUp[];
  readonly sweeps: readonly Sweep[];
  readonly soak?: Soak | undefined;
}

/** From the start of the process to its first answer. */
export interface StartUp {
  readonly target: string;
  /** Medians, and extremes, of several starts. */
  readonly seconds: number;
  readonly lowSeconds: number;
  readonly highSeconds: number;
  readonly starts: number;
}

export type SweepKind = 'connections' | 'rows' | 'routes';

/** One thing that grows, all else alike. */
export interface Sweep {
  readonly kind: SweepKind;
  /** The request that is measured. */
  readonly route: string;
  /** Where that is not what grows, and is not that of the run. */
  readonly connections?: number | undefined;
  readonly series: readonly SweepSeries[];
}

export interface SweepSeries {
  readonly target: string;
  /** In the order of `at`. */
  readonly points: readonly SweepPoint[];
}

export interface SweepPoint {
  /** How many connections, rows in the answer, or routes that the service has. */
  readonly at: number;
  readonly rps: number;
  readonly p50: number | null;
  readonly p99: number | null;
  /** Failed requests, and answers other than 2xx. */
  readonly errors: number;
  readonly rssBytes: number | null;
  readonly cpuSecondsPerRequest: number | null;
  /** Of a service with that many routes. */
  readonly startSeconds?: number | undefined;
}

/** The same load for a long time. */
export interface Soak {
  readonly target: string;
  readonly minutes: number;
  readonly requests: number;
  readonly errors: number;
  readonly samples: readonly SoakSample[];
  /** Null where the system does not tell what memory a process has, or the time was too short to say. */
  readonly memory: MemoryVerdict | null;
}

export interface SoakSample {
  /** Since the soak began. */
  readonly seconds: number;
  readonly rssBytes: number;
}

export interface MemoryVerdict {
  readonly isFlat: boolean;
  /** Medians of the first and the last quarter, once the first third of the time is left out as warm-up. */
  readonly earlyBytes: number;
  readonly lateBytes: number;
  readonly highestBytes: number;
}
