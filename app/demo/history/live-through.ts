/** Runs a store's past through the connectors and the engine, on a clock that jumps from one due moment to the next. */
import { setImmediate } from "node:timers/promises";
import { deliver } from "../../engine/deliver.ts";
import type { Send } from "../../engine/deliver.ts";
import { CALLS_TOGETHER, handleBehaviour } from "../../engine/handle-behaviour.ts";
import { handleDeliveries } from "../../engine/handle-deliveries.ts";
import { handleEvents } from "../../engine/handle-events.ts";
import type { Feedback } from "../../engine/handle-events.ts";
import { handleTimers } from "../../engine/handle-timers.ts";
import { DueHeap } from "../../engine/due-heap.ts";
import { mayStillGo } from "../../engine/may-still-go.ts";
import { MemoryStore } from "../../engine/memory-store.ts";
import type { DeliveryOutcome, Translate } from "../../engine/ports.ts";
import type { LiveJourney, RecordedEvent } from "../../engine/working-set.ts";
import { nextAttemptAt } from "../../core/message/backoff.ts";
import { recordedOnly } from "../../core/message/recorded.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { NO_STATS } from "../../core/shop.ts";
import type { Shop, ShopStats } from "../../core/shop.ts";
import { CALL_TOPIC } from "../life/call.ts";
import type { StoreWebhook } from "../life/store-webhook.ts";
import type { DemoStore } from "../stores/store.ts";
import { Arrivals } from "./arrivals.ts";
import { Customers } from "./customers.ts";
import { settles } from "./merchant.ts";
import { readPastCall } from "./past-call.ts";
import { isDeadAddress } from "./reactions.ts";
import { WeeklyFigures } from "./weekly-figures.ts";

export type PastDelivery = StoreWebhook & { readonly outcome: DeliveryOutcome };

export type PastEvent = RecordedEvent & { readonly recordedAt: Instant };

export type Past = {
  /** All of it but the events, which stand below. */
  readonly store: MemoryStore;
  readonly events: readonly PastEvent[];
  readonly deliveries: readonly PastDelivery[];
  /** What was known of the shop, week by week. */
  readonly figures: readonly ShopStats[];
  /** What follows from this past, and arrives later. */
  readonly toCome: readonly StoreWebhook[];
};

type Ports = { readonly store: DemoStore; readonly shop: Shop; readonly journeys: readonly LiveJourney[]; readonly translate: Translate; readonly seed: string; readonly began: Instant };

const MANY = 10_000;
/** After so many moments others get a turn: what is being written goes on, and Ctrl-C is heard. */
const BREATH = 50;

/** Lives through `planned`, which is in the order it arrives, and through what follows from it, up to `until`. */
export async function liveThrough({ store: demoStore, shop, journeys, translate, seed, began }: Ports, planned: readonly StoreWebhook[], until: Instant): Promise<Past> {
  const weekly = new WeeklyFigures(shop.timeZone);
  let stats = NO_STATS;
  let now = planned[0]?.at ?? until;
  const growing: Shop = { ...shop, get stats() { return stats; } };
  const store = new MemoryStore(growing, journeys);
  const customers = new Customers(demoStore, shop, seed, began);
  const arrivals = new Arrivals(planned);
  const received: StoreWebhook[] = [];
  const recordedAt: Instant[] = [];
  const meant = new Map<string, Feedback>();
  const feedback = new DueHeap((key) => meant.has(key));
  const plan = (one: Feedback): void => {
    if (meant.has(one.event.key)) return;
    meant.set(one.event.key, one);
    feedback.add(one.event.key, one.event.at);
  };
  const send: Send = async (_shopId, message) => {
    const profile = store.work.profiles.get(store.work.survivor(message.profileId));
    const objection = profile ? mayStillGo(message, profile, growing, now) : { rule: "erased", reason: "The customer's data was erased." };
    if (!profile || objection !== null) return { kind: "stopped", rule: objection?.rule ?? "", reason: objection?.reason ?? "" };
    if (isDeadAddress(seed, message.recipient)) return { kind: "failed", deadAddress: true, reason: "There is no such mailbox.", log: "550 5.1.1" };
    const walk = message.enrollmentId === null ? undefined : store.work.enrollments.get(message.enrollmentId);
    const about = { productRef: walk?.productRef ?? null, referralCode: walk?.walk.made["referralCode"] ?? null };
    const { events, requests } = customers.respond(message, { email: profile.email?.value ?? null, phone: profile.phone?.value ?? null }, about, now);
    for (const event of events) plan({ profileId: message.profileId, event });
    arrivals.add(requests);
    return message.channel === "email" ? { kind: "sent", response: "250 2.0.0 Ok" } : recordedOnly(message.channel);
  };
  const receive = async (): Promise<void> => {
    const arrived = arrivals.take(now);
    for (const webhook of arrived.filter(({ topic }) => topic !== CALL_TOPIC)) {
      store.pending.push({ id: String(received.length), topic: webhook.topic, body: ENCODER.encode(webhook.body), receivedAt: webhook.at });
      received.push(webhook);
    }
    if (store.pending.length > 0) await handleDeliveries(store, shop.id, translate, () => now, MANY);
    const calls = arrived.filter(({ topic }) => topic === CALL_TOPIC).map((one) => readPastCall(one, shop));
    for (let start = 0; start < calls.length; start += CALLS_TOGETHER) await handleBehaviour(store, shop.id, calls.slice(start, start + CALLS_TOGETHER), now);
  };
  const noticed = (): void => {
    for (let index = recordedAt.length; index < store.events.length; index++) {
      recordedAt.push(now);
      const settled = settles(seed, store.events[index] as RecordedEvent, until);
      if (settled) plan(settled);
    }
  };

  let turns = 0;
  const nextMoment = (): Instant | null => earliest(earliest(arrivals.nextAt(), store.nextDue()), feedback.next());
  for (let next = nextMoment(); next !== null && next <= until; next = nextMoment()) {
    now = Math.max(now, next);
    stats = weekly.at(now, store.events, (orderRef) => store.work.orders.get(orderRef)?.state.details?.test === true);
    await receive();
    const due = feedback.due(now, () => false);
    const told = due.map((key) => meant.get(key)).filter((one) => one !== undefined);
    for (const key of due) meant.delete(key);
    await handleEvents(store, shop.id, told.map(({ profileId, event }) => ({ profileId: store.work.survivor(profileId), event })), now);
    for (let waiting = store.nextDue(); waiting !== null && waiting <= now; waiting = store.nextDue()) {
      await handleTimers(store, shop.id, now, MANY);
      await deliver(store, shop.id, send, nextAttemptAt, () => now, MANY, 1);
    }
    noticed();
    if (++turns % BREATH === 0) await setImmediate();
  }
  const deliveries = received.map((webhook, index) => ({ ...webhook, outcome: store.outcomes.get(String(index)) as DeliveryOutcome }));
  const events = store.work.events.splice(0).map((recorded, index) => ({ ...recorded, recordedAt: recordedAt[index] as Instant }));
  return { store, events, deliveries, figures: weekly.taken, toCome: arrivals.left() };
}

function earliest(a: Instant | null, b: Instant | null): Instant | null {
  return a === null ? b : b === null ? a : Math.min(a, b);
}

const ENCODER = new TextEncoder();
