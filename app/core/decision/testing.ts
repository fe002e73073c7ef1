/** A customer who may be sent anything by any way, and a candidate to send, for tests of decisions. */
import { emptyProfile } from "../profile/profile.ts";
import type { Happened, Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { NO_STATS, readSettings } from "../shop.ts";
import type { Shop } from "../shop.ts";
import type { Candidate, Checked, Rule } from "./decision.ts";

/** A Tuesday noon in London. */
export const NOON = Date.UTC(2026, 1, 3, 12);

export function shopOf(settings: object = {}, over: Partial<Shop> = {}): Shop {
  return {
    id: "shop-1", platform: "shopify", domain: "shop.example.com", name: "Example", currency: "GBP", country: "GB", timeZone: "Europe/London", locale: "en",
    salt: "test-salt", settings: readSettings({ holdout: { share: 0 }, ...settings }), stats: NO_STATS, ...over,
  };
}

const AGREED = { granted: true, at: NOON - 300 * DAY, source: "checkout" };

export function customer(over: Partial<Profile> = {}): Profile {
  return {
    ...emptyProfile("profile-1"),
    email: { value: "ada@example.com", at: 0 }, phone: { value: "+447700900123", at: 0 }, timeZone: "Europe/London", ...livesIn("GB", null),
    consent: { email: AGREED, sms: AGREED, whatsapp: AGREED, push: AGREED }, ...over,
  };
}

export function livesIn(country: string | null, province: string | null = null): Pick<Profile, "address"> {
  return { address: { value: { country, province, city: null, postcode: null }, at: 0 } };
}

/** Marketing that went out at these moments, oldest first. */
export function heard(...marketing: Profile["messages"]["marketing"]): Pick<Profile, "messages"> {
  return { messages: { ...emptyProfile("").messages, marketing, lastMarketingAt: marketing.at(-1)?.[0] ?? null } };
}

/** `count` moments, `every` apart, the last at `last`. */
export function moments(count: number, last: Instant, every: number, seconds = 0): Happened[] {
  return Array.from({ length: count }, (_, index) => [last - (count - 1 - index) * every, seconds] as const);
}

export function candidate(over: Partial<Candidate> = {}): Candidate {
  const now = over.now ?? NOON;
  return {
    channels: ["email"], class: "marketing", supports: false, says: [], timing: null, enrollmentId: "walk-5", priority: 50, since: now, expiresAt: now + 7 * DAY,
    profile: customer(), shop: shopOf(), now, rivals: [], ...over,
  };
}

/** "pass", "drop", or for how many milliseconds a rule holds. */
export function says<C extends { readonly now: Instant }>(rule: Rule<C>, asked: C): "pass" | "drop" | number {
  const { verdict }: Checked = rule.check(asked);
  return verdict.kind === "hold" ? verdict.until - asked.now : verdict.kind;
}
