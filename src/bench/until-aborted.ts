/**
 * `promise`, or a rejection with the signal's reason as soon as it aborts, whichever comes first. What the
 * promise stands for must listen to the signal itself in order to stop.
 */
export async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    const abandon = (): void => reject(signal.reason as Error);
    if (signal.aborted) abandon();
    signal.addEventListener('abort', abandon, { once: true });
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abandon));
  });
}
