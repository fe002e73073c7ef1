/** A map that knows which of its entries were changed since they were loaded. */
export class Tracked<T> {
  readonly #values = new Map<string, T>();
  readonly #changed = new Set<string>();
  #watcher: ((key: string, value: T) => void) | null = null;

  get(key: string): T | undefined {
    return this.#values.get(key);
  }

  /** Puts a stored value in, unchanged. */
  load(key: string, value: T): void {
    this.#values.set(key, value);
  }

  set(key: string, value: T): void {
    if (this.#values.get(key) === value) return;
    this.#values.set(key, value);
    this.#changed.add(key);
    this.#watcher?.(key, value);
  }

  /** Tells every later change as it happens. */
  watch(watcher: (key: string, value: T) => void): void {
    this.#watcher = watcher;
  }

  values(): IterableIterator<T> {
    return this.#values.values();
  }

  entries(): IterableIterator<[string, T]> {
    return this.#values.entries();
  }

  /** Entries changed since they were loaded, in the order they were first changed. */
  changes(): [string, T][] {
    return [...this.#changed].map((key) => [key, this.#values.get(key) as T]);
  }

  /** After the changes were written. */
  settle(): void {
    this.#changed.clear();
  }
}
