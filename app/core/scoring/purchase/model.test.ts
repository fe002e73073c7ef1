import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "../numeric/random.ts";
import { fitRows } from "./fit.ts";
import { chanceAlive, chanceOfPurchase, expectedPurchases, fitPurchases } from "./model.ts";
import type { PurchaseModel } from "./model.ts";
import { predictPurchases } from "./predict.ts";
import { RepeatTable } from "./repeat.ts";
import { simulateCustomer } from "./simulated.ts";
import type { Truth } from "./simulated.ts";

/** Fader, Hardie & Lee's on CDNOW, in weeks. */
const CDNOW: PurchaseModel = { family: "bg_nbd", k: 1, parameters: [0.243, 4.414, 0.793, 2.426], logLikelihood: -9582.4, customers: 2357, dropOut: true };

const models: fc.Arbitrary<PurchaseModel> = fc.record({
  family: fc.constantFrom("bg_nbd", "mbg_nbd", "pareto_nbd"), k: fc.integer({ min: 1, max: 4 }), dropOut: fc.boolean(),
  logs: fc.array(fc.double({ min: -4, max: 6, noNaN: true }), { minLength: 4, maxLength: 4 }),
}).map(({ family, k, dropOut, logs: [r = 0, alpha = 0, a = 0, b = 0] }): PurchaseModel => ({
  family, k: family === "pareto_nbd" ? 1 : k, parameters: [Math.exp(r), Math.exp(alpha), dropOut ? Math.exp(a) : 0, dropOut ? Math.exp(b) : 1], logLikelihood: -1, customers: 1, dropOut,
}));
const history = fc.record({ x: fc.integer({ min: 0, max: 60 }), T: fc.integer({ min: 0, max: 900 }), share: fc.double({ min: 0, max: 1, noNaN: true }) }).map(({ x, T, share }) => ({ x, tx: x === 0 ? 0 : Math.floor(T * share), T }));
const days = fc.integer({ min: 1, max: 400 });

function tableOf(truth: Truth, customers: number, T = 300, seed = 1): RepeatTable {
  const random = seeded(seed);
  const table = new RepeatTable();
  for (let index = 0; index < customers; index++) table.add(simulateCustomer(random, truth, T - Math.floor(random() * T * 0.3)).repeat);
  return table;
}

describe("published figures", () => {
  // x, tx, T, weeks ahead, then P(alive), E and P(any) to 15 digits (from 40-digit arithmetic).
  it.each([
    [0, 0, 0, 13, 1, 0.534439541094031, 0.283599449904445],
    [1, 0.142857, 39, 13, 0.156602036589174, 0.0549681029640261, 0.0435190317610744],
    [2, 30.43, 38.86, 39, 0.726578570080673, 1.22602817476714, 0.554627137917004],
    [1000, 519, 520, 52, 0.994685235910039, 94.998390533371, 0.994685235910039],
    [30, 10, 520, 13, 2.46619220070554e-46, 1.8320742132826e-46, 1.29020734245579e-46],
  ])("BG/NBD of x %d, tx %d, T %d over %d weeks", (x, tx, T, weeks, alive, expected, chance) => {
    const repeat = { x, tx, T };
    expect(Math.abs((chanceAlive(CDNOW, repeat) ?? 0) / alive - 1)).toBeLessThan(1e-9);
    expect(Math.abs(expectedPurchases(CDNOW, repeat, weeks) / expected - 1)).toBeLessThan(1e-9);
    expect(Math.abs(chanceOfPurchase(CDNOW, repeat, weeks) / chance - 1)).toBeLessThan(1e-9);
  });

  it("Pareto/NBD of the BTYD vignette", () => {
    const model: PurchaseModel = { ...CDNOW, family: "pareto_nbd", parameters: [0.5532, 10.5763, 0.6063, 11.6715] };
    expect(expectedPurchases(model, { x: 26, tx: 30.86, T: 31 }, 52)).toBeCloseTo(25.457, 3);
  });
});

