/** Buffers for answers, each of which serves one after the other: to allocate 50 kB costs more than to fill them. */
const idle: Buffer[] = [];

/** More answers than this are seldom on their way at a time. */
const MAX_IDLE = 16;
/** In bytes: what is larger is not kept. */
const MAX_KEPT = 4 * 1024 * 1024;

/** A buffer of this length, in bytes, or a longer one, with anything in it. */
export function takeBuffer(length: number): Buffer {
  const buffer = idle.pop();
  if (buffer !== undefined && buffer.length >= length) return buffer;
  return Buffer.allocUnsafeSlow(length > MAX_KEPT ? length : 2 * length);
}

/** Nobody reads it any more. */
export function giveBack(buffer: Buffer): void {
  if (idle.length < MAX_IDLE && buffer.length <= MAX_KEPT) idle.push(buffer);
}
