import fc from "fast-check";
import { expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "../core/shared/instant.ts";
import { localTime } from "../core/shared/local-time.ts";
import { backoffMs, jobs } from "./catalog.ts";
import { nextRun } from "./schedule.ts";

it("comes again after its interval", () => {
  expect(nextRun({ everyMs: 15 * MINUTE }, { id: "a", timeZone: "UTC" }, 1_000)).toBe(1_000 + 15 * MINUTE);
});

it("comes each night once, in the shop's own hour", () => {
  const zones = ["Asia/Kolkata", "Europe/London", "America/Los_Angeles", "UTC", "Pacific/Auckland"];
  fc.assert(
    fc.property(fc.string(), fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) }), (id, timeZone, now) => {
      const next = nextRun({ nightlyAtHour: 3 }, { id, timeZone }, now);
      expect(localTime(next, timeZone).hour).toBe(3);
      expect(next).toBeGreaterThan(now);
      // A night that loses or gains an hour is the longest way to the next.
      expect(next - now).toBeLessThanOrEqual(DAY + HOUR);
      const after = nextRun({ nightlyAtHour: 3 }, { id, timeZone }, next);
      expect(after - next).toBeGreaterThanOrEqual(DAY - HOUR);
      expect(after - next).toBeLessThanOrEqual(DAY + HOUR);
    }),
  );
});

it("does not start every shop in the same minute", () => {
  const at = (id: string): number => nextRun({ nightlyAtHour: 3 }, { id, timeZone: "UTC" }, 0);
  expect(new Set(Array.from({ length: 200 }, (_, index) => at(`shop-${index}`))).size).toBeGreaterThan(30);
});

it("waits longer with each failure, and no longer than its most", () => {
  const { backoff } = jobs.deliveries;
  expect([1, 2, 3, 6, 60, 5_000].map((failures) => backoffMs(backoff, failures))).toEqual([1_000, 2_000, 4_000, 30_000, 30_000, 30_000]);
});
