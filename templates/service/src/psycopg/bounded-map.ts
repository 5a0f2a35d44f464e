/** A cache that forgets what was asked for first when it is full. */
export class BoundedMap<Key, Item> {
  readonly #items = new Map<Key, Item>();

  constructor(readonly limit: number) {}

  get(key: Key, make: () => Item): Item {
    const known = this.#items.get(key);
    if (known !== undefined) return known;
    const made = make();
    if (this.#items.size >= this.limit) {
      const [oldest] = this.#items.keys();
      this.#items.delete(oldest!);
    }
    this.#items.set(key, made);
    return made;
  }
}
