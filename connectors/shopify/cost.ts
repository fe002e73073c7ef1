/**
 * Shopify's bucket of points: each query costs, and the bucket refills by the second
 * (shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits). Every answer says how it stands.
 */
import type { Instant } from "#app/core/shared/instant.ts";
import { nodeOf } from "./node.ts";
import type { Node } from "./node.ts";

export type Cost = { readonly requested: number; readonly available: number; readonly restoreRate: number };

/** Of an answer's `extensions.cost`; null where there is none. */
export function costOf(answer: Node): Cost | null {
  const { requestedQueryCost: requested, throttleStatus } = nodeOf(nodeOf(answer["extensions"])["cost"]);
  const { currentlyAvailable: available, restoreRate } = nodeOf(throttleStatus);
  if (typeof requested !== "number" || typeof available !== "number" || typeof restoreRate !== "number" || restoreRate <= 0) return null;
  return { requested, available, restoreRate };
}

/** Milliseconds until the bucket holds `points`, of which it held `available`. */
export function refillMs(points: number, { available, restoreRate }: Cost): number {
  return points <= available ? 0 : Math.ceil(((points - available) / restoreRate) * 1000);
}

export type Bucket = {
  /** How long to wait before this document is sent again; 0 while nothing is known. */
  waitMs(document: string, now: Instant): number;
  note(document: string, cost: Cost, now: Instant): void;
};

/** What is known of the bucket from the answers so far. */
export function createBucket(): Bucket {
  const prices = new Map<string, number>();
  let last: { readonly cost: Cost; readonly at: Instant } | null = null;
  return {
    waitMs: (document, now) => (last === null ? 0 : Math.max(0, refillMs(prices.get(document) ?? 0, last.cost) - (now - last.at))),
    note(document, cost, now) {
      prices.set(document, cost.requested);
      last = { cost, at: now };
    },
  };
}
