import type { Instant } from "../shared/instant.ts";

/** The product a walk is about, as far as it is known. */
export type ProductAtHand = {
  readonly ref: string;
  /** False only where the shop says so. */
  readonly inStock: boolean | null;
  /** Used up and bought again, rather than bought once. */
  readonly replenishable: boolean;
  /** When it is likely used up; null where nothing tells. */
  readonly runOut: { readonly at: Instant; readonly days: number; readonly evidence: "customer" | "shop" | "family" | "table"; readonly ownGaps: number; readonly shopGaps: number } | null;
};
