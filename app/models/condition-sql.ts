/** A condition as SQL over stored profiles: the same tree that core evaluates in memory. */
import { problemsOf } from "../core/journey/check-conditions.ts";
import { leavesOf } from "../core/journey/condition.ts";
import type { Comparison, Condition, HappenedCondition } from "../core/journey/condition.ts";
import { PROFILE_FACTS } from "../core/profile/traits.ts";
import type { ProfileFactName } from "../core/profile/traits.ts";
import { parseDuration } from "../core/shared/duration.ts";
import type { Instant } from "../core/shared/instant.ts";
import { DAY } from "../core/shared/instant.ts";

export type ConditionSql = { readonly text: string; readonly values: readonly unknown[] };

/** The condition asks what a profile alone does not tell (an order at hand, a walk, what just happened). */
export class NotAboutProfiles extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`this condition cannot be asked of all customers: ${problems.join("; ")}`);
    this.problems = problems;
  }
}

const OPERATORS: Readonly<Record<Comparison, string>> = { is: "=", above: ">", atLeast: ">=", below: "<", atMost: "<=" };

/**
 * The condition as a boolean SQL expression over `profile p`, never null. Numbers are compared as float8, and days
 * are worked out by the same operations in the same order as in memory, so that both agree to the last bit.
 *
 * @param first number of the first free parameter
 * @throws NotAboutProfiles naming what it asks that no profile tells
 */
export function conditionSql(condition: Condition, now: Instant, first: number): ConditionSql {
  const problems = leavesOf(condition).flatMap((leaf) => problemsOf(leaf, ["profile"]));
  if (problems.length > 0) throw new NotAboutProfiles(problems);
  const values: unknown[] = [];
  const bind = (value: unknown, type: string): string => `$${first + values.push(value) - 1}::${type}`;
  return { text: tree(condition, now, bind), values };
}

type Bind = (value: unknown, type: string) => string;

function tree(condition: Condition, now: Instant, bind: Bind): string {
  if ("all" in condition) return condition.all.length === 0 ? "TRUE" : `(${condition.all.map((part) => tree(part, now, bind)).join(" AND ")})`;
  if ("any" in condition) return condition.any.length === 0 ? "FALSE" : `(${condition.any.map((part) => tree(part, now, bind)).join(" OR ")})`;
  if ("not" in condition) return `(NOT ${tree(condition.not, now, bind)})`;
  // An unknown fact satisfies no comparison, so what SQL calls null is false.
  return `coalesce(${"happened" in condition ? happened(condition, now, bind) : fact(condition, now, bind)}, FALSE)`;
}

function fact(condition: Extract<Condition, { fact: unknown }>, now: Instant, bind: Bind): string {
  const name = condition.fact as ProfileFactName;
  const stored = `p.traits->>${bind(name, "text")}`;
  if (condition.op === "in") return `${stored} = ANY(${bind(condition.value, "text[]")})`;
  const operator = OPERATORS[condition.op];
  switch (PROFILE_FACTS[name].kind) {
    case "text":
      return `${stored} ${operator} ${bind(condition.value, "text")}`;
    case "boolean":
      return `(${stored})::boolean ${operator} ${bind(condition.value, "boolean")}`;
    case "number":
      return `(${stored})::float8 ${operator} ${bind(condition.value, "float8")}`;
    case "moment":
      return `${daysSince(stored, now, bind)} ${operator} ${bind(condition.value, "float8")}`;
    case "rhythm":
      return `${daysSince(stored, now, bind)} / (p.traits->>'profile.usualGapDays')::float8 ${operator} ${bind(condition.value, "float8")}`;
  }
}

function daysSince(stored: string, now: Instant, bind: Bind): string {
  return `((${bind(now, "float8")} - (${stored})::float8) / ${bind(DAY, "float8")})`;
}

function happened({ happened: kind, measure, window, op, value }: HappenedCondition, now: Instant, bind: Bind): string {
  const from = now - ("last" in window ? (parseDuration(window.last) ?? 0) : 0);
  const counted = measure === "seconds" ? "coalesce(sum((a.moment->>1)::float8), 0)" : "count(*)::float8";
  return (
    `(SELECT ${counted} FROM jsonb_array_elements(p.state->'activity'->${bind(kind, "text")}) WITH ORDINALITY AS a(moment, place) ` +
    `WHERE (a.moment->>0)::float8 >= ${bind(from, "float8")} AND (a.moment->>0)::float8 <= ${bind(now, "float8")}) ${OPERATORS[op]} ${bind(value, "float8")}`
  );
}
