import type { ShopModels } from "../core/scoring/shop-models.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Shop } from "../core/shop.ts";
import type { LiveJourney } from "../engine/working-set.ts";
import type { FiguresByWeek } from "../simulation/figures-by-week.ts";
import type { CustomerHistory } from "../simulation/history.ts";
import type { PackedHistories } from "../simulation/packed-history.ts";

/** A shop's past in memory, from wherever it was read. */
export type Source = {
  readonly shop: Shop;
  readonly figures: FiguresByWeek;
  /** What scores were worked out from; none of a file. */
  readonly models: readonly ShopModels[];
  readonly customers: number;
  readonly orders: number;
  readonly histories: PackedHistories;
  /** By e-mail address, or by what the report calls a customer. */
  find(who: string): Promise<CustomerHistory | null>;
  /** Journeys that may be asked for, in the order they are told of. */
  readonly journeys: readonly LiveJourney[];
  /** Those that were live beside the one that is asked for. */
  readonly live: readonly LiveJourney[];
  readonly first: Instant | null;
  /** Nothing is known of what came later. */
  readonly end: Instant;
  /** What was assumed, and what to mend in the file: sentences. */
  readonly notes: readonly string[];
};
