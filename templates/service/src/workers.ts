/**
 * One process for each core, on one port: Node hands the connections round. This process serves nothing; it starts the
 * others, starts another where one has ended, and passes the signal to end on to all of them. The connections to the
 * database that one process would have are shared out.
 */
import cluster, { type Worker } from 'node:cluster';

export interface Connections {
  readonly poolSize: number;
  readonly readConnections?: number;
}

/** In milliseconds. A worker that ends before this was started in vain: each further one waits twice as long. */
const IN_VAIN = 10_000;
const FIRST_WAIT = 100;
const LONGEST_WAIT = 10_000;

export function startWorkers(
  workers: number,
  { poolSize, readConnections = 1 }: Connections,
): void {
  const share = (connections: number) => String(Math.max(1, Math.floor(connections / workers)));
  const environment = { POOL_SIZE: share(poolSize), READ_CONNECTIONS: share(readConnections) };
  const running = new Set<Worker>();
  let isEnding = false;
  let hasServed = false;
  let wait = FIRST_WAIT;

  function start(): void {
    if (isEnding) return;
    const startedAt = Date.now();
    const worker = cluster.fork(environment);
    running.add(worker);
    worker.once('listening', () => {
      hasServed = true;
    });
    worker.once('exit', (code, signal) => {
      running.delete(worker);
      if (isEnding) return endWhenAlone(code);
      // What keeps the first from serving, such as a port that is taken, keeps the others from it, too.
      if (!hasServed) return end(code || 1);
      wait = Date.now() - startedAt < IN_VAIN ? Math.min(wait * 2, LONGEST_WAIT) : FIRST_WAIT;
      const reason = signal ?? `exit code ${code}`;
      process.stderr.write(`a worker ended (${reason}), another starts in ${wait} ms\n`);
      setTimeout(start, wait);
    });
  }

  function end(code: number): void {
    if (isEnding) return;
    isEnding = true;
    for (const worker of running) worker.process.kill('SIGTERM');
    endWhenAlone(code);
  }

  function endWhenAlone(code: number): void {
    // One that is told to end before it could hear it has no code.
    if (code) process.exitCode = code;
    if (running.size === 0) process.exit();
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(0));
  for (let index = 0; index < workers; index += 1) start();
}
