import { auc, brier, correlation, mean, meanAbsoluteError, rootMeanSquareError, sumOf } from "#app/core/scoring/metrics.ts";
import { fitRows } from "#app/core/scoring/purchase/fit.ts";
import { expectedPurchases } from "#app/core/scoring/purchase/model.ts";
import type { PurchaseModel } from "#app/core/scoring/purchase/model.ts";
import { predictPurchases } from "#app/core/scoring/purchase/predict.ts";
import { SpendTable, expectedSpend, fitSpend } from "#app/core/scoring/purchase/spend.ts";
import type { SpendModel } from "#app/core/scoring/purchase/spend.ts";
import { DAY } from "#app/core/shared/instant.ts";
import type { Part, Row } from "../part.ts";
import { expectations, fitted, goldenRows, lifetimeValues } from "./cdnow-golden.ts";
import { columnsOf, cutAfter, inWeeks, purchaseDays, topDecileLift } from "./purchase-days.ts";
import type { Cut, PurchaseDays } from "./purchase-days.ts";

const WEEKS = 39;
const FIRST_DAY = Date.UTC(1997, 0, 1) / DAY;
const LAST_DAY = Date.UTC(1997, 8, 30) / DAY;
const BASELINE = "reference run";

export const cdnow: Part = {
  name: "cdnow",
  title: "CDNOW: purchase models, their published figures and the 39 weeks they did not see",
  files: ["cdnow_sample.csv", "cdnow_customers_summary_with_transactions.csv", "cdnow_2357_published_params.csv", "bgnbd_stress_mpmath.csv"],
  run(data, tell) {
    tell("published vectors and lifetime values");
    const golden = [...goldenRows(data), ...lifetimeValues(data)];
    tell("fitting BG/NBD, MBG/NBD, Pareto/NBD and Gamma-Gamma");
    const customers = purchaseDays(data.cdnow().map(({ customer, at, cents }) => ({ customer, at, amount: cents / 100 })));
    const cut = cutAfter(customers, LAST_DAY, WEEKS * 7);
    const weeks = inWeeks(cut.table.rows());
    const [bg, mbg, pareto] = [fitRows(weeks, "bg_nbd", 1), fitRows(weeks, "mbg_nbd", 1), fitRows(weeks, "pareto_nbd")];
    const spend = spendOf(cut);
    tell("the weeks after");
    const chosen = fitRows(weeks, "mbg_nbd");
    return [
      ...golden, ...fitted(bg, mbg, pareto, spend), ...expectations(bg),
      { what: "regularity k that the product finds", ours: chosen.k, reference: 1, by: "CDNOW's buyers are not regular", bar: { within: 0, of: 1 }, digits: 0 },
      ...holdout(cut, bg, mbg, pareto), ...curve(customers, bg), ...(spend ? spending(cut, bg, spend) : []),
    ];
  },
};

/** Spend of repeat days, as Gamma-Gamma was published. */
function spendOf({ before }: Cut): SpendModel | null {
  const table = new SpendTable();
  for (const days of before) table.add(days.length - 1, ownMean(days));
  return fitSpend(table);
}

function ownMean(days: PurchaseDays): number {
  return days.length > 1 ? mean(days.slice(1).map(([, amount]) => amount)) : 0;
}

