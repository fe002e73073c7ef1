/** The whole state of one shop in memory: what simulation and tests run the engine on. */
import type { Definition } from "../core/journey/definition.ts";
import type { Message } from "../core/message/message.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";
import type { ClaimedMessage, DeliveryOutcome, MessageUpdate, PendingDelivery, Store, Transaction } from "./ports.ts";
import { WorkingSet } from "./working-set.ts";
import type { LiveJourney, RecordedEvent } from "./working-set.ts";

export class MemoryStore implements Store {
  readonly work: WorkingSet;
  readonly pending: PendingDelivery[] = [];
  readonly outcomes = new Map<string, DeliveryOutcome>();
  readonly #messages = new Map<string, Message>();
  readonly #known = new Set<string>();
  #settledEvents = 0;

  constructor(shop: Shop, journeys: readonly LiveJourney[]) {
    const definitions = (key: string, version: number): Definition => {
      const found = journeys.find((journey) => journey.definition.key === key && journey.version === version);
      if (!found) throw new Error(`no version ${version} of journey ${key}`);
      return found.definition;
    };
    this.work = new WorkingSet(shop, journeys, definitions);
  }

  /** Messages as they stand, oldest first. */
  get messages(): Message[] {
    return [...this.#messages.values()];
  }

  get events(): readonly RecordedEvent[] {
    return this.work.events;
  }

  /** The next moment at which a walk or a message wants to move; null when everything waits for events. */
  nextDue(): Instant | null {
    let next: Instant | null = null;
    const at = (moment: Instant | null): void => {
      if (moment !== null && (next === null || moment < next)) next = moment;
    };
    for (const walk of this.work.enrollments.values()) if (walk.status === "active") at(walk.dueAt);
    for (const message of this.#messages.values()) if (message.status === "queued") at(message.sendAt);
    return next;
  }

  async transaction<T>(_shopId: string, run: (tx: Transaction) => Promise<T>): Promise<T> {
    return run({
      claimDeliveries: async (limit) => this.pending.splice(0, limit),
      claimDue: async (now, limit) => {
        const due = [...this.work.enrollments.values()].filter((walk) => walk.status === "active" && walk.dueAt !== null && walk.dueAt <= now);
        return [...new Set(due.sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0)).map((walk) => walk.profileId))].slice(0, limit);
      },
      load: async () => this.work,
      knownEvents: async (keys) => new Set(keys.filter((key) => this.#known.has(key))),
      save: async () => this.#save(),
      settleDeliveries: async (outcomes) => outcomes.forEach((outcome) => this.outcomes.set(outcome.id, outcome)),
      updateMessages: async (updates) => updates.forEach((update) => this.#update(update)),
    });
  }

  async claimMessages(_shopId: string, now: Instant, limit: number): Promise<ClaimedMessage[]> {
    const ready = this.messages.filter((message) => message.status === "queued" && message.sendAt !== null && message.sendAt <= now).slice(0, limit);
    return ready.map((message) => {
      const sending = { ...message, status: "sending" as const, attempts: message.attempts + 1 };
      this.#messages.set(message.id, sending);
      return { ...sending, wasInterrupted: false };
    });
  }

  #update(update: MessageUpdate): void {
    const message = this.#messages.get(update.id);
    if (message) this.#messages.set(message.id, { ...message, status: update.status, reason: update.reason, sendAt: update.sendAt });
  }

  #save(): void {
    const { work } = this;
    for (const { event } of work.events.slice(this.#settledEvents)) this.#known.add(event.key);
    this.#settledEvents = work.events.length;
    for (const order of work.stops.splice(0)) {
      for (const message of this.#messages.values()) {
        const hit = order.enrollmentId !== null ? message.enrollmentId === order.enrollmentId : message.profileId === order.profileId && message.class === "marketing";
        if (message.status !== "queued" || !hit) continue;
        if (order.remove) this.#messages.delete(message.id);
        else this.#messages.set(message.id, { ...message, status: "stopped", reason: order.reason, sendAt: null });
        work.decisions.forEach((decision, index) => {
          if (decision.messageId === message.id) work.decisions[index] = { ...decision, outcome: "drop", rule: order.rule, reason: order.reason, messageId: order.remove ? null : message.id };
        });
      }
    }
    for (const message of work.messages.splice(0)) this.#messages.set(message.id, message);
    for (const [gone, kept] of work.merges) this.#move(gone, kept);
  }

  /** What belonged to a merged profile is its survivor's. */
  #move(gone: string, kept: string): void {
    for (const [ref, order] of this.work.orders.entries()) if (order.profileId === gone) this.work.orders.set(ref, { ...order, profileId: kept });
    for (const [key, id] of this.work.identities.entries()) if (id === gone) this.work.identities.set(key, kept);
    this.work.events.forEach((recorded, index) => {
      if (recorded.profileId === gone) this.work.events[index] = { ...recorded, profileId: kept };
    });
    for (const message of this.#messages.values()) if (message.profileId === gone) this.#messages.set(message.id, { ...message, profileId: kept });
  }
}
