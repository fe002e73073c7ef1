/** Segments, groups and stages on UCI Online Retail: whether they tell who buys again, and whether k-means finds what there is. */
import { auc, mean } from "../../core/scoring/metrics.ts";
import { observe } from "../../core/scoring/observed.ts";
import type { Observed } from "../../core/scoring/observed.ts";
import { seeded } from "../../core/scoring/numeric/random.ts";
import { figuresOf } from "../../core/scoring/people/figures.ts";
import { standardised } from "../../core/scoring/people/groups.ts";
import { kMeans } from "../../core/scoring/people/k-means.ts";
import { fitReadiness, ReadinessTable, upsellOf } from "../../core/scoring/people/readiness.ts";
import { fitRfm, rfmOf, RfmTable } from "../../core/scoring/people/rfm.ts";
import { silhouettes } from "../../core/scoring/people/silhouette.ts";
import { stageOf, STAGES } from "../../core/scoring/people/stage.ts";
import type { Stage } from "../../core/scoring/people/stage.ts";
import { usualGap } from "../../core/scoring/rhythm.ts";
import { DAY } from "../../core/shared/instant.ts";
import { uciHistories } from "../events-of.ts";
import type { Histories } from "../events-of.ts";
import type { Part, Row } from "../part.ts";

/** The last moment of the references' cut. */
const CUT = Date.UTC(2011, 8, 1) - 1;
const HOLDOUT_DAYS = 90;
const CURRENCY = "GBP";
/** Best of 50 starts for k = 2 to 8 at the references' cut, and the silhouettes found there. */
const INERTIA = [5017.61, 3757.42, 3017.87, 2590.56, 2311.27, 2089.78, 1923.83];
const SILHOUETTE = [0.452, 0.359, 0.369, 0.328, 0.315, 0.272, 0.278];

export const segments: Part = {
  name: "segments",
  title: "RFM segments, k-means groups and stages, UCI Online Retail",
  files: ["uci_*.csv.gz"],
  run(data, tell) {
    const histories = uciHistories(data.uci());
    let end = 0;
    for (const events of histories.values()) end = Math.max(end, events.at(-1)?.at ?? 0);
    tell("k-means");
    const rows = [...groupRows(histories, Math.min(CUT, end))];
    tell("segments and stages");
    const cut = Math.min(CUT, end - HOLDOUT_DAYS * DAY);
    return [...rows, ...againRows(histories, cut, cut === CUT)];
  },
};

function groupRows(histories: Histories, cut: number): Row[] {
  const table = new RfmTable();
  for (const events of histories.values()) {
    const figures = figuresOf(observe(events, [], cut, CURRENCY).profile, cut, CURRENCY);
    if (figures) table.add(figures.recencyDays, figures.orders, figures.spend);
  }
  const { points } = standardised(table.values);
  const found = INERTIA.map((_, index) => kMeans(points, index + 2, 20, seeded(index)));
  const shown = silhouettes(points, found.map(({ centres }) => centres));
  return [
    { what: "customers at 2011-08-31", ours: table.size, reference: 3314, by: "the reference's cleaning", digits: 0 },
    ...found.map(({ inertia }, index): Row => {
      const best = INERTIA[index] as number;
      return { what: `k-means inertia, k = ${index + 2}`, ours: inertia, reference: best, by: "scikit-learn, 50 starts", bar: { within: Number((0.005 * best).toFixed(2)), of: best }, digits: 2 };
    }),
    ...shown.map((ours, index): Row => ({ what: `silhouette, k = ${index + 2}`, ours, reference: SILHOUETTE[index] ?? null, by: "scikit-learn", digits: 3 })),
  ];
}

type Customer = { readonly observed: Observed; readonly again: boolean; readonly larger: boolean | null };

function againRows(histories: Histories, cut: number, isReference: boolean): Row[] {
  const until = cut + HOLDOUT_DAYS * DAY;
  const customers: Customer[] = [];
  const table = new RfmTable();
  const readiness = new ReadinessTable();
  const gaps: number[] = [];
  for (const events of histories.values()) {
    const observed = observe(events, [], cut, CURRENCY);
    const figures = figuresOf(observed.profile, cut, CURRENCY);
    if (!figures) continue;
    const next = events.find(({ at, type }) => type === "order.placed" && at > cut && at <= until);
    table.add(figures.recencyDays, figures.orders, figures.spend);
    readiness.add(observed.profile, cut, CURRENCY);
    const own = usualGap(observed.purchases.map(({ at }) => at), null).days;
    if (own !== null) gaps.push(own);
    const usual = mean(observed.purchases.map(({ amount }) => amount ?? 0));
    customers.push({ observed, again: next !== undefined, larger: next?.type === "order.placed" && observed.purchases.length >= 2 ? next.data.amount > usual : null });
  }
  const model = fitRfm(table);
  if (model === null) return [];
  const rhythm = gaps.length === 0 ? null : { medianGapDays: gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)] as number, n: gaps.length };
  const rfm = customers.map(({ observed }) => {
    const { recencyDays, orders, spend } = figuresOf(observed.profile, cut, CURRENCY) as NonNullable<ReturnType<typeof figuresOf>>;
    return { ...rfmOf(model, recencyDays, orders, spend), recencyDays };
  });
  const labels = customers.map(({ again }) => again);
  const share = (which: (index: number) => boolean): number => labels.filter((label, index) => label && which(index)).length / Math.max(1, labels.filter((_, index) => which(index)).length);
  const known = isReference ? [32.6, 46, 55.4, 70.7, 75.7].map((percent) => percent / 100) : [];
  const stages = customers.map(({ observed }) => stageOf(observed.profile, rhythm, cut));
  const byRecency = auc(rfm.map(({ recencyDays }) => -recencyDays), labels);
  const buyers = customers.filter(({ larger }) => larger !== null);
  const shopRates = fitReadiness(readiness);
  return [
    { what: "RFM sum, AUC of buying again in 90 days", ours: auc(rfm.map(({ r, f, m }) => r + f + m), labels), reference: isReference ? 0.739 : null, by: "RFM quintile sum", bar: { atLeast: byRecency } },
    { what: "recency alone, AUC", ours: byRecency, reference: isReference ? 0.684 : null, by: "hiatus" },
    ...[1, 2, 3, 4, 5].map((quintile): Row => ({ what: `buy again, recency quintile ${quintile}`, ours: share((index) => rfm[index]?.r === quintile), reference: known[quintile - 1] ?? null, by: isReference ? "quintiles by rank" : "", digits: 3 })),
    ...["Champions", "Loyal", "Need attention", "At risk", "Hibernating", "Lost"].map((name): Row => ({ what: `buy again, ${name}`, ours: share((index) => rfm[index]?.name === name), reference: null, by: "", digits: 3 })),
    ...(Object.keys(STAGES) as Stage[]).map((stage): Row => ({ what: `buy again, stage ${stage}`, ours: share((index) => stages[index] === stage), reference: null, by: "", digits: 3 })),
    { what: "upsell readiness, AUC of a larger next order", ours: auc(buyers.map(({ observed }) => upsellOf(observed.profile, shopRates, cut, CURRENCY).value), buyers.map(({ larger }) => larger === true)), reference: 0.5, by: "chance; a rule, not a model" },
  ];
}
