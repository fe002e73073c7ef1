import type { Instant } from "#app/core/shared/instant.ts";
import { readInstant } from "#app/core/event/payload/values.ts";

/**
 * A moment as Magento's database and API write it: "2026-11-21 23:05:33", in UTC without saying so
 * (Magento\Framework\Stdlib\DateTime). MySQL's "never" is 0000-00-00 00:00:00.
 */
export function readDate(value: string | null, field: string): Instant | null {
  if (value === null || value.startsWith("0000-00-00")) return null;
  const plain = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)$/.exec(value);
  return readInstant(plain ? `${plain[1]}T${plain[2]}Z` : value, field);
}

/** The moment as Magento writes it, whole seconds in UTC. */
export function writeDate(at: Instant): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}
