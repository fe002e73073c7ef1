import { auc, brier, mean, sumOf } from "#app/core/scoring/metrics.ts";
import { fitRows } from "#app/core/scoring/purchase/fit.ts";
import type { PurchaseModel } from "#app/core/scoring/purchase/model.ts";
import { predictPurchases } from "#app/core/scoring/purchase/predict.ts";
import { SpendTable, fitSpend } from "#app/core/scoring/purchase/spend.ts";
import type { SpendStart } from "#app/core/scoring/purchase/spend.ts";
import { DAY } from "#app/core/shared/instant.ts";
import { purchasesIn } from "../data.ts";
import type { Part, Row } from "../part.ts";
import { columnsOf, cutAfter, purchaseDays } from "./purchase-days.ts";
import type { PurchaseDays } from "./purchase-days.ts";

const DAYS = 90;
const CUT = Date.UTC(2011, 7, 31) / DAY;
/** The last day before it whose 90 days the file up to the cut still holds. */
const CUT_BEFORE = CUT - DAYS;
/** As they come and far off: one of them is the (1, 1, 1) from which plain searches run away. */
const SPEND_STARTS: readonly SpendStart[] = [[1.5, 1, 0.7], [0, 0, 0], [1, 1, 1], [5, -2, -4], [-3, -3, -3], [6, 6, 6], [0, 3, 8]];

export const uciPurchases: Part = {
  name: "uci-purchases",
  title: "UCI Online Retail: a shop without drop-out, and its spend",
  files: ["uci_*.csv.gz"],
  run(data, tell) {
    tell("reading");
    const customers = purchaseDays(purchasesIn(data.uci()).map(({ customer, at, quantity, unitPrice }) => ({ customer, at, amount: quantity * unitPrice })));
    tell("fitting");
    return [...boundary(customers), ...spendRows(customers), ...anyPurchase(customers, CUT_BEFORE, null), ...anyPurchase(customers, CUT, [0.736, 0.2155])];
  },
};

function boundary(customers: readonly PurchaseDays[]): Row[] {
  const rows = cutAfter(customers, CUT, DAYS).table.rows();
  const models: readonly (readonly [string, PurchaseModel])[] = [["BG/NBD", fitRows(rows, "bg_nbd", 1)], ["MBG/NBD", fitRows(rows, "mbg_nbd", 1)], ["Pareto/NBD", fitRows(rows, "pareto_nbd")]];
  return models.flatMap(([name, { dropOut, parameters: [r, alpha], logLikelihood }]): Row[] => [
    { what: `${name}: no drop-out recognised`, ours: Number(!dropOut), reference: 1, by: "lifetimes throws ConvergenceError", bar: { within: 0, of: 1 }, digits: 0 },
    { what: `${name}: r`, ours: r, reference: 0.72198, by: "scipy, at the boundary", bar: { within: 0.00005, of: 0.72198 }, digits: 5 },
    { what: `${name}: alpha, days`, ours: alpha, reference: 66.32, by: "scipy, at the boundary", bar: { within: 0.005, of: 66.32 }, digits: 2 },
    { what: `${name}: log-likelihood`, ours: logLikelihood, reference: -35_290.0978, by: "scipy, at the boundary", bar: { atLeast: -35_290.0979 }, digits: 4 },
  ]);
}

function spendRows(customers: readonly PurchaseDays[]): Row[] {
  const table = new SpendTable();
  for (const days of cutAfter(customers, CUT, DAYS).before) if (days.length > 1) table.add(days.length - 1, mean(days.slice(1).map(([, amount]) => amount)));
  const models = SPEND_STARTS.map((start) => fitSpend(table, [start]));
  const best = fitSpend(table);
  const parameter = (what: string, ours: number | undefined, reference: number, within: number, digits: number): Row => ({ what: `Gamma-Gamma ${what}`, ours: ours ?? null, reference, by: "scipy, rescaled", bar: { within, of: reference }, digits });
  return [
    parameter("p", best?.p, 2.4767, 0.0001, 4), parameter("q", best?.q, 3.2749, 0.0001, 4), parameter("v, pounds", best?.v, 374.449, 0.001, 3),
    parameter(`log-likelihood, the worst of ${SPEND_STARTS.length} starts`, Math.min(...models.map((model) => model?.logLikelihood ?? Number.NaN)), -12_861.456475, 0.000001, 6),
  ];
}

/** Measured where the file holds the days after. */
function anyPurchase(customers: readonly PurchaseDays[], cutDay: number, reference: readonly [area: number, score: number] | null): Row[] {
  const { repeats, after, table } = cutAfter(customers, cutDay, DAYS);
  const buys = after.map((days) => days.length > 0);
  if (sumOf(buys.map(Number)) === 0) return [];
  const rows = table.rows();
  const day = new Date(cutDay * DAY).toISOString().slice(0, 10);
  return ([["BG/NBD", fitRows(rows, "bg_nbd", 1)], ["the product's", fitRows(rows, "mbg_nbd")]] as const).flatMap(([name, model]): Row[] => {
    const { chance } = predictPurchases(model, columnsOf(repeats), DAYS);
    const what = `from ${day}, ${name} P(any in ${DAYS} days), k ${model.k}`;
    const beside = name === "BG/NBD" ? reference : null;
    return [
      { what: `${what}: AUC`, ours: auc(chance, buys), reference: reference?.[0] ?? null, by: reference ? "reference run, BG/NBD" : "", ...(beside ? { bar: { within: 0.0006, of: beside[0] } } : {}) },
      { what: `${what}: Brier`, ours: brier(chance, buys), reference: reference?.[1] ?? null, by: reference ? "reference run, BG/NBD" : "", ...(beside ? { bar: { within: 0.00006, of: beside[1] } } : {}) },
    ];
  });
}
