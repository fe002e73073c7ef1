/** One typed tree of conditions: over facts, and over how often something happened in a window. */
import { z } from "zod";
import { MOMENTS_KEPT } from "../profile/activity.ts";
import { parseDuration } from "../shared/duration.ts";
import { FACTS } from "./facts.ts";
import type { FactName, FactValue } from "./facts.ts";

export const durationSchema = z.string().refine((text) => parseDuration(text) !== null, "an ISO 8601 duration such as P3D or PT12H");

/** Up to now, or from a moment of this walk on: when it started, when its order arrived, when this step began. */
export type Window =
  | { last: string }
  | { since: "start" | "delivered" | "step"; within?: string | undefined };

export type Comparison = "is" | "above" | "atLeast" | "below" | "atMost";

export type FactCondition = { fact: FactName; op: Comparison; value: number | boolean | string } | { fact: FactName; op: "in"; value: string[] };
export type HappenedCondition = { happened: string; measure?: "count" | "seconds" | undefined; window: Window; op: Comparison; value: number };
export type Condition = { all: Condition[] } | { any: Condition[] } | { not: Condition } | FactCondition | HappenedCondition;

/** Deeper than anyone writes, shallower than what would exhaust the reader. */
const DEEPEST = 12;

const fact = z.enum(Object.keys(FACTS) as [FactName, ...FactName[]]);
const comparison = z.enum(["is", "above", "atLeast", "below", "atMost"]);
const windowSchema = z.union([
  z.strictObject({ last: durationSchema }),
  z.strictObject({ since: z.enum(["start", "delivered", "step"]), within: durationSchema.optional() }),
]);
const leafSchema = z.union([
  z.strictObject({ fact, op: z.literal("in"), value: z.array(z.string()).min(1).max(100) }),
  z.strictObject({ fact, op: comparison, value: z.union([z.number(), z.boolean(), z.string().max(200)]) }),
  z.strictObject({
    happened: z.string().min(1).max(100), measure: z.enum(["count", "seconds"]).optional(), window: windowSchema, op: comparison,
    value: z.number(),
  }).refine((one) => one.measure === "seconds" || one.value < MOMENTS_KEPT, `a count can be compared with at most ${MOMENTS_KEPT - 1}`),
]);

const tree: z.ZodType<Condition> = z.lazy(() =>
  z.union([z.strictObject({ all: z.array(tree).max(50) }), z.strictObject({ any: z.array(tree).max(50) }), z.strictObject({ not: tree }), leafSchema]),
);

/** Depth is checked before the tree is read, which would otherwise follow it down without end. */
export const conditionSchema = z.custom<unknown>((value) => depth(value) <= DEEPEST, `conditions nest at most ${DEEPEST} deep`).pipe(tree);

function depth(value: unknown): number {
  let level = [value];
  for (let deep = 0; ; deep++) {
    if (level.length === 0 || deep > DEEPEST) return deep;
    level = level.flatMap((one) => (typeof one === "object" && one !== null ? childrenOf(one) : []));
  }
}

function childrenOf(node: object): unknown[] {
  const { all, any, not } = node as { all?: unknown; any?: unknown; not?: unknown };
  return [...(Array.isArray(all) ? all : []), ...(Array.isArray(any) ? any : []), ...(not === undefined ? [] : [not])];
}

/** What a tree is read against; null where the world does not tell. */
export type Reader = {
  fact(name: FactName): FactValue;
  happened(kind: string, measure: "count" | "seconds", window: Window): number | null;
};

/** An unknown fact (no order at hand, no walk) satisfies no comparison; `not` around it does hold. */
export function evaluate(condition: Condition, reader: Reader): boolean {
  if ("all" in condition) return condition.all.every((part) => evaluate(part, reader));
  if ("any" in condition) return condition.any.some((part) => evaluate(part, reader));
  if ("not" in condition) return !evaluate(condition.not, reader);
  if ("happened" in condition) return compare(reader.happened(condition.happened, condition.measure ?? "count", condition.window), condition.op, condition.value);
  const value = reader.fact(condition.fact);
  return condition.op === "in" ? typeof value === "string" && condition.value.includes(value) : compare(value, condition.op, condition.value);
}

function compare(value: FactValue, op: Comparison, wanted: number | boolean | string): boolean {
  if (value === null) return false;
  if (op === "is") return value === wanted;
  if (typeof value !== "number" || typeof wanted !== "number") return false;
  switch (op) {
    case "above":
      return value > wanted;
    case "atLeast":
      return value >= wanted;
    case "below":
      return value < wanted;
    case "atMost":
      return value <= wanted;
  }
}

export type Leaf = FactCondition | HappenedCondition;

/** Every comparison in the tree. */
export function leavesOf(condition: Condition): Leaf[] {
  if ("all" in condition) return condition.all.flatMap(leavesOf);
  if ("any" in condition) return condition.any.flatMap(leavesOf);
  return "not" in condition ? leavesOf(condition.not) : [condition];
}

/** How a window is called in the log: "page.viewed:faq in 2 days". */
export function nameOf(leaf: Leaf): string {
  if ("fact" in leaf) return leaf.fact;
  const window = "last" in leaf.window ? `last ${leaf.window.last}` : `since ${leaf.window.since}${leaf.window.within ? ` within ${leaf.window.within}` : ""}`;
  return `${leaf.happened} ${leaf.measure ?? "count"} ${window}`;
}
