/** Published vectors, parameters and expectations: nothing here is measured on customers' future. */
import { sumOf } from "#app/core/scoring/metrics.ts";
import type { PurchaseModel } from "#app/core/scoring/purchase/model.ts";
import { chanceAlive, chanceOfPurchase, expectedPurchases } from "#app/core/scoring/purchase/model.ts";
import { fitRows } from "#app/core/scoring/purchase/fit.ts";
import { MONTH_DAYS, lifetimeValue } from "#app/core/scoring/purchase/lifetime-value.ts";
import type { RepeatRows } from "#app/core/scoring/purchase/repeat.ts";
import { SpendTable, expectedSpend, fitSpend } from "#app/core/scoring/purchase/spend.ts";
import type { SpendModel } from "#app/core/scoring/purchase/spend.ts";
import type { Cells, EvaluationData } from "../data.ts";
import type { Row } from "../part.ts";

/** In weeks, as the golden vectors are. */
const PUBLISHED: PurchaseModel = { family: "bg_nbd", k: 1, parameters: [0.243, 4.414, 0.793, 2.426], logLikelihood: Number.NaN, customers: 2357, dropOut: true };
const PUBLISHED_PARETO: PurchaseModel = { ...PUBLISHED, family: "pareto_nbd", parameters: [0.5532, 10.5763, 0.6063, 11.6715] };
const PUBLISHED_SPEND: SpendModel = { p: 6.25, q: 3.74, v: 15.44, logLikelihood: Number.NaN, customers: 946 };

const historyOf = (row: Cells) => ({ x: Number(row["x"]), tx: Number(row["t_x"]), T: Number(row["T"]) });

/** The larger of two numbers' difference relative to the second; NaN stays NaN. */
const apart = (ours: number, theirs: number): number => Math.abs(ours - theirs) / Math.abs(theirs);
const worst = (differences: readonly number[]): number => differences.reduce((most, value) => (value > most || Number.isNaN(value) ? value : most), 0);

export function goldenRows(data: EvaluationData): Row[] {
  const vectors = data.csv("cdnow_2357_published_params.csv");
  const at = (read: (row: Cells) => number, column: string): number => worst(vectors.map((row) => apart(read(row), Number(row[column]))));
  const stress = data.csv("bgnbd_stress_mpmath.csv");
  const stressed = (read: (row: Cells, weeks: number) => number, column: string): number => worst(stress.map((row) => apart(read(row, Number(row["t"])), Number(row[column]))));
  const small = (what: string, ours: number, by: string): Row => ({ what, ours, reference: null, by, bar: { atMost: 1e-9 }, digits: 14 });
  return [
    ...[13, 39, 52].map((weeks) => small(`golden vectors, E in ${weeks} weeks: worst relative difference`, at((row) => expectedPurchases(PUBLISHED, historyOf(row), weeks), `exp_${weeks}w`), "lifetimes 0.11.3")),
    ...[13, 39].map((weeks) => small(`golden vectors, P(any in ${weeks} weeks): the same`, at((row) => chanceOfPurchase(PUBLISHED, historyOf(row), weeks), `p_any_${weeks}w`), "lifetimes 0.11.3")),
    small("golden vectors, P(alive): the same", at((row) => chanceAlive(PUBLISHED, historyOf(row)) ?? Number.NaN, "p_alive"), "lifetimes 0.11.3"),
    small("golden vectors, expected spend: the same", at((row) => expectedSpend(PUBLISHED_SPEND, Number(row["x"]), Number(row["m_x"])), "exp_spend"), "lifetimes 0.11.3"),
    small("extreme inputs, E: worst relative difference", stressed((row, weeks) => expectedPurchases(PUBLISHED, historyOf(row), weeks), "exp"), "mpmath, 17 digits"),
    small("extreme inputs, P(any): the same", stressed((row, weeks) => chanceOfPurchase(PUBLISHED, historyOf(row), weeks), "p_any"), "mpmath, 17 digits"),
    small("extreme inputs, P(alive): the same", stressed((row) => chanceAlive(PUBLISHED, historyOf(row)) ?? Number.NaN, "p_alive"), "mpmath, 17 digits"),
    { what: "Pareto/NBD, E in 52 weeks of x 26, tx 30.86, T 31", ours: expectedPurchases(PUBLISHED_PARETO, { x: 26, tx: 30.86, T: 31 }, 52), reference: 25.457, by: "BTYD vignette", bar: { within: 0.0005, of: 25.457 }, digits: 3 },
  ];
}

