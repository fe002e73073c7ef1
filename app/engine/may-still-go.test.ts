import { expect, test } from "vitest";
import { customer, livesIn, NOON, shopOf } from "../core/decision/testing.ts";
import { HOUR } from "../core/shared/instant.ts";
import { mayGoFrom, mayStillGo } from "./may-still-go.ts";

const text = { channel: "sms", class: "marketing", createdAt: NOON } as const;
const news = { channel: "sms", class: "transactional", createdAt: NOON } as const;

test("what changed since the decision stops a message, with the reason", () => {
  const left = customer({ consent: { sms: { granted: false, at: NOON, source: "STOP" } } });
  expect([mayStillGo(text, customer(), shopOf(), NOON), mayStillGo(text, left, shopOf(), NOON)?.reason, mayStillGo(news, left, shopOf(), NOON)]).toEqual([null, "Consent to marketing by SMS was withdrawn (STOP).", null]);
  const moved = customer({ ...livesIn("US", "CA"), phone: { value: "+14155550100", at: NOON } });
  expect(mayStillGo({ ...text, channel: "whatsapp" }, moved, shopOf(), NOON)?.reason).toMatch(/US phone numbers/);
});

test("what waited in the queue until the night goes in the morning, news of an order at once", () => {
  const night = NOON + 9 * HOUR;
  expect([mayGoFrom(text, customer(), shopOf(), NOON), mayGoFrom(text, customer(), shopOf(), night), mayGoFrom(news, customer(), shopOf(), night)]).toEqual([null, NOON + 21 * HOUR, null]);
});

test("marketing that stood in the queue of a paused journey for weeks does not leave when it is resumed; news of an order does", () => {
  const later = NOON + 30 * 24 * HOUR;
  expect([mayStillGo(text, customer(), shopOf(), later)?.rule, mayStillGo(news, customer(), shopOf(), later)]).toEqual(["expired", null]);
});

test("marketing that was decided before the plan ended does not leave after it; news of an order does", () => {
  const lapsed = shopOf({}, { plan: "lapsed" });
  expect([mayStillGo(text, customer(), lapsed, NOON)?.rule, mayStillGo(news, customer(), lapsed, NOON), mayStillGo(text, customer(), shopOf({}, { plan: "active" }), NOON)]).toEqual(["plan", null, null]);
});
