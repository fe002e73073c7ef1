/** A made-up shopper: needs things at their own pace, forgets, is let down now and then, and answers messages by hidden traits. */
import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import type { OrderSnapshot } from "../../core/event/snapshot.ts";
import type { Message } from "../../core/message/message.ts";
import { DAY, HOUR } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Happening } from "../history.ts";
import type { Source } from "../live-again.ts";
import { orderOf } from "./order-of.ts";
import type { Luck, Traits } from "./traits.ts";

type Plan = { readonly at: Instant; readonly turn: number; readonly happen: (now: Instant) => readonly Happening[] };

export type Tally = { orders: Instant[]; optedOut: boolean; complained: boolean; noticed: number };

/** A reminder works from this share of an interval before the need until this share after it. */
const EARLY = 0.35;
const LATE = 0.8;
/** Chance that a noticed reminder inside that time leads to an order. */
const REMINDED = 0.45;
/** A message outside that time is mostly noise. */
const UNTIMELY = 0.02;
/** Of those let down: how many come round when somebody helps, and when nobody does. */
const HELPED = 0.6;
const UNHELPED = 0.1;

/** Chance per unwelcome message, for each message beyond one's patience. */
const COMPLAINS = 0.002;
const UNSUBSCRIBES = 0.025;

export class Shopper implements Source {
  readonly key: string;
  readonly failures = new Map<string, never>();
  readonly tally: Tally = { orders: [], optedOut: false, complained: false, noticed: 0 };
  readonly #traits: Traits;
  readonly #luck: Luck;
  readonly #plans: Plan[] = [];
  #turn = 0;
  #needAt: Instant = Infinity;
  #needNumber = 0;
  #gone = false;
  /** Let down and not helped yet, since when. */
  #letDown = false;
  #marketing: Instant[] = [];

  constructor(key: string, traits: Traits, luck: Luck, arrivesAt: Instant) {
    this.key = key;
    this.#traits = traits;
    this.#luck = luck;
    this.#plan(arrivesAt, (now) => this.#order(now));
  }

  peek(): Instant | null {
    return this.#plans[0]?.at ?? null;
  }

  take(now: Instant): readonly Happening[] {
    const happened: Happening[] = [];
    for (let plan = this.#plans[0]; plan && plan.at <= now; plan = this.#plans[0]) {
      this.#plans.shift();
      happened.push(...plan.happen(plan.at));
    }
    return happened;
  }

