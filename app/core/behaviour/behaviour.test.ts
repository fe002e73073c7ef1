import { describe, expect, it } from "vitest";
import { eventData } from "../event/canonical-event.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { DAY, formatInstant, HOUR, MINUTE } from "../shared/instant.ts";
import { readBehaviour } from "./behaviour.ts";
import type { Behaviour, ReadContext } from "./behaviour.ts";

const NOW = Date.UTC(2026, 4, 1, 9);
const context: ReadContext = { type: null, receivedAt: NOW, batch: null, country: "GB", trusted: false, visitorOf: (token) => (token.startsWith("good") ? "profile" : null) };

function read(call: object, over: Partial<ReadContext> = {}): Behaviour {
  const found = readBehaviour({ anonymousId: "a1", messageId: "m1", ...call }, { ...context, ...over });
  if (!found.ok) throw new Error(`${found.error.field}: ${found.error.problem}`);
  for (const event of found.behaviour.events) expect(eventData[event.type].safeParse(event.data).success).toBe(true);
  return found.behaviour;
}
const track = (event: string, properties: object = {}): CanonicalEvent | undefined => read({ type: "track", event, properties }).events[0];
const page = (call: object): CanonicalEvent["data"] | undefined => read({ type: "page", ...call }).events[0]?.data;
const refusal = (call: unknown, over: Partial<ReadContext> = {}): string => {
  const found = readBehaviour(call, { ...context, ...over });
  return found.ok ? "accepted" : found.error.field;
};

describe("a named signal", () => {
  it.each([
    ["Product Viewed", { product_id: 7, duration: "12.4" }, "page.viewed", { page: "product", productRef: "7", seconds: 12 }],
    ["viewed_product", { product_id: "7" }, "page.viewed", { page: "product", productRef: "7" }],
    ["FAQ Viewed", { time_on_page: 9e9 }, "page.viewed", { page: "faq", seconds: 4 * 3600 }],
    ["Support Ticket Opened", { ticket_id: 81, subject: "Broken" }, "ticket.opened", { ticketRef: "81", subject: "Broken" }],
    ["Gorgias Ticket Created", { ticket_id: "81" }, "ticket.opened", { ticketRef: "81" }],
    ["zendesk: ticket solved", { id: "81" }, "ticket.solved", { ticketRef: "81" }],
    ["NPS Submitted", { score: 9 }, "survey.answered", { question: "nps", answer: "9", score: 9, scale: 10 }],
    ["Survey Answered", { question: "fit", answer: "Too small" }, "survey.answered", { question: "fit", answer: "Too small" }],
    ["Product Reviewed", { product_id: "7", rating: "4.0" }, "review.submitted", { rating: 4, scale: 5, productRef: "7" }],
    ["Return Requested", { order_id: "1001", reason: "Too small" }, "return.requested", { returnRef: "1001", orderRef: "1001", reason: "Too small" }],
    ["Return Completed", { order_id: "1001" }, "return.closed", { returnRef: "1001" }],
    ["joined loyalty program", { tier: "Gold" }, "loyalty.joined", { tier: "Gold" }],
    ["Referral Shared", { code: "ADA", share_via: "whatsapp" }, "referral.shared", { code: "ADA", by: "whatsapp" }],
    ["Referral Link Clicked", { code: "ADA" }, "referral.clicked", { code: "ADA" }],
    ["Milestone Reached", { milestone: "First Brew!" }, "product.used", { milestone: "first_brew" }],
    ["SMS Replied", { text: "Yes" }, "message.replied", { channel: "sms", text: "Yes" }],
    // The platform is the truth about orders, and every shop has events of its own.
    ["Order Completed", { order_id: "1", total: 5 }, "custom.tracked", { name: "Order Completed", properties: { order_id: "1", total: 5 } }],
    ["Ring Sized", {}, "custom.tracked", { name: "Ring Sized", properties: {} }],
  ])("%s", (name, properties, type, data) => expect(track(name, properties)).toMatchObject({ key: "api:m1", type, data }));

  it.each([
    ["Ticket Opened", {}, "properties.ticket_id"], ["Product Reviewed", { rating: 6 }, "properties.rating"], ["Product Reviewed", {}, "properties.rating"], ["NPS Submitted", { score: "many" }, "properties.score"],
    ["Product Viewed", { seconds: -1 }, "properties.seconds"], ["Milestone Reached", {}, "properties.milestone"], ["Referral Shared", {}, "properties.code"], ["Product Viewed", { product_id: { a: 1 } }, "properties.product_id"],
  ])("%s with %j is refused by field", (event, properties, field) => expect(refusal({ type: "track", anonymousId: "a", event, properties })).toBe(field));

  it("of the shop's own keeps 50 single values and no more", () => {
    const many = Object.fromEntries(Array.from({ length: 90 }, (_, index) => [`k${index}`, "x".repeat(900)]));
    const data = track("Ring Sized", { nested: { a: 1 }, list: [1], ...JSON.parse('{"__proto__":"x"}'), ...many })?.data as { properties: Record<string, string> };
    expect(Object.keys(data.properties)).toHaveLength(50);
    expect(data.properties["k0"]).toHaveLength(500);
    expect(data.properties["nested"]).toBeUndefined();
  });
});

