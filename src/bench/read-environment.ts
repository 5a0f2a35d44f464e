/**
 * What the machine is, as far as figures depend on it. Its name is left out on purpose: results are
 * published.
 */
import { arch, cpus, release, totalmem, type as osType } from 'node:os';
import type { BenchEnvironment } from '../model/bench-result.js';

export interface EnvironmentInput {
  readonly date: Date;
  /** `process.version`. */
  readonly node: string;
  /** Versions of what else takes part, by name. */
  readonly software: Readonly<Record<string, string>>;
}

export function readEnvironment({ date, node, software }: EnvironmentInput): BenchEnvironment {
  const processors = cpus();
  return {
    date: date.toISOString(),
    cpu: processors[0]?.model.trim().replaceAll(/\s+/g, ' ') || 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
    os: `${osType()} ${release()} ${arch()}`,
    node,
    software,
  };
}
