/** The part of autocannon that is used here; the package brings no types. */
declare module 'autocannon' {
  import type { EventEmitter } from 'node:events';

  interface Options {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly connections: number;
    /** Seconds; may be a fraction. */
    readonly duration: number;
    /** Seconds. */
    readonly timeout: number;
    /** Milliseconds between two looks at whether the time is up. */
    readonly sampleInt: number;
    readonly setupClient: (client: Client) => void;
  }

  /** One connection, through all its reconnections. */
  interface Client extends EventEmitter<ClientEvents> {
    destroy(): void;
  }

  interface ClientEvents {
    request: [];
    headers: [{ readonly shouldKeepAlive: boolean }];
    response: [status: number, bytes: number];
  }

  interface Result {
    readonly start: Date;
    readonly finish: Date;
  }

  interface Run extends PromiseLike<Result> {
    stop(): void;
  }

  export default function autocannon(options: Options): Run;
}
