import type { RefundSnapshot } from "#app/core/event/snapshot.ts";
import { exactSum, readInstant, readMoney, required } from "#app/core/event/payload/values.ts";
import { refOf } from "./ids.ts";
import type { Refund } from "./payloads.ts";

/** Of one refund, what has really gone back: its transactions go through PENDING or STARTED and may fail. Null while nothing has. */
export function refundSnapshot(refund: Refund, orderRef: string, currency: string): RefundSnapshot | null {
  const done = refund.transactions.filter(({ refundStatus }) => refundStatus === "SUCCEEDED");
  const amount = exactSum(done.reduce((sum, one) => sum + (readMoney(one.amount?.amount ?? null, currency, "refunds.transactions.amount") ?? 0), 0), "refunds.transactions");
  if (amount <= 0) return null;
  const at = required(readInstant(refund.createdDate, "refunds.createdDate"), "refunds.createdDate");
  return { kind: "refund", ref: refOf(refund.id, "refunds.id"), orderRef, at, amount, currency, reason: refund.details?.reason ?? null };
}
