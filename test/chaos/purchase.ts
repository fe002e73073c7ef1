import { DAY, HOUR } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";

export type Fate = "arrives" | "stays_in_post" | "never_leaves" | "cancelled_first" | "cancelled_later" | "refunded" | "partly_refunded" | "unsubscribes";

/** One order and what becomes of it. */
export type Purchase = {
  readonly number: number;
  readonly customer: number;
  readonly at: Instant;
  readonly country: keyof typeof ADDRESSES;
  readonly consents: boolean;
  /** Minor units. */
  readonly price: number;
  readonly fate: Fate;
};

/** A webhook that arrives so many steps of the story after its order was placed. */
export type Later = { readonly after: number; readonly topic: string; readonly body: Uint8Array };

/** The clock stands at 6:00 and at 18:00 UTC: night for some of the customers each time. */
export const STEP = 12 * HOUR;
export const STEPS_A_DAY = DAY / STEP;

/** The moment of something that is told `steps` after the order: shortly before that step. */
export function momentOf(purchase: Purchase, steps: number): Instant {
  return purchase.at + steps * STEP;
}

export const ADDRESSES = {
  GB: { address1: "4 Weaver Street", city: "Leeds", zip: "LS1 4AP", province: "", code: null },
  US: { address1: "12 Mill Lane", city: "Portland", zip: "97201", province: "OR", code: "OR" },
  IN: { address1: "22 Residency Road", city: "Bengaluru", zip: "560025", province: "KA", code: "KA" },
} as const;
