/** A made-up shop whose truth is known: customers keep to one kind of product, and a few best-sellers go with everything. */
import { DAY } from "../../shared/instant.ts";
import { seeded } from "../numeric/random.ts";
import type { Purchase } from "../observed.ts";

export const END = Date.UTC(2026, 0, 1);

export const order = (ref: string, daysAgo: number, ...products: string[]): Purchase => ({ ref, at: END - daysAgo * DAY, amount: null, items: products.map((productRef) => ({ productRef, quantity: 1 })) });

export const kindOf = (ref: string): string => ref.split("-")[0] as string;

/** @returns each customer's purchases, over a year */
export function shopOfKinds({ seed, customers, kinds = 12, perKind = 6, baskets = 6 }: { readonly seed: number; readonly customers: number; readonly kinds?: number; readonly perKind?: number; readonly baskets?: number }): Purchase[][] {
  const random = seeded(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  return Array.from({ length: customers }, (_, customer) => {
    const kind = upTo(kinds);
    return Array.from({ length: 1 + upTo(baskets) }, (__, basket) => {
      const products = Array.from({ length: 1 + upTo(3) }, () => `kind${kind}-${upTo(perKind)}`);
      if (random() < 0.5) products.push(`best-${upTo(3)}`);
      return order(`o${customer}-${basket}`, upTo(365), ...products);
    }).sort((a, b) => a.at - b.at);
  });
}
