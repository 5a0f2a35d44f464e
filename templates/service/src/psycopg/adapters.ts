/**
 * What a connection of psycopg 3 makes of columns and of values beyond what all of them do: by the OID of a type, and by
 * the class of a value.
 */
import type { Value } from '../python/value.js';

export interface DumpedValue {
  readonly text: string;
  /** What follows the parameter: `::mood`. */
  readonly cast: string;
}

export class Adapters {
  readonly loaders = new Map<number, (text: string) => Value>();
  readonly dumpers = new Map<object, (value: Value) => DumpedValue>();

  loader(oid: number): ((text: string) => Value) | undefined {
    return (
      this.loaders.get(oid) ??
      (this === ALL_CONNECTIONS ? undefined : ALL_CONNECTIONS.loaders.get(oid))
    );
  }

  dump(value: Value): DumpedValue | undefined {
    if (typeof value !== 'object' || value === null) return undefined;
    const dumper =
      this.dumpers.get(value.constructor) ?? ALL_CONNECTIONS.dumpers.get(value.constructor);
    return dumper?.(value);
  }

  /** Those of another connection as well. */
  addAll({ loaders, dumpers }: Adapters): void {
    for (const [oid, load] of loaders) this.loaders.set(oid, load);
    for (const [type, dump] of dumpers) this.dumpers.set(type, dump);
  }
}

/** What is registered without a connection. */
export const ALL_CONNECTIONS = new Adapters();
