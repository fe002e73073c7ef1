import type { Instant } from "../../core/shared/instant.ts";
import { DueHeap } from "../../engine/due-heap.ts";
import type { StoreWebhook } from "../life/store-webhook.ts";

/** Requests on their way: those that a life was planned with, and those that follow from what happens in it. */
export class Arrivals {
  readonly #planned: readonly StoreWebhook[];
  readonly #more = new Map<string, StoreWebhook>();
  readonly #due = new DueHeap((id) => this.#more.has(id));
  #next = 0;
  #added = 0;

  /** @param planned in the order they arrive */
  constructor(planned: readonly StoreWebhook[]) {
    this.#planned = planned;
  }

  add(requests: readonly StoreWebhook[]): void {
    for (const request of requests) {
      const id = String(this.#added++);
      this.#more.set(id, request);
      this.#due.add(id, request.at);
    }
  }

  nextAt(): Instant | null {
    const planned = this.#planned[this.#next]?.at ?? null;
    const more = this.#due.next();
    return planned === null ? more : more === null ? planned : Math.min(planned, more);
  }

  /** Those that have arrived by `now`, earliest first. */
  take(now: Instant): StoreWebhook[] {
    const taken: StoreWebhook[] = [];
    for (let one = this.#planned[this.#next]; one && one.at <= now; one = this.#planned[++this.#next]) taken.push(one);
    const ids = this.#due.due(now, () => false);
    if (ids.length === 0) return taken;
    for (const id of ids) taken.push(this.#more.get(id) as StoreWebhook);
    for (const id of ids) this.#more.delete(id);
    return taken.sort((a, b) => a.at - b.at);
  }

  /** What is still on its way beyond what was planned. */
  left(): StoreWebhook[] {
    return [...this.#more.values()].sort((a, b) => a.at - b.at);
  }
}
