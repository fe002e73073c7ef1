import { describe, expect, it } from "vitest";
import { defaultDefinitions } from "../../core/journey/catalog/index.ts";
import { checkDefinition } from "../../core/journey/check.ts";
import { contentFor, CONTENTS } from "../../core/message/content/catalog.ts";
import { DAY } from "../../core/shared/instant.ts";
import { readSettings } from "../../core/shop.ts";
import { drip, DRIP_SETTINGS } from "./drip.ts";
import { Shopper } from "./shopper.ts";
import { compare, MEASURES, trial } from "./simulate.ts";
import { drawTraits, Luck } from "./traits.ts";

const nothing = { name: "nothing", journeys: [] };
const ours = { name: "ours", journeys: defaultDefinitions() };

describe("made-up shoppers", () => {
  it("are the same people with the same luck every time", () => {
    expect(trial(ours, "a", 15)).toEqual(trial(ours, "a", 15));
    expect(trial(nothing, "a", 15)).not.toEqual(trial(nothing, "b", 15));
  });

  it("buy without any message, and unsubscribe only because of messages", () => {
    const left = trial(nothing, "a", 60);
    expect(left.ordersPerCustomer).toBeGreaterThan(1.3);
    expect(left).toMatchObject({ messagesPerPurchase: 0, complaints: 0, optOuts: 0 });
  });

  it("tire of a message every day", () => {
    const luck = new Luck("tired", 1);
    const shopper = new Shopper("ada1", drawTraits(luck), luck, 0);
    shopper.take(DAY);
    for (let day = 1; day <= 200; day++) {
      shopper.sent({ id: String(day), class: "marketing", channel: "email", content: "winback.news", enrollmentId: null, orderRef: null, step: null } as never, day * DAY);
    }
    expect(shopper.tally.optedOut).toBe(true);
  });

  it("make every interval of the comparison hold its mean, and a policy against itself no difference", () => {
    const { policies, differences } = compare([nothing, nothing], ["a", "b", "c"], 15);
    for (const { measures } of policies) for (const measure of MEASURES) expect(measures[measure].low).toBeLessThanOrEqual(measures[measure].mean);
    for (const measure of MEASURES) expect(differences[0]?.measures[measure]).toMatchObject({ mean: 0, low: 0, high: 0 });
  });
});

describe("the drip to compare with", () => {
  it("is a journey that could be stored", () => {
    expect(checkDefinition(drip, CONTENTS.map((content) => content.key))).toMatchObject({ ok: true });
    expect(readSettings(DRIP_SETTINGS)).toMatchObject(DRIP_SETTINGS);
    for (const step of Object.values(drip.steps)) if (step.kind === "message") expect(contentFor(step.content)).toBeTruthy();
  });
});
