import type { RefundSnapshot } from "#app/core/event/snapshot.ts";
import { refOf } from "./ids.ts";
import type { Refund } from "./payloads.ts";
import { exactSum, readCurrency, readInstant, readMoney, readRef, required } from "#app/core/event/payload/values.ts";

/** @returns null when no money went back (or not yet): Shopify writes a refund for mere restocking too */
export function refundSnapshot(refund: Refund, known: { orderRef: string | null; currency: string }): RefundSnapshot | null {
  const currency = readCurrency(shopCurrency(refund), known.currency, "currency");
  const amount = refundedAmount(refund, currency);
  if (amount <= 0) return null;
  const at = readInstant(refund.processed_at, "processed_at") ?? readInstant(refund.created_at, "created_at");
  return {
    kind: "refund",
    ref: refOf(refund),
    orderRef: known.orderRef ?? required(readRef(refund.order_id, "order_id"), "order_id"),
    at: required(at, "processed_at"),
    amount,
    currency,
    reason: refund.note,
  };
}

function shopCurrency(refund: Refund): string | null {
  return refund.total_duties_set?.shop_money?.currency_code ?? refund.refund_line_items[0]?.subtotal_set?.shop_money?.currency_code ?? null;
}

/**
 * Money that moved: the successful refund transactions. Without any, or when they are in the buyer's
 * own currency, what the lines came to, less the order's adjustments (a refunded shipping cost is an
 * adjustment of -30.00, a kept part one of +30.00).
 */
export function refundedAmount(refund: Refund, currency: string): number {
  const moves = refund.transactions.filter((move) => move.kind?.toLowerCase() === "refund");
  const foreign = moves.some((move) => move.currency !== null && move.currency.toUpperCase() !== currency);
  let sum = 0;
  if (moves.length > 0 && !foreign) {
    for (const move of moves) {
      if (move.status === null || move.status.toLowerCase() === "success") sum += Math.abs(readMoney(move.amount, currency, "transactions.amount") ?? 0);
    }
    return exactSum(sum, "transactions.amount");
  }
  for (const line of refund.refund_line_items) {
    sum += (readMoney(line.subtotal, currency, "refund_line_items.subtotal") ?? 0) + (readMoney(line.total_tax, currency, "refund_line_items.total_tax") ?? 0);
  }
  for (const adjustment of refund.order_adjustments) {
    sum -= (readMoney(adjustment.amount, currency, "order_adjustments.amount") ?? 0) + (readMoney(adjustment.tax_amount, currency, "order_adjustments.tax_amount") ?? 0);
  }
  return exactSum(sum, "refund_line_items.subtotal");
}
