import { describe, expect, it } from "vitest";
import { orderSnapshot, T0 } from "../core/event/testing.ts";
import { DAY, HOUR } from "../core/shared/instant.ts";
import { NO_STATS } from "../core/shop.ts";
import type { ShopStats } from "../core/shop.ts";
import { defaultDefinitions } from "../core/journey/catalog/index.ts";
import { testShop } from "../engine/testing.ts";
import { liveAgain } from "./live-again.ts";
import type { Lived } from "./live-again.ts";

const winback = defaultDefinitions().find((one) => one.key === "winback");
if (!winback) throw new Error("no win-back");

/** One order and then silence, in a shop whose usual gap is known from `knownAt` on. */
function silent(knownAt: number, until: number): Lived {
  const known: ShopStats = { ...NO_STATS, asOf: knownAt, usualGap: { medianGapDays: 20, n: 500 } };
  const shop = testShop({ settings: { ...testShop().settings, holdout: { share: 0 } } });
  const world = { journeys: [{ version: 1, definition: winback as NonNullable<typeof winback> }], definition: () => winback as NonNullable<typeof winback>, shopAt: (at: number) => ({ ...shop, stats: at >= knownAt ? known : NO_STATS }) };
  return liveAgain({ key: "ada", happenings: [{ at: T0, kind: "snapshot", snapshot: orderSnapshot(), receivedAt: T0 }], failures: new Map() }, world, until);
}

describe("a moment that rests on the shop's figures", () => {
  it("is looked for again every week, though nothing happens to the customer", () => {
    const [walk] = silent(Infinity, T0 + 40 * DAY).walks;
    expect(walk).toMatchObject({ status: "active" });
    expect((walk?.dueAt ?? Infinity) - (T0 + 40 * DAY)).toBeLessThanOrEqual(7 * DAY);
  });

  it("learnt long after it was, starts the journey then, and its pauses are kept", () => {
    const { messages } = silent(T0 + 100 * DAY, T0 + 300 * DAY);
    expect(messages.length).toBeGreaterThan(1);
    expect(messages[0]?.createdAt).toBeGreaterThanOrEqual(T0 + 100 * DAY);
    for (const [index, message] of messages.slice(1).entries()) expect(message.createdAt - (messages[index]?.createdAt ?? 0)).toBeGreaterThan(3 * DAY - HOUR);
  });
});
