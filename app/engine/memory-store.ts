/** The whole state of one shop in memory: what simulation, the demo's history and tests run the engine on. */
import type { Decision } from "../core/decision/decision.ts";
import type { Definition } from "../core/journey/definition.ts";
import { canMove } from "../core/message/status.ts";
import type { Message } from "../core/message/message.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";
import { DueHeap } from "./due-heap.ts";
import type { ClaimedMessage, DeliveryOutcome, MessageUpdate, PendingDelivery, Store, Transaction } from "./ports.ts";
import { isStopped, WorkingSet } from "./working-set.ts";
import type { LiveJourney, RecordedEvent, StopOrder } from "./working-set.ts";

export class MemoryStore implements Store {
  readonly work: WorkingSet;
  readonly pending: PendingDelivery[] = [];
  readonly outcomes = new Map<string, DeliveryOutcome>();
  /** Journeys that are being stopped. */
  readonly stopping = new Set<string>();
  readonly #messages = new Map<string, Message>();
  readonly #queued = new Set<string>();
  readonly #known = new Set<string>();
  /** Where the decision about a message stands in `work.decisions`. */
  readonly #decided = new Map<string, number>();
  readonly #dueWalks = new DueHeap((id, at) => {
    const walk = this.work.enrollments.get(id);
    return walk?.status === "active" && walk.dueAt === at;
  });
  readonly #dueMessages = new DueHeap((id, at) => this.#queued.has(id) && this.#messages.get(id)?.sendAt === at);
  #last: Promise<unknown> = Promise.resolve();
  #settledEvents = 0;
  #settledDecisions = 0;
  #settledMerges = 0;

  constructor(shop: Shop, journeys: readonly LiveJourney[]) {
    const definitions = (key: string, version: number): Definition => {
      const found = journeys.find((journey) => journey.definition.key === key && journey.version === version);
      if (!found) throw new Error(`no version ${version} of journey ${key}`);
      return found.definition;
    };
    this.work = new WorkingSet(shop, journeys, definitions);
    this.work.enrollments.watch((id, walk) => {
      if (walk.status === "active" && walk.dueAt !== null) this.#dueWalks.add(id, walk.dueAt);
    });
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
    const [walk, message] = [this.#dueWalks.next(), this.#dueMessages.next()];
    return walk === null ? message : message === null ? walk : Math.min(walk, message);
  }

  /** One after another, as locks do it in a database. */
  transaction<T>(_shopId: string, run: (tx: Transaction) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => run(this.#open()));
    this.#last = result.catch(() => undefined);
    return result;
  }

  #open(): Transaction {
    return {
      claimDeliveries: async (limit) => this.pending.splice(0, limit),
      claimDue: async (now, limit) => {
        const ownersOf = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => this.work.enrollments.get(id)?.profileId as string))];
        return ownersOf(this.#dueWalks.due(now, (ids) => ids.length >= limit && ownersOf(ids).length >= limit));
      },
      claimStopping: async (limit) => this.#stopping(limit),
      load: async () => this.work,
      // Simulations read what is stored, and what was erased is not.
      erasures: async () => new Map(),
      knownEvents: async (keys) => new Set(keys.filter((key) => this.#known.has(key))),
      save: async () => this.#save(),
      settleDeliveries: async (outcomes) => outcomes.forEach((outcome) => this.outcomes.set(outcome.id, outcome)),
      updateMessages: async (updates) => updates.forEach((update) => this.#update(update)),
    };
  }

  #stopping(limit: number): { profileIds: string[]; journeys: string[] } {
    const journeys = [...this.stopping];
    const open = journeys.length === 0 ? [] : [...this.work.enrollments.values()].filter((walk) => this.stopping.has(walk.journey) && (walk.status === "active" || walk.status === "paused"));
    if (open.length === 0) this.stopping.clear();
    return { profileIds: [...new Set(open.map((walk) => walk.profileId))].slice(0, limit), journeys };
  }

  async claimMessages(_shopId: string, now: Instant, limit: number): Promise<ClaimedMessage[]> {
    return this.#dueMessages.due(now, (ids) => ids.length >= limit).map((id) => {
      const message = this.#messages.get(id) as Message;
      const sending = { ...message, status: "sending" as const, attempts: message.attempts + 1 };
      this.#put(sending);
      return { ...sending, wasInterrupted: false };
    });
  }

  #put(message: Message): void {
    this.#messages.set(message.id, message);
    if (message.status !== "queued") {
      this.#queued.delete(message.id);
      return;
    }
    this.#queued.add(message.id);
    if (message.sendAt !== null) this.#dueMessages.add(message.id, message.sendAt);
  }

  #update(update: MessageUpdate): void {
    const message = this.#messages.get(update.id);
    if (!message || !canMove(message.status, update.status)) return;
    this.#put({ ...message, status: update.status, reason: update.reason, sendAt: update.sendAt });
    if (update.rule !== undefined) this.#drop(message.id, { rule: update.rule, reason: update.reason ?? "", messageId: message.id });
  }

  #save(): void {
    const { work } = this;
    for (; this.#settledEvents < work.events.length; this.#settledEvents++) this.#known.add((work.events[this.#settledEvents] as RecordedEvent).event.key);
    for (; this.#settledDecisions < work.decisions.length; this.#settledDecisions++) {
      const messageId = work.decisions[this.#settledDecisions]?.messageId;
      if (messageId) this.#decided.set(messageId, this.#settledDecisions);
    }
    // Before the stops: what is stopped for a customer is what has just become theirs, too.
    if (work.merges.size > this.#settledMerges) for (const [gone, kept] of [...work.merges].slice(this.#settledMerges)) this.#move(gone, kept);
    this.#settledMerges = work.merges.size;
    for (const order of work.stops.splice(0)) this.#stop(order);
    for (const message of work.messages.splice(0)) this.#put(message);
  }

  #stop(order: StopOrder): void {
    for (const id of this.#queued) {
      const message = this.#messages.get(id) as Message;
      if (!isStopped(order, message)) continue;
      this.#queued.delete(id);
      if (order.remove) this.#messages.delete(id);
      else this.#put({ ...message, status: "stopped", reason: order.reason, sendAt: null });
      this.#drop(id, { rule: order.rule, reason: order.reason, messageId: order.remove ? null : id });
    }
  }

  /** What was decided to go, and does not. */
  #drop(messageId: string, why: Pick<Decision, "rule" | "reason" | "messageId">): void {
    const index = this.#decided.get(messageId);
    const decision = index === undefined ? undefined : this.work.decisions[index];
    if (index !== undefined && decision) this.work.decisions[index] = { ...decision, outcome: "drop", ...why };
  }

  /** What belonged to a merged profile is its survivor's. */
  #move(gone: string, kept: string): void {
    for (const [ref, order] of this.work.orders.entries()) if (order.profileId === gone) this.work.orders.set(ref, { ...order, profileId: kept });
    for (const [key, id] of this.work.identities.entries()) if (id === gone) this.work.identities.set(key, kept);
    this.work.events.forEach((recorded, index) => {
      if (recorded.profileId === gone) this.work.events[index] = { ...recorded, profileId: kept };
    });
    this.work.decisions.forEach((decision, index) => {
      if (decision.profileId === gone) this.work.decisions[index] = { ...decision, profileId: kept };
    });
    for (const message of this.#messages.values()) if (message.profileId === gone) this.#messages.set(message.id, { ...message, profileId: kept });
  }
}
