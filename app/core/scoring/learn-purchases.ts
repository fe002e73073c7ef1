/** How often customers buy and what they spend, with how well that was foretold in the last window. */
import type { Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { beatenWords } from "./beaten-words.ts";
import { reliabilityOf } from "./reliability.ts";
import { lossGap } from "./metric-gap.ts";
import type { Metric, ModelCard } from "./model-card.ts";
import { mean, meanAbsoluteError } from "./metrics.ts";
import { seeded } from "./numeric/random.ts";
import type { Random } from "./numeric/random.ts";
import type { Purchase } from "./observed.ts";
import { expectedPurchases, chanceOfPurchase, fitPurchases } from "./purchase/model.ts";
import type { PurchaseModel } from "./purchase/model.ts";
import { RepeatTable } from "./purchase/repeat.ts";
import type { Repeat } from "./purchase/repeat.ts";
import { expectedSpend, fitSpend, SpendTable } from "./purchase/spend.ts";
import type { SpendModel } from "./purchase/spend.ts";
import { repeatOfProfile, spendOfProfile } from "./purchase-history.ts";

export type LearntPurchases = { readonly purchases: PurchaseModel | null; readonly spend: SpendModel | null; readonly cards: readonly ModelCard[] };

/** Customers whose last window is kept to try the models on. */
const TRIED = 20_000;

type Tried = { readonly repeat: Repeat; readonly spend: { readonly x: number; readonly mean: number } | null; readonly came: number; readonly spent: number | null };

export class PurchaseLearner {
  readonly #asOf: Instant;
  readonly #cut: Instant;
  readonly #days: number;
  readonly #currency: string;
  readonly #random: Random;
  readonly #now = new RepeatTable();
  readonly #before = new RepeatTable();
  readonly #spend = new SpendTable();
  readonly #spendBefore = new SpendTable();
  readonly #tried: Tried[] = [];
  #seen = 0;
  #from = Infinity;

  /** @param cut one horizon before `asOf`: what came after it is what the models are tried on */
  constructor({ asOf, cut, currency, seed }: { readonly asOf: Instant; readonly cut: Instant; readonly currency: string; readonly seed: number }) {
    [this.#asOf, this.#cut, this.#currency, this.#random] = [asOf, cut, currency, seeded(seed)];
    this.#days = Math.round((asOf - cut) / DAY);
  }

  /** @param then the profile as it was at the cut */
  add(purchases: readonly Purchase[], then: Profile, now: Profile): void {
    const repeat = repeatOfProfile(now, this.#asOf);
    if (repeat === null) return;
    this.#now.add(repeat);
    this.#from = Math.min(this.#from, purchases[0]?.at ?? Infinity);
    const spent = spendOfProfile(now, this.#asOf, this.#currency);
    if (spent) this.#spend.add(spent.x, spent.mean);
    const before = repeatOfProfile(then, this.#cut);
    if (before === null) return;
    this.#before.add(before);
    const spentBefore = spendOfProfile(then, this.#cut, this.#currency);
    if (spentBefore) this.#spendBefore.add(spentBefore.x, spentBefore.mean);
    this.#seen++;
    const place = this.#tried.length < TRIED ? this.#tried.length : Math.floor(this.#random() * this.#seen);
    if (place < TRIED) this.#tried[place] = this.#triedOf(before, spentBefore, purchases);
  }

  fit(): LearntPurchases {
    const [purchases, spend] = [fitPurchases(this.#now), fitSpend(this.#spend)];
    const [before, spendBefore] = [fitPurchases(this.#before), fitSpend(this.#spendBefore)];
    return { purchases, spend, cards: [this.#purchaseCard(purchases, before), this.#spendCard(spend, spendBefore)] };
  }

  #triedOf(repeat: Repeat, spend: Tried["spend"], purchases: readonly Purchase[]): Tried {
    const after = purchases.filter(({ at }) => at > this.#cut);
    const paid = after.flatMap(({ amount }) => (amount !== null && amount > 0 ? [amount] : []));
    return { repeat, spend, came: new Set(after.map(({ at }) => Math.floor(at / DAY))).size, spent: paid.length === 0 ? null : mean(paid) };
  }

  #purchaseCard(model: PurchaseModel | null, before: PurchaseModel | null): ModelCard {
    const [r = 0, alpha = 0, a = 0, b = 0] = model?.parameters ?? [];
    const metrics = before && purchaseMetrics(before, this.#tried, this.#days);
    return {
      model: "purchases", title: "Expected orders", tier: model === null ? "base" : "rfm", window: this.#window(), size: { customers: this.#now.customers },
      parameters: model === null ? {} : { r, alpha, a, b, k: model.k, logLikelihood: model.logLikelihood },
      holdout: before && metrics && this.#holdout(this.#tried.length, metrics, this.#calibration(before)),
      reliance: model === null
        ? "Too few customers came back to say how many orders a single one will place: nothing is expected of single customers yet."
        : `Rely on the sum over many customers; of one customer it is a mean, and most will place more or fewer.${model.dropOut ? "" : " Your customers' past does not tell those who left from those who pause, so long pauses count as pauses."}${beatenWords(metrics ?? [], ["for single customers", "for the sum"])}`,
    };
  }

  #spendCard(model: SpendModel | null, before: SpendModel | null): ModelCard {
    const tried = this.#tried.filter((one) => one.spent !== null && one.spend !== null);
    const metrics = before === null || tried.length === 0 ? [] : spendMetrics(before, tried);
    return {
      model: "spend", title: "Expected spend", tier: model === null ? "base" : "rfm", window: this.#window(), size: { customers: this.#spend.customers },
      parameters: model === null ? {} : { p: model.p, q: model.q, v: model.v, logLikelihood: model.logLikelihood },
      holdout: metrics.length === 0 ? null : this.#holdout(tried.length, metrics, []),
      reliance: model === null ? "Too few customers to tell what a single one spends." : "Rely on it for what an order of this customer is worth on average; a single order may be far from it.",
    };
  }

  #window(): ModelCard["window"] {
    return { from: Math.min(this.#from, this.#asOf), until: this.#asOf };
  }

  #holdout(n: number, metrics: readonly Metric[], calibration: NonNullable<ModelCard["holdout"]>["calibration"]): ModelCard["holdout"] {
    return { from: this.#cut, until: this.#asOf, n, metrics, calibration };
  }

  /** Of the chance of any purchase. */
  #calibration(before: PurchaseModel): NonNullable<ModelCard["holdout"]>["calibration"] {
    const chances = Float64Array.from(this.#tried, ({ repeat }) => chanceOfPurchase(before, repeat, this.#days));
    return reliabilityOf(chances, this.#tried.map(({ came }) => (came > 0 ? 1 : 0)));
  }
}

function purchaseMetrics(before: PurchaseModel, tried: readonly Tried[], days: number): Metric[] {
  const came = tried.map((one) => one.came);
  const ours = tried.map(({ repeat }) => expectedPurchases(before, repeat, days));
  const naive = tried.map(({ repeat }) => (repeat.T === 0 ? 0 : (repeat.x / repeat.T) * days));
  const total = mean(came);
  const off = (predicted: readonly number[]): number => Math.abs(mean(predicted) - total) / Math.max(total, 1 / tried.length);
  const naiveRule = "each customer as often as before";
  return [
    { name: "Error of one customer's orders", ours: meanAbsoluteError(ours, came), naive: meanAbsoluteError(naive, came), naiveRule, better: "lower", gap: lossGap(missesOf(ours, came), missesOf(naive, came)) },
    { name: "Error of all orders, as a share", ours: off(ours), naive: off(naive), naiveRule, better: "lower" },
  ];
}

function spendMetrics(before: SpendModel, tried: readonly Tried[]): Metric[] {
  const spent = tried.map((one) => one.spent as number);
  const ours = tried.map(({ spend }) => expectedSpend(before, spend?.x ?? 0, spend?.mean ?? 0));
  const usual = mean(tried.map(({ spend }) => spend?.mean ?? 0));
  const naive = tried.map(() => usual);
  return [{ name: "Error of the mean order, in the smallest unit", ours: meanAbsoluteError(ours, spent), naive: meanAbsoluteError(naive, spent), naiveRule: "the shop's mean for everyone", better: "lower", gap: lossGap(missesOf(ours, spent), missesOf(naive, spent)) }];
}

function missesOf(predicted: readonly number[], came: readonly number[]): number[] {
  return predicted.map((value, index) => Math.abs(value - (came[index] as number)));
}
