/**
 * How far along each state is; only compared between two snapshots of one second. Statuses are the merchant's own
 * labels for states, so they say nothing. Source: Magento\Sales\Model\Order, the STATE_ constants.
 */
const RANK: ReadonlyMap<string, number> = new Map([
  ["pending_payment", 1], ["new", 2], ["payment_review", 3], ["holded", 4], ["processing", 5], ["complete", 6], ["canceled", 7], ["closed", 8],
]);

/** A module's own state stands between held and in hand. */
const CUSTOM_RANK = 4;

export function rankOf(state: string): number {
  return RANK.get(state) ?? CUSTOM_RANK;
}

/** Nobody has paid, and nobody has taken it in hand. */
const OPEN: ReadonlySet<string> = new Set(["new", "pending_payment", "payment_review"]);
export const isOpen = (state: string): boolean => OPEN.has(state);

/** Invoiced and shipped, or invoiced and virtual; a closed one was so before its money went back. */
export const wasInvoiced = (state: string): boolean => state === "complete" || state === "closed";
