/** Bytes of a block; a longer text has one of its own. */
const BLOCK = 1 << 23;

/**
 * Texts under their keys, outside of the heap: a million strings in it are copied and looked at by every collection, and
 * it keeps half as much room free beside them. Texts are well-formed Unicode, as JSON.stringify writes them.
 */
export class TextsByKey {
  readonly #blocks: Buffer[] = [];
  #used = BLOCK;
  /** By the text's number: where it begins, blocks one after another, its bytes, and the one before it under the same key (-1: none). */
  readonly #begins: number[] = [];
  readonly #lengths: number[] = [];
  readonly #before: number[] = [];
  readonly #newest = new Map<string, number>();

  /** How many keys there are. */
  get size(): number {
    return this.#newest.size;
  }

  add(key: string, text: string): void {
    const length = Buffer.byteLength(text);
    if (this.#used + length > BLOCK) {
      this.#blocks.push(Buffer.allocUnsafeSlow(Math.max(BLOCK, length)));
      this.#used = 0;
    }
    const last = this.#blocks.length - 1;
    this.#blocks[last]?.write(text, this.#used);
    this.#before.push(this.#newest.get(key) ?? -1);
    this.#lengths.push(length);
    this.#newest.set(key, this.#begins.push(last * BLOCK + this.#used) - 1);
    this.#used += length;
  }

  /** In the order they were first added under. */
  keys(): IterableIterator<string> {
    return this.#newest.keys();
  }

  /** In the order they were added; none under a key that is not there. */
  of(key: string): string[] {
    const texts: string[] = [];
    for (let number = this.#newest.get(key) ?? -1; number >= 0; number = this.#before[number] as number) texts.push(this.#text(number));
    return texts.reverse();
  }

  #text(number: number): string {
    const begin = this.#begins[number] as number;
    const at = begin % BLOCK;
    return (this.#blocks[Math.floor(begin / BLOCK)] as Buffer).toString("utf8", at, at + (this.#lengths[number] as number));
  }
}
