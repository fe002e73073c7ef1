import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Channel } from "../event/snapshot.ts";
import { DAY, HOUR, MINUTE } from "../shared/instant.ts";
import { clockAt } from "../shared/local-time.ts";
import { timeZoneOf } from "../shared/time-zone.ts";
import { HOURS_RULES } from "./country-hours.ts";
import { isOpenAt, nextOpen, openHours } from "./open-hours.ts";
import { quietHours } from "./rules/quiet-hours.ts";
import { customer, livesIn, says, shopOf } from "./testing.ts";
import { whereabouts } from "./whereabouts.ts";

const shop = shopOf();

function from(country: string | null, province: string | null, phone: string) {
  return customer({ ...livesIn(country, province), timeZone: timeZoneOf({ country, province, city: null, postcode: null }), phone: { value: phone, at: 0 } });
}

/** What the rule says to a customer at a moment given in UTC. */
function at(utc: string, channel: Channel, profile = customer(), where = shop) {
  const now = Date.parse(utc);
  const said = says(quietHours, { channel, class: "marketing", profile, shop: where, now });
  return typeof said === "number" ? new Date(now + said).toISOString().slice(0, 16) : said;
}

const texan = from("US", "TX", "+15125550100");
const californian = from("US", "CA", "+14155550100");

