/**
 * Which driver a run uses. wrk when it is installed, since it costs far less CPU on a machine that also
 * runs the servers; autocannon otherwise, which comes with the package. The choice is for the whole run:
 * figures of two drivers are not compared with each other.
 */
import type { DriverName } from './load-driver.js';

export interface FoundDrivers {
  /** The path of an installed wrk. */
  readonly wrk: string | undefined;
}

export type DriverChoice =
  | { readonly kind: 'wrk'; readonly command: string }
  | {
      readonly kind: 'autocannon';
      /** What to tell the reader when it was not asked for. */
      readonly note: string | undefined;
    }
  | { readonly kind: 'missing'; readonly message: string; readonly help: string };

export function chooseDriver(requested: DriverName | undefined, found: FoundDrivers): DriverChoice {
  if (requested === 'autocannon') return { kind: 'autocannon', note: undefined };
  if (found.wrk !== undefined) return { kind: 'wrk', command: found.wrk };
  if (requested === 'wrk') {
    return {
      kind: 'missing',
      message: 'wrk is not installed',
      help: 'install wrk, or use --driver autocannon',
    };
  }
  return {
    kind: 'autocannon',
    note: 'autocannon drove the load because wrk is not installed; it takes more CPU away from the servers',
  };
}
