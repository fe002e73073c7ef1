import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf } from "../message/address.ts";
import type { Channel } from "../event/snapshot.ts";
import type { Issue, Profile, SuppressionReason } from "../profile/profile.ts";
import { DAY, HOUR, MINUTE } from "../shared/instant.ts";
import { timeZoneOf } from "../shared/time-zone.ts";
import { sentWithin } from "./caps.ts";
import { decide, RULES } from "./decide.ts";
import type { Candidate } from "./decision.ts";
import { engagementLevel } from "./engagement-level.ts";
import { isOpenAt, openHours } from "./open-hours.ts";
import { candidate, customer, heard, livesIn, moments, NOON, shopOf } from "./testing.ts";
import { whereabouts } from "./whereabouts.ts";

const CHANNELS: readonly Channel[] = ["email", "sms", "whatsapp", "push"];
const PLACES: readonly (readonly [country: string | null, province: string | null])[] = [["US", "TX"], ["US", "RI"], ["US", null], ["IN", "RJ"], ["FR", null], ["GB", null], ["AU", "SA"], [null, null]];
const PHONES = ["+14155550100", "+447700900123", "+919810000000", "+33612345678", null] as const;

const ago = (max: number) => fc.integer({ min: 0, max }).map((one) => -one);
const soon = fc.integer({ min: Date.UTC(2026, 1, 1), max: Date.UTC(2026, 3, 15) });
const history = (max: number) => fc.array(ago(max), { maxLength: 8 }).map((all) => all.toSorted((a, b) => a - b));
const perChannel = <T>(value: fc.Arbitrary<T>) => fc.record(Object.fromEntries(CHANNELS.map((one) => [one, value])) as Record<Channel, fc.Arbitrary<T>>, { requiredKeys: [] });

const anyCandidate: fc.Arbitrary<Candidate> = fc
  .record({
    now: soon, place: fc.constantFrom(...PLACES), phone: fc.constantFrom(...PHONES), channels: fc.shuffledSubarray([...CHANNELS], { minLength: 1 }),
    kind: fc.constantFrom<Candidate["class"]>("marketing", "marketing", "marketing", "transactional"), supports: fc.boolean(), timing: fc.constantFrom(null, "best_hour" as const),
    consent: perChannel(fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false))),
    suppressed: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, perChannel(fc.constantFrom<SuppressionReason>("bounced", "complained", "unsubscribed"))),
    marketing: fc.array(fc.tuple(ago(10 * DAY), fc.constantFrom(...CHANNELS)), { maxLength: 6 }), sent: history(90 * DAY), clicked: fc.oneof(fc.constant([]), history(90 * DAY)), faq: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, history(5 * DAY)),
    tally: perChannel(fc.record({ sent: fc.nat(30), engaged: fc.nat(10) })), hours: fc.array(fc.nat(20), { minLength: 24, maxLength: 24 }),
    issue: fc.option(fc.record({ kind: fc.constantFrom<Issue["kind"]>("ticket", "return", "task"), openedAt: ago(5 * DAY), closed: fc.boolean() }), { freq: 4 }),
    rating: fc.option(fc.record({ at: ago(70 * DAY), share: fc.double({ min: 0, max: 1, noNaN: true }) }), { freq: 4 }),
    rival: fc.option(fc.record({ at: fc.integer({ min: -2 * DAY, max: 2 * DAY }), priority: fc.integer({ min: 48, max: 52 }), enrollmentId: fc.constantFrom("walk-1", "walk-9") }), { freq: 3 }),
    said: fc.option(ago(60 * DAY), { freq: 5 }), expires: fc.integer({ min: HOUR, max: 12 * DAY }), share: fc.constantFrom(0, 0.05, 0.5), quiet: fc.tuple(fc.nat(23), fc.nat(23)), on: fc.boolean(),
  })
  .map((one) => {
    const { now } = one;
    const [country, province] = one.place as readonly [string | null, string | null];
    const at = (back: number) => now + back;
    const seen = (all: readonly number[]) => all.map((back) => [at(back), 300] as const);
    const consent = Object.fromEntries(Object.entries(one.consent).map(([channel, granted]) => [channel, { granted, at: now - 90 * DAY, source: "checkout" }]));
    const profile: Profile = customer({
      ...livesIn(country, province), timeZone: timeZoneOf({ country, province, city: null, postcode: null }), phone: one.phone === null ? null : { value: one.phone, at: 0 }, consent, channels: one.tally, hours: one.hours,
      suppressed: Object.fromEntries(Object.entries(one.suppressed).map(([channel, reason]) => [channel, { reason, at: now - DAY }])),
      ...heard(...one.marketing.map(([back, channel]) => [at(back), channel] as const).toSorted(([a], [b]) => a - b)),
      activity: { "message.sent": seen(one.sent), "message.clicked": seen(one.clicked), "page.viewed:faq": seen(one.faq) },
      issues: one.issue ? { "x:1": { kind: one.issue.kind, openedAt: at(one.issue.openedAt), closedAt: one.issue.closed ? now : null, orderRef: null } } : {},
      satisfaction: one.rating ? { at: at(one.rating.at), value: { share: one.rating.share, score: 1, scale: 5, source: "review" } } : null, said: one.said === null ? {} : { "product:p1": at(one.said) },
    });
    const shop = shopOf({ holdout: { share: one.share }, quietHours: { from: one.quiet[0], to: one.quiet[1] }, channels: { push: { on: one.on } } });
    const rivals = one.rival ? [{ ...one.rival, at: at(one.rival.at), journey: "review", name: "Review" }] : [];
    return candidate({ channels: one.channels, class: one.kind, supports: one.supports, timing: one.timing, says: ["product:p1"], profile, shop, now, expiresAt: now + one.expires, rivals });
  });

