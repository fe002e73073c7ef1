import { orderRefOf } from "../event/canonical-event.ts";
import type { CanonicalEvent } from "../event/canonical-event.ts";
import type { Enrollment } from "./enrollment.ts";
import type { FactName, FactValue } from "./facts.ts";

/** A fact of what just happened; null where this kind of event does not tell. */
export function eventFact(name: FactName, event: CanonicalEvent, walk: Enrollment | null): FactValue {
  switch (name) {
    case "event.isThisOrder":
      return walk ? orderRefOf(event) === walk.orderRef : null;
    case "event.hasThisProduct":
      return walk?.productRef && event.type === "order.placed" ? (event.data.items ?? []).some((item) => item.productRef === walk.productRef) : null;
    case "event.score":
      return event.type === "survey.answered" ? (event.data.score ?? null) : event.type === "review.submitted" ? event.data.rating : null;
    default: {
      const value = (event.data as Readonly<Record<string, unknown>>)[name.slice("event.".length)];
      return typeof value === "string" || typeof value === "number" ? value : null;
    }
  }
}