/** Parameters and likelihoods of the customers by exact days, in weeks. */
export function fitted(bg: PurchaseModel, mbg: PurchaseModel, pareto: PurchaseModel, spend: SpendModel | null): Row[] {
  const of = (name: string, letters: readonly string[], model: PurchaseModel, references: readonly number[], by: string, within: number): Row[] =>
    letters.map((letter, index) => ({ what: `${name} ${letter}`, ours: model.parameters[index] ?? null, reference: references[index] ?? null, by, ...(within > 0 ? { bar: { within, of: references[index] as number } } : {}) }));
  const likelihood = (name: string, ours: number | null, reference: number, by: string): Row => ({ what: `${name} log-likelihood`, ours, reference, by, bar: { within: 0.0006, of: reference }, digits: 3 });
  return [
    ...of("BG/NBD", ["r", "alpha", "a", "b"], bg, [0.242595, 4.413603, 0.792922, 2.425906], "scipy, lifetimes", 0.00005),
    likelihood("BG/NBD", bg.logLikelihood, -9582.429, "CLVTools"),
    ...of("MBG/NBD", ["r", "alpha", "a", "b"], mbg, [0.5248, 6.1831, 0.8914, 1.614], "lifetimes", 0.0001),
    likelihood("MBG/NBD", mbg.logLikelihood, -9582.136, "lifetimes"),
    ...of("Pareto/NBD", ["r", "alpha", "s", "beta (a flat ridge)"], pareto, [0.5532, 10.5763, 0.6063, 11.6715], "CLVTools", 0),
    likelihood("Pareto/NBD", pareto.logLikelihood, -9594.976, "CLVTools"),
    ...([["p", spend?.p, 6.2496], ["q", spend?.q, 3.7442], ["v", spend?.v, 15.4435]] as const).map(([letter, ours, reference]): Row => ({ what: `Gamma-Gamma ${letter}`, ours: ours ?? null, reference, by: "CLVTools", bar: { within: 0.0005, of: reference } })),
    likelihood("Gamma-Gamma", spend?.logLikelihood ?? null, -4055.918, "CLVTools"),
  ];
}

const NEW_AT = [[0.1429, 0.0078], [1, 0.0532], [3, 0.1506], [31.8571, 1.0405], [32, 1.0437], [78, 1.858]] as const;

/** What Hardie's sheets and lifetimes' tests print: the first at the published parameters, the others at the fitted ones. */
export function expectations(bg: PurchaseModel): Row[] {
  return [
    { what: "E in 39 weeks of x 2, tx 30.43, T 38.86", ours: expectedPurchases(PUBLISHED, { x: 2, tx: 30.43, T: 38.86 }, 39), reference: 1.22603, by: "Hardie's sheet", bar: { within: 0.00001, of: 1.22603 }, digits: 5 },
    ...NEW_AT.map(([weeks, reference]): Row => ({ what: `E of somebody new in ${weeks} weeks`, ours: expectedPurchases(bg, { x: 0, tx: 0, T: 0 }, weeks), reference, by: "Hardie's sheet", bar: { within: 0.0001, of: reference } })),
  ];
}

/** Lifetime value on the published summary file (weeks to two digits), 12 months at 1 % a month. */
export function lifetimeValues(data: EvaluationData): Row[] {
  const rows = data.csv("cdnow_customers_summary_with_transactions.csv");
  const column = (name: string, times = 1): Float64Array => Float64Array.from(rows, (row) => Number(row[name]) * times);
  const days: RepeatRows = { x: column("x"), tx: column("t_x", 7), T: column("T", 7), n: new Float64Array(rows.length).fill(1), logGaps: null };
  const purchase = fitRows(days, "bg_nbd");
  const table = new SpendTable();
  for (const row of rows) table.add(Number(row["x"]), Number(row["zbar"]));
  const spend = fitSpend(table);
  if (spend === null) return [];
  const values = rows.map((row, index) => lifetimeValue(purchase, spend, { x: days.x[index] as number, tx: days.tx[index] as number, T: days.T[index] as number }, Number(row["zbar"]), { days: 12 * MONTH_DAYS, annualRate: 1.01 ** 12 - 1 }));
  const first = [36.2785, 4.6375, 8.344, 8.344, 8.344];
  return [
    { what: "lifetime value of 12 months, all together", ours: sumOf(values), reference: 71_509.9, by: "lifetimes 0.11.3", bar: { within: 0.05, of: 71_509.9 }, digits: 2 },
    ...first.map((reference, index): Row => ({ what: `lifetime value of customer ${index + 1}`, ours: values[index] ?? null, reference, by: "lifetimes 0.11.3", bar: { within: 0.0001, of: reference } })),
  ];
}
