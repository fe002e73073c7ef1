/** Everything a shop's past teaches, learnt from one customer after another. */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { quantile } from "../shared/quantile.ts";
import { Learners } from "./learn-all.ts";
import type { ModelCard } from "./model-card.ts";
import type { ProductModelState, ShopModels } from "./shop-models.ts";

export type LearnerOptions = {
  /** The moment learning is as of: what is later is not known. */
  readonly asOf: Instant;
  readonly currency: string;
  readonly timeZone: string;
  /** The same seed and customers in the same order teach the same. */
  readonly seed: number;
  /** How far ahead churn and what is expected look. */
  readonly horizonDays?: number;
};

export type Learned = { readonly models: ShopModels; readonly cards: readonly ModelCard[]; readonly products: ReadonlyMap<string, ProductModelState> };

/** What is asked of churn where nobody says otherwise. */
const HORIZON_DAYS = 90;
/**
 * An account of more events than this is a till, a marketplace or a fault, and no customer: its rhythm would be taken for
 * everybody's. It is scored like all others, and not learnt from; the cards say how many there are.
 */
export const MOST_EVENTS = 5_000;
/** An order from before this is a date that was never set. */
const OLDEST = 20 * 365 * DAY;
/** Customers looked at before windows are cut: they show when the shop's past begins. */
const FIRST_LOOK = 2_000;
/** The past begins with this share of those orders: one order with a wrong date is no beginning. */
const BEGINNING = 0.02;

export class Learner {
  readonly #options: Required<LearnerOptions>;
  #first: (readonly CanonicalEvent[])[] = [];
  #learners: Learners | null = null;
  #leftOut = 0;

  /** @throws RangeError naming the option that is of no use */
  constructor({ asOf, currency, timeZone, seed, horizonDays = HORIZON_DAYS }: LearnerOptions) {
    if (!Number.isSafeInteger(asOf)) throw new RangeError(`asOf must be a moment in whole milliseconds, not ${asOf}`);
    if (!(horizonDays >= 1 && horizonDays <= 3650)) throw new RangeError(`horizonDays must lie between 1 and 3650, not ${horizonDays}`);
    this.#options = { asOf, currency, timeZone, seed, horizonDays };
  }

  /** All events of one customer, in any order; those after `asOf` are left out. Who never ordered teaches nothing. */
  observe(events: readonly CanonicalEvent[]): void {
    if (events.length > MOST_EVENTS) {
      this.#leftOut++;
      return;
    }
    const { asOf } = this.#options;
    const known = events.filter(({ at }) => at <= asOf && at >= asOf - OLDEST);
    if (this.#learners) this.#learners.observe(known);
    else if (this.#first.push(known) === FIRST_LOOK) this.#begin();
  }

  /** @param tell what is being learnt, for whoever watches */
  fit(tell: (phase: string) => void = () => {}): Learned {
    return (this.#learners ?? this.#begin()).fit(tell, this.#leftOut);
  }

  #begin(): Learners {
    const orders = this.#first.flatMap((events) => events.flatMap(({ type, at }) => (type === "order.placed" ? [at] : [])));
    const learners = new Learners(this.#options, quantile(orders, BEGINNING) ?? this.#options.asOf);
    for (const events of this.#first.splice(0)) learners.observe(events);
    return (this.#learners = learners);
  }
}
