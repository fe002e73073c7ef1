/** Learning from a past in the texts it is read as (models/score-past), apart from where that happens. */
import { orderRefOf } from "./core/event/canonical-event.ts";
import type { CanonicalEvent } from "./core/event/canonical-event.ts";
import { Learner } from "./core/scoring/learn.ts";
import type { Learned, LearnerOptions } from "./core/scoring/learn.ts";
import { productTexts } from "./models/product-model.ts";

/** `products`: as they are stored (models/product-model). Of a large shop they are tens of megabytes, which no process should take apart at once. */
export type LearnedPast = Omit<Learned, "products"> & { readonly products: readonly string[] };

export type PastLearner = {
  /** @param customers each one's events are one text */
  observe(customers: readonly string[]): void;
  /** @param tell what it is at, for progress @returns products one text at a time */
  fit(tell: (phase: string) => void): Omit<LearnedPast, "products"> & { readonly products: Iterable<string> };
};

type Row = readonly [key: string, type: string, at: number, data: unknown];

/** @param testOrders refs of orders that count for nothing */
export function pastLearner(options: LearnerOptions, testOrders: readonly string[]): PastLearner {
  const learner = new Learner(options);
  const isTest = new Set(testOrders);
  const eventsOf = (text: string): CanonicalEvent[] => {
    const events = (JSON.parse(text) as Row[]).map(([key, type, at, data]) => ({ key, type, at, data }) as CanonicalEvent);
    return isTest.size === 0 ? events : events.filter((event) => !isTest.has(orderRefOf(event) ?? ""));
  };
  return {
    observe: (customers) => customers.forEach((text) => learner.observe(eventsOf(text))),
    fit(tell) {
      const { products, ...learned } = learner.fit(tell);
      return { ...learned, products: productTexts(products) };
    },
  };
}
