/**
 * Waits until a server answers. Any answer will do, an error page too: the question is whether it serves,
 * not whether it is right. A server that ends while it is waited for fails the wait at once, with what it
 * printed.
 */
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

import { exitText, ProcessFailed } from './process-failed.js';
import type { RunningProcess } from './start-process.js';

const RETRY_MS = 25;
/** A server that has accepted and says nothing may still be loading; asking anew finds out. */
const ATTEMPT_MS = 2000;

/**
 * Asks for `url` (plain http) until there is an answer, and gives its status code.
 * @throws ProcessFailed when `process` ends first or nothing answers within `timeoutMs`.
 */
export async function waitForHttp(
  url: string,
  options: { readonly timeoutMs: number; readonly process: RunningProcess },
): Promise<number> {
  const { timeoutMs, process } = options;
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), timeoutMs);
  const first = await Promise.race([process.exited, firstAnswer(url, over.signal)]);
  clearTimeout(timer);
  over.abort();
  if (typeof first === 'number') return first;
  const reason =
    first === undefined
      ? `did not answer ${url} within ${timeoutMs / 1000} s`
      : `${exitText(first)} before it answered ${url}`;
  throw new ProcessFailed(`${process.name} ${reason}`, process.recentOutput());
}

/** The status of the first answer; undefined when `over` aborts before there is one. */
async function firstAnswer(url: string, over: AbortSignal): Promise<number | undefined> {
  const status = await answer(url, over);
  if (status !== undefined || over.aborted) return status;
  await delay(RETRY_MS);
  return firstAnswer(url, over);
}

function answer(url: string, signal: AbortSignal): Promise<number | undefined> {
  return new Promise((resolve) => {
    const settings = { agent: false, signal, timeout: ATTEMPT_MS };
    const request = get(url, settings, (response) => {
      resolve(response.statusCode);
      response.destroy();
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(undefined));
  });
}
