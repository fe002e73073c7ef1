/** A store's made-up customers as readers of its messages: what they do, as the events and requests that tell of it. */
import type { CanonicalEvent } from "../../core/event/canonical-event.ts";
import type { Message } from "../../core/message/message.ts";
import { DAY, MINUTE } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Shop } from "../../core/shop.ts";
import { anotherOrder, friendsOrder } from "../life/another-order.ts";
import { Calls } from "../life/call.ts";
import type { Contact } from "../life/call.ts";
import { shoppersOf } from "../life/life.ts";
import { productRefOf } from "../life/product-ref.ts";
import { Random } from "../life/random.ts";
import type { Shopper } from "../life/shopper.ts";
import type { StoreWebhook } from "../life/store-webhook.ts";
import { personOf } from "../life/temper.ts";
import type { DemoStore, Product } from "../stores/store.ts";
import { reactionEvent } from "./reaction-event.ts";
import { reactionsTo } from "./reactions.ts";
import type { Reaction } from "./reactions.ts";

export type ReadMessage = Pick<Message, "id" | "enrollmentId" | "step" | "channel" | "class" | "orderRef" | "recipient" | "content">;

/** What the walk that sent a message knows. */
export type AboutWalk = { readonly productRef: string | null; readonly referralCode: string | null };

export type Response = {
  /** Told by our own doors for shoppers: they are about the reader. */
  readonly events: readonly CanonicalEvent[];
  /** What the store and its pages will send. */
  readonly requests: readonly StoreWebhook[];
};

export class Customers {
  readonly #store: DemoStore;
  readonly #shop: Shop;
  readonly #seed: string;
  readonly #began: Instant;
  #shoppers = new Map<string, Shopper>();
  #knownUntil = -Infinity;

  constructor(store: DemoStore, shop: Shop, seed: string, began: Instant) {
    this.#store = store;
    this.#shop = shop;
    this.#seed = seed;
    this.#began = began;
  }

  respond(message: ReadMessage, contact: Contact, walk: AboutWalk, sentAt: Instant): Response {
    const person = personOf(contact);
    const reactions = reactionsTo(this.#seed, message, person, sentAt);
    const events: CanonicalEvent[] = [];
    const calls = new Calls(`${this.#store.id}|${person}|${message.orderRef}|${message.step}|${message.content}`, contact);
    const requests: StoreWebhook[] = [];
    for (const reaction of reactions) {
      events.push(...reactionEvent(this.#shop, message, walk.referralCode, reaction));
      this.#call(calls, message, walk, reaction);
      if (reaction.kind === "bought") requests.push(...this.#order(person, message, walk, reaction));
    }
    return { events, requests: [...requests, ...calls.told] };
  }

  #call(calls: Calls, { id, orderRef }: ReadMessage, { productRef, referralCode }: AboutWalk, reaction: Reaction): void {
    const order = orderRef === null ? {} : { order_id: orderRef };
    switch (reaction.kind) {
      case "reviewed":
        return calls.track(reaction.at, "Review Submitted", { rating: reaction.stars, scale: 5, ...order });
      case "joined":
        return calls.track(reaction.at, "Loyalty Joined", { tier: "Member" });
      case "looked":
        return calls.page(reaction.at, "Product", 45, { product_id: productRef ?? productRefOf(this.#store, new Random(id).pick(this.#store.products)) });
      case "asked_support": {
        const ticket = { ticket_id: `T-${id.slice(-8)}`, subject: "Thank you for asking: it is about my order", ...order };
        calls.track(reaction.at, "Support Ticket Opened", ticket);
        return calls.track(reaction.solvedAt, "Support Ticket Solved", ticket);
      }
      case "shared":
        return referralCode === null ? undefined : calls.track(reaction.at, "Referral Shared", { code: referralCode, by: "whatsapp" });
      default:
        return undefined;
    }
  }

  #order(person: string, message: ReadMessage, { productRef, referralCode }: AboutWalk, { who, at }: Extract<Reaction, { kind: "bought" }>): StoreWebhook[] {
    const shopper = this.#shopperNamed(person, at);
    if (!shopper) return [];
    if (who === "friend") return referralCode === null ? [] : friendsOrder(this.#store, this.#seed, shopper, referralCode, wholeMinute(at));
    return anotherOrder(this.#store, this.#seed, shopper, `${person}|${message.orderRef}|${message.content}`, this.#product(productRef), wholeMinute(at));
  }

  #product(ref: string | null): Product | null {
    return this.#store.products.find((product) => productRefOf(this.#store, product) === ref) ?? null;
  }

  #shopperNamed(person: string, at: Instant): Shopper | undefined {
    if (at > this.#knownUntil) {
      this.#knownUntil = at + 60 * DAY;
      this.#shoppers = new Map(shoppersOf(this.#store, this.#seed, this.#began, this.#knownUntil).map((shopper) => [personOf(shopper), shopper]));
    }
    return this.#shoppers.get(person);
  }
}

/** As platforms write moments: no fractions of a second. */
function wholeMinute(at: Instant): Instant {
  return Math.ceil(at / MINUTE) * MINUTE;
}
