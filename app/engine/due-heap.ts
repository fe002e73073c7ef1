import type { Instant } from "../core/shared/instant.ts";

type Entry = { readonly at: Instant; readonly turn: number; readonly id: string };

/**
 * What is due when, earliest first and in the order it was added. A thing that moved is simply added again:
 * entries that `isCurrent` denies are dropped when they come up.
 */
export class DueHeap {
  readonly #entries: Entry[] = [];
  readonly #isCurrent: (id: string, at: Instant) => boolean;
  #turn = 0;

  constructor(isCurrent: (id: string, at: Instant) => boolean) {
    this.#isCurrent = isCurrent;
  }

  add(id: string, at: Instant): void {
    this.#push({ at, turn: this.#turn++, id });
  }

  /** The earliest moment anything is due at, or null. */
  next(): Instant | null {
    for (let first = this.#entries[0]; first; first = this.#entries[0]) {
      if (this.#isCurrent(first.id, first.at)) return first.at;
      this.#pop();
    }
    return null;
  }

  /** Ids due at `now`, earliest first, until `enough` says so. They stay in, and leave by no longer being current. */
  due(now: Instant, enough: (ids: readonly string[]) => boolean): string[] {
    const taken: Entry[] = [];
    const ids: string[] = [];
    for (let at = this.next(); at !== null && at <= now && !enough(ids); at = this.next()) {
      const entry = this.#pop();
      if (!entry) break;
      taken.push(entry);
      if (!ids.includes(entry.id)) ids.push(entry.id);
    }
    for (const entry of taken) this.#push(entry);
    return ids;
  }

  #push(entry: Entry): void {
    const heap = this.#entries;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const above = (index - 1) >> 1;
      const parent = heap[above] as Entry;
      if (isBefore(parent, entry)) break;
      heap[index] = parent;
      index = above;
    }
    heap[index] = entry;
  }

  #pop(): Entry | undefined {
    const heap = this.#entries;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1] as Entry, heap[below] as Entry)) below++;
      if (isBefore(last, heap[below] as Entry)) break;
      heap[index] = heap[below] as Entry;
      index = below;
    }
    heap[index] = last;
    return first;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.turn < b.turn);
}
