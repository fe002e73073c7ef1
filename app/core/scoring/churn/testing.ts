/** A simulated shop for tests, observed at a few cuts. */
import { DAY } from "../../shared/instant.ts";
import { seeded } from "../numeric/random.ts";
import { observe } from "../observed.ts";
import type { Observed } from "../observed.ts";
import { ChurnSample } from "./sample.ts";
import { simulateShopper } from "./simulated.ts";
import type { SimulatedShopper } from "./simulated.ts";

export const END = Date.UTC(2026, 0, 1);
export const HORIZON = 90;
/** The last is held out; the others' labels are complete when it begins. */
export const CUTS = [END - 240 * DAY, END - 210 * DAY, END - 180 * DAY, END - 90 * DAY];

export type Seen = { readonly shopper: SimulatedShopper; readonly observed: Observed };

export function simulatedShop(customers: number, seed: number, mailEvery?: number): Seen[] {
  const random = seeded(seed);
  return Array.from({ length: customers }, (_, index) => {
    const shopper = simulateShopper(random, `c${index}`, { from: END - 500 * DAY, end: END, ...(mailEvery !== undefined && { mailEvery }) });
    return { shopper, observed: observe(shopper.events, CUTS, END, "GBP") };
  });
}

export function sampleOf(observed: readonly Pick<Observed, "purchases" | "profiles">[], cuts: readonly number[] = CUTS): ChurnSample {
  const sample = new ChurnSample({ cuts, end: END, horizonDays: HORIZON, currency: "GBP", seed: 1 });
  for (const one of observed) sample.add(one);
  return sample;
}
