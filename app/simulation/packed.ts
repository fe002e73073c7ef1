type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A kind of object is the way along its keys; `id` where one ends. */
type Kind = { id: number | null; readonly next: Map<string, Kind> };

/**
 * Plain data as short texts: the keys of each kind of object are kept once, not in every text. What comes back is
 * what JSON would have given, with the keys in the same order.
 */
export class Packed {
  readonly #kinds: Kind = { id: null, next: new Map() };
  readonly #keys: (readonly string[])[];

  /** @param keys of another's, to unpack its texts */
  constructor(keys: readonly (readonly string[])[] = []) {
    this.#keys = [];
    for (const names of keys) this.#idOf(names);
  }

  /** The keys of each kind of object there is in the texts so far. */
  get keys(): readonly (readonly string[])[] {
    return this.#keys;
  }

  pack(value: unknown): string {
    return JSON.stringify(this.#packed(value as Json));
  }

  unpack<T>(text: string): T {
    return this.#unpacked(JSON.parse(text) as Json) as T;
  }

  /** An object becomes the number of its keys' list and its values; a list begins with -1. */
  #packed(value: Json): Json {
    if (typeof value !== "object" || value === null) return value;
    if (Array.isArray(value)) return [-1, ...value.map((one: Json) => this.#packed(one))];
    const object = value as { readonly [key: string]: Json | undefined };
    const keys = Object.keys(object).filter((key) => object[key] !== undefined);
    const values: Json[] = [this.#idOf(keys)];
    for (const key of keys) values.push(this.#packed(object[key] as Json));
    return values;
  }

  #idOf(keys: readonly string[]): number {
    let kind = this.#kinds;
    for (const key of keys) {
      let next = kind.next.get(key);
      if (!next) kind.next.set(key, (next = { id: null, next: new Map() }));
      kind = next;
    }
    return (kind.id ??= this.#keys.push(keys) - 1);
  }

  #unpacked(value: Json): Json {
    if (!Array.isArray(value)) return value;
    if (value[0] === -1) {
      const list: Json[] = [];
      for (let index = 1; index < value.length; index++) list.push(this.#unpacked(value[index] as Json));
      return list;
    }
    const keys = this.#keys[value[0] as number] as readonly string[];
    const object: Record<string, Json> = {};
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] as string;
      const one = this.#unpacked(value[index + 1] as Json);
      // Set plainly, this name would be the object's prototype.
      if (key === "__proto__") Object.defineProperty(object, key, { value: one, enumerable: true, configurable: true, writable: true });
      else object[key] = one;
    }
    return object;
  }
}
