/**
 * The order in which CPython gives the members of a set of ints. It is not that in which they came, but the same in
 * every run, and an app may answer with it. So the hash table of CPython 3.11 (`Objects/setobject.c`) is kept beside
 * the members: where each lies, when it grows, and what a removal leaves behind. The order of texts is another one in
 * every run of Python; they have no table.
 */
import type { Int } from './value.js';

const MIN_SIZE = 8;
const LINEAR_PROBES = 9;
const PERTURB_SHIFT = 5n;
/** What was removed keeps its place until the table grows. */
const REMOVED = Symbol('removed');

type Slot = Int | typeof REMOVED | undefined;

export class SetTable {
  #slots: Slot[] = emptySlots(MIN_SIZE);
  /** Places that are taken, by members or by what was removed. */
  #fill = 0;
  #used = 0;
  /** Where `pop` goes on. */
  #finger = 0;

  get #mask(): number {
    return this.#slots.length - 1;
  }

  /** The members in the order of the table. */
  keys(): Int[] {
    return this.#slots.filter((slot): slot is Int => slot !== undefined && slot !== REMOVED);
  }

  /** A key that is not there yet. */
  add(key: Int): void {
    const at = freeSlot(this.#slots, key);
    const isReused = this.#slots[at] === REMOVED;
    this.#slots[at] = key;
    this.#used += 1;
    if (isReused) return;
    this.#fill += 1;
    if (this.#fill * 5 >= this.#mask * 3)
      this.#resize(this.#used > 50_000 ? this.#used * 2 : this.#used * 4);
  }

  remove(key: Int): void {
    this.#slots[this.#slots.indexOf(key)] = REMOVED;
    this.#used -= 1;
  }

  /** Where the next `pop` finds its member. */
  pop(): Int {
    let at = this.#finger & this.#mask;
    while (this.#slots[at] === undefined || this.#slots[at] === REMOVED) at = (at + 1) & this.#mask;
    const key = this.#slots[at] as Int;
    this.#slots[at] = REMOVED;
    this.#used -= 1;
    this.#finger = at + 1;
    return key;
  }

  /** Before so many come at once, from a set or a dict. */
  makeRoom(count: number): void {
    if ((this.#fill + count) * 5 >= this.#mask * 3) this.#resize((this.#used + count) * 2);
  }

  /** The members of another set, where this one is empty and there is room. */
  takeFrom(other: SetTable): void {
    if (this.#mask === other.#mask && other.#fill === other.#used) {
      this.#slots = [...other.#slots];
    } else {
      for (const key of other.keys()) this.#slots[freeSlot(this.#slots, key)] = key;
    }
    this.#fill = other.#used;
    this.#used = other.#used;
  }

  /** Removals leave no more than a quarter of the table behind. */
  clean(): void {
    if (this.#fill - this.#used <= Math.floor(this.#mask / 4)) return;
    this.#resize(this.#used > 50_000 ? this.#used * 2 : this.#used * 4);
  }

  get isUntouched(): boolean {
    return this.#fill === 0;
  }

  #resize(atLeast: number): void {
    let size = MIN_SIZE;
    while (size <= atLeast) size *= 2;
    const slots = emptySlots(size);
    for (const key of this.keys()) slots[freeSlot(slots, key)] = key;
    this.#slots = slots;
    this.#fill = this.#used;
  }
}

function emptySlots(size: number): Slot[] {
  return Array.from({ length: size }, () => undefined);
}

/** Some places in a row are looked at before the next jump. */
function freeSlot(slots: readonly Slot[], key: Int): number {
  const mask = slots.length - 1;
  const hash = hashOf(key);
  let at = Number(hash & BigInt(mask));
  let perturb = hash;
  // Of the places that were left behind on the way, the last one is taken again.
  let left: number | undefined;
  for (;;) {
    const probes = at + LINEAR_PROBES <= mask ? LINEAR_PROBES : 0;
    for (let place = at; place <= at + probes; place += 1) {
      if (slots[place] === undefined) return left ?? place;
      if (slots[place] === REMOVED) left = place;
    }
    perturb >>= PERTURB_SHIFT;
    at = Number((BigInt(at) * 5n + 1n + perturb) & BigInt(mask));
  }
}

const MODULUS = 2n ** 61n - 1n;

/** Of an int, as 64 bits without a sign. */
function hashOf(key: Int): bigint {
  const value = BigInt(key);
  const rest = (value < 0n ? -value : value) % MODULUS;
  const hash = value < 0n ? -rest : rest;
  return BigInt.asUintN(64, hash === -1n ? -2n : hash);
}
