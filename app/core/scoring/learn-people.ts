/** Who a shop's customers are: segments, groups, how ready for what, and how long between two orders. */
import type { Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import type { ModelCard } from "./model-card.ts";
import type { Purchase } from "./observed.ts";
import { groupsCard, readinessCard, segmentsCard, SegmentsTrial } from "./people/cards.ts";
import { figuresOf } from "./people/figures.ts";
import { fitGroups } from "./people/groups.ts";
import { fitReadiness, ReadinessTable } from "./people/readiness.ts";
import { fitRfm, RfmTable } from "./people/rfm.ts";
import type { ShopRhythm } from "./rhythm.ts";
import type { ShopModels } from "./shop-models.ts";

export type LearntPeople = Pick<ShopModels, "rfm" | "groups" | "readiness" | "rhythm"> & { readonly cards: readonly ModelCard[] };

/** Longer pauses count as this. */
const LONGEST_GAP = 730;

export class PeopleLearner {
  readonly #asOf: Instant;
  readonly #cut: Instant;
  readonly #currency: string;
  readonly #seed: number;
  readonly #rfm = new RfmTable();
  readonly #trial: SegmentsTrial;
  readonly #readiness = new ReadinessTable();
  /** Gaps between orders by whole days. */
  readonly #gapDays = new Uint32Array(LONGEST_GAP + 1);
  #gaps = 0;
  #from = Infinity;

  /** @param cut one horizon before `asOf`: what came after it is what segments are tried on */
  constructor({ asOf, cut, currency, seed }: { readonly asOf: Instant; readonly cut: Instant; readonly currency: string; readonly seed: number }) {
    [this.#asOf, this.#cut, this.#currency, this.#seed] = [asOf, cut, currency, seed];
    this.#trial = new SegmentsTrial(cut, asOf);
  }

  /** @param then the profile as it was at the cut */
  add(purchases: readonly Purchase[], then: Profile, now: Profile): void {
    const figures = figuresOf(now, this.#asOf, this.#currency);
    if (figures) this.#rfm.add(figures.recencyDays, figures.orders, figures.spend);
    this.#trial.add(figuresOf(then, this.#cut, this.#currency), (purchases.at(-1)?.at ?? 0) > this.#cut);
    this.#readiness.add(now, this.#asOf, this.#currency);
    this.#addGaps(purchases);
  }

  fit(): LearntPeople {
    const [rfm, groups, readiness] = [fitRfm(this.#rfm), fitGroups(this.#rfm, this.#seed), fitReadiness(this.#readiness)];
    const window = { from: Math.min(this.#from, this.#asOf), until: this.#asOf };
    return { rfm, groups, readiness, rhythm: this.#rhythm(), cards: [segmentsCard(rfm, window, this.#trial), groupsCard(groups, window, this.#rfm.size), readinessCard(readiness, window)] };
  }

  #addGaps(purchases: readonly Purchase[]): void {
    let last: Instant | null = null;
    for (const { at } of purchases) {
      this.#from = Math.min(this.#from, at);
      const days = last === null ? 0 : Math.min(LONGEST_GAP, Math.floor((at - last) / DAY));
      if (days >= 1) {
        this.#gapDays[days] = (this.#gapDays[days] as number) + 1;
        this.#gaps++;
      }
      if (last === null || days >= 1) last = at;
    }
  }

  #rhythm(): ShopRhythm | null {
    let below = 0;
    for (let days = 1; days <= LONGEST_GAP && this.#gaps > 0; days++) {
      below += this.#gapDays[days] as number;
      if (below * 2 >= this.#gaps) return { medianGapDays: days, n: this.#gaps };
    }
    return null;
  }
}
