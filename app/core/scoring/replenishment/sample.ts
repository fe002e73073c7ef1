/** A bounded sample of pairs that does not depend on the order they come in. */

export type Keyed = { readonly key: number };

/**
 * Keeps the pairs with the smallest keys: with keys that are hashes, every pair with the same chance (a "bottom-k" sample:
 * Cohen & Kaplan, PODC 2007).
 */
export class LowestKeys<T extends Keyed> {
  readonly #most: number;
  #kept: T[] = [];
  #bound = Infinity;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether a pair of this key would be kept: asked before the pair is worked out. */
  takes(key: number): boolean {
    return key < this.#bound;
  }

  add(one: T): void {
    if (!this.takes(one.key)) return;
    if (this.#kept.push(one) >= 2 * this.#most) this.#cut();
  }

  /** By key. */
  all(): readonly T[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept.sort((a, b) => a.key - b.key);
    if (this.#kept.length <= this.#most) return;
    this.#bound = (this.#kept[this.#most] as T).key;
    this.#kept.length = this.#most;
  }
}
