/** The learners of every model, each given what it asks for of one customer. */
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Profile } from "../profile/profile.ts";
import { DAY } from "../shared/instant.ts";
import type { Instant } from "../shared/instant.ts";
import { AffinityLearner } from "./affinity/learn.ts";
import { ChurnSample } from "./churn/sample.ts";
import { trainChurn } from "./churn/train.ts";
import { churnCuts } from "./churn/windows.ts";
import type { Learned, LearnerOptions } from "./learn.ts";
import { PeopleLearner } from "./learn-people.ts";
import { PurchaseLearner } from "./learn-purchases.ts";
import { observe } from "./observed.ts";
import type { Observed } from "./observed.ts";
import { RebuyLearner } from "./replenishment/learn.ts";
import type { ProductModelState, ShopModels } from "./shop-models.ts";

const REBUY_WINDOWS = 3;
const REBUY_DAYS = 30;

export class Learners {
  readonly #options: Required<LearnerOptions>;
  /** Every moment that some model looks back from, ascending. */
  readonly #cuts: readonly Instant[];
  readonly #holdout: Instant;
  readonly #purchases: PurchaseLearner;
  readonly #people: PeopleLearner;
  readonly #churn: ChurnSample | null;
  readonly #rebuy: RebuyLearner;
  readonly #rebuyCuts: readonly Instant[];
  readonly #affinity: AffinityLearner;
  #customers = 0;
  #orders = 0;

  /** @param from when the shop's past begins: churn is learnt from no window before it */
  constructor(options: Required<LearnerOptions>, from: Instant) {
    const { asOf, currency, seed, horizonDays } = (this.#options = options);
    this.#holdout = asOf - horizonDays * DAY;
    const churnAt = churnCuts(from, asOf, horizonDays);
    this.#rebuyCuts = Array.from({ length: REBUY_WINDOWS }, (_, index) => asOf - (REBUY_WINDOWS - index) * REBUY_DAYS * DAY);
    this.#cuts = [...new Set([...churnAt, ...this.#rebuyCuts, this.#holdout])].sort((a, b) => a - b);
    this.#purchases = new PurchaseLearner({ asOf, cut: this.#holdout, currency, seed });
    this.#people = new PeopleLearner({ asOf, cut: this.#holdout, currency, seed });
    this.#churn = churnAt.length === 0 ? null : new ChurnSample({ cuts: churnAt, end: asOf, horizonDays, currency, seed });
    this.#rebuy = new RebuyLearner({ end: asOf, cuts: this.#rebuyCuts, horizonDays: REBUY_DAYS });
    this.#affinity = new AffinityLearner({ end: asOf });
  }

  /** @param events of one customer, none after the end */
  observe(events: readonly CanonicalEvent[]): void {
    const observed = observe(events, this.#cuts, this.#options.asOf, this.#options.currency);
    if (observed.purchases.length === 0) return;
    this.#customers++;
    this.#orders += observed.purchases.length;
    const then = observed.profiles[this.#cuts.indexOf(this.#holdout)] as Profile;
    this.#purchases.add(observed.purchases, then, observed.profile);
    this.#people.add(observed.purchases, then, observed.profile);
    this.#churn?.add(this.#seenAt(observed, this.#churn.cuts));
    this.#rebuy.add(this.#seenAt(observed, this.#rebuyCuts));
    this.#affinity.add(observed);
  }

  /** @param leftOut customers that were no customers */
  fit(tell: (phase: string) => void, leftOut: number): Learned {
    const { asOf, currency, horizonDays } = this.#options;
    tell("Learning how often customers buy");
    const { purchases, spend, cards: purchaseCards } = this.#purchases.fit();
    tell("Learning who will not come back");
    const churn = this.#churn && this.#churn.customers > 0 ? trainChurn(this.#churn, purchases) : null;
    tell("Learning what is bought again");
    const rebuy = this.#orders === 0 ? null : this.#rebuy.fit();
    tell("Learning what goes with what");
    const affinity = this.#orders === 0 ? null : this.#affinity.fit();
    tell("Learning who customers are");
    const { cards: peopleCards, ...people } = this.#people.fit();
    const models: ShopModels = {
      asOf, inForceFrom: asOf, currency, horizonDays, customers: this.#customers, orders: this.#orders,
      purchases, spend, churn: churn?.model ?? null, rebuy: rebuy?.model ?? null, affinity: affinity?.global ?? null, ...people,
    };
    const cards = [churn?.card, ...purchaseCards, rebuy?.card, affinity?.card, ...peopleCards].filter((card) => card !== undefined);
    return {
      models, products: productsOf(rebuy?.products, affinity?.products),
      cards: cards.map((card) => (leftOut === 0 ? card : { ...card, size: { ...card.size, leftOut } })),
    };
  }

  #seenAt({ profiles, ...rest }: Observed, cuts: readonly Instant[]): Observed {
    return { ...rest, profiles: cuts.map((cut) => profiles[this.#cuts.indexOf(cut)] as Profile) };
  }
}

function productsOf(timing: ReadonlyMap<string, ProductModelState["timing"]> = new Map(), links: ReadonlyMap<string, ProductModelState["links"]> = new Map()): Map<string, ProductModelState> {
  const refs = new Set([...timing.keys(), ...links.keys()]);
  return new Map([...refs].map((ref) => [ref, { timing: timing.get(ref) ?? null, links: links.get(ref) ?? null }]));
}
