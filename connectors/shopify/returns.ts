import { z } from "zod";
import { exact, nested, objects, text } from "#app/core/event/payload/fields.ts";
import { readInstant, readRef } from "#app/core/event/payload/values.ts";
import type { ReturnSnapshot } from "#app/core/event/snapshot.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import { refOf } from "./ids.ts";

const ids = { id: exact, admin_graphql_api_id: exact };

/** Of the returns/* topics: each carries other parts of the return (WebhookSubscriptionTopic's sample payloads). */
export const ReturnPayload = z.object({
  ...ids,
  order_id: exact,
  order: nested(z.object(ids)),
  status: exact,
  created_at: exact,
  closed_at: exact,
  /** An object of changes in returns/update. */
  return_line_items: objects(z.object({ return_reason: text(200), return_reason_note: text(500) })),
});

export type Return = z.infer<typeof ReturnPayload>;

const CLOSED = new Set(["closed", "declined", "canceled", "cancelled"]);

/**
 * Most of these bodies tell no moment. A request and an ending happened shortly before we hear of them, so the receipt
 * stands in; the pulled order tells both to the second.
 *
 * @returns null when the body does not say which order the return is of (returns/decline, returns/update)
 */
export function returnSnapshot(topic: string, body: Return, receivedAt: Instant): ReturnSnapshot | null {
  const orderRef = body.order ? refOf(body.order, "order.id") : readRef(body.order_id, "order_id");
  if (orderRef === null) return null;
  const begins = topic === "returns/request" || topic === "returns/approve";
  const ends = CLOSED.has(body.status?.toLowerCase() ?? "") || topic === "returns/close" || topic === "returns/cancel" || topic === "returns/decline";
  return {
    kind: "return",
    ref: refOf(body),
    orderRef,
    requestedAt: readInstant(body.created_at, "created_at") ?? (begins ? receivedAt : null),
    closedAt: readInstant(body.closed_at, "closed_at") ?? (ends ? receivedAt : null),
    reason: body.return_line_items.map(reasonOf).find((reason) => reason !== null) ?? null,
  };
}

/** The customer's own words, else Shopify's ("size_too_small") in plain ones. */
function reasonOf(line: Return["return_line_items"][number]): string | null {
  return line.return_reason_note ?? line.return_reason?.toLowerCase().replaceAll("_", " ") ?? null;
}
