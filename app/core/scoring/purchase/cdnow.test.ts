import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openData } from "../../../evaluate/data.ts";
import { fitRows } from "./fit.ts";
import { chanceAlive, chanceOfPurchase, expectedPurchases } from "./model.ts";
import type { PurchaseModel } from "./model.ts";
import type { RepeatRows } from "./repeat.ts";
import { SpendTable, expectedSpend, fitSpend } from "./spend.ts";

const FOLDER = fileURLToPath(new URL("../../../../../shared/scoring/", import.meta.url));
const FILES = ["cdnow_2357_published_params.csv", "cdnow_customers_summary_with_transactions.csv"];
const missing = FILES.filter((file) => !existsSync(`${FOLDER}${file}`));
if (missing.length > 0) console.warn(`NOT TESTED: there is no ${missing.join(", ")} in the scoring data beside the repository`);

const PUBLISHED: PurchaseModel = { family: "bg_nbd", k: 1, parameters: [0.243, 4.414, 0.793, 2.426], logLikelihood: -9582.4, customers: 2357, dropOut: true };

describe.skipIf(missing.length > 0)("CDNOW's 2,357 customers", () => {
  const data = missing.length > 0 ? null : openData(FOLDER);

  it("have the published vectors, to 1e-9 of each figure", () => {
    for (const row of data?.csv("cdnow_2357_published_params.csv") ?? []) {
      const number = (name: string): number => Number(row[name]);
      const repeat = { x: number("x"), tx: number("t_x"), T: number("T") };
      const ours: Record<string, number | null> = {
        p_alive: chanceAlive(PUBLISHED, repeat), exp_13w: expectedPurchases(PUBLISHED, repeat, 13), exp_39w: expectedPurchases(PUBLISHED, repeat, 39), exp_52w: expectedPurchases(PUBLISHED, repeat, 52),
        p_any_13w: chanceOfPurchase(PUBLISHED, repeat, 13), p_any_39w: chanceOfPurchase(PUBLISHED, repeat, 39),
        exp_spend: expectedSpend({ p: 6.25, q: 3.74, v: 15.44, logLikelihood: 0, customers: 946 }, repeat.x, number("m_x")),
      };
      for (const [name, value] of Object.entries(ours)) expect(Math.abs((value ?? Number.NaN) / number(name) - 1), `${name} of customer ${row["id"]}`).toBeLessThan(1e-9);
    }
  });

  it("give the parameters and likelihoods that lifetimes and CLVTools find", () => {
    const rows = data?.csv("cdnow_customers_summary_with_transactions.csv") ?? [];
    const column = (name: string): Float64Array => Float64Array.from(rows, (row) => Number(row[name]));
    const weeks: RepeatRows = { x: column("x"), tx: column("t_x"), T: column("T"), n: new Float64Array(rows.length).fill(1), logGaps: null };
    const bg = fitRows(weeks, "bg_nbd");
    expect(bg.logLikelihood).toBeCloseTo(-9582.425561, 5);
    [0.242593, 4.413532, 0.792886, 2.425752].forEach((value, index) => expect(bg.parameters[index]).toBeCloseTo(value, 4));
    expect(Math.abs(fitRows(weeks, "pareto_nbd").logLikelihood + 9594.976)).toBeLessThan(0.01);
    expect(Math.abs(fitRows(weeks, "mbg_nbd").logLikelihood + 9582.136)).toBeLessThan(0.01);
    const table = new SpendTable();
    for (const row of rows) table.add(Number(row["x"]), Number(row["zbar"]));
    const spend = fitSpend(table);
    expect(spend?.customers).toBe(946);
    expect(Math.abs((spend?.logLikelihood ?? 0) + 4055.918)).toBeLessThan(0.01);
  });
});
