/**
 * Order statuses, with how far along each is; only compared between two snapshots of one second.
 * Core: includes/wc-order-functions.php, wc_get_order_statuses. `delivered`, `shipped` and
 * `partial-shipped` are Advanced Shipment Tracking's; other plugins add their own.
 */
const RANK: ReadonlyMap<string, number> = new Map([
  ["pending", 10], ["failed", 15], ["on-hold", 20], ["processing", 30], ["partial-shipped", 36],
  ["shipped", 38], ["completed", 40], ["delivered", 45], ["cancelled", 50], ["refunded", 60],
]);

/** Between processing and completed, where shops put their own steps ("packing", "ready"). */
const CUSTOM_RANK = 35;

/** Not placed yet: a block checkout's open page, and WordPress's own words for an unsaved order. */
const DRAFTS: ReadonlySet<string> = new Set(["checkout-draft", "auto-draft", "draft", "new"]);

const FULFILLED: ReadonlySet<string> = new Set(["completed", "shipped", "delivered"]);

/** The status as the REST API writes it; the database's "wc-" prefix slips through some plugins. */
export function statusOf(value: string): string {
  return value.toLowerCase().replace(/^wc-/, "");
}

export const isDraft = (status: string): boolean => DRAFTS.has(status);
export const isFulfilled = (status: string): boolean => FULFILLED.has(status);

export function rankOf(status: string): number {
  return isDraft(status) ? 0 : (RANK.get(status) ?? CUSTOM_RANK);
}
