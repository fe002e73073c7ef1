/** Runs a store's past through the connectors and the engine, on a clock that jumps from one due moment to the next. */
import { setImmediate } from "node:timers/promises";
import { deliver } from "../../engine/deliver.ts";
import type { Send } from "../../engine/deliver.ts";
import { handleDeliveries } from "../../engine/handle-deliveries.ts";
import { handleEvents } from "../../engine/handle-events.ts";
import { handleTimers } from "../../engine/handle-timers.ts";
import { DueHeap } from "../../engine/due-heap.ts";
import { mayStillGo } from "../../engine/may-still-go.ts";
import { MemoryStore } from "../../engine/memory-store.ts";
import type { DeliveryOutcome, Translate } from "../../engine/ports.ts";
import type { LiveJourney, RecordedEvent } from "../../engine/working-set.ts";
import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import { nextAttemptAt } from "../../core/message/backoff.ts";
import { DAY } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Shop } from "../../core/shop.ts";
import type { StoreWebhook } from "../life/store-webhook.ts";
import { orderPercentiles } from "./order-percentiles.ts";
import { reactionEvent } from "./reaction-event.ts";
import { isDeadAddress, reactionsTo } from "./reactions.ts";

export type PastDelivery = StoreWebhook & { readonly outcome: DeliveryOutcome };

export type PastEvent = RecordedEvent & { readonly recordedAt: Instant };

export type Past = {
  /** All of it but the events, which stand below. */
  readonly store: MemoryStore;
  readonly events: readonly PastEvent[];
  readonly deliveries: readonly PastDelivery[];
  readonly orderP90: Readonly<Record<string, number>>;
};

type Ports = { readonly shop: Shop; readonly journeys: readonly LiveJourney[]; readonly translate: Translate; readonly seed: string };

const REFRESH = 30 * DAY;
const MANY = 10_000;
/** After so many moments others get a turn: what is being written goes on, and Ctrl-C is heard. */
const BREATH = 50;

/** Lives through `webhooks`, which are in the order they arrived, up to `until`. */
export async function liveThrough({ shop, journeys, translate, seed }: Ports, webhooks: readonly StoreWebhook[], until: Instant): Promise<Past> {
  let orderP90: Readonly<Record<string, number>> = {};
  let refreshAt = -Infinity;
  let now = webhooks[0]?.at ?? until;
  const growing: Shop = { ...shop, get stats() { return { orderP90 }; } };
  const store = new MemoryStore(growing, journeys);
  const recordedAt: Instant[] = [];
  const planned = new Map<string, { readonly profileId: string; readonly event: CanonicalEvent }>();
  const reactions = new DueHeap((id) => planned.has(id));
  const send: Send = async (_shopId, message) => {
    const profile = store.work.profiles.get(store.work.survivor(message.profileId));
    const objection = profile ? mayStillGo(message, profile, growing, now) : "The customer's data was erased.";
    if (objection !== null) return { kind: "stopped", reason: objection };
    if (isDeadAddress(seed, message.recipient)) return { kind: "failed", deadAddress: true, reason: "There is no such mailbox.", log: "550 5.1.1" };
    for (const reaction of reactionsTo(seed, message, now)) {
      const event = reactionEvent(growing, message, reaction);
      if (!event || planned.has(event.key)) continue;
      planned.set(event.key, { profileId: message.profileId, event });
      reactions.add(event.key, event.at);
    }
    return { kind: "sent", response: "250 2.0.0 Ok" };
  };

  let arrived = 0;
  let turns = 0;
  const nextMoment = (): Instant | null => earliest(earliest(webhooks[arrived]?.at ?? null, store.nextDue()), reactions.next());
  for (let next = nextMoment(); next !== null && next <= until; next = nextMoment()) {
    now = Math.max(now, next);
    if (now >= refreshAt) {
      orderP90 = orderPercentiles(store.work.orders.values(), now);
      refreshAt = now + REFRESH;
    }
    for (let webhook = webhooks[arrived]; webhook && webhook.at <= now; webhook = webhooks[++arrived]) {
      store.pending.push({ id: String(arrived), topic: webhook.topic, body: ENCODER.encode(webhook.body), receivedAt: webhook.at });
    }
    if (store.pending.length > 0) await handleDeliveries(store, shop.id, translate, () => now, MANY);
    const due = reactions.due(now, () => false);
    const told = due.map((key) => planned.get(key)).filter((one) => one !== undefined);
    for (const key of due) planned.delete(key);
    await handleEvents(store, shop.id, told.map(({ profileId, event }) => ({ profileId: store.work.survivor(profileId), event })), now);
    for (let waiting = store.nextDue(); waiting !== null && waiting <= now; waiting = store.nextDue()) {
      await handleTimers(store, shop.id, now, MANY);
      await deliver(store, shop.id, send, nextAttemptAt, () => now, MANY, 1);
    }
    while (recordedAt.length < store.events.length) recordedAt.push(now);
    if (++turns % BREATH === 0) await setImmediate();
  }
  const deliveries = webhooks.slice(0, arrived).map((webhook, index) => ({ ...webhook, outcome: store.outcomes.get(String(index)) as DeliveryOutcome }));
  const events = store.work.events.splice(0).map((recorded, index) => ({ ...recorded, recordedAt: recordedAt[index] as Instant }));
  return { store, events, deliveries, orderP90: orderPercentiles(store.work.orders.values(), until) };
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

const ENCODER = new TextEncoder();
