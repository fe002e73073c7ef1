/** Churn risk tried on a window of a data set, the way a shop's night would have made it at the cut. */
import { DAY } from "../../core/shared/instant.ts";
import { featuresOf } from "../../core/scoring/churn/features.ts";
import type { ChurnModel } from "../../core/scoring/churn/model.ts";
import { ChurnSample } from "../../core/scoring/churn/sample.ts";
import { churnOf } from "../../core/scoring/churn/score.ts";
import { tryAcross } from "../../core/scoring/churn/tiers.ts";
import { trainChurn } from "../../core/scoring/churn/train.ts";
import { churnCuts } from "../../core/scoring/churn/windows.ts";
import { auc, brier, logLoss, mean } from "../../core/scoring/metrics.ts";
import { observe } from "../../core/scoring/observed.ts";
import { fitPurchases } from "../../core/scoring/purchase/model.ts";
import type { PurchaseModel } from "../../core/scoring/purchase/model.ts";
import { repeatOf, RepeatTable } from "../../core/scoring/purchase/repeat.ts";
import type { Histories } from "../events-of.ts";
import type { Row } from "../part.ts";

const SEED = 20_050_401;

export type Window = { readonly histories: Histories; readonly currency: string; readonly cut: number; readonly horizonDays: number };

/** The moments between which a data set knows something: its first order's day and the end of its last one's. */
export function spanOf(histories: Histories): { readonly from: number; readonly end: number } {
  let [from, end] = [Infinity, -Infinity];
  for (const events of histories.values()) for (const { at } of events) [from, end] = [Math.min(from, at), Math.max(end, at)];
  return { from: Math.floor(from / DAY) * DAY, end: (Math.floor(end / DAY) + 1) * DAY - 1 };
}

/** What others reach on this cut, and what must hold; both where there is something to say. */
export type Beside = { readonly by: string; readonly auc: number | null; readonly brier: number | null; readonly logLoss: number | null; readonly bars?: { readonly auc: number; readonly brier: number } };

/** Trains on nothing later than the cut, and says how good the chances were in the window after it. */
export function measure(window: Window, name: string, beside: Beside | null, tell: (what: string) => void): Row[] {
  const { histories, horizonDays } = window;
  const label = `${name} ${new Date(window.cut).toISOString().slice(0, 10)} + ${horizonDays} d`;
  tell(`${label}: learning`);
  const learnt = learnAt(window);
  if (learnt === null) return [{ what: `${label}: too little past to learn from`, ours: null, reference: null, by: "" }];
  tell(`${label}: measuring`);
  const after = new ChurnSample({ cuts: [window.cut], end: window.cut + horizonDays * DAY, horizonDays, currency: window.currency, most: histories.size, seed: SEED });
  const [chances, labels]: [number[], number[]] = [[], []];
  for (const events of histories.values()) {
    const seen = observe(events, [window.cut], window.cut + horizonDays * DAY, window.currency);
    const [profile] = seen.profiles;
    if (profile === undefined || profile.counts.orders === profile.counts.cancelled) continue;
    after.add(seen);
    chances.push(1 - churnOf(learnt.model, featuresOf(profile, window.cut, window.currency, learnt.purchase)).value);
    labels.push(seen.purchases.some(({ at }) => at > window.cut) ? 1 : 0);
  }
  const rows = after.rows(() => true);
  const optimistic = tryAcross(rows, rows).tried.at(-1)?.predicted ?? new Float64Array(rows.rows);
  const by = beside?.by ?? "";
  const bars = beside?.bars;
  return [
    { what: `${label}, ${learnt.model.tier}: AUC`, ours: auc(chances, labels), reference: beside?.auc ?? null, by, ...(bars && { bar: { atLeast: bars.auc } }) },
    { what: `${label}: Brier`, ours: brier(chances, labels), reference: beside?.brier ?? null, by, ...(bars && { bar: { atMost: bars.brier } }) },
    { what: `${label}: log-loss`, ours: logLoss(chances, labels), reference: beside?.logLoss ?? null, by },
    { what: `${label}: mean chance; beside, the share that bought`, ours: mean(chances), reference: mean(labels), by: `${labels.length} customers` },
    { what: `${label}: AUC; beside, learnt from other customers of the window itself`, ours: auc(chances, labels), reference: auc(optimistic, rows.labels), by: "ours, what the window would bear" },
    { what: `${label}: Brier; beside, the same`, ours: brier(chances, labels), reference: brier(optimistic, rows.labels), by: "ours, what the window would bear" },
  ];
}

function learnAt({ histories, currency, cut, horizonDays }: Window): { readonly model: ChurnModel; readonly purchase: PurchaseModel | null } | null {
  const cuts = churnCuts(spanOf(histories).from, cut, horizonDays);
  if (cuts.length === 0) return null;
  const sample = new ChurnSample({ cuts, end: cut, horizonDays, currency, seed: SEED });
  const table = new RepeatTable();
  for (const events of histories.values()) {
    const seen = observe(events, cuts, cut, currency);
    sample.add(seen);
    const repeat = repeatOf(seen.purchases.map(({ at }) => at), cut);
    if (repeat !== null) table.add(repeat);
  }
  const purchase = fitPurchases(table);
  return { model: trainChurn(sample, purchase).model, purchase };
}
