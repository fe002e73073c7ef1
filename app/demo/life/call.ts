/** What a shop's own pages, help desk and review app tell of a customer, in the shape of the tracking API. */
import { formatInstant } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import { Random } from "./random.ts";
import type { StoreWebhook } from "./store-webhook.ts";

/** In place of a webhook's topic: these go to `POST /v1/batch`. */
export const CALL_TOPIC = "v1/batch";

export type Contact = { readonly email: string | null; readonly phone: string | null };

/** Calls about one customer. Their ids come from `about` and a count, so that a repeat is known as one. */
export class Calls {
  readonly told: StoreWebhook[] = [];
  readonly #about: string;
  readonly #contact: Contact;

  constructor(about: string, contact: Contact) {
    this.#about = about;
    this.#contact = contact;
  }

  track(at: Instant, event: string, properties: object = {}): void {
    this.#tell(at, { type: "track", event, properties, context: { traits: this.#traits() } });
  }

  /** @param seconds how long they stayed */
  page(at: Instant, name: string, seconds: number, properties: object = {}): void {
    this.#tell(at, { type: "page", name, properties: { seconds, ...properties }, context: { traits: this.#traits() } });
  }

  identify(at: Instant, traits: object): void {
    this.#tell(at, { type: "identify", traits: { ...this.#traits(), ...traits } });
  }

  #traits(): object {
    return Object.fromEntries(Object.entries(this.#contact).filter(([, value]) => value !== null));
  }

  #tell(moment: Instant, call: object): void {
    const { email, phone } = this.#contact;
    const at = Math.floor(moment);
    if (email === null && phone === null) return;
    const messageId = idOf(`${this.#about}|${this.told.length}`);
    this.told.push({ at, topic: CALL_TOPIC, body: JSON.stringify({ messageId, userId: email?.toLowerCase() ?? phone, timestamp: formatInstant(at), ...call }) });
  }
}

/** Looks like the ids that Segment's libraries make. */
function idOf(about: string): string {
  const random = new Random(`call|${about}`);
  return `ajs-next-${Array.from({ length: 24 }, () => random.int(0, 15).toString(16)).join("")}`;
}
