/** Requests as a store sends them, collected with the habits that stores have. */
import { HOUR, MINUTE, SECOND } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { Fate } from "./fate.ts";
import type { Purchase } from "./purchase.ts";
import type { Random } from "./random.ts";

/** One request a store sends. */
export type StoreWebhook = {
  /** When it reaches us. */
  readonly at: Instant;
  readonly topic: string;
  /** The JSON text, byte for byte as the platform writes it. */
  readonly body: string;
};

/** An order with the ids its store gave it. */
export type StoreOrder = {
  readonly id: number;
  /** What the shopper calls it, without "#". */
  readonly number: number;
  readonly purchase: Purchase;
  readonly fate: Fate;
};

/** The span of time whose requests are wanted: after `from`, up to and with `until`. */
export type Span = { readonly from: Instant; readonly until: Instant };

/** Collects what one order makes its store send. Bodies outside the span are never written. */
export class Outbox {
  readonly sent: StoreWebhook[] = [];
  readonly #random: Random;
  readonly #span: Span;

  constructor(random: Random, span: Span) {
    this.#random = random;
    this.#span = span;
  }

  /** A request about something that happened at `happened`; now and then it comes twice. */
  send(topic: string, happened: Instant, body: () => Uint8Array): void {
    const at = happened + this.#random.int(1, 5) * SECOND;
    const again = this.#random.chance(0.012) ? at + this.#random.int(1, 20) * MINUTE : null;
    this.#write(topic, at, body);
    if (again !== null) this.#write(topic, again, body);
  }

  /** A carrier's report; a few come hours late. */
  sendScan(topic: string, happened: Instant, body: () => Uint8Array): void {
    const late = this.#random.chance(0.04) ? this.#random.int(20, 480) * MINUTE : this.#random.int(1, 9) * MINUTE;
    this.#write(topic, happened + Math.min(late, 8 * HOUR), body);
  }

  #write(topic: string, at: Instant, body: () => Uint8Array): void {
    if (at > this.#span.from && at <= this.#span.until) this.sent.push({ at, topic, body: DECODER.decode(body()) });
  }
}

const DECODER = new TextDecoder();
