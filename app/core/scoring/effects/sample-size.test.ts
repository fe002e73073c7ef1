import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "../numeric/random.ts";
import { shareArm, valueArm } from "./arm.ts";
import { effectOf } from "./effect.ts";
import { waitFor } from "./sample-size.ts";

const seen = [shareArm("written to", 372, 1200), shareArm("left alone", 16, 66)] as const;

describe("waitFor", () => {
  it("is no wait where the effect is told already", () => {
    expect(waitFor(shareArm("a", 2000, 5000), shareArm("b", 1000, 5000), { perWeek: 10, worthwhile: 0.01 })).toMatchObject({ customers: 0, weeks: 0 });
  });

  it("is as long as four in five experiments of that effect take at most", () => {
    const wait = waitFor(...seen, { perWeek: 1000, worthwhile: 0.01 });
    const n = seen[0].n + seen[1].n + (wait?.customers ?? 0);
    let told = 0;
    for (let run = 0; run < 300; run++) {
      const random = seeded(run);
      const hits = (count: number, share: number) => Array.from({ length: count }, random).filter((drawn) => drawn < share).length;
      const [many, few] = [Math.round((n * 1200) / 1266), Math.round((n * 66) / 1266)];
      const { interval } = effectOf(shareArm("a", hits(many, 372 / 1200), many), shareArm("b", hits(few, 16 / 66), few), "always");
      if (interval && interval.low > 0) told++;
    }
    expect(told / 300).toBeGreaterThan(0.74);
    expect(told / 300).toBeLessThan(0.86);
  });

  it("counts whole weeks at the flow, and is honest about never", () => {
    const wait = waitFor(...seen, { perWeek: 200, worthwhile: 0.01 });
    expect(wait?.weeks).toBe(Math.ceil((wait?.customers ?? 0) / 200));
    expect(waitFor(...seen, { perWeek: 1, worthwhile: 0.01 })?.weeks).toBeNull();
    expect(waitFor(...seen, { perWeek: 0, worthwhile: 0.01 })?.weeks).toBeNull();
  });

  it("waits for the smallest effect worth knowing where less is seen", () => {
    expect(waitFor(shareArm("a", 300, 1000), shareArm("b", 300, 1000), { perWeek: 10, worthwhile: 0.02 })?.effect).toBe(0.02);
  });

  it("is shorter for a larger effect and for more customers a week", () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 400 }), fc.integer({ min: 2, max: 60 }), fc.double({ min: 0.001, max: 0.2, noNaN: true }), (n, successes, worthwhile) => {
        const arms = [shareArm("a", Math.min(n, successes), n), shareArm("b", Math.min(n, successes), n)] as const;
        const [small, large] = [waitFor(...arms, { perWeek: 50, worthwhile }), waitFor(...arms, { perWeek: 50, worthwhile: worthwhile * 2 })];
        expect(large?.customers).toBeLessThanOrEqual(small?.customers as number);
      }),
    );
  });

  it("ends also where nobody or everybody did it, and says nothing without a spread", () => {
    expect(waitFor(shareArm("a", 0, 40), shareArm("b", 0, 40), { perWeek: 5, worthwhile: 0.01 })?.customers).toBeGreaterThan(0);
    expect(waitFor(shareArm("a", 40, 40), shareArm("b", 40, 40), { perWeek: 5, worthwhile: 0.01 })?.customers).toBeGreaterThan(0);
    expect(waitFor(shareArm("a", 1, 1), shareArm("b", 0, 40), { perWeek: 5, worthwhile: 0.01 })).toBeNull();
    expect(waitFor(valueArm("a", [2, 2, 2]), valueArm("b", [2, 2]), { perWeek: 5, worthwhile: 1 })).toBeNull();
  });

  it("refuses by name", () => {
    expect(() => waitFor(...seen, { perWeek: -1, worthwhile: 0.01 })).toThrow("perWeek");
    expect(() => waitFor(...seen, { perWeek: 1, worthwhile: 0 })).toThrow("worthwhile");
    expect(() => waitFor(...seen, { perWeek: 1, worthwhile: 0.1, power: 1 })).toThrow("power");
  });
});
