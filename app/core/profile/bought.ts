/** What a customer bought, product by product: enough to know how long it lasts them. */
import type { Bought } from "./profile.ts";

export type Purchases = Readonly<Record<string, readonly Bought[]>>;

/** Purchases kept per product, and products per customer. */
const TIMES_KEPT = 12;
export const PRODUCTS_KEPT = 150;
/** Written to as a key it would change what the object is. */
const NO_KEY = "__proto__";

/** The remembered purchases of one product, oldest first. Refs are the shop's own: one may be called "constructor". */
export function timesOf(bought: Purchases, ref: string): readonly Bought[] {
  return Object.hasOwn(bought, ref) ? (bought[ref] as readonly Bought[]) : [];
}

export function withPurchase(bought: Purchases, items: readonly { readonly productRef: string; readonly quantity: number }[], at: number): Purchases {
  if (items.length === 0) return bought;
  const next: Record<string, readonly Bought[]> = { ...bought };
  for (const { productRef, quantity } of items) if (productRef !== NO_KEY) next[productRef] = insert(timesOf(next, productRef), [at, quantity]);
  return bounded(next);
}

export function mergePurchases(one: Purchases, other: Purchases): Purchases {
  const merged: Record<string, readonly Bought[]> = { ...one };
  for (const [ref, times] of Object.entries(other)) merged[ref] = times.reduce(insert, timesOf(merged, ref));
  return bounded(merged);
}

function insert(times: readonly Bought[], time: Bought): readonly Bought[] {
  const last = times.at(-1);
  // They mostly come in order.
  if (!last || time[0] > last[0]) return times.length < TIMES_KEPT ? [...times, time] : [...times.slice(1 - TIMES_KEPT), time];
  return [...times, time].sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(-TIMES_KEPT);
}

function bounded(bought: Purchases): Purchases {
  const refs = Object.keys(bought);
  if (refs.length <= PRODUCTS_KEPT) return bought;
  const last = (ref: string): number => bought[ref]?.at(-1)?.[0] ?? 0;
  return Object.fromEntries(refs.sort((a, b) => last(b) - last(a) || (a < b ? -1 : 1)).slice(0, PRODUCTS_KEPT).map((ref) => [ref, bought[ref] as readonly Bought[]]));
}
