/** What is said of segments, groups and readiness. */
import { beatenWords } from "../beaten-words.ts";
import type { Instant } from "../../shared/instant.ts";
import { aucGap } from "../metric-gap.ts";
import { auc } from "../metrics.ts";
import type { Metric, ModelCard } from "../model-card.ts";
import type { Figures } from "./figures.ts";
import { CUSTOMERS_FOR_GROUPS } from "./groups.ts";
import type { GroupModel } from "./groups.ts";
import type { ReadinessModel } from "./readiness-model.ts";
import { fitRfm, rfmOf, RfmTable } from "./rfm.ts";
import type { RfmModel } from "./rfm.ts";

type Window = ModelCard["window"];

/** Fewer customers on either side say nothing of an order among them. */
const FEWEST = 20;

/** Whether segments as of an earlier moment told who bought afterwards. */
export class SegmentsTrial {
  readonly #from: Instant;
  readonly #until: Instant;
  readonly #table = new RfmTable();
  readonly #again: boolean[] = [];

  /** @param from the moment that the figures are as of @param until the end of the window in which customers bought or did not */
  constructor(from: Instant, until: Instant) {
    [this.#from, this.#until] = [from, until];
  }

  /** @param figures of a customer as of `from`; null, for none with an order by then, is left out */
  add(figures: Figures | null, boughtAgain: boolean): void {
    if (figures === null) return;
    const before = this.#table.size;
    this.#table.add(figures.recencyDays, figures.orders, figures.spend);
    if (this.#table.size > before) this.#again.push(boughtAgain);
  }

  /** Null where too few bought, or too few did not. */
  holdout(): ModelCard["holdout"] {
    const model = fitRfm(this.#table);
    const bought = this.#again.filter(Boolean).length;
    if (model === null || bought < FEWEST || this.#again.length - bought < FEWEST) return null;
    const { values } = this.#table;
    const sums = this.#again.map((_, row) => {
      const { r, f, m } = rfmOf(model, values[row * 3] as number, values[row * 3 + 1] as number, values[row * 3 + 2] as number);
      return r + f + m;
    });
    const byRecency = this.#again.map((_, row) => -(values[row * 3] as number));
    const metric: Metric = { name: "AUC of buying again, by the sum of the three quintiles", ours: auc(sums, this.#again), naive: auc(byRecency, this.#again), naiveRule: "who bought last comes first", better: "higher", gap: aucGap(sums, byRecency, this.#again) };
    return { from: this.#from, until: this.#until, n: this.#again.length, metrics: [metric], calibration: [] };
  }
}

/** @param trial of an earlier moment; null where there was none to spare */
export function segmentsCard(model: RfmModel | null, window: Window, trial: SegmentsTrial | null): ModelCard {
  const holdout = trial?.holdout() ?? null;
  const tried = holdout === null ? "Whether they tell who buys again was not tried yet: too few customers bought or stayed away in the last window." : `How well they told who bought again in the last window is shown here.${beatenWords(holdout.metrics, ["at telling who buys again"])}`;
  return {
    model: "segments",
    title: "Segments by recency, frequency and money",
    tier: model === null ? "base" : "rfm",
    window,
    size: { customers: model?.customers ?? 0 },
    parameters: model === null ? {} : boundsOf(model),
    holdout,
    reliance: model === null ? "No customer has an order yet." : `Segments sort your customers among themselves, a fifth each as far as equal figures allow: they say who is better than others of your shop, not who will buy. ${tried}`,
  };
}

/** @param customers looked at, also where they are too few for groups */
export function groupsCard(model: GroupModel | null, window: Window, customers: number): ModelCard {
  const silhouette = model === null ? 0 : Math.max(...model.silhouettes);
  return {
    model: "groups",
    title: "Customers alike",
    tier: model === null ? "base" : "rfm",
    window,
    size: { customers: model?.customers ?? customers },
    parameters: model === null ? {} : { groups: model.sizes.length, silhouette, ...Object.fromEntries(model.sizes.map((size, group) => [`customersOfGroup${group + 1}`, size])) },
    holdout: null,
    reliance: model === null ? `Groups need at least ${CUSTOMERS_FOR_GROUPS} customers who are not all alike; there are ${customers}.` : `${apart(silhouette)} Use them to look at your customers, not to foretell what one will do.`,
  };
}

/** Kaufman & Rousseeuw's reading of the silhouette (Finding Groups in Data, 1990, table 4): above 0.7 strong, 0.5 reasonable, 0.25 weak. */
function apart(silhouette: number): string {
  if (silhouette > 0.7) return "The groups stand well apart.";
  if (silhouette > 0.5) return "The groups stand reasonably apart.";
  return silhouette > 0.25 ? "The groups run into each other: customers at the edge could as well be in the next one." : "There are hardly any groups: your customers differ without a gap between them.";
}

export function readinessCard(model: ReadinessModel | null, window: Window): ModelCard {
  return {
    model: "readiness",
    title: "Readiness (tested on simulated customers only)",
    tier: model === null ? "base" : "rule",
    window,
    size: { customers: model?.customers ?? 0, ordersWithDiscountTold: model?.ordersWithDiscountTold ?? 0 },
    parameters: model === null ? {} : { advocacy: model.advocacy, delivered: model.delivered, upsell: model.upsell, discountedOrders: model.discountedOrders, discountedSpend: model.discountedSpend, answersPerMessage: model.answersPerMessage, visitsPerDay: model.visitsPerDay },
    holdout: null,
    reliance: `Readiness to recommend begins at your shop's own low rate and is moved only by satisfaction that was shown: ratings, reviews, recommendations, repeat orders, and trouble. How much each weighs is judgement. No public data exists to test it on, so it was tested on simulated customers only. ${discounts(model)} Rely on the order of customers, not on the level.`,
  };
}

function discounts(model: ReadinessModel | null): string {
  const told = model?.ordersWithDiscountTold ?? 0;
  if (told === 0) return "No order tells yet whether it came with a discount, so price sensitivity is the same for everyone.";
  return `Price sensitivity rests on ${told} ${told === 1 ? "order that tells" : "orders that tell"} whether there was a discount.`;
}

function boundsOf(model: RfmModel): Record<string, number> {
  const bounds: Record<string, number> = {};
  for (const name of ["recencyDays", "orders", "spend"] as const) model[name].forEach((bound, index) => bound !== null && (bounds[`${name}From${index + 2}`] = bound));
  return bounds;
}
