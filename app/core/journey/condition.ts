/** One typed tree of conditions over the facts a step can see. */
import { z } from "zod";

/** Everything a condition may read; `facts.ts` computes each. Numbers, booleans or text. */
export const FACTS = [
  "order.test", "order.lines", "order.total", "order.ageDays", "order.paymentFailed", "order.cashOnDelivery", "order.status",
  "order.aboveShopP90", "order.previousOrders", "event.isThisOrder", "profile.orders",
  "walk.opened", "walk.clicked", "walk.firstTime", "walk.sent",
] as const;

export type FactName = (typeof FACTS)[number];
export type FactValue = number | boolean | string | null;
export type Facts = Readonly<Partial<Record<FactName, FactValue>>>;

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { fact: FactName; op: "is" | "above" | "atLeast" | "below" | "atMost"; value: number | boolean | string };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema) }),
    z.strictObject({ any: z.array(conditionSchema) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ fact: z.enum(FACTS), op: z.enum(["is", "above", "atLeast", "below", "atMost"]), value: z.union([z.number(), z.boolean(), z.string()]) }),
  ]),
);

/** An unknown fact (no order at hand, no percentile yet) satisfies no comparison; `not` around it does hold. */
export function evaluate(condition: Condition, facts: Facts): boolean {
  if ("all" in condition) return condition.all.every((part) => evaluate(part, facts));
  if ("any" in condition) return condition.any.some((part) => evaluate(part, facts));
  if ("not" in condition) return !evaluate(condition.not, facts);
  const value = facts[condition.fact];
  if (value === null || value === undefined) return false;
  if (condition.op === "is") return value === condition.value;
  if (typeof value !== "number" || typeof condition.value !== "number") return false;
  switch (condition.op) {
    case "above":
      return value > condition.value;
    case "atLeast":
      return value >= condition.value;
    case "below":
      return value < condition.value;
    case "atMost":
      return value <= condition.value;
  }
}

/** The facts a condition reads, for the decision log: what it saw, not all there was. */
export function factsRead(condition: Condition): FactName[] {
  if ("all" in condition) return condition.all.flatMap(factsRead);
  if ("any" in condition) return condition.any.flatMap(factsRead);
  if ("not" in condition) return factsRead(condition.not);
  return [condition.fact];
}
