/** What the shop's models learn from an orders file, and every customer's scores from them. */
import { observe } from "../core/scoring/observed.ts";
import { featuresOf } from "../core/scoring/churn/features.ts";
import { churnOf } from "../core/scoring/churn/score.ts";
import { Learner } from "../core/scoring/learn.ts";
import type { ModelCard } from "../core/scoring/model-card.ts";
import type { Profile } from "../core/profile/profile.ts";
import type { Scores } from "../core/scoring/score.ts";
import type { ShopModels } from "../core/scoring/shop-models.ts";
import { scoresOf } from "../core/scoring/scores-of.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Progress } from "../backtest/progress.ts";
import type { OrdersFile } from "./orders-file.ts";

/** The same file gives the same scores. */
const SEED = 1;

export type Learned = { readonly models: ShopModels; readonly cards: readonly ModelCard[]; /** Orders that stand. */ readonly orders: number };

export type ScoredCustomer = {
  readonly key: string;
  readonly orders: number;
  /** Minor units of the file's currency, less what came back. */
  readonly spent: number;
  readonly lastOrderAt: Instant;
  readonly scores: Scores;
  readonly profile: Profile;
};

export function learnFrom(file: OrdersFile, asOf: Instant, told: { readonly horizon: number; readonly zone: string }, progress: Progress): Learned {
  const learner = new Learner({ asOf, currency: file.currency, timeZone: told.zone, seed: SEED, horizonDays: told.horizon });
  progress.begin("Learning");
  let done = 0;
  let orders = 0;
  for (const { events } of file.histories()) {
    learner.observe(events);
    for (const { type } of events) orders += type === "order.placed" ? 1 : type === "order.cancelled" ? -1 : 0;
    progress.at(++done, file.customers, "customers");
  }
  progress.begin("Fitting the models");
  const { models, cards } = learner.fit();
  return { models, cards, orders };
}

/** Every customer who ordered, in the file's order. */
export function* scored(file: OrdersFile, models: ShopModels, asOf: Instant, progress: Progress): Generator<ScoredCustomer> {
  progress.begin("Scoring");
  let done = 0;
  for (const { key, events } of file.histories()) {
    const { profile } = observe(events, [], asOf, file.currency);
    progress.at(++done, file.customers, "customers");
    if (profile.lastOrderAt === null) continue;
    yield { key, profile, orders: profile.counts.orders - profile.counts.cancelled, spent: profile.spend[file.currency] ?? 0, lastOrderAt: profile.lastOrderAt, scores: scoresOf(profile, models, asOf) };
  }
}

/** What holds the truth in 95 of 100 such churn scores; null where there is no model of it. */
export function churnRange({ profile }: ScoredCustomer, { churn, purchases, currency }: ShopModels, asOf: Instant): { readonly low: number; readonly high: number } | null {
  return churn && churnOf(churn, featuresOf(profile, asOf, currency, purchases));
}
