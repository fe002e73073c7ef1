/** A shop on a clock that only the test moves, with the catalog's journeys, for tests of the engine. */
import type { CanonicalEvent, EventData, EventType } from "../core/event/canonical-event.ts";
import { T0 } from "../core/event/testing.ts";
import type { ProductSnapshot, Snapshot } from "../core/event/snapshot.ts";
import { CATALOG, defaultDefinitions } from "../core/journey/catalog/index.ts";
import { checkDefinition } from "../core/journey/check.ts";
import type { SettingValues } from "../core/journey/catalog/catalog.ts";
import type { Definition } from "../core/journey/definition.ts";
import type { Enrollment } from "../core/journey/enrollment.ts";
import type { Message } from "../core/message/message.ts";
import type { ScoreName } from "../core/scoring/score.ts";
import { DAY, HOUR } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import { NO_STATS, readSettings } from "../core/shop.ts";
import type { Shop } from "../core/shop.ts";
import { deliver } from "./deliver.ts";
import { handleEvents } from "./handle-events.ts";
import { handleSnapshot } from "./handle-snapshot.ts";
import { handleTimers } from "./handle-timers.ts";
import { MemoryStore } from "./memory-store.ts";
import type { LiveJourney } from "./working-set.ts";

export function testShop(over: Partial<Shop> = {}): Shop {
  return {
    id: "shop-1", platform: "shopify", domain: "shop.example.com", name: "Example", currency: "GBP", country: "GB", timeZone: "Europe/London", locale: "en",
    salt: "test-salt", settings: readSettings({}), stats: NO_STATS, ...over,
  };
}

export const testJourneys: readonly LiveJourney[] = defaultDefinitions().map((definition) => ({ version: 1, definition }));

/** A journey of its own for one test, per order unless told. @throws Error when it is not a right one */
export function testJourney(over: Partial<Definition> & Pick<Definition, "steps" | "start">): Definition {
  const checked = checkDefinition({
    schema: 2, key: "test", name: "Test", about: { does: "", who: "", never: "" }, priority: 50,
    trigger: { any: [{ id: "ordered", events: ["order.placed"] }], requires: [] }, per: "order", reentry: "once", exit: [], ...over,
  }, ["welcome.howto", "welcome.reassure"]);
  if (!checked.ok) throw new Error(JSON.stringify(checked.error));
  return checked.value;
}

/** One journey of the catalog with some settings turned. @throws Error when there is none of this key */
export function definitionOf(key: string, values: SettingValues = {}): Definition {
  const found = CATALOG.find((journey) => journey.key === key);
  if (!found) throw new Error(`no journey ${key} in the catalog`);
  return found.define(values);
}

/** Settings for tests that are about anything but the comparison group. */
export const NOBODY_HELD_OUT = readSettings({ holdout: { share: 0 } });

/** A shop that lives: what a test does to it, and what can be seen of it. */
export class Scene {
  readonly store: MemoryStore;
  now: Instant;
  /** "welcome.first@0h": what left, and how many hours after T0. */
  readonly sends: string[] = [];
  readonly sent: Message[] = [];
  #keys = 0;
  readonly #shop: Shop;

  constructor(definitions: readonly Definition[], over: Partial<Shop> = {}, start: Instant = T0) {
    this.#shop = testShop({ settings: NOBODY_HELD_OUT, ...over });
    this.store = new MemoryStore(this.#shop, definitions.map((definition) => ({ version: 1, definition })));
    this.now = start;
  }

  /** A platform tells. */
  async see(...snapshots: Snapshot[]): Promise<void> {
    await this.store.transaction(this.#shop.id, async (tx) => {
      const work = await tx.load({ orderRefs: [], accountRefs: [], identities: [], profileIds: [] });
      for (const snapshot of snapshots) handleSnapshot(work, snapshot, this.now, this.now);
      await tx.save(work, this.now);
    });
    await this.#pump();
  }

