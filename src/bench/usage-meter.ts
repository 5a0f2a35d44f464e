/**
 * What a server's processes use while they are measured: processor time from the beginning to the end, and
 * the highest of the memory figures in between, taken once a second, since to read them costs some
 * milliseconds on a machine with many processes.
 */
import type { ProcessUsage } from '../model/bench-result.js';

/** Processor time since they started, and memory now; undefined where the system does not tell. */
export type ReadUsage = () => Promise<ProcessUsage | undefined>;

export interface UsageMeter {
  /** Undefined where it is not known. */
  readonly read: () => Promise<ProcessUsage | undefined>;
  /** Ends the meter when nobody will read it. */
  readonly abandon: () => void;
}

const INTERVAL_MILLISECONDS = 1000;

export async function meterUsage(readUsage: ReadUsage | undefined): Promise<UsageMeter> {
  const before = await readUsage?.();
  if (readUsage === undefined || before === undefined) {
    return { read: async () => undefined, abandon: () => {} };
  }
  let { rssBytes } = before;
  const look = async (): Promise<void> => {
    const usage = await readUsage();
    rssBytes = Math.max(rssBytes, usage?.rssBytes ?? 0);
  };
  const timer = setInterval(() => void look(), INTERVAL_MILLISECONDS);
  return {
    abandon: () => clearInterval(timer),
    read: async () => {
      clearInterval(timer);
      const after = await readUsage();
      if (after === undefined) return undefined;
      return {
        cpuSeconds: Math.max(0, after.cpuSeconds - before.cpuSeconds),
        rssBytes: Math.max(rssBytes, after.rssBytes),
      };
    },
  };
}