const all = (check: (asked: Candidate, decided: ReturnType<typeof decide>) => void, numRuns = 500) =>
  fc.assert(fc.property(anyCandidate, (asked) => { check(asked, decide(asked)); }), { numRuns });

describe("decide, for any customer, shop and moment", () => {
  it("says the same when asked again, and leaves what it was given as it was", () => {
    all((asked, decided) => {
      const before = structuredClone(asked);
      expect(decide(structuredClone(asked))).toEqual(decided);
      expect(asked).toEqual(before);
      expect(JSON.parse(JSON.stringify(decided.facts))).toEqual(decided.facts);
    });
  });

  it("sends nothing without an address, to a dead or complaining one, or by a channel that is off; and no marketing without a yes on that channel", () => {
    all((asked, { verdict, channel }) => {
      if (verdict.kind !== "pass") return;
      const { profile } = asked;
      expect(asked.channels).toContain(channel);
      expect(addressOf(profile, channel)).not.toBeNull();
      expect(asked.shop.settings.channels[channel].on).toBe(true);
      expect(["bounced", "complained"]).not.toContain(profile.suppressed[channel]?.reason);
      if (asked.class === "marketing") expect([profile.consent[channel]?.granted, profile.suppressed[channel]]).toEqual([true, undefined]);
    });
  });

  it("sends no marketing inside quiet hours or above a cap", () => {
    all(({ class: kind, profile, shop, now }, { verdict, channel }) => {
      if (verdict.kind !== "pass" || kind !== "marketing") return;
      const where = whereabouts(channel, profile, shop);
      expect(isOpenAt(openHours(channel, where, shop.settings.quietHours), now, where.zone)).toBe(true);
      const level = engagementLevel(profile, now);
      const { caps } = shop.settings;
      const { marketing, lastMarketingAt } = profile.messages;
      expect(sentWithin(marketing, null, 7 * DAY, now)).toBeLessThan(caps.perWeek[level]);
      expect(sentWithin(marketing, channel, 7 * DAY, now)).toBeLessThan(caps.channels[channel][level]);
      expect(now - (lastMarketingAt ?? -Infinity)).toBeGreaterThanOrEqual(caps.gapHours[level] * HOUR);
    });
  });

  it("never holds news of an order", () => {
    all((asked, { verdict }) => {
      if (asked.class === "transactional") expect(verdict.kind).not.toBe("hold");
    });
  });

  it("holds until a moment to come, within the message's own; asked again then, it ends in a send or a drop", () => {
    all((first) => {
      let asked = first;
      for (let round = 0; round < 60; round++) {
        const { verdict } = decide(asked);
        if (verdict.kind !== "hold") return;
        expect(verdict.until).toBeGreaterThan(asked.now);
        expect(verdict.until).toBeLessThanOrEqual(asked.expiresAt);
        asked = { ...asked, now: verdict.until };
      }
      throw new Error("still held after 60 rounds");
    });
  });

  it("names the rule that decided, with what it saw, and why each channel was or was not taken", () => {
    all((asked, { verdict, rule, facts, channel, chance }) => {
      expect(rule === null).toBe(verdict.kind === "pass");
      if (rule !== null) expect([RULES.some(({ id }) => id === rule), rule in facts]).toEqual([true, true]);
      if (verdict.kind !== "pass") expect(verdict.reason).toMatch(/^[A-Z"].+\.$/s);
      expect(chance).toBeGreaterThan(0);
      expect(chance).toBeLessThanOrEqual(1);
      if (asked.channels.length === 1) return;
      const told = facts["channels"] as { channel: Channel; chosen: boolean }[];
      expect(told.map((one) => one.channel).toSorted()).toEqual(asked.channels.toSorted());
      expect(told.filter((one) => one.chosen).map((one) => one.channel)).toEqual(told.some((one) => "worth" in one) ? [channel] : []);
    });
  });
});

describe("decide", () => {
  it("drops at once what may never go, rather than letting it wait", () => {
    const night = NOON + 11 * HOUR;
    const open = { issues: { "ticket:1": { kind: "ticket", openedAt: NOON, closedAt: null, orderRef: null } } } as const;
    expect(decide(candidate({ now: night, profile: customer({ ...open, consent: {} }) }))).toMatchObject({ verdict: { kind: "drop" }, rule: "consent" });
    expect(decide(candidate({ now: night, says: ["x"], profile: customer({ ...open, said: { x: NOON } }) }))).toMatchObject({ verdict: { kind: "drop" }, rule: "said_twice" });
  });

  it("goes another way when the preferred one is forbidden, or full for days", () => {
    const noMail = customer({ consent: { sms: { granted: true, at: 0, source: "checkout" } } });
    const ask = (profile: Profile) => decide(candidate({ channels: ["email", "sms"], profile }));
    expect(ask(noMail)).toMatchObject({ channel: "sms", rule: null, facts: { consent: { channel: "sms" }, channels: [{ channel: "sms", chosen: true }, { channel: "email", chosen: false, rule: "consent" }] } });
    const full = customer({ ...heard([NOON - 2 * DAY, "email"]), activity: { "message.sent": moments(0, NOON, DAY) } });
    const tight = shopOf({ caps: { channels: { email: { normal: 1 } } } });
    expect(decide(candidate({ channels: ["email", "sms"], profile: full, shop: tight }))).toMatchObject({ channel: "sms", rule: null, facts: { channelBy: "sooner", channels: [{ channel: "email", waitsFor: "channel_cap" }, { channel: "sms", waitsFor: null }] } });
  });

  it("drops what would be held past its moment, and says so", () => {
    const decided = decide(candidate({ now: NOON + 10 * HOUR, expiresAt: NOON + 12 * HOUR }));
    expect(decided).toMatchObject({ rule: "quiet_hours", verdict: { kind: "drop" }, facts: { expiry: { expiresAt: "2026-02-04T00:00:00.000Z" } } });
    expect(decided.verdict).toMatchObject({ reason: expect.stringContaining("this message's moment will be over") });
    expect(decide(candidate({ now: NOON + 10 * HOUR, expiresAt: NOON + 21 * HOUR })).verdict).toMatchObject({ kind: "hold", until: NOON + 21 * HOUR });
    expect(decide(candidate({ now: NOON + 10 * HOUR, expiresAt: NOON + 21 * HOUR - MINUTE })).verdict.kind).toBe("drop");
  });

  it("refuses a message with no way to go", () => expect(() => decide(candidate({ channels: [] }))).toThrow(/channels/));
});