function holdout({ repeats, before, after }: Cut, bg: PurchaseModel, mbg: PurchaseModel, pareto: PurchaseModel): Row[] {
  const inDays = columnsOf(repeats);
  const columns = { x: inDays.x, tx: inDays.tx.map((days) => days / 7), T: inDays.T.map((days) => days / 7) };
  const actual = after.map((days) => days.length);
  const buys = actual.map((count) => count > 0);
  const [ofBg, ofMbg, ofPareto] = [bg, mbg, pareto].map((model) => predictPurchases(model, columns, WEEKS)) as [ReturnType<typeof predictPurchases>, ReturnType<typeof predictPurchases>, ReturnType<typeof predictPurchases>];
  const hiatus = columns.T.map((T, index) => T - (columns.tx[index] as number));
  const last13 = before.map((days) => 3 * days.filter(([day]) => day > LAST_DAY - 91).length);
  const row = (what: string, ours: number, reference: number, within: number, digits = 4): Row => ({ what, ours, reference, by: BASELINE, bar: { within, of: reference }, digits });
  const counts = (name: string, predicted: ArrayLike<number>, [r, mae, rmse, total, area, lift]: readonly [number, number, number, number, number, number]): Row[] => [
    row(`${name}: correlation`, correlation(predicted, actual), r, 0.00006),
    row(`${name}: MAE`, meanAbsoluteError(predicted, actual), mae, 0.00006),
    row(`${name}: RMSE`, rootMeanSquareError(predicted, actual), rmse, 0.00006),
    row(`${name}: total beside the actual, %`, 100 * (sumOf(predicted) / sumOf(actual) - 1), total, 0.06, 1),
    row(`${name}: AUC`, auc(predicted, buys), area, 0.00006),
    // Counts tie at the edge of the tenth, where the reference took customers in the order of its file.
    { what: `${name}: lift of the top tenth`, ours: topDecileLift(predicted, buys), reference: lift, by: BASELINE, ...(name.endsWith(" E") ? { bar: { within: 0.015, of: lift } } : {}), digits: 2 },
  ];
  const chances = (name: string, chance: Float64Array | null, area: number, score: number): Row[] => [
    row(`${name}: AUC`, chance ? auc(chance, buys) : Number.NaN, area, 0.00006),
    row(`${name}: Brier`, chance ? brier(chance, buys) : Number.NaN, score, 0.00006),
  ];
  const classified = (name: string, says: readonly boolean[], reference: number): Row => row(`${name}: correct, %`, 100 * mean(says.map((will, index) => Number(will === buys[index]))), reference, 0.06, 1);
  const never = repeats.map(({ x }) => x === 0);
  const meanOfNever = (values: ArrayLike<number>): number => mean(Array.from(values).filter((_, index) => never[index]));
  return [
    row("purchases in the 39 weeks", sumOf(actual), 1882, 0, 0),
    ...counts("BG/NBD E", ofBg.expected, [0.6256, 0.7855, 1.608, -12.2, 0.7725, 2.74]),
    ...chances("BG/NBD P(any)", ofBg.chance, 0.7569, 0.1612),
    ...chances("BG/NBD P(alive), no churn score", ofBg.alive, 0.3158, 0.6083),
    ...counts("Pareto/NBD E", ofPareto.expected, [0.6302, 0.7545, 1.6028, -11.5, 0.7787, 2.79]),
    ...chances("Pareto/NBD P(any)", ofPareto.chance, 0.7712, 0.1619),
    ...chances("Pareto/NBD P(alive)", ofPareto.alive, 0.7262, 0.1938),
    ...counts("MBG/NBD E", ofMbg.expected, [0.6273, 0.7648, 1.6072, -16.2, 0.7728, 2.8]),
    ...counts("rate x/T", columns.x.map((x, index) => (x / (columns.T[index] as number)) * WEEKS), [0.5839, 1.0237, 2.2119, 55.7, 0.7598, 2.67]),
    ...counts("repeats of the 39 weeks before", columns.x, [0.5772, 0.8973, 1.971, 30.5, 0.7576, 2.48]),
    ...counts("last 13 weeks × 3", last13, [0.5907, 0.9092, 2.301, 13.3, 0.6778, 2.68]),
    row("recency: AUC", auc(hiatus.map((weeks) => -weeks), buys), 0.7714, 0.00006),
    row("predict zero: MAE", mean(actual), 0.7985, 0.00006),
    row("two models' predictions: correlation", correlation(ofBg.expected, ofPareto.expected), 0.9955, 0.00006),
    row("purchases of who never came back, mean", meanOfNever(actual), 0.2367, 0.00006),
    row("the same by BG/NBD", meanOfNever(ofBg.expected), 0.2251, 0.00006),
    row("the same by Pareto/NBD", meanOfNever(ofPareto.expected), 0.1384, 0.00006),
    classified("nobody buys", buys.map(() => false), 71),
    classified("hiatus ≤ 12 weeks", Array.from(hiatus, (weeks) => weeks <= 12), 78.1),
    classified("BG/NBD P(any) > 0.5", Array.from(ofBg.chance, (chance) => chance > 0.5), 77.9),
    classified("Pareto/NBD P(alive) > 0.5", Array.from(ofPareto.alive ?? [], (alive) => alive > 0.5), 77.4),
    classified("BG/NBD P(alive) > 0.5", Array.from(ofBg.alive ?? [], (alive) => alive > 0.5), 33.9),
  ];
}

