/** What becomes of an order after it was placed. */
import { DAY, HOUR, MINUTE } from "../../core/shared/instant.ts";
import type { Instant } from "../../core/shared/instant.ts";
import type { DemoStore } from "../stores/store.ts";
import { handOver, onTheRoad } from "./moments.ts";
import type { Purchase } from "./purchase.ts";
import type { Random } from "./random.ts";

export type Scan = { readonly progress: "in_transit" | "out_for_delivery" | "attempted_delivery" | "delivered" | "failure"; readonly at: Instant };

export type Parcel = {
  readonly shippedAt: Instant;
  readonly carrier: string;
  readonly number: string;
  readonly url: string;
  readonly scans: readonly Scan[];
  /** Null when nobody ever reports it. */
  readonly deliveredAt: Instant | null;
};

export type Fate = {
  /** The first try to pay failed; the order stood unpaid until `paidAt`, or for ever. */
  readonly paymentFailed: boolean;
  readonly paidAt: Instant | null;
  readonly cancelledAt: Instant | null;
  readonly parcels: readonly Parcel[];
  readonly refund: { readonly at: Instant; readonly amount: number; readonly full: boolean; readonly reason: string } | null;
};

const REASONS = ["arrived damaged", "wrong size", "customer changed their mind", "late delivery", "item missing"];

/** Draws the fate of a purchase. */
export function makeFate(store: DemoStore, random: Random, purchase: Purchase): Fate {
  const { placedAt, payment } = purchase;
  const nothing: Fate = { paymentFailed: false, paidAt: null, cancelledAt: null, parcels: [], refund: null };
  if (purchase.lines.length === 0) return { ...nothing, paidAt: placedAt };
  if (purchase.test) return { ...nothing, paidAt: placedAt, cancelledAt: placedAt + random.int(1, 20) * HOUR };
  if (payment === "card" && store.platform === "woocommerce" && random.chance(0.04)) {
    const rescued = random.chance(0.6);
    if (!rescued) return { ...nothing, paymentFailed: true, cancelledAt: placedAt + 3 * DAY };
    const paidAt = placedAt + random.int(4, 240) * MINUTE;
    return { ...afterPayment(store, random, purchase, paidAt), paymentFailed: true, paidAt };
  }
  if (payment === "transfer") {
    if (random.chance(0.06)) return { ...nothing, cancelledAt: placedAt + 7 * DAY + random.int(0, 600) * MINUTE };
    const paidAt = handOver(random, store, placedAt, random.int(1, 3));
    return { ...afterPayment(store, random, purchase, paidAt), paidAt };
  }
  if (payment === "card") return { ...afterPayment(store, random, purchase, placedAt), paidAt: placedAt };
  const fate = afterPayment(store, random, purchase, placedAt);
  const collected = fate.parcels[0]?.deliveredAt ?? null;
  return { ...fate, paidAt: collected === null ? null : collected + random.int(1, 30) * HOUR };
}

function afterPayment(store: DemoStore, random: Random, purchase: Purchase, ready: Instant): Fate {
  const base: Fate = { paymentFailed: false, paidAt: null, cancelledAt: null, parcels: [], refund: null };
  if (random.chance(0.034)) return { ...base, cancelledAt: ready + random.int(20, 1_400) * MINUTE };
  const parcels = [makeParcel(store, random, purchase, ready)];
  if (purchase.lines.length > 1 && random.chance(0.07)) parcels.push(makeParcel(store, random, purchase, ready + random.int(1, 3) * DAY));
  const arrived = parcels.every((parcel) => parcel.deliveredAt !== null) ? Math.max(...parcels.map((parcel) => parcel.deliveredAt as number)) : null;
  const refused = parcels.flatMap((parcel) => parcel.scans).find((scan) => scan.progress === "failure");
  if (refused) return { ...base, parcels, cancelledAt: refused.at + random.int(2, 40) * HOUR };
  if (arrived === null || !random.chance(0.06)) return { ...base, parcels };
  const full = purchase.lines.length === 1 ? random.chance(0.6) : random.chance(0.25);
  const amount = full ? purchase.total : (purchase.lines.at(-1)?.product.price ?? purchase.total);
  const refund = { at: arrived + random.int(1, 12) * DAY + random.int(0, 500) * MINUTE, amount: Math.min(amount, purchase.total), full: amount >= purchase.total, reason: random.pick(REASONS) };
  return { ...base, parcels, refund };
}

function makeParcel(store: DemoStore, random: Random, purchase: Purchase, ready: Instant): Parcel {
  const { city } = purchase.shopper;
  const carrier = random.pick(store.carriers);
  const number = `${carrier.prefix}${Array.from({ length: 12 }, () => random.int(0, 9)).join("")}`;
  const shippedAt = handOver(random, store, ready, random.int(1, 3));
  const days = random.int(2, city.country === store.country ? 6 : 7);
  const scans: Scan[] = [{ progress: "in_transit", at: onTheRoad(random, shippedAt, 1, store.timeZone, 1, 20) }];
  const arrival = onTheRoad(random, shippedAt, days, city.zone, 10, 18);
  const arrivesAt = Math.max(arrival, (scans[0] as Scan).at + 6 * HOUR);
  // The carrier's reports end here for some: the parcel arrives all the same, and nobody says so.
  const silent = random.chance(0.12);
  const done = { shippedAt, carrier: carrier.name, number, url: `${carrier.url}${number}` };
  if (silent) return { ...done, scans, deliveredAt: null };
  scans.push({ progress: "out_for_delivery", at: arrivesAt - random.int(90, 240) * MINUTE });
  if (purchase.payment === "cod" && random.chance(0.07)) {
    scans.push({ progress: "attempted_delivery", at: arrivesAt }, { progress: "failure", at: arrivesAt + random.int(24, 70) * HOUR });
    return { ...done, scans, deliveredAt: null };
  }
  if (random.chance(0.05)) {
    scans.push({ progress: "attempted_delivery", at: arrivesAt });
    const again = arrivesAt + DAY + random.int(-60, 60) * MINUTE;
    return { ...done, scans: [...scans, { progress: "delivered", at: again }], deliveredAt: again };
  }
  return { ...done, scans: [...scans, { progress: "delivered", at: arrivesAt }], deliveredAt: arrivesAt };
}