describe("quiet hours", () => {
  // 6 February 2026 is a Friday, 8 February a Sunday; winter time everywhere north.
  test.each([
    ["e-mail at 8:59 in London", "2026-02-06T08:59Z", "email", customer(), "2026-02-06T09:00"],
    ["e-mail at 9:00", "2026-02-06T09:00Z", "email", customer(), "pass"],
    ["e-mail at 20:59", "2026-02-06T20:59:59Z", "email", customer(), "pass"],
    ["e-mail at 21:00", "2026-02-06T21:00Z", "email", customer(), "2026-02-07T09:00"],
    ["SMS in London at 19:59", "2026-02-06T19:59Z", "sms", customer(), "pass"],
    ["SMS in London at 20:00", "2026-02-06T20:00Z", "sms", customer(), "2026-02-07T09:00"],
    ["SMS in California at 8:59 there", "2026-02-06T16:59Z", "sms", californian, "2026-02-06T17:00"],
    ["SMS in California at 19:59 there", "2026-02-07T03:59Z", "sms", californian, "pass"],
    ["SMS in California at 20:00 there", "2026-02-07T04:00Z", "sms", californian, "2026-02-07T17:00"],
    ["push in California at 20:00 there", "2026-02-07T04:00Z", "push", californian, "2026-02-07T17:00"],
    ["e-mail in California at 20:00 there", "2026-02-07T04:00Z", "email", californian, "pass"],
    ["SMS in Texas on a Saturday, 9:00", "2026-02-07T15:00Z", "sms", texan, "pass"],
    ["SMS in Texas on a Sunday, 11:59", "2026-02-08T17:59Z", "sms", texan, "2026-02-08T18:00"],
    ["SMS in Texas on a Sunday, noon", "2026-02-08T18:00Z", "sms", texan, "pass"],
    ["e-mail in Texas on a Sunday, 9:00", "2026-02-08T15:00Z", "email", texan, "pass"],
    ["SMS in Rhode Island, Friday 17:59", "2026-02-06T22:59Z", "sms", from("US", "RI", "+14015550100"), "pass"],
    ["SMS in Rhode Island, Friday 18:00: Saturday opens at ten", "2026-02-06T23:00Z", "sms", from("US", "RI", "+14015550100"), "2026-02-07T15:00"],
    ["SMS in India at 9:59", "2026-02-06T04:29Z", "sms", from("IN", "RJ", "+919810000000"), "2026-02-06T04:30"],
    ["SMS in India at 20:59", "2026-02-06T15:29Z", "sms", from("IN", "RJ", "+919810000000"), "pass"],
    ["SMS in India at 21:00", "2026-02-06T15:30Z", "sms", from("IN", "RJ", "+919810000000"), "2026-02-07T04:30"],
    ["SMS to an Indian number without address", "2026-02-06T04:29Z", "sms", from(null, null, "+919810000000"), "2026-02-06T04:30"],
    ["SMS in France on a Saturday, 20:00: Sunday is closed", "2026-02-07T19:00Z", "sms", from("FR", null, "+33612345678"), "2026-02-09T08:00"],
    ["e-mail in France on a Sunday", "2026-02-08T12:00Z", "email", from("FR", null, "+33612345678"), "pass"],
  ] as const)("%s", (_name, utc, channel, profile, expected) => expect(at(utc, channel, profile)).toBe(expected));

  test.each([
    ["+1 without an address, 11:59 in New York", "2026-02-06T16:59Z", from(null, null, "+14155550100"), "2026-02-06T17:00"],
    ["noon in New York", "2026-02-06T17:00Z", from(null, null, "+14155550100"), "pass"],
    ["18:00 in New York", "2026-02-06T23:00Z", from(null, null, "+14155550100"), "2026-02-07T17:00"],
    ["a US address without a state", "2026-02-06T15:00Z", from("US", null, "+14155550100"), "2026-02-06T17:00"],
    ["Hawaii by its area code: 9:00 there", "2026-02-06T18:59Z", from(null, null, "+18085550100"), "2026-02-06T19:00"],
    ["a +1 number that lives in London", "2026-02-06T10:00Z", from("GB", null, "+14155550100"), "pass"],
    ["a +1 number that lives in Toronto", "2026-02-06T14:00Z", from("CA", "ON", "+14165550100"), "pass"],
  ] as const)("SMS to %s", (_name, utc, profile, expected) => expect(at(utc, "sms", profile)).toBe(expected));

  it("ends at the local opening across a change of daylight saving", () => {
    // Clocks go forward on 8 March 2026 in the US: 9:00 is an hour sooner in UTC than the day before.
    expect(at("2026-03-08T04:00Z", "sms", californian)).toBe("2026-03-08T16:00");
    expect(at("2026-11-01T03:00Z", "sms", californian)).toBe("2026-11-01T17:00");
  });

  it("does not concern news of an order, and follows the shop's own hours for everything", () => {
    expect(says(quietHours, { channel: "sms", class: "transactional", profile: californian, shop, now: Date.parse("2026-02-06T10:00Z") })).toBe("pass");
    const late = shopOf({ quietHours: { from: 18, to: 11 } });
    expect([at("2026-02-06T10:59Z", "email", customer(), late), at("2026-02-06T18:00Z", "sms", customer(), late), at("2026-02-06T17:59Z", "sms", customer(), late)]).toEqual(["2026-02-06T11:00", "2026-02-07T11:00", "pass"]);
  });

  it("drops, with the reason, what the shop's hours and the country's never both allow", () => {
    const nights = shopOf({ quietHours: { from: 9, to: 21 } });
    expect(at("2026-02-06T12:00Z", "sms", californian, nights)).toBe("drop");
    expect(at("2026-02-06T12:00Z", "email", customer(), nights)).toBe("2026-02-06T21:00");
  });

  it("ends open, in the future, within the days a week can close, for any place and moment", () => {
    const places = [...HOURS_RULES.filter((rule) => rule.country !== "*").map(({ country, state }) => [country, state ?? null] as const), ["AU", "NSW"], ["AU", "SA"], ["NP", null], ["GB", null], ["US", null], [null, null]] as const;
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom<Channel>("email", "sms", "whatsapp", "push"), fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) }), fc.nat(23), fc.nat(23), ([country, province], channel, now, quietFrom, quietTo) => {
        const profile = from(country, province, "+14155550100");
        const where = whereabouts(channel, profile, shop);
        const hours = openHours(channel, where, { from: quietFrom, to: quietTo });
        const until = nextOpen(hours, now, where.zone);
        if (until === null) {
          // Never open: the shop's hours and the country's share none.
          for (let hour = 0; hour < 7 * 24; hour++) expect(isOpenAt(hours, now + hour * HOUR, where.zone)).toBe(false);
          return;
        }
        expect(isOpenAt(hours, until, where.zone)).toBe(true);
        expect(until - now).toBeLessThanOrEqual(7 * DAY + HOUR);
        if (until === now) return;
        // The very minute it opens: the one before is closed.
        expect(isOpenAt(hours, until - MINUTE, where.zone)).toBe(false);
        expect(clockAt(until, where.zone).minute).toBe(0);
      }),
      { numRuns: 400 },
    );
  });

  it("names a source for every row", () => {
    for (const rule of HOURS_RULES) expect(rule.source.length, rule.place).toBeGreaterThan(20);
  });
});
