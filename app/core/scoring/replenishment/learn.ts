import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import type { ModelCard } from "../model-card.ts";
import { assertNoFuture } from "../no-future.ts";
import { hashOf } from "../numeric/hash.ts";
import type { Observed } from "../observed.ts";
import { cardOf } from "./card.ts";
import { estimate } from "./estimate.ts";
import type { Estimate, Lookup } from "./estimate.ts";
import { rebuyFeatures } from "./features.ts";
import { buyerFigures, historyOf } from "./history.ts";
import type { BuyerFigures, PairHistory } from "./history.ts";
import type { ProductTiming, RebuyModel } from "./model.ts";
import { LowestKeys } from "./sample.ts";
import { fitStack } from "./stack.ts";
import type { Rows } from "./stack.ts";
import { TimingSums } from "./timing-sums.ts";

export type RebuyLearnerOptions = {
  /** What is known ends here. */
  readonly end: Instant;
  /** Ascending: the moments of `Observed.profiles`. Those whose horizon is not over by `end` teach nothing. */
  readonly cuts: readonly Instant[];
  readonly horizonDays?: number;
  /** The family a product belongs to; null for none. */
  readonly familyOf?: (productRef: string) => string | null;
  /** Days one unit lasts by the merchant's table; null where it says nothing. */
  readonly tableDaysOf?: (productRef: string) => number | null;
  /** Pairs of customer and product kept for training, at most. */
  readonly pairs?: number;
};

export type LearntRebuys = {
  readonly model: RebuyModel;
  /** Of every product that was bought. */
  readonly products: ReadonlyMap<string, ProductTiming>;
  readonly card: ModelCard;
};

/** Beyond this many the weights move less than the shop does from month to month. */
const PAIRS = 100_000;

type Pair = { readonly key: number; readonly cut: number; readonly productRef: string; readonly history: PairHistory; readonly buyer: BuyerFigures; readonly again: boolean };

/**
 * Learns from one customer after another; in which order does not show. What stays in memory is sums per product and cut,
 * and a bounded sample of pairs.
 */
export class RebuyLearner {
  readonly #end: Instant;
  readonly #cuts: readonly Instant[];
  readonly #horizonDays: number;
  readonly #lookup: Lookup;
  /** One per cut, and one for the end. */
  readonly #sums: readonly TimingSums[];
  readonly #sample: LowestKeys<Pair>;
  #customers = 0;
  #from = Infinity;

  /** @throws RangeError naming the option that is wrong */
  constructor({ end, cuts, horizonDays = 30, familyOf = () => null, tableDaysOf = () => null, pairs = PAIRS }: RebuyLearnerOptions) {
    if (!(horizonDays >= 1 && horizonDays <= 365)) throw new RangeError(`horizonDays must lie between 1 and 365, not ${horizonDays}`);
    if (!(pairs >= 1)) throw new RangeError(`pairs must be at least 1, not ${pairs}`);
    const wrong = cuts.findIndex((cut, index) => !(cut <= end) || (index > 0 && !(cut > (cuts[index - 1] as Instant))));
    if (wrong >= 0) throw new RangeError(`cuts[${wrong}] must be later than the cut before it and not after the end`);
    this.#end = end;
    this.#cuts = cuts;
    this.#horizonDays = horizonDays;
    this.#lookup = { familyOf, tableDaysOf };
    this.#sums = [...cuts, end].map((now) => new TimingSums(now));
    this.#sample = new LowestKeys(pairs);
  }

