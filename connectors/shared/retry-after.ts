/** When a platform that turned us away wants us back. */
import { HOUR, SECOND } from "#app/core/shared/instant.ts";
import type { Instant } from "#app/core/shared/instant.ts";
import type { Answer } from "./http.ts";

/** A day is often said where an hour is meant, and asking again costs little. */
const LONGEST_MS = HOUR;

/**
 * Milliseconds until the answer's Retry-After: seconds, also as Shopify's "2.0", or an HTTP date (RFC 9110, 10.2.3); an
 * hour at most.
 *
 * @returns null where it says nothing, nothing readable, or a moment that is past
 */
export function retryAfterMs({ headers }: Pick<Answer, "headers">, now: Instant): number | null {
  const value = headers["retry-after"]?.trim();
  if (!value) return null;
  const ms = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * SECOND : httpDate(value) - now;
  return ms > 0 ? Math.min(ms, LONGEST_MS) : null;
}

/** NaN for what is no date: Date.parse alone finds one in "-5" and in "1 minute". */
function httpDate(value: string): number {
  return /^[A-Z][a-z]{2,8},? /.test(value) ? Date.parse(value) : Number.NaN;
}