/** Repeat purchases of the cohort, week after week to the 78th. */
function curve(customers: readonly PurchaseDays[], bg: PurchaseModel): Row[] {
  const births = customers.map(([first]) => first?.[0] ?? 0);
  const [expected, actual]: [number[], number[]] = [[], []];
  for (let week = 0; week <= 2 * WEEKS; week++) {
    const end = FIRST_DAY + week * 7 - 1;
    expected.push(sumOf(births.map((day) => (day > end ? 0 : expectedPurchases(bg, { x: 0, tx: 0, T: 0 }, (end - day) / 7)))));
    actual.push(sumOf(customers.map((days) => Math.max(0, days.filter(([day]) => day <= end).length - 1))));
  }
  const later = expected.map((_, week) => week).filter((week) => week > WEEKS);
  const off = (ours: number, real: number): number => (100 * Math.abs(ours - real)) / real;
  const step = (values: readonly number[], week: number): number => (values[week] as number) - (values[week - 1] as number);
  const [all, real] = [expected.at(-1) as number, actual.at(-1) as number];
  const row = (what: string, ours: number, reference: number, within: number, digits: number): Row => ({ what, ours, reference, by: BASELINE, bar: { within, of: reference }, digits });
  return [
    row("cohort: repeat purchases expected by week 78", all, 4160.6, 0.06, 1),
    row("cohort: beside the actual, %", 100 * (all / real - 1), -4.11, 0.006, 2),
    row("cohort: MAPE of the sum, weeks 40 to 78, %", mean(later.map((week) => off(expected[week] as number, actual[week] as number))), 2.63, 0.006, 2),
    row("cohort: MAPE of single weeks, %", mean(later.map((week) => off(step(expected, week), step(actual, week)))), 19.4, 0.06, 1),
  ];
}

function spending({ repeats, before, after }: Cut, bg: PurchaseModel, spend: SpendModel): Row[] {
  const actual = after.map((days) => sumOf(days.map(([, amount]) => amount)) || 0);
  const expected = repeats.map(({ x, tx, T }) => expectedPurchases(bg, { x, tx: tx / 7, T: T / 7 }, WEEKS));
  const orders = before.map((days) => mean(days.map(([, amount]) => amount)));
  const rules: readonly [string, readonly number[], readonly [number, number, number, number]][] = [
    ["BG/NBD × Gamma-Gamma", repeats.map(({ x }, index) => (expected[index] as number) * expectedSpend(spend, x, ownMean(before[index] as PurchaseDays))), [0.5647, 30.41, 72.3, -15.6]],
    ["BG/NBD × own mean order", expected.map((count, index) => count * (orders[index] as number)), [0.5598, 30.02, 73.1, -17]],
    ["rate × own mean order", repeats.map(({ x, T }, index) => (x / T) * WEEKS * 7 * (orders[index] as number)), [0.298, 43.5, 199, 62.8]],
  ];
  const row = (what: string, ours: number, reference: number, within: number, digits: number): Row => ({ what, ours, reference, by: BASELINE, bar: { within, of: reference }, digits });
  return [
    row("spent in the 39 weeks", sumOf(actual), 70_976, 1, 0),
    ...rules.flatMap(([name, predicted, [r, mae, rmse, total]]) => [
      row(`spend by ${name}: correlation`, correlation(predicted, actual), r, 0.0006, 4),
      row(`spend by ${name}: MAE`, meanAbsoluteError(predicted, actual), mae, 0.06, 2),
      row(`spend by ${name}: RMSE`, rootMeanSquareError(predicted, actual), rmse, 0.6, 1),
      row(`spend by ${name}: total beside the actual, %`, 100 * (sumOf(predicted) / sumOf(actual) - 1), total, 0.1, 1),
    ]),
  ];
}
