/**
 * Sends requests at a fixed rate, whatever the server does: each has a moment at which it is due, and its
 * latency runs from there. A request that is due while every connection is busy waits for one, and the wait
 * counts; so a server that stalls is seen to have kept everybody waiting, and not just the few requests that
 * were on their way ("coordinated omission").
 *
 * No library here does that: autocannon's `overallRate` sends a second's worth of requests at once and then
 * waits, and corrects with an interval of a millisecond whatever the rate (lib/httpClient.js and lib/run.js
 * of 9.0). undici and node:http would, at twice to three times the processor time of a bare socket, on
 * the cores that the server needs.
 *
 * The clock: within 2 ms of the next request the loop sleeps in steps of 0.1 ms, which a timer cannot, and
 * looks at the sockets in between. How late requests were sent is part of the result.
 */
import { connect, type Socket } from 'node:net';
import type { RateSample } from '../../model/bench-result.js';
import type { LoadRequest } from '../load/load-driver.js';
import { percentilesOf } from './percentiles.js';
import { ResponseReader } from './response-reader.js';

export interface RateRequest extends LoadRequest {
  /** Requests a second, above zero. */
  readonly rate: number;
  /** A monotonic clock in milliseconds with fractions. */
  readonly now: () => number;
}

/** How long answers are waited for when the last request has been sent. */
const DRAIN_MILLISECONDS = 5000;
/** Before a connection that was refused is tried again. */
const RETRY_MILLISECONDS = 50;
const SHORT_MILLISECONDS = 2;
const STEP_MILLISECONDS = 0.1;

/** Rejects with the signal's reason as soon as it aborts; an address that nobody listens at gives errors. */
export async function sendAtRate(request: RateRequest): Promise<RateSample> {
  const { rate, durationSeconds, connections, signal, now } = request;
  signal.throwIfAborted();
  const run = new OpenLoop(request);
  try {
    await run.open(connections);
    const total = Math.max(1, Math.round(rate * durationSeconds));
    const start = now() + SHORT_MILLISECONDS;
    await run.send(total, start, 1000 / rate);
    return run.result(rate, total);
  } finally {
    run.close();
  }
}

interface Connection {
  readonly socket: Socket;
  /** When the request under way was due; undefined while there is none. */
  due: number | undefined;
  readonly reader: ResponseReader;
}

class OpenLoop {
  readonly #bytes: Buffer;
  readonly #place: { readonly host: string; readonly port: number };
  readonly #free: Connection[] = [];
  readonly #all = new Set<Connection>();
  /** What is due and has no connection yet, oldest first. */
  readonly #waiting: number[] = [];
  #waitingFrom = 0;
  #isClosed = false;
  /** While connections are tried out, nothing is counted. */
  #isCounting = false;
  readonly #latencies: number[] = [];
  readonly #delays: number[] = [];
  #answered = 0;
  #non2xx = 0;
  #errors = 0;
  #unanswered = 0;
  #endedAt = 0;
  #startedAt = 0;

  constructor(private readonly request: RateRequest) {
    const url = new URL(request.url);
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    this.#place = { host, port: Number(url.port) || 80 };
    this.#bytes = requestBytes(url, request);
  }

  /** Opens the connections and sends one request over each, which nobody counts. */
  async open(connections: number): Promise<void> {
    for (let index = 0; index < connections; index += 1) this.#connect();
    for (let index = 0; index < connections; index += 1) this.#give(this.request.now());
    await this.#until(() => this.#isIdle(), DRAIN_MILLISECONDS);
    for (const connection of this.#all) {
      if (connection.due === undefined) continue;
      connection.due = undefined;
      connection.socket.destroy();
    }
    this.#waiting.length = 0;
    this.#waitingFrom = 0;
    this.#isCounting = true;
  }