  sent(message: Message, now: Instant): void {
    const id = message.id;
    const hour = new Date(now).getUTCHours();
    const distance = Math.min(Math.abs(hour - this.#traits.readsAt), 24 - Math.abs(hour - this.#traits.readsAt));
    const noticed = this.#traits.taste[message.channel] * (distance <= 2 ? 1 : 0.75);
    if (message.class === "marketing") this.#tire(message, now);
    if (this.#luck.draw("noticed", message.content, now) >= noticed) return;
    this.tally.noticed++;
    const readAt = now + HOUR + Math.floor(this.#luck.draw("read", now) * 6) * HOUR;
    const about = { messageId: id, enrollmentId: message.enrollmentId, step: message.step, channel: message.channel, class: message.class };
    this.#tell(readAt, { key: `message:${id}:opened`, type: "message.opened", at: readAt, data: about });
    if (message.content.startsWith("review.ask") || message.content.startsWith("review.remind")) this.#rate(message, readAt);
    if (this.#letDown) return this.#maybeHelped(message, readAt);
    const timely = readAt > this.#needAt - EARLY * this.#traits.interval * DAY && readAt < this.#needAt + LATE * this.#traits.interval * DAY;
    const discount = message.content === "winback.offer" ? 1 + this.#traits.price : 1;
    const chance = message.class === "transactional" ? 0 : (timely ? REMINDED : UNTIMELY) * discount;
    if (this.#luck.draw("reminded", message.content, now) >= chance) return;
    this.#tell(readAt + HOUR, { key: `message:${id}:clicked`, type: "message.clicked", at: readAt + HOUR, data: { ...about, url: "https://shop.example" } });
    this.#plan(readAt + 2 * HOUR, (at) => this.#order(at));
  }

  /** More messages than one likes: some unsubscribe, a few complain; while let down, much sooner. */
  #tire(message: Message, now: Instant): void {
    this.#marketing = [...this.#marketing.filter((at) => now - at < 30 * DAY), now];
    const weight = this.#marketing.length - this.#traits.patience + (this.#letDown ? 3 : 0);
    if (weight <= 0 || this.tally.optedOut) return;
    const chance = this.#luck.draw("tired", now);
    if (chance < COMPLAINS * weight) {
      this.tally.complained = true;
      this.tally.optedOut = true;
      const data = { messageId: message.id, enrollmentId: message.enrollmentId, step: message.step, channel: message.channel, class: message.class };
      this.#tell(now + HOUR, { key: `message:${message.id}:complained`, type: "message.complained", at: now + HOUR, data });
    } else if (chance < UNSUBSCRIBES * weight) {
      this.tally.optedOut = true;
      this.#tell(now + HOUR, { key: `message:${message.id}:consent.withdrawn:link`, type: "consent.withdrawn", at: now + HOUR, data: { channel: message.channel, source: "unsubscribe link" } });
    }
  }

  #order(now: Instant): readonly Happening[] {
    if (this.#gone || (this.tally.orders.at(-1) ?? -Infinity) > now - 2 * DAY) return [];
    const nth = this.tally.orders.push(now);
    const deliveredAt = now + (3 + Math.floor(this.#luck.draw("delivery", nth) * 4)) * DAY;
    const order = orderOf(this.key, nth, now, this.#traits);
    this.#plan(deliveredAt, (at) => this.#arrive(order, nth, at));
    this.#need(deliveredAt, nth);
    return [{ at: now, kind: "snapshot", snapshot: order, receivedAt: now }];
  }

  #arrive(order: OrderSnapshot, nth: number, at: Instant): readonly Happening[] {
    if (this.#luck.draw("satisfied", nth) >= this.#traits.satisfaction) this.#disappoint(order, nth, at);
    const shipment = { kind: "shipment", ref: `${order.ref}-s`, orderRef: order.ref, version: { at, rank: 2, digest: "" }, cancelled: false, shippedAt: at - DAY, deliveredAt: at, carrier: null, trackingNumber: null, trackingUrl: null } as const;
    return [{ at, kind: "snapshot", snapshot: shipment, receivedAt: at }];
  }

  /** Looks for help; some write to support; without help most never come back. */
  #disappoint(order: OrderSnapshot, nth: number, at: Instant): void {
    this.#letDown = true;
    const page = this.#luck.draw("looks", nth) < 0.5 ? "returns" : "faq";
    for (const step of [0, 1, 2]) this.#tell(at + (6 + step) * HOUR, { key: `page:${this.key}:${nth}:${step}`, type: "page.viewed", at: at + (6 + step) * HOUR, data: { page, orderRef: null, seconds: 240 } });
    if (this.#luck.draw("writes", nth) < 0.3) {
      const ticketRef = `${this.key}-${nth}`;
      this.#tell(at + DAY, { key: `ticket:${ticketRef}`, type: "ticket.opened", at: at + DAY, data: { ticketRef, subject: null, orderRef: order.ref } });
      this.#plan(at + 3 * DAY, (now) => {
        this.#help(nth, HELPED);
        return [{ at: now, kind: "event", event: { key: `solved:${ticketRef}`, type: "ticket.solved", at: now, data: { ticketRef, orderRef: order.ref } } }];
      });
    }
    this.#plan(at + 21 * DAY, () => {
      if (this.#letDown) this.#help(nth, UNHELPED);
      return [];
    });
  }

  #maybeHelped(message: Message, at: Instant): void {
    if (message.content === "welcome.support" || message.content === "review.recovery") this.#plan(at + DAY, () => (this.#help(this.tally.orders.length, HELPED), []));
  }

  #help(nth: number, chance: number): void {
    if (!this.#letDown) return;
    this.#letDown = false;
    if (this.#luck.draw("comes round", nth) >= chance) this.#gone = true;
  }

  /** One tap, the more likely the more there is to say. */
  #rate(message: Message, at: Instant): void {
    if (this.#luck.draw("rates", message.content) > 0.5) return;
    const score = this.#letDown ? 1 + Math.floor(this.#luck.draw("score") * 2) : 4 + Math.floor(this.#luck.draw("score") * 2);
    this.#tell(at, { key: `survey:${message.id}`, type: "survey.answered", at, data: { question: "rating", answer: String(score), orderRef: message.orderRef, score, scale: 5, enrollmentId: message.enrollmentId } });
  }

  /** The next need: remembered, or forgotten until the one after. */
  #need(from: Instant, nth: number): void {
    const number = ++this.#needNumber;
    const wait = Math.max(5, this.#traits.interval * Math.exp(0.25 * this.#luck.normal("gap", nth)));
    this.#needAt = from + wait * DAY;
    const arrive = (): readonly Happening[] => {
      if (number !== this.#needNumber || this.#gone || this.#letDown) return [];
      if (this.#luck.draw("forgets", nth) >= this.#traits.drift) return this.#order(this.#needAt);
      // Forgotten: unless something reminds them in time, the need is met elsewhere, and perhaps for good.
      this.#plan(this.#needAt + LATE * this.#traits.interval * DAY, (now) => {
        if (number !== this.#needNumber) return [];
        if (this.#luck.draw("for good", nth) < 0.5) this.#gone = true;
        else this.#need(now, nth + 100);
        return [];
      });
      return [];
    };
    this.#plan(this.#needAt, arrive);
  }

  #tell(at: Instant, event: CanonicalEvent): void {
    this.#plan(at, () => [{ at, kind: "event", event }]);
  }

  #plan(at: Instant, happen: Plan["happen"]): void {
    const plan = { at, turn: this.#turn++, happen };
    let index = this.#plans.length;
    while (index > 0 && (this.#plans[index - 1] as Plan).at > at) index--;
    this.#plans.splice(index, 0, plan);
  }
}
