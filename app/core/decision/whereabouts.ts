import type { Channel } from "../event/snapshot.ts";
import type { Profile } from "../profile/profile.ts";
import { PROVINCE_ZONES } from "../shared/province-zones.ts";
import { timeZoneOf } from "../shared/time-zone.ts";
import type { Shop } from "../shop.ts";
import { FAR_AREA_CODES, STRICTEST_US_ZONE } from "./country-hours.ts";

/** Where a message reaches a customer, as far as hours depend on it. */
export type Whereabouts = {
  readonly zone: string;
  readonly zoneFrom: "address" | "phone number" | "shop" | "strictest";
  readonly country: string | null;
  readonly state: string | null;
  /** Somewhere in the US, nobody knows where: the strictest hours hold. */
  readonly unknownInUs: boolean;
};

/** Countries with rules of their own that a number tells, where there is no address. +1 is told apart below. */
const PREFIXES: readonly (readonly [prefix: string, country: string])[] = [["+91", "IN"], ["+33", "FR"]];

/**
 * E-mail and push are read where the customer lives, else on the shop's clock. A text reaches a number: its address tells
 * where it is; a US address without a state, or a +1 number without any address, does not, and is treated as
 * anywhere in the US.
 */
export function whereabouts(channel: Channel, profile: Profile, shop: Shop): Whereabouts {
  const home = profile.timeZone;
  // No country has rules for e-mail.
  if (channel === "email") return { zone: home ?? shop.timeZone, zoneFrom: home === null ? "shop" : "address", country: null, state: null, unknownInUs: false };
  const address = profile.address?.value ?? null;
  const country = address?.country?.toUpperCase() ?? null;
  const state = address?.province?.trim().toUpperCase() ?? null;
  if (country !== null && home !== null) {
    if (country === "US" && (state === null || PROVINCE_ZONES["US"]?.[state] === undefined)) return anywhereInUs(state);
    return { zone: home, zoneFrom: "address", country, state, unknownInUs: false };
  }
  const number = channel === "push" ? null : (profile.phone?.value ?? null);
  if (number?.startsWith("+1")) {
    const far = FAR_AREA_CODES[number.slice(2, 5)];
    return far ? { zone: far, zoneFrom: "phone number", country: "US", state: null, unknownInUs: false } : anywhereInUs(null);
  }
  const told = PREFIXES.find(([prefix]) => number?.startsWith(prefix))?.[1] ?? null;
  if (told !== null) return { zone: timeZoneOf({ country: told, province: null, city: null, postcode: null }) ?? shop.timeZone, zoneFrom: "phone number", country: told, state: null, unknownInUs: false };
  return { zone: home ?? shop.timeZone, zoneFrom: home === null ? "shop" : "address", country: number === null ? shop.country : null, state: null, unknownInUs: false };
}

function anywhereInUs(state: string | null): Whereabouts {
  return { zone: STRICTEST_US_ZONE, zoneFrom: "strictest", country: "US", state, unknownInUs: true };
}