  /** Sends request `n` when `start + n * interval` has come, and waits for the answers. */
  async send(total: number, start: number, interval: number): Promise<void> {
    const { now } = this.request;
    this.#startedAt = start;
    let sent = 0;
    const sendDue = (): boolean => {
      for (let at = now(); sent < total && start + sent * interval <= at; sent += 1) {
        const due = start + sent * interval;
        this.#delays.push(now() - due);
        this.#give(due);
      }
      return sent === total;
    };
    await this.#until(sendDue, Infinity, () => start + sent * interval);
    await this.#until(() => this.#isIdle(), DRAIN_MILLISECONDS);
    this.#endedAt = now();
    const left = [...this.#all].flatMap(({ due }) => due ?? []);
    for (const due of [...left, ...this.#waiting.slice(this.#waitingFrom)]) {
      this.#unanswered += 1;
      // At least that long: to leave it out would be the very omission.
      this.#latencies.push(this.#endedAt - due);
    }
  }

  result(rate: number, sent: number): RateSample {
    return {
      rate,
      sent,
      requests: this.#answered,
      seconds: (this.#endedAt - this.#startedAt) / 1000,
      latency: percentilesOf(this.#latencies),
      delay: percentilesOf(this.#delays),
      errors: this.#errors,
      unanswered: this.#unanswered,
      non2xx: this.#non2xx,
    };
  }

  close(): void {
    this.#isClosed = true;
    for (const { socket } of this.#all) socket.destroy();
  }

  #isIdle(): boolean {
    if (this.#waitingFrom < this.#waiting.length) return false;
    for (const { due } of this.#all) if (due !== undefined) return false;
    return true;
  }

  #give(due: number): void {
    const connection = this.#free.pop();
    if (connection === undefined) {
      this.#waiting.push(due);
      return;
    }
    connection.due = due;
    connection.socket.write(this.#bytes);
  }

  #connect(): void {
    if (this.#isClosed) return;
    const socket = connect({ ...this.#place, noDelay: true });
    const connection: Connection = {
      socket,
      due: undefined,
      reader: new ResponseReader(this.request.method === 'HEAD'),
    };
    this.#all.add(connection);
    let isOpen = false;
    socket.on('connect', () => {
      isOpen = true;
      this.#release(connection);
    });
    socket.on('data', (bytes: Buffer) => {
      const answer = connection.reader.push(bytes);
      if (answer === undefined) return;
      this.#count(connection, answer.status);
      if (answer.keepsAlive) this.#release(connection);
      else socket.destroy();
    });
    // What went wrong is counted when the connection is gone, which follows.
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#all.delete(connection);
      const place = this.#free.indexOf(connection);
      if (place >= 0) this.#free.splice(place, 1);
      const answer = connection.reader.close();
      if (connection.due !== undefined && answer) this.#count(connection, answer.status);
      if (connection.due !== undefined && this.#isCounting && !this.#isClosed) this.#errors += 1;
      if (isOpen) this.#connect();
      else setTimeout(() => this.#connect(), RETRY_MILLISECONDS);
    });
  }

  #count(connection: Connection, status: number): void {
    const { due } = connection;
    connection.due = undefined;
    if (due === undefined || !this.#isCounting) return;
    if (status < 200 || status > 299) {
      this.#non2xx += 1;
      return;
    }
    this.#answered += 1;
    this.#latencies.push(this.request.now() - due);
  }

  /** To the request that has waited longest, or to the next one. */
  #release(connection: Connection): void {
    this.#free.push(connection);
    if (this.#waitingFrom === this.#waiting.length) return;
    const due = this.#waiting[this.#waitingFrom]!;
    this.#waitingFrom += 1;
    this.#give(due);
  }

  /** Calls `isDone` again and again, at `next` at the latest, until it is true or the time is up. */
  async #until(
    isDone: () => boolean,
    milliseconds: number,
    next: () => number = () => Infinity,
  ): Promise<void> {
    const { now, signal } = this.request;
    const over = now() + milliseconds;
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (signal.aborted) return void reject(signal.reason as Error);
        if (isDone() || now() >= over) return void resolve();
        const left = Math.min(next(), over) - now();
        if (left > SHORT_MILLISECONDS) {
          setTimeout(look, Math.min(left - 1, 10));
          return;
        }
        if (left > 0) Atomics.wait(SLEEPER, 0, 0, Math.min(left, STEP_MILLISECONDS));
        setImmediate(look);
      };
      look();
    });
  }
}

const SLEEPER = new Int32Array(new SharedArrayBuffer(4));

function requestBytes(url: URL, { method, headers, body }: LoadRequest): Buffer {
  const lines = [
    `${method} ${url.pathname}${url.search} HTTP/1.1`,
    `host: ${url.host}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ...(body === undefined ? [] : [`content-length: ${Buffer.byteLength(body)}`]),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body ?? ''}`);
}
