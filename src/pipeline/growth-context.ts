/** What a measurement of growth has to work with. */
import type { Target } from '../bench/bench-request.js';
import type { LoadDriver } from '../bench/load/load-driver.js';
import type { ReadUsage } from '../bench/usage-meter.js';
import type { RouteRequest } from './start-limits.js';
import type { StartOptions } from './start-targets.js';

export interface GrowthContext {
  readonly requests: readonly RouteRequest[];
  readonly targets: readonly GrowthTarget[];
  readonly driver: LoadDriver;
  readonly connections: number;
  readonly durationSeconds: number;
  /** The sizes of the sweeps; those of `GROWTH_SIZES` unless told. */
  readonly sizes: GrowthSizes;
  /** The app whose tables and manifest are known here. */
  readonly isReference: boolean;
  /** Whether the databases are copies that nobody else needs. */
  readonly ownsDatabases: boolean;
  readonly onStep: (step: string) => void;
}

export interface GrowthTarget extends Target {
  /** Undefined for one that somebody else runs. */
  readonly start: StartOptions | undefined;
  readonly readUsage: ReadUsage | undefined;
}

export interface GrowthSizes {
  readonly connections: readonly number[];
  readonly rows: readonly number[];
  readonly routes: readonly number[];
  readonly starts: number;
}
