/**
 * What a shop's own past taught, small enough to stand beside its settings: scores are worked out from it and a profile
 * alone, live and replayed alike. What is about single products stands elsewhere (models/product-model). A model is null
 * where the shop is too small for it.
 */
import type { Instant } from "../shared/instant.ts";
import type { AffinityModel, ProductLinks } from "./affinity/model.ts";
import type { ChurnModel } from "./churn/model.ts";
import type { GroupModel } from "./people/groups.ts";
import type { ReadinessModel } from "./people/readiness-model.ts";
import type { RfmModel } from "./people/rfm.ts";
import type { PurchaseModel } from "./purchase/model.ts";
import type { SpendModel } from "./purchase/spend.ts";
import type { ProductTiming, RebuyModel } from "./replenishment/model.ts";
import type { ShopRhythm } from "./rhythm.ts";

export type ShopModels = {
  /** They know nothing after this moment. */
  readonly asOf: Instant;
  /** Scores are worked out from them since this moment, which a replay keeps to. */
  readonly inForceFrom: Instant;
  readonly currency: string;
  /** How far ahead churn and what is expected look. */
  readonly horizonDays: number;
  /** Customers learnt from, and their orders that stand. */
  readonly customers: number;
  readonly orders: number;
  readonly purchases: PurchaseModel | null;
  readonly spend: SpendModel | null;
  readonly churn: ChurnModel | null;
  readonly rebuy: RebuyModel | null;
  readonly affinity: AffinityModel | null;
  readonly rfm: RfmModel | null;
  readonly groups: GroupModel | null;
  readonly readiness: ReadinessModel | null;
  readonly rhythm: ShopRhythm | null;
};

/** What was learnt of one product; null where too little is known of it. */
export type ProductModelState = { readonly timing: ProductTiming | null; readonly links: ProductLinks | null };

/** The models in force at a moment: the last that were by then. None before the first. */
export function modelsAt(kept: readonly ShopModels[], at: Instant): ShopModels | undefined {
  return kept.findLast((models) => models.inForceFrom <= at);
}