describe("a page call", () => {
  it.each([
    [{ name: "FAQ" }, "faq"], [{ category: "Help", name: "How to descale" }, "help"], [{ properties: { path: "/pages/faq" } }, "faq"], [{ properties: { url: "https://s.example/policies/refund-policy?x=1" } }, "returns"],
    [{ properties: { path: "/apps/track/123" } }, "tracking"], [{ properties: { path: "/products/track-pants" } }, "product"], [{ name: "Track Pants", properties: { path: "/collections/support-bras" } }, "other"],
    [{ properties: { path: "/account/orders/7/returns" } }, "returns"], [{ properties: { path: "/cart" } }, "cart"], [{ context: { page: { url: "https://s.example/my-account/" } } }, "account"], [{}, "other"],
  ])("%j is the page %s", (call, found) => expect(page(call)).toMatchObject({ page: found }));

  it("keeps no query: it may hold tokens and addresses", () => expect(page({ properties: { url: "https://s.example/cart?email=a@example.com#x", seconds: 30 } })).toMatchObject({ url: "https://s.example/cart", seconds: 30 }));

  it("names who came by a message, by a token of ours only", () => {
    const token = (start: string): string => `https://s.example/?a=1&ag_c=${start}${"x".repeat(50)}`;
    expect(read({ type: "page", context: { page: { url: token("good") } } }).carried).toBe("profile");
    expect(read({ type: "track", event: "x", properties: { url: token("good") } }).carried).toBe("profile");
    expect(read({ type: "page", context: { page: { url: token("bad") } } }).carried).toBeNull();
  });
});

describe("an identify call", () => {
  it("tells who it is, in whatever way the shop writes it", () => {
    const { hint, userId } = read({ type: "identify", userId: 7, traits: { email: " Ada@Example.com ", phone: "020 7946 0958", name: "Ada King Lovelace", customer_id: "gid://shopify/Customer/99" } });
    expect({ ...hint, userId }).toEqual({ userId: "7", ref: "99", email: "ada@example.com", phone: "+442079460958", firstName: "Ada", lastName: "King Lovelace", locale: null, address: null });
    expect(read({ type: "identify", userId: "ada@example.com" }).hint.email).toBe("ada@example.com");
    expect(read({ type: "track", event: "x", context: { traits: { email: "ada@example.com" }, externalIds: [{ type: "shopify_customer_id", id: "5" }] } }).hint).toMatchObject({ email: "ada@example.com", ref: "5" });
    expect(read({ type: "identify", traits: { name: "Win at www.evil.example", email: "not one" } }).hint).toMatchObject({ firstName: null, email: null });
  });

  it("gives consent in so many words only", () => {
    expect(read({ type: "identify", traits: { email_opt_in: true, sms_opt_in: false } }).events.slice(1)).toEqual([
      { key: "api:m1:email", at: NOW, type: "consent.granted", data: { channel: "email", source: "api" } },
      { key: "api:m1:sms", at: NOW, type: "consent.withdrawn", data: { channel: "sms", source: "api" } },
    ]);
    expect(read({ type: "identify", traits: { email_opt_in: "true", sms_opt_in: 1 } }).events).toHaveLength(1);
  });
});

