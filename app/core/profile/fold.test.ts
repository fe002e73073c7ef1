import { describe, expect, it } from "vitest";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { hint } from "../event/testing.ts";
import { applyEvent } from "./apply-event.ts";
import { applyContact, phoneJoins } from "./identity.ts";
import { mergeProfiles } from "./merge.ts";
import { emptyProfile, ordersBefore } from "./profile.ts";
import type { Profile } from "./profile.ts";

const about = (ref: string) => ({ orderRef: ref, number: `#${ref}` });
const placed = (ref: string, at: number, amount: number): CanonicalEvent => ({ key: `order:${ref}:placed`, type: "order.placed", at, data: { ...about(ref), amount, currency: "GBP" } });

const fold = (profile: Profile, events: readonly CanonicalEvent[]): Profile => events.reduce(applyEvent, profile);

describe("profile", () => {
  it("keeps the newest contact details and every address ever used", () => {
    const old = applyContact(emptyProfile("p"), hint({ email: "old@example.com", firstName: "Augusta" }), 1);
    const both = [applyContact(old, hint(), 2), applyContact(applyContact(emptyProfile("p"), hint(), 2), hint({ email: "old@example.com", firstName: "Augusta" }), 1)];
    for (const profile of both) {
      expect(profile).toMatchObject({ email: { value: "ada@example.com" }, name: { value: { first: "Ada" } }, emails: ["ada@example.com", "old@example.com"], timeZone: "Europe/London" });
    }
  });

  it("takes a cancelled order's money back once, also when it was refunded", () => {
    const cancelled: CanonicalEvent = { key: "x", type: "order.cancelled", at: 5, data: { ...about("1"), amount: 1000, currency: "GBP" } };
    const refunded: CanonicalEvent = { key: "y", type: "order.refunded", at: 4, data: { ...about("1"), amount: 1000, currency: "GBP", refundRef: "1", reason: null } };
    for (const events of [[cancelled, refunded], [refunded, cancelled]]) {
      const profile = fold(emptyProfile("p"), [placed("1", 1, 1000), placed("2", 2, 500), ...events]);
      expect(profile.spend).toEqual({ GBP: 500 });
      expect(profile.counts).toMatchObject({ orders: 2, cancelled: 1 });
    }
  });

  it("counts the orders before one, cancelled ones left out", () => {
    const profile = fold(emptyProfile("p"), [placed("1", 1, 1), placed("2", 2, 1), placed("3", 3, 1), { key: "x", type: "order.cancelled", at: 4, data: { ...about("1"), amount: 1, currency: "GBP" } }]);
    expect([ordersBefore(profile, "1", 1), ordersBefore(profile, "2", 2), ordersBefore(profile, "3", 3)]).toEqual([0, 0, 1]);
  });

  it("remembers products whatever they are called, also when two profiles become one", () => {
    const order = (ref: string, at: number, refs: readonly string[]): CanonicalEvent => ({ key: ref, type: "order.placed", at, data: { ...about(ref), amount: 1, currency: "GBP", items: refs.map((productRef) => ({ productRef, quantity: 1 })) } });
    const one = fold(emptyProfile("p"), [order("1", 1, ["constructor", "__proto__", "toString"])]);
    const other = fold(emptyProfile("q"), [order("2", 2, ["constructor", "valueOf"])]);
    expect(Object.keys(one.bought)).toEqual(["constructor", "toString"]);
    expect(mergeProfiles(one, other).bought).toMatchObject({ constructor: [[1, 1], [2, 1]], toString: [[1, 1]], valueOf: [[2, 1]] });
  });

  it("never lifts a bounce by a new consent, and lifts an unsubscribe", () => {
    const yes = (at: number): CanonicalEvent => ({ key: `y${at}`, type: "consent.granted", at, data: { channel: "email", source: "checkout" } });
    const no: CanonicalEvent = { key: "n", type: "consent.withdrawn", at: 2, data: { channel: "email", source: "unsubscribe link" } };
    const bounce: CanonicalEvent = { key: "b", type: "message.bounced", at: 3, data: { messageId: "m", enrollmentId: null, step: null, channel: "email", class: "marketing", reason: "gone" } };
    expect(fold(emptyProfile("p"), [yes(1), no]).suppressed.email?.reason).toBe("unsubscribed");
    expect(fold(emptyProfile("p"), [yes(1), no, yes(4)]).suppressed.email).toBeUndefined();
    expect(fold(emptyProfile("p"), [yes(1), bounce, yes(4)]).suppressed.email?.reason).toBe("bounced");
  });

  it("lets a phone number join only people whose e-mail addresses agree or are missing", () => {
    const known = applyContact(emptyProfile("p"), hint({ phone: "+441632960961" }), 1);
    expect(phoneJoins({ email: null }, known)).toBe(true);
    expect(phoneJoins({ email: "ada@example.com" }, known)).toBe(true);
    expect(phoneJoins({ email: "son@example.com" }, known)).toBe(false);
  });
});
