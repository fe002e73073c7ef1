/** Hidden traits of a made-up shopper: what no decision may see, and what decides how they answer. */
import type { Channel } from "../../core/event/snapshot.ts";
import { normalQuantile } from "../../core/scoring/quantiles.ts";
import { draw } from "../../core/shared/keyed.ts";

export type Traits = {
  /** Days until they need the product again, when all is well. */
  readonly interval: number;
  /** Chance that an order satisfies them. */
  readonly satisfaction: number;
  /** Chance that they notice a message, by channel. */
  readonly taste: Readonly<Record<Channel, number>>;
  /** Local hour (UTC here) at which a message is noticed best. */
  readonly readsAt: number;
  /** Chance, at each need, that they simply forget the shop unless something reminds them. */
  readonly drift: number;
  /** How much a discount moves them, 0–1. */
  readonly price: number;
  /** Marketing messages in 30 days before they grow tired of them. */
  readonly patience: number;
  readonly consents: Readonly<Record<"email" | "sms" | "whatsapp", boolean>>;
};

/** Draws that are the same under every policy, so that policies are compared on the same people and the same luck. */
export class Luck {
  readonly #key: { readonly id: string; readonly salt: string };

  constructor(seed: string, customer: number) {
    this.#key = { id: String(customer), salt: seed };
  }

  /** A number from [0, 1) for this purpose. */
  draw(...purpose: readonly (string | number)[]): number {
    return draw(this.#key, ...purpose.map(String));
  }

  /** A normal draw with mean 0 and standard deviation 1. */
  normal(...purpose: readonly (string | number)[]): number {
    return normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, this.draw(...purpose))));
  }
}

/** A shopper's traits. The figures are assumptions, chosen to be plausible and written down, not measured. */
export function drawTraits(luck: Luck): Traits {
  const phone = luck.draw("phone") < 0.5;
  return {
    interval: Math.min(160, Math.max(12, 42 * Math.exp(0.55 * luck.normal("interval")))),
    satisfaction: 0.7 + 0.28 * luck.draw("satisfaction"),
    taste: { email: 0.1 + 0.5 * luck.draw("email"), sms: 0.2 + 0.6 * luck.draw("sms"), whatsapp: 0.2 + 0.7 * luck.draw("whatsapp"), push: 0.2 * luck.draw("push") },
    readsAt: [8, 10, 13, 19, 20][Math.floor(luck.draw("hour") * 5)] ?? 10,
    drift: 0.2 + 0.5 * luck.draw("drift"),
    price: luck.draw("price") ** 2,
    patience: 2 + Math.floor(luck.draw("patience") * 5),
    consents: { email: luck.draw("consent") < 0.8, sms: phone && luck.draw("consent sms") < 0.4, whatsapp: phone && luck.draw("consent whatsapp") < 0.4 },
  };
}