  /**
   * One more customer.
   *
   * @param observed with one profile per cut, as of that cut
   * @throws FutureInSample where a profile knows anything later than its cut
   * @throws RangeError where profiles and cuts do not pair
   */
  add({ purchases, profiles, profile }: Observed): void {
    if (profiles.length !== this.#cuts.length) throw new RangeError(`profiles must be as many as cuts (${this.#cuts.length}), not ${profiles.length}`);
    const first = purchases[0];
    if (!first) return;
    this.#customers++;
    this.#from = Math.min(this.#from, first.at);
    for (const [index, sums] of this.#sums.entries()) {
      const { bought } = profiles[index] ?? profile;
      for (const ref in bought) sums.add(ref, bought[ref] ?? []);
    }
    for (const [index, cut] of this.#cuts.entries()) {
      const then = profiles[index];
      if (!then) continue;
      assertNoFuture(then, cut);
      if (cut + this.#horizonDays * DAY > this.#end) continue;
      const after = new Set<string>();
      for (const { at, items } of purchases) {
        if (at > cut && at <= cut + this.#horizonDays * DAY) for (const { productRef, quantity } of items) if (quantity > 0) after.add(productRef);
      }
      let buyer: BuyerFigures | null = null;
      for (const ref in then.bought) {
        const key = hashOf(`${first.ref}|${ref}|${cut}`);
        const history = this.#sample.takes(key) ? historyOf(then.bought[ref] ?? [], cut) : null;
        if (!history) continue;
        buyer ??= buyerFigures(then.bought, cut);
        this.#sample.add({ key, cut: index, productRef: ref, history, buyer, again: after.has(ref) });
      }
    }
  }

  /** The model of everything; the card's holdout is of the last cut, with a model of the cuts before it alone. */
  fit(): LearntRebuys {
    const pairs = this.#sample.all();
    const sums = this.#sums.map((one) => one.products());
    const estimates = sums.map((products) => estimate(products, this.#lookup));
    const timingAt = (cut: number, ref: string, known = sums[cut]?.get(ref)): ProductTiming => (estimates[cut] as Estimate).timingOf(ref, known as NonNullable<typeof known>);
    const models = estimates.map((one, index) => this.#modelOf(one, this.#cuts[index] ?? this.#end));
    const rowsOf = (wanted: readonly Pair[]): Rows => ({
      labels: Uint8Array.from(wanted, ({ again }) => (again ? 1 : 0)),
      features: wanted.map(({ cut, productRef, history, buyer }) => rebuyFeatures(history, buyer, timingAt(cut, productRef), models[cut] as RebuyModel)),
    });
    const model: RebuyModel = { ...(models.at(-1) as RebuyModel), stack: fitStack(rowsOf(pairs)) };
    const products = new Map([...(sums.at(-1) ?? [])].map(([ref, known]) => [ref, timingAt(this.#cuts.length, ref, known)]));
    return { model, products, card: this.#card(model, products, pairs, models, rowsOf) };
  }

  #card(model: RebuyModel, products: LearntRebuys["products"], pairs: readonly Pair[], models: readonly RebuyModel[], rowsOf: (wanted: readonly Pair[]) => Rows): ModelCard {
    const last = pairs.reduce((newest, { cut }) => Math.max(newest, cut), 0);
    const heldFrom = this.#cuts[last] ?? this.#end;
    // A label window that reaches past the held cut would teach what is to be predicted.
    const before = pairs.filter(({ cut }) => (this.#cuts[cut] as Instant) + this.#horizonDays * DAY <= heldFrom);
    const held = rowsOf(pairs.filter(({ cut }) => cut === last));
    return cardOf({
      model, products, size: { customers: this.#customers, products: products.size, pairs: pairs.length, boughtAgain: pairs.filter(({ again }) => again).length }, from: Math.min(this.#from, this.#end),
      holdout: before.length === 0 ? null : { from: heldFrom, model: { ...(models[last] as RebuyModel), stack: fitStack(rowsOf(before)) }, rows: held },
    });
  }

  #modelOf({ quantityExponent, gaps, repeatShare, rates }: Estimate, asOf: Instant): RebuyModel {
    return { asOf, horizonDays: this.#horizonDays, quantityExponent, gaps, rate: { shape: rates.shape, perDay: rates.perDay }, repeatShare, stack: null };
  }
}
