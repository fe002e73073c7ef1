/** What a shop pays for: one free plan and one paid. */
import { z } from "zod";
import type { Instant } from "./shared/instant.ts";

/** The paid plan: `price` in minor units, charged every `days` after the trial. Its name stands on the merchant's bill. */
export const GROW = { name: "Grow", price: 2_900, currency: "USD", days: 30, trialDays: 14 } as const;

const schema = z.object({
  name: z.enum(["free", "grow"]),
  /** There was a paid plan, and it ended without the merchant's choosing the free one. */
  lapsed: z.boolean(),
  /** The platform's id of what is being paid; null where nothing is. */
  subscription: z.string().nullable(),
  /** A charge of a development shop: nothing is paid. */
  test: z.boolean(),
  trialEndsAt: z.number().nullable(),
  /** The end of the period that is paid, or of the trial. */
  renewsAt: z.number().nullable(),
  /** When the platform was asked. */
  readAt: z.number(),
});

/** A shop's plan as it is kept with its connection; moments in milliseconds. */
export type Plan = z.infer<typeof schema>;

/** "active": everything is sent. "free" and "lapsed": messages about orders are sent and marketing waits. */
export type PlanState = "active" | "free" | "lapsed";

/** The plan as stored; null where nothing is billed (a platform without plans). */
export function readPlan(stored: unknown): Plan | null {
  const read = schema.safeParse(stored);
  return read.success ? read.data : null;
}

/** Where nothing is billed, everything is allowed. */
export function planState(plan: Plan | null): PlanState {
  if (plan === null || plan.name === "grow") return "active";
  return plan.lapsed ? "lapsed" : "free";
}

/** The plan of a shop that pays nothing. `before`: what was known; a paid plan that ended by itself has lapsed, until another is chosen. */
export function unpaid(before: Plan | null, chosen: boolean, now: Instant): Plan {
  const lapsed = !chosen && (before?.name === "grow" || before?.lapsed === true);
  return { name: "free", lapsed, subscription: null, test: false, trialEndsAt: null, renewsAt: null, readAt: now };
}
