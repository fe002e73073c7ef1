import { DAY } from "../../shared/instant.ts";
import type { Instant } from "../../shared/instant.ts";
import type { ModelCard } from "../model-card.ts";
import type { Observed } from "../observed.ts";
import { cardOf, isEnough } from "./card.ts";
import { HALF_LIVES, holdOut } from "./holdout.ts";
import { Lines } from "./lines.ts";
import { linksOf } from "./links.ts";
import type { AffinityModel, ProductLinks } from "./model.ts";
import { mostSold } from "./most-sold.ts";
import { ownedAt } from "./owned.ts";
import { bestSellers, popularityAt } from "./popularity.ts";
import { productLinks } from "./product-links.ts";
import { learnRebuyWeights } from "./rebuy-weights.ts";

export type AffinityOptions = {
  /** What is known ends here. */
  readonly end: Instant;
  readonly most?: {
    /** Products that get links: those of most baskets. 50,000 unless told. */
    readonly products?: number;
    /** Newest lines of one customer that count. 2,000 unless told. */
    readonly linesPerCustomer?: number;
  };
};

export type LearntAffinity = {
  /** Of every product that was bought, within `most.products`. */
  readonly products: ReadonlyMap<string, ProductLinks>;
  readonly global: AffinityModel;
  readonly card: ModelCard;
};

const MOST = { products: 50_000, linesPerCustomer: 2000 };

/** The window that is held out, and the shortest that says anything; a third of what is known where that is less. */
const WINDOW_DAYS = 90;
const MIN_WINDOW_DAYS = 7;

/**
 * Learns what goes with what from one customer after another; in which order does not show. Eight bytes per order line
 * stay in memory.
 */
export class AffinityLearner {
  readonly #end: Instant;
  readonly #most: typeof MOST;
  readonly #lines: Lines;

  /** @throws RangeError naming the option that is wrong */
  constructor({ end, most = {} }: AffinityOptions) {
    this.#end = end;
    this.#most = { ...MOST, ...most };
    if (!Number.isSafeInteger(end)) throw new RangeError(`end must be a moment, not ${end}`);
    for (const [name, value] of Object.entries(this.#most)) if (!(value >= 1)) throw new RangeError(`most.${name} must be at least 1, not ${value}`);
    this.#lines = new Lines(end, this.#most.linesPerCustomer);
  }

  /** One more customer. */
  add({ purchases }: Pick<Observed, "purchases">): void {
    this.#lines.add(purchases);
  }

  /** The model of everything added so far; the card's figures are of the last window, with a model that had not seen it. */
  fit(): LearntAffinity {
    const view = mostSold(this.#lines.view(), this.#most.products);
    const { refs, ages, products } = view;
    const oldest = ages.reduce((most, age) => Math.max(most, age), 0);
    const window = Math.min(WINDOW_DAYS, Math.floor(oldest / 3));
    const held = window < MIN_WINDOW_DAYS ? null : holdOut(view, window);
    const tier = isEnough(held) ? "full" : "base";
    const links = tier === "full" ? linksOf(ownedAt(view, 0), refs, held?.halfLife ?? (HALF_LIVES[0] as number)) : null;
    const popularity = popularityAt(view, 0);
    const newest = new Int32Array(refs.length).fill(oldest);
    for (let line = 0; line < products.length; line++) newest[products[line] as number] = Math.min(newest[products[line] as number] as number, ages[line] as number);
    const global: AffinityModel = { asOf: this.#end, tier, popular: bestSellers(refs, popularity), rebuy: learnRebuyWeights(view, 0) };
    const found = new Map(refs.map((ref, id) => [ref, productLinks(links, refs, id, popularity[id] as number, this.#end - (newest[id] as number) * DAY)]));
    return { products: found, global, card: cardOf({ view, model: global, held, from: this.#end - oldest * DAY }) };
  }
}
