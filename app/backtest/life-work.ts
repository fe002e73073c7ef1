/** What the threads of a backtest say to each other: plain data. */
import type { ShopModels } from "../core/scoring/shop-models.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop, ShopStats } from "../core/shop.ts";
import type { LiveJourney } from "../engine/working-set.ts";
import type { PackedHistory, Unpacking } from "../simulation/packed-history.ts";
import type { Report } from "../simulation/report.ts";

/** Told once, at a worker's start. */
export type Task = {
  readonly shop: Shop;
  readonly weeks: ReadonlyMap<Instant, ShopStats>;
  readonly models: readonly ShopModels[];
  readonly asked: readonly LiveJourney[];
  readonly beside: readonly LiveJourney[];
  readonly from: Instant;
  readonly to: Instant;
  readonly unpacking: Unpacking;
};

/** Customers one after another; `number` is the part's place among all. */
export type Part = { readonly number: number; readonly customers: readonly PackedHistory[]; /** Whether its walks are still to be listed. */ readonly listed: boolean };

export type PartDone = { readonly number: number; readonly customers: number; readonly reports: readonly Report[] };
