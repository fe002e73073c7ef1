import type { Instant } from "#app/core/shared/instant.ts";
import { readInstant } from "#app/core/event/payload/values.ts";

type Name = "date_created" | "date_modified" | "date_paid" | "date_completed";
type Dated = { readonly [Key in Name | `${Name}_gmt`]?: string | null };

const NAMES: readonly Name[] = ["date_created", "date_modified", "date_paid", "date_completed"];

/**
 * A moment of an order or customer. Only the *_gmt dates are moments ("2026-11-21T23:05:33", UTC
 * without saying so); their twins are in the shop's own time zone, which no payload names. Where a
 * *_gmt is missing, the zone is taken from another date that the same payload gives both ways; where
 * there is none either, the date cannot be read.
 */
export function readDate(body: Dated, name: Name): Instant | null {
  const gmt = utc(body[`${name}_gmt`] ?? null, `${name}_gmt`);
  if (gmt !== null) return gmt;
  const local = present(body[name] ?? null);
  if (local === null) return null;
  const offset = zoneOffset(body);
  // Reading the local date as it stands names the field in the reason: it has no zone.
  return offset === null ? readInstant(local, name) : readInstant(stamped(local), name) as Instant - offset;
}

function zoneOffset(body: Dated): number | null {
  for (const name of NAMES) {
    const local = utc(body[name] ?? null, name);
    const gmt = utc(body[`${name}_gmt`] ?? null, `${name}_gmt`);
    if (local !== null && gmt !== null) return local - gmt;
  }
  return null;
}

function utc(value: string | null, field: string): Instant | null {
  const text = present(value);
  return text === null ? null : readInstant(stamped(text), field);
}

/** WordPress stores "never" as 0000-00-00 00:00:00. */
function present(value: string | null): string | null {
  return value === null || value.startsWith("0000-00-00") ? null : value;
}

function stamped(value: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(value) ? `${value}Z` : value;
}
