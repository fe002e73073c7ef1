/** The bars on public data that lies beside the repository; `npm run evaluate` measures more cuts. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openData } from "#app/evaluate/data.ts";
import { isMet } from "#app/evaluate/part.ts";
import { cdnowHistories } from "#app/evaluate/events-of.ts";
import { measure } from "#app/evaluate/parts/churn-measured.ts";

const folder = fileURLToPath(new URL("../../../../../shared/scoring/", import.meta.url));
const there = existsSync(`${folder}cdnow_sample.csv`);
if (!there) console.warn(`NOT TESTED: churn on CDNOW. ${folder} has no cdnow_sample.csv.`);

describe.skipIf(!there)("CDNOW, 13 weeks", () => {
  it("AUC and Brier meet the bars on the published cut", () => {
    const window = { histories: cdnowHistories(openData(folder).cdnow()), currency: "USD", cut: Date.UTC(1997, 9, 1) - 1, horizonDays: 91 };
    const rows = measure(window, "CDNOW", { by: "", auc: null, brier: null, logLoss: null, bars: { auc: 0.76, brier: 0.119 } }, () => undefined);
    const barred = rows.filter(({ bar }) => bar !== undefined);
    expect(barred).toHaveLength(2);
    expect(barred.filter((row) => !isMet(row))).toEqual([]);
  });
});