  /** The customer does something, now; of several customers the one named. */
  async tell<T extends EventType>(type: T, data: EventData<T>, options: { readonly key?: string; readonly at?: Instant; readonly profileId?: string } = {}): Promise<void> {
    const event = { key: options.key ?? `${type}:${this.#keys++}`, type, at: options.at ?? this.now, data } as unknown as CanonicalEvent;
    await handleEvents(this.store, this.#shop.id, [{ profileId: options.profileId ?? this.profile.id, event }], this.now);
    await this.#pump();
  }

  view(page: string, seconds = 5): Promise<void> {
    return this.tell("page.viewed", { page, orderRef: null, seconds });
  }

  ticket(does: "opened" | "solved", ticketRef = "t1"): Promise<void> {
    return does === "opened" ? this.tell("ticket.opened", { ticketRef, subject: null, orderRef: null }) : this.tell("ticket.solved", { ticketRef, orderRef: null });
  }

  return(does: "requested" | "closed", orderRef: string | null = "1001", returnRef = "r1"): Promise<void> {
    return does === "requested" ? this.tell("return.requested", { returnRef, reason: null, orderRef }) : this.tell("return.closed", { returnRef, orderRef });
  }

  rate(score: number, scale = 5, orderRef: string | null = "1001", question = "rating"): Promise<void> {
    return this.tell("survey.answered", { question, answer: String(score), orderRef, score, scale });
  }

  /** The only customer's scores, as a night works them out. */
  score(values: Readonly<Partial<Record<ScoreName, number | string>>>): void {
    const scores = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, at: this.now }]));
    this.store.work.profiles.set(this.profile.id, { ...this.profile, scores });
  }

  /** Opens or clicks the newest message with this content. */
  async reads(content: string, how: "message.opened" | "message.clicked" = "message.clicked"): Promise<void> {
    const message = this.sent.findLast((one) => one.content === content);
    if (!message) throw new Error(`${content} did not leave`);
    const data = { messageId: message.id, enrollmentId: message.enrollmentId, step: message.step, channel: message.channel, class: message.class };
    await (how === "message.clicked" ? this.tell(how, { ...data, url: "https://shop.example.com" }) : this.tell(how, data));
  }

  /** Everyone's team is done with what it had to do. */
  async closeTasks(): Promise<void> {
    for (const action of this.store.work.actions) if (action.action.do === "task") await this.tell("task.closed", { taskRef: action.id, orderRef: action.orderRef }, { key: `closed:${action.id}` });
  }

  /** Lives on, one due moment after another, until so many days after T0. */
  async day(day: number): Promise<void> {
    const at = T0 + Math.round(day * DAY);
    for (let next = this.store.nextDue(), rounds = 0; next !== null && next <= at; next = this.store.nextDue()) {
      if (++rounds > 5000) throw new Error("the clock does not get on: something is due again and again");
      this.now = Math.max(this.now, next);
      await this.#pump();
    }
    this.now = Math.max(this.now, at);
  }

  async #pump(): Promise<void> {
    await handleTimers(this.store, this.#shop.id, this.now, 1000);
    const send = async (_shop: string, message: Message) => {
      this.sent.push(message);
      this.sends.push(`${message.content}@${Math.round((this.now - T0) / HOUR)}h`);
      return { kind: "sent", response: "250" } as const;
    };
    await deliver(this.store, this.#shop.id, send, () => null, () => this.now, 100, 1);
  }

  /** Contents that left, in order. */
  get said(): string[] {
    return this.sent.map((message) => message.content);
  }

  get profiles() {
    return [...this.store.work.profiles.values()].filter((profile) => this.store.work.survivor(profile.id) === profile.id);
  }

  /** @throws Error unless there is exactly one customer */
  get profile() {
    const [profile, ...others] = this.profiles;
    if (!profile || others.length > 0) throw new Error(`${others.length + (profile ? 1 : 0)} customers: name the one`);
    return profile;
  }

  get walks(): Enrollment[] {
    return [...this.store.work.enrollments.values()];
  }

  /** The first walk there was. */
  get walk(): Enrollment | undefined {
    return this.walks[0];
  }

  /** "hold:quiet_hours": outcome and rule of every decision. */
  get decisions(): string[] {
    return this.store.work.decisions.map((decision) => `${decision.outcome}:${decision.rule ?? "-"}`);
  }
}

/** A product as the shop sells it. */
export function productSnapshot(over: Partial<ProductSnapshot> = {}): ProductSnapshot {
  return { kind: "product", ref: "p1", version: { at: T0, rank: 1, digest: "a" }, title: "Stoneware mug", sku: "MUG-1", imageUrl: null, inStock: true, price: 2100, deleted: false, ...over };
}
