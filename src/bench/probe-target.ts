/**
 * Whether anybody listens at a target's address at all. It only opens a connection: a target that answers
 * every request with an error, or is busy, is alive.
 */
import { connect } from 'node:net';
import type { Target } from './bench-request.js';

const TIMEOUT_MILLISECONDS = 3000;

/** Undefined when a connection opens, else why not: `connection refused`. */
export async function probeTarget(target: Pick<Target, 'url'>): Promise<string | undefined> {
  const url = new URL(target.url);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return await new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (reason: string | undefined): void => {
      socket.destroy();
      resolve(reason);
    };
    socket.setTimeout(TIMEOUT_MILLISECONDS, () => finish('no connection within 3 s'));
    socket.on('connect', () => finish(undefined));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      finish(error.code === 'ECONNREFUSED' ? 'connection refused' : error.message || error.code);
    });
  });
}
