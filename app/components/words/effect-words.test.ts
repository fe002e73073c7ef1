import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { welcome } from "../../core/journey/catalog/welcome.ts";
import { HELD_OUT } from "../../core/journey/draw-arm.ts";
import type { ArmCount } from "../../models/journey-effect.ts";
import { effectWords } from "./effect-words.ts";

const definition = welcome.define({});
const counts = (id: string, n: number, ordered: number, over: Partial<ArmCount> = {}): ArmCount => ({ id, n, ordered, revenue: ordered * 4000, revenueSquares: ordered * 4000 ** 2, perWeek: n / 40, waiting: 0, ...over });
const words = (...arms: ArmCount[]) => effectWords({ split: null, arms }, definition, 60);

describe("effectWords", () => {
  it("says how many more weeks where there is not enough", () => {
    const [effect] = words(counts("written", 1204, 373, { perWeek: 200 }), counts(HELD_OUT, 66, 16, { perWeek: 11, waiting: 3 }));
    expect(effect?.counts).toBe("Of 1,204 customers written to, 31 % ordered within 60 days; of 66 left alone, 24 %.");
    expect(effect?.verdict).toMatch(/^Not enough yet: about \d+ more weeks to tell a difference of 6\.7 in every 100 from chance\.$/);
    expect(effect).toMatchObject({ title: null, tone: "open", spent: { ours: 1239, theirs: 970, told: null }, waiting: "3 customers drawn less than 60 days ago are not counted yet." });
    expect(effect?.range).toMatch(/^So far anything from \d+ fewer to \d+ more in every 100 is possible\.$/);
  });

  it("is honest where the pace is too slow, and where nobody is through yet", () => {
    expect(words(counts("written", 300, 60, { perWeek: 4 }), counts(HELD_OUT, 15, 3, { perWeek: 0.2 }))[0]?.verdict).toBe("Not enough yet, and at this pace it takes more than two years to tell a difference of 2 in every 100 from chance.");
    expect(words(counts("written", 40, 8), counts(HELD_OUT, 0, 0, { waiting: 2 }))[0]).toMatchObject({ verdict: "Not enough yet: too few customers have had their 60 days to order.", counts: "Of 40 customers written to, 20 % ordered within 60 days; of 0 left alone, nobody." });
  });

  it("says that it works, that it harms, or that it matters to nobody, once that can be told", () => {
    expect(words(counts("written", 9000, 2790), counts(HELD_OUT, 1000, 200))[0]).toMatchObject({ verdict: expect.stringMatching(/^It works: between [\d.]+ and 1\d more in every 100 order because of it\.$/), tone: "good", range: null, spent: { told: { low: expect.any(Number) } } });
    expect(words(counts("written", 9000, 1790), counts(HELD_OUT, 1000, 300))[0]).toMatchObject({ verdict: expect.stringMatching(/^It does harm: between [\d.]+ and 1\d fewer/), tone: "bad" });
    expect(words(counts("written", 90_000, 18_000), counts(HELD_OUT, 90_000, 18_000))[0]).toMatchObject({ verdict: "No difference worth having has shown, though there are enough customers to see one.", tone: "open" });
  });

  it("says nothing where one side has nobody", () => {
    expect(words(counts("written", 100, 20))).toEqual([]);
    expect(words()).toEqual([]);
  });

  it("measures a split's arms against its comparison group, or against its first arm", () => {
    const step = { kind: "split", label: "Coupon or not", arms: [{ id: "a", label: "Coupon", weight: 1, next: "x" }, { id: "b", label: "No coupon", weight: 1, next: "x" }] } as const;
    const split = { ...definition, steps: { ...definition.steps, try: step } } as never;
    const told = (...arms: ArmCount[]) => effectWords({ split: "try", arms }, split, 60).map((effect) => `${effect.title}: ${effect.counts}`);
    expect(told(counts("b", 100, 30), counts("a", 100, 20))).toEqual(["Coupon or not: Of 100 customers in “No coupon”, 30 % ordered within 60 days; of 100 in “Coupon”, 20 %."]);
    expect(told(counts("a", 100, 20), counts("b", 100, 30), counts(HELD_OUT, 50, 5))).toHaveLength(2);
  });

  it("compares a split that learns as a whole, since its shares change with the weeks", () => {
    const step = { kind: "split", label: "Which words", learn: { goal: "clicked" }, arms: [{ id: "a", label: "A", weight: 1, next: "x" }, { id: "b", label: "B", weight: 1, next: "x" }] } as const;
    const split = { ...definition, steps: { ...definition.steps, try: step } } as never;
    const told = (...arms: ArmCount[]) => effectWords({ split: "try", arms }, split, 60).map((effect) => effect.counts);
    expect(told(counts("a", 100, 20), counts("b", 300, 90), counts(HELD_OUT, 50, 5))).toEqual(["Of 400 customers written to, 28 % ordered within 60 days; of 50 left alone, 10 %."]);
    expect(told(counts("a", 100, 20), counts("b", 300, 90))).toEqual([]);
  });

  it("reads well whatever the counts", () => {
    const side = (id: string) => fc.tuple(fc.nat(5000), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true }), fc.nat(3)).map(([n, share, perWeek, waiting]) => counts(id, n, Math.round(n * share), { perWeek, waiting }));
    fc.assert(fc.property(side("written"), side(HELD_OUT), (ours, theirs) => {
      expect(JSON.stringify(words(ours, theirs))).not.toMatch(/NaN|Infinity|undefined| -\d/);
    }));
  });
});
