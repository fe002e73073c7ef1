import { describe, expect, it } from "vitest";
import { testDatabase } from "#test/database.ts";
import { DemoClock, wishFor } from "./clock.ts";

const HOUR = 3_600_000;

describe("demo clock", async () => {
  const { prisma } = await testDatabase();
  let real = Date.UTC(2026, 10, 22, 10);
  const open = (start: number | null) => DemoClock.open(prisma, start, () => real);

  it("starts where it is told, runs with the real one, and goes on after a restart", async () => {
    const start = Date.UTC(2026, 2, 1);
    const { clock, isNew } = await open(start);
    expect([isNew, clock.now()]).toEqual([true, start]);
    real += HOUR;
    expect(clock.now()).toBe(start + HOUR);
    const again = await open(Date.UTC(2020, 0, 1));
    expect([again.isNew, again.clock.now()]).toEqual([false, start + HOUR]);
  });

  it("never goes back: not when told to, not when the machine's clock does, not after a crash while it is held", async () => {
    const { clock } = await open(null);
    const before = clock.now();
    await clock.holdAt(before - HOUR);
    expect(clock.now()).toBe(before);
    await clock.holdAt(before + 5 * HOUR);
    real += 60_000;
    expect(clock.now()).toBe(before + 5 * HOUR);
    expect((await open(null)).clock.now()).toBeGreaterThanOrEqual(before + 5 * HOUR);
    await clock.release();
    expect(clock.now()).toBe(before + 5 * HOUR);
    real -= HOUR;
    expect(clock.now()).toBe(before + 5 * HOUR);
    real += HOUR + 1_000;
    expect(clock.now()).toBe(before + 5 * HOUR + 1_000);
  });

  it("honours a later DEMO_NOW and says why an earlier one is not", async () => {
    const { clock } = await open(null);
    expect(wishFor(clock, null)).toBeNull();
    expect(wishFor(clock, clock.now() + HOUR)).toEqual({ moveTo: clock.now() + HOUR });
    expect(wishFor(clock, clock.now() - HOUR)).toEqual({ note: expect.stringContaining("DEMO_RESET=1") });
  });
});