describe("the time of a call", () => {
  const at = (call: object, over: Partial<ReadContext> = {}): number => read({ type: "page", ...call }, over).at;
  const text = formatInstant;

  it("is corrected by how far the device's clock is off", () => {
    expect(at({ timestamp: text(NOW - DAY - MINUTE), sentAt: text(NOW - DAY) })).toBe(NOW - MINUTE);
    expect(at({ originalTimestamp: text(NOW + 9 * DAY), timestamp: text(NOW), sentAt: text(NOW + 9 * DAY + MINUTE) })).toBe(NOW - MINUTE);
    expect(at({ timestamp: text(NOW - HOUR) }, { batch: { sentAt: text(NOW + HOUR) } })).toBe(NOW - 2 * HOUR);
    expect(at({ timestamp: "2026-05-01T10:00:00.123456+02:00" })).toBe(Date.UTC(2026, 4, 1, 8, 0, 0, 123));
    expect(at({})).toBe(NOW);
    expect(at({ timestamp: text(NOW + 30 * MINUTE) })).toBe(NOW);
  });

  it.each([["1970-01-01T00:00:00Z"], ["2090-01-01T00:00:00Z"], ["2026-05-01T10:00:01Z"], ["2026-05-01T10:00:00"], ["yesterday"], [1777626000]])("%s is refused, naming timestamp", (timestamp) => {
    expect(refusal({ type: "page", anonymousId: "a", timestamp })).toBe("timestamp");
  });
});

describe("a call", () => {
  it.each([
    [null, ""], [[], ""], ["x", ""], [{}, "type"], [{ type: "group", userId: "u" }, "type"], [{ type: "page" }, "userId"], [{ type: "track", userId: "u" }, "event"], [{ type: "track", userId: "u", event: 5 }, "event"],
    [{ type: "page", userId: {} }, "userId"], [{ type: "page", userId: "x".repeat(201) }, "userId"], [{ type: "page", userId: "a\u0000b" }, "userId"], [{ type: "page", userId: "u", messageId: "\ud800" }, "messageId"],
    [{ type: "page", userId: "u", properties: [] }, "properties"], [{ type: "identify", userId: "u", traits: "x" }, "traits"], [{ type: "page", userId: "u", sentAt: "now" }, "sentAt"],
  ])("%j is refused by field", (call, field) => expect(refusal(call)).toBe(field));

  it("nested without end is refused", () => expect(refusal({ type: "page", userId: "u", properties: { deep: JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`) } })).toBe(""));

  it("without a messageId is known by its content, and by its minute where it has no time", () => {
    const key = (call: object, receivedAt = NOW): string => read({ type: "page", messageId: null, ...call }, { receivedAt }).key;
    expect(key({ name: "FAQ", sentAt: formatInstant(NOW - 5) })).toBe(key({ name: "FAQ", sentAt: formatInstant(NOW) }, NOW + 59_000));
    expect(key({ name: "FAQ" })).not.toBe(key({ name: "FAQ" }, NOW + MINUTE));
    expect(key({ name: "FAQ" })).not.toBe(key({ name: "Cart" }));
    const timestamp = formatInstant(NOW - HOUR);
    expect(key({ timestamp })).toBe(key({ timestamp }, NOW + DAY));
  });
});