describe("what every model says", () => {
  const alive = (model: PurchaseModel, repeat: { x: number; tx: number; T: number }): number => chanceAlive(model, repeat) ?? 1;

  it("is a chance where it is called one, and no fewer purchases than the chance of any", () => {
    fc.assert(
      fc.property(models, history, days, (model, repeat, ahead) => {
        const [expected, chance] = [expectedPurchases(model, repeat, ahead), chanceOfPurchase(model, repeat, ahead)];
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThanOrEqual(alive(model, repeat) * (1 + 1e-9));
        expect(alive(model, repeat)).toBeLessThanOrEqual(1);
        expect(expected).toBeGreaterThanOrEqual(chance * (1 - 1e-9));
      }),
    );
  });

  it("grows with the time ahead, and no customer is likelier there for having been away longer", () => {
    fc.assert(
      fc.property(models, history, days, (model, repeat, ahead) => {
        expect(expectedPurchases(model, repeat, ahead + 30)).toBeGreaterThanOrEqual(expectedPurchases(model, repeat, ahead));
        expect(chanceOfPurchase(model, repeat, ahead + 30)).toBeGreaterThanOrEqual(chanceOfPurchase(model, repeat, ahead) * (1 - 1e-12));
        if (model.k > 1) return;
        if (repeat.x > 0 && repeat.tx < repeat.T) expect(alive(model, { ...repeat, tx: repeat.tx + 1 })).toBeGreaterThanOrEqual(alive(model, repeat) * (1 - 1e-12));
        expect(alive(model, { ...repeat, T: repeat.T + 10 })).toBeLessThanOrEqual(alive(model, repeat) * (1 + 1e-12));
      }),
    );
  });

  it("is finite for every finite input, also one that cannot be", () => {
    const any = fc.oneof(fc.constantFrom(0, 1, 1e6, 1e300, -1, 5e-324, Number.MAX_VALUE), fc.double({ noNaN: true, noDefaultInfinity: true }));
    fc.assert(
      fc.property(models, any, any, any, any, (model, x, tx, T, ahead) => {
        const repeat = { x, tx, T };
        for (const value of [expectedPurchases(model, repeat, ahead), chanceOfPurchase(model, repeat, ahead), alive(model, repeat)]) expect(Number.isFinite(value)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("is the same for many customers at once", () => {
    const histories = fc.array(fc.oneof(history, history.map(({ x, tx, T }) => ({ x: x * 100, tx: tx + 0.5, T: T + 5000 }))), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(models, histories, days, (model, repeats, ahead) => {
        const column = (name: "x" | "tx" | "T"): Float64Array => Float64Array.from(repeats, (repeat) => repeat[name]);
        const many = predictPurchases(model, { x: column("x"), tx: column("tx"), T: column("T") }, ahead);
        expect(many.alive === null).toBe(!model.dropOut);
        repeats.forEach((repeat, row) => {
          const close = (ours: number | undefined, one: number): void => expect(Math.abs((ours ?? Number.NaN) - one)).toBeLessThanOrEqual(1e-10 * one + 1e-300);
          close(many.expected[row], expectedPurchases(model, repeat, ahead));
          close(many.chance[row], chanceOfPurchase(model, repeat, ahead));
          if (many.alive) close(many.alive[row], alive(model, repeat));
        });
      }),
    );
  });
});

describe("sums over very many purchases", () => {
  it("meet the integral they are replaced by: both are the same curve's", () => {
    // Of a customer with 600 purchases in 60 weeks, sums end where no purchase at all has a chance below e⁻⁶⁰⁰: at 112 weeks.
    const model: PurchaseModel = { ...CDNOW, parameters: [0.5, 5, 0.8, 300] };
    const curve = [109, 110, 111, 112, 113, 114, 115].map((weeks) => expectedPurchases(model, { x: 600, tx: 60, T: 60 }, weeks));
    const steps = (values: readonly number[]): number[] => values.slice(1).map((value, index) => value - (values[index] as number));
    // Third differences of a smooth curve are minute; a jump between the two ways would stand out of them.
    for (const third of steps(steps(steps(curve)))) expect(Math.abs(third)).toBeLessThan(1e-3);
    expect(steps(curve).every((step) => step > 0)).toBe(true);
  });
});

describe("fitPurchases", () => {
  it.each<Truth>([
    { family: "mbg_nbd", k: 1, parameters: [0.8, 40, 0.9, 2] },
    { family: "mbg_nbd", k: 3, parameters: [1.2, 12, 0.8, 2.5] },
  ])("finds $family with k $k and $parameters again", (truth) => {
    const model = fitPurchases(tableOf(truth, 6000, 900));
    expect(model?.k).toBe(truth.k);
    expect(model?.dropOut).toBe(true);
    const [r, alpha, a, b] = model?.parameters ?? [];
    const [trueR, trueAlpha, trueA, trueB] = truth.parameters;
    // Days rounded up hide the fastest purchases, which costs r and alpha a few percent.
    expect(r).toBeGreaterThan(trueR * 0.85);
    expect(r).toBeLessThan(trueR * 1.2);
    expect(alpha).toBeGreaterThan(trueAlpha * 0.85);
    expect(alpha).toBeLessThan(trueAlpha * 1.25);
    expect((a ?? 0) / ((a ?? 0) + (b ?? 0))).toBeCloseTo(trueA / (trueA + trueB), 1);
  });

  it("recognises a shop that nobody leaves, and does not call its customers alive for certain", () => {
    const truth: Truth = { family: "bg_nbd", k: 1, parameters: [1.5, 60, 1e-9, 1] };
    const model = fitPurchases(tableOf(truth, 1500));
    expect(model?.dropOut).toBe(false);
    if (!model) return;
    expect(chanceAlive(model, { x: 3, tx: 20, T: 300 })).toBeNull();
    expect(chanceOfPurchase(model, { x: 3, tx: 20, T: 300 }, 30)).toBeLessThan(0.5);
    for (const family of ["bg_nbd", "mbg_nbd", "pareto_nbd"] as const) expect(fitRows(tableOf(truth, 500).rows(), family, 1).dropOut).toBe(false);
  });

  it("says nothing of a shop too small, or one with all purchases on one day", () => {
    const truth: Truth = { family: "mbg_nbd", k: 1, parameters: [0.8, 40, 0.9, 2] };
    expect(fitPurchases(new RepeatTable())).toBeNull();
    expect(fitPurchases(tableOf(truth, 20))).toBeNull();
    const oneDay = new RepeatTable();
    for (let index = 0; index < 500; index++) oneDay.add({ x: 0, tx: 0, T: 0, logGaps: 0 });
    expect(fitPurchases(oneDay)).toBeNull();
  });

  it("stays finite with one customer of a million purchases among others", () => {
    const table = tableOf({ family: "mbg_nbd", k: 1, parameters: [0.8, 40, 0.9, 2] }, 300);
    table.add({ x: 1_000_000, tx: 300, T: 300, logGaps: 0 });
    const model = fitPurchases(table);
    expect(model?.parameters.every(Number.isFinite)).toBe(true);
    expect(Number.isFinite(model?.logLikelihood)).toBe(true);
  });

  it("survives JSON", () => {
    const model = fitPurchases(tableOf({ family: "mbg_nbd", k: 1, parameters: [0.8, 40, 0.9, 2] }, 500));
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });
});
