/**
 * The generator behind Python's `random`: MT19937, so that what is seeded gives the same numbers. Source: Matsumoto
 * and Nishimura's description, and CPython's `_randommodule.c` for what a seed is made of.
 */
const SIZE = 624;
const PERIOD = 397;

export class MersenneTwister {
  readonly #state = new Uint32Array(SIZE);
  #at = SIZE;

  /** @param seed not below zero. */
  seed(seed: bigint): void {
    const key: number[] = [];
    for (let rest = seed; rest > 0n; rest >>= 32n) key.push(Number(rest & 0xffffffffn));
    this.#seedWith(key.length === 0 ? [0] : key);
  }

  #seedWith(key: readonly number[]): void {
    const state = this.#state;
    state[0] = 19_650_218;
    for (let at = 1; at < SIZE; at += 1) {
      const before = state[at - 1]! ^ (state[at - 1]! >>> 30);
      state[at] = Math.imul(1_812_433_253, before) + at;
    }
    let at = 1;
    for (let step = 0; step < Math.max(SIZE, key.length); step += 1) {
      const before = state[at - 1]! ^ (state[at - 1]! >>> 30);
      const place = step % key.length;
      state[at] = (state[at]! ^ Math.imul(before, 1_664_525)) + key[place]! + place;
      at = this.#following(at);
    }
    for (let step = 1; step < SIZE; step += 1) {
      const before = state[at - 1]! ^ (state[at - 1]! >>> 30);
      state[at] = (state[at]! ^ Math.imul(before, 1_566_083_941)) - at;
      at = this.#following(at);
    }
    state[0] = 0x80000000;
    this.#at = SIZE;
  }

  #following(at: number): number {
    if (at + 1 < SIZE) return at + 1;
    this.#state[0] = this.#state[SIZE - 1]!;
    return 1;
  }

  /** 32 bits. */
  next(): number {
    if (this.#at >= SIZE) this.#twist();
    let word = this.#state[this.#at]!;
    this.#at += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let at = 0; at < SIZE; at += 1) {
      const mixed = (state[at]! & 0x80000000) | (state[(at + 1) % SIZE]! & 0x7fffffff);
      state[at] = state[(at + PERIOD) % SIZE]! ^ (mixed >>> 1) ^ (mixed & 1 ? 0x9908b0df : 0);
    }
    this.#at = 0;
  }

  /** From 0 to below 1, with 53 bits. */
  fraction(): number {
    const high = this.next() >>> 5;
    const low = this.next() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  bits(count: number): bigint {
    let result = 0n;
    for (let done = 0; done < count; done += 32) {
      const wanted = Math.min(32, count - done);
      result |= BigInt(this.next() >>> (32 - wanted)) << BigInt(done);
    }
    return result;
  }

  /** From 0 to below the limit, all alike. */
  below(limit: bigint): bigint {
    const count = limit.toString(2).length;
    let found = this.bits(count);
    while (found >= limit) found = this.bits(count);
    return found;
  }
}
