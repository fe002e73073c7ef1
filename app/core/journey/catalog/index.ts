import type { Definition } from "../definition.ts";
import type { CatalogJourney } from "./catalog.ts";
import { referral } from "./referral.ts";
import { replenishment } from "./replenishment.ts";
import { review } from "./review.ts";
import { welcome } from "./welcome.ts";
import { winback } from "./winback.ts";

/** Every journey a shop gets when it connects. */
export const CATALOG: readonly CatalogJourney[] = [welcome, review, replenishment, winback, referral];

/** The catalog's journeys as they are before a merchant turns anything. */
export function defaultDefinitions(): Definition[] {
  return CATALOG.map((journey) => journey.define({}));
}
