/**
 * Drives load with autocannon, in this process. autocannon's own summary is not used: its latencies are
 * whole milliseconds, it reports no error when a server closes a connection instead of answering, and
 * against a server that closes after every answer its latencies grow without end. So each connection's
 * events are followed here. Percentiles are of 2xx answers only.
 */
import type { Client } from 'autocannon';
import type { LoadSample } from '../../model/bench-result.js';
import { untilAborted } from '../until-aborted.js';
import { REQUEST_TIMEOUT_SECONDS, type LoadDriver, type LoadRequest } from './load-driver.js';
import { latencyOf, loadSample } from './load-sample.js';

export interface AutocannonOptions {
  /** A monotonic clock in milliseconds with fractions, such as `performance.now()`. */
  readonly now: () => number;
}

export function autocannonDriver({ now }: AutocannonOptions): LoadDriver {
  return { name: 'autocannon', measure: (request) => measure(request, now) };
}

async function measure(request: LoadRequest, now: () => number): Promise<LoadSample> {
  const { signal, connections } = request;
  signal.throwIfAborted();
  const { default: autocannon } = await import('autocannon');
  signal.throwIfAborted();

  const tally = new Tally(now);
  const clients: Client[] = [];
  const end = (): void => {
    for (const client of clients) client.destroy();
    run.stop();
  };
  // Nothing but failures for this long is a dead server, and waiting would only heat the machine.
  const hopeless = 50 * connections;
  const run = autocannon({
    url: new URL(request.url).href,
    method: request.method,
    headers: request.headers,
    ...(request.body === undefined ? {} : { body: request.body }),
    connections,
    duration: request.durationSeconds,
    timeout: REQUEST_TIMEOUT_SECONDS,
    sampleInt: 50,
    setupClient: (client) => {
      clients.push(client);
      tally.follow(client, () => {
        if (tally.failuresInARow >= hopeless) end();
      });
    },
  });
  signal.addEventListener('abort', end);
  try {
    const result = await untilAborted(Promise.resolve(run), signal);
    const seconds = (result.finish.getTime() - result.start.getTime()) / 1000;
    return loadSample({ ...tally.counts(), seconds }, connections);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

/** Adds up what the connections report. */
class Tally {
  failuresInARow = 0;
  private errors = 0;
  private non2xx = 0;
  private bytes = 0;
  private readonly latencies: number[] = [];

  constructor(private readonly now: () => number) {}

  follow(client: Client, afterFailure: () => void): void {
    let sentAt: number | undefined;
    let isClosing = false;
    client.on('request', () => {
      // A new request while one is out means that the connection was lost and made anew. autocannon also
      // writes one request into a connection that the server said it would close: that one does not count.
      if (sentAt !== undefined && !isClosing) {
        this.errors += 1;
        this.failuresInARow += 1;
        afterFailure();
      }
      isClosing = isClosing && sentAt === undefined;
      sentAt = this.now();
    });
    client.on('headers', ({ shouldKeepAlive }) => {
      isClosing = !shouldKeepAlive;
    });
    client.on('response', (status, bytes) => {
      if (status >= 200 && status <= 299) {
        if (sentAt !== undefined) this.latencies.push(this.now() - sentAt);
      } else {
        this.non2xx += 1;
      }
      this.bytes += bytes;
      this.failuresInARow = 0;
      sentAt = undefined;
    });
  }

  counts() {
    return {
      requests: this.latencies.length,
      latency: latencyOf(this.latencies),
      errors: this.errors,
      non2xx: this.non2xx,
      bytes: this.bytes,
    };
  }
}
