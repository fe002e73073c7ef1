import type { Instant } from "../shared/instant.ts";

/** Homes by order: door and family name, and when that order was placed. */
export type Homes = Readonly<Record<string, readonly [home: string, at: Instant]>>;

/** The oldest are kept: a home counts from the first order to it. */
const KEPT = 30;

/** One household: a door and a family name. Null when either is not known. */
export function homeOf(place: string | null | undefined, lastName: string | null): string | null {
  if (!place) return null;
  const name = (lastName ?? "").normalize("NFKD").toLowerCase().replace(/[^\p{L}]/gu, "");
  return name ? `${place}:${name}` : null;
}

/** Also with one order's home known; an order says one home or none, its newest. */
export function withHome(homes: Homes, orderRef: string, home: string | null, at: Instant): Homes {
  if (home === (homes[orderRef]?.[0] ?? null)) return homes;
  const { [orderRef]: _known, ...others } = homes;
  return home === null ? others : bounded({ ...others, [orderRef]: [home, at] });
}

/** Of two customers who are one; their orders are not the same ones. */
export function mergeHomes(a: Homes, b: Homes): Homes {
  return bounded({ ...a, ...b });
}

/** Whether somebody had ordered to this home by then. */
export function livesAt(homes: Homes, home: string, by: Instant): boolean {
  return Object.values(homes).some(([known, at]) => known === home && at <= by);
}

function bounded(homes: Homes): Homes {
  const entries = Object.entries(homes);
  if (entries.length <= KEPT) return homes;
  return Object.fromEntries(entries.sort(([a, [, since]], [b, [, other]]) => since - other || (a < b ? -1 : 1)).slice(0, KEPT));
}
