/**
 * A repeatable source of chance: the same seed gives the same draws on every machine. sfc32 (PractRand, Chris
 * Doty-Humphrey, public domain), seeded by an FNV-like hash of the text.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  constructor(seed: string) {
    let [a, b, c] = [0x9e3779b9, 0x243f6a88, 0xb7e15162];
    for (let index = 0; index < seed.length; index++) {
      const unit = seed.charCodeAt(index);
      a = Math.imul(a ^ unit, 0x85ebca6b);
      b = Math.imul(b ^ unit, 0xc2b2ae35) ^ (a >>> 13);
      c = Math.imul(c ^ unit, 0x27d4eb2f) ^ (b >>> 16);
    }
    [this.#a, this.#b, this.#c] = [a | 0, b | 0, c | 0];
    for (let round = 0; round < 15; round++) this.next();
  }

  /** In [0, 1). */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** An integer from `low` to `high`, both possible. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(0, from.length - 1)] as T;
  }

  weighted<T>(from: readonly T[], weight: (item: T) => number): T {
    let left = this.next() * from.reduce((sum, item) => sum + weight(item), 0);
    for (const item of from) {
      left -= weight(item);
      if (left < 0) return item;
    }
    return from.at(-1) as T;
  }

  /** Around `mean`, mostly within `spread` of it (sum of four draws, so never beyond twice that). */
  around(mean: number, spread: number): number {
    return mean + (this.next() + this.next() + this.next() + this.next() - 2) * spread;
  }
}
