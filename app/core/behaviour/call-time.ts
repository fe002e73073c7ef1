/** When a call's event happened, by our clock. */
import { DAY, HOUR, parseInstant } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { refused } from "./call.ts";
import type { Call, Problem } from "./call.ts";

/** Older news would start nothing sensible, and clocks that were never set say 1970. */
export const OLDEST = 2 * 365 * DAY;
/** What two honest clocks may differ by after correction. */
export const FURTHEST_AHEAD = HOUR;

export type CallTime = { readonly ok: true; readonly at: Instant } | { readonly ok: false; readonly error: Problem };

/**
 * The moment by our clock: receivedAt − (sentAt − originalTimestamp), as Segment documents it (spec, "Timestamps"):
 * how long before sending it happened is right even where the device's clock is not. Without `sentAt` the call's own
 * time stands, without a time that of receipt. Up to an hour ahead counts as now: nothing happens in the future.
 *
 * @param batchSentAt `sentAt` of the batch, for calls that have none of their own
 */
export function timeOf(call: Pick<Call, "timestamp" | "originalTimestamp" | "sentAt">, batchSentAt: string | undefined, receivedAt: Instant): CallTime {
  const field = call.originalTimestamp === undefined ? "timestamp" : "originalTimestamp";
  const told = call.originalTimestamp ?? call.timestamp;
  const original = told === undefined ? receivedAt : parseInstant(told);
  if (original === null) return refused(field, `\`${field}\` must be an ISO 8601 date and time with its zone, like 2026-03-01T09:30:00.000Z.`);
  const sentText = call.sentAt ?? batchSentAt;
  const sent = sentText === undefined ? null : parseInstant(sentText);
  if (sentText !== undefined && sent === null) return refused("sentAt", "`sentAt` must be an ISO 8601 date and time with its zone, like 2026-03-01T09:30:00.000Z.");
  const at = told === undefined || sent === null ? original : receivedAt - (sent - original);
  if (at < receivedAt - OLDEST) return refused(field, `\`${field}\` lies more than two years back.`);
  if (at > receivedAt + FURTHEST_AHEAD) return refused(field, `\`${field}\` lies more than an hour ahead.`);
  return { ok: true, at: Math.min(at, receivedAt) };
}
