import { expect, test } from "vitest";
import { welcome as welcomeJourney } from "../../core/journey/catalog/welcome.ts";
import { DAY, HOUR } from "../../core/shared/instant.ts";
import { markColour, textOn } from "../plain/text-on.ts";
import { wordsIn } from "../shopper/words.ts";
import { eventWords } from "./event-words.ts";
import { factGroups } from "./fact-words.ts";
import { clock, fromNow, longDay, moment } from "./moments.ts";
import { nextWords } from "./next-words.ts";

const welcome = welcomeJourney.define({});

test("a waiting walk says what it waits for, what comes then, and what would end it", () => {
  expect(nextWords(welcome, { step: "until_delivered", waitingFor: ["shipment.delivered"] })).toMatchObject({
    now: "Waiting for the parcel to arrive", waitsFor: "the parcel arrives", held: false, stops: expect.arrayContaining(["The order was cancelled."]),
  });
  const { then, stops } = nextWords(welcome, { step: "day_14", waitingFor: [] });
  expect(then).toEqual(["Message: Day 14, for readers", "Message: Day 14, for the quiet"]);
  expect(stops.join()).toContain("unsubscribes");
});

test("facts come in the order of the rules, hours as hours", () => {
  const groups = factGroups({ quiet_hours: { quietTo: 9, localHour: 7, zone: "Asia/Kolkata" }, consent: { granted: true, at: null } });
  expect(groups.map((group) => group.title)).toEqual(["Consent", "Quiet hours"]);
  expect(groups[1]?.lines).toContainEqual({ label: "hour where they live", value: "07:00" });
  expect(factGroups({ orderRef: "7", "order.test": true })[0]).toMatchObject({ title: null, lines: [{ value: true }, { value: "7" }] });
});

test("moments are told in the zone they are shown in", () => {
  const at = Date.UTC(2026, 4, 11, 20, 5);
  expect([moment(at, "Asia/Kolkata"), clock(at, "UTC"), longDay(at, "Asia/Kolkata")]).toEqual(["12 May 2026, 01:35", "20:05", "Tuesday 12 May 2026"]);
  const now = at;
  expect([at, at + 2 * HOUR, at - DAY, at + 30_000, at + 100 * DAY].map((one) => fromNow(one, now, "UTC"))).toEqual(["just now", "in 2 hours", "1 day ago", "in a moment", "19 Aug 2026"]);
});

test("text on any brand colour can be read", () => {
  expect([textOn("#0f766e"), textOn("#fbbf24"), textOn("#000000"), textOn("#ffffff")]).toEqual(["#ffffff", "#000000", "#ffffff", "#000000"]);
  expect([markColour("#0f766e"), markColour("#fde68a")]).toEqual(["#0f766e", "#44403c"]);
});

test("every sentence shoppers read exists in every language, with the same places to fill", () => {
  const places = (value: unknown): unknown =>
    typeof value === "string" ? (value.match(/\{\w+\}/g) ?? []).toSorted() : Array.isArray(value) ? value.map(places) : Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, places(inner)]));
  expect(places(wordsIn("hi"))).toEqual(places(wordsIn("en")));
});

test("a click on the tracking link does not show the shopper's key to their order", () => {
  const data = { messageId: "m", enrollmentId: null, step: null, channel: "email", class: "transactional", url: `https://afterglow.example.com/t/${"A".repeat(50)}` };
  expect(eventWords({ key: "k", type: "message.clicked", at: 0, data })).toMatchObject({ detail: "The order's tracking page" });
});

test("an order that its shop dates in the future says so", () => {
  const data = { orderRef: "1", number: "#1001", amount: 4200, currency: "GBP" };
  expect(eventWords({ key: "k", type: "order.placed", at: 0, data }).detail).toBe("£42.00");
  expect(eventWords({ key: "k", type: "order.placed", at: 0, data: { ...data, statedAt: Date.UTC(2090, 0, 1) } }).detail).toBe("£42.00. The shop dates it 1 Jan 2090, which was still to come: it counts from when we first knew of it");
});
