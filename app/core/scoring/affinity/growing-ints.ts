/** A list of 32-bit integers that grows: a tenth of the memory that an array of numbers in objects takes. */
export class GrowingInts {
  #values = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const wider = new Int32Array(Math.ceil(this.length * 1.5));
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.length++] = value;
  }

  /** What is in it, not copied: valid until the next push. */
  view(): Int32Array {
    return this.#values.subarray(0, this.length);
  }
}
