/** Who the welcome journey is for. What happens on it is in welcome.test.ts. */
import { describe, expect, it } from "vitest";
import { orderSnapshot, T0 } from "../core/event/testing.ts";
import { DAY } from "../core/shared/instant.ts";
import { definitionOf, Scene } from "./testing.ts";

const shop = () => new Scene([definitionOf("welcome")]);

describe("welcome", () => {
  it.each([
    ["a test order", orderSnapshot({ test: true }), ["refuse:real_order"]],
    ["an order without lines", orderSnapshot({ lines: [] }), ["refuse:has_lines"]],
    ["an order placed eight days ago", orderSnapshot({ placedAt: T0 - 8 * DAY }), []],
    ["an order whose payment failed", orderSnapshot({ paidAt: null, paymentFailed: true }), ["refuse:payment"]],
  ])("does not start for %s", async (_name, order, decisions) => {
    const scene = shop();
    await scene.see(order);
    expect(scene.walk).toBeUndefined();
    expect(scene.decisions).toEqual(decisions);
  });

  it("is not ended by a test order", async () => {
    const scene = shop();
    await scene.see(orderSnapshot());
    await scene.day(1);
    await scene.see(orderSnapshot({ ref: "1002", placedAt: T0 + DAY, test: true }));
    expect(scene.walk).toMatchObject({ status: "active", step: "until_shipped" });
    expect(scene.profile.counts.orders).toBe(1);
  });
});
