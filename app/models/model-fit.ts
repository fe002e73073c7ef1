/** What each learning of a shop came to. */
import type { ModelCard } from "../core/scoring/model-card.ts";
import type { ShopModels } from "../core/scoring/shop-models.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./plain-sql.ts";
import { replaceProductModels } from "./product-model.ts";

export type KeptFit = { readonly asOf: Instant; readonly inForceFrom: Instant; readonly models: ShopModels; readonly cards: readonly ModelCard[] };

type Row = { as_of: Date; in_force_from: Date; models: ShopModels; cards: ModelCard[] };

/**
 * Puts models in force from `now` on, in the caller's transaction; they are kept for replays of what was decided by them.
 *
 * @param products as `productTexts` gives them
 */
export async function storeFit(sql: Sql, shopId: string, models: ShopModels, cards: readonly ModelCard[], products: Iterable<string>, now: Instant): Promise<void> {
  const inForce: ShopModels = { ...models, inForceFrom: now };
  await sql.$executeRawUnsafe(
    `WITH kept AS (
       INSERT INTO model_fit (shop_id, as_of, in_force_from, models, cards) VALUES ($1, $2::timestamptz, $3::timestamptz, $4::jsonb, $5::jsonb)
       ON CONFLICT (shop_id, as_of) DO UPDATE SET in_force_from = excluded.in_force_from, models = excluded.models, cards = excluded.cards)
     UPDATE shop SET models = $4::jsonb WHERE id = $1`,
    shopId, formatInstant(models.asOf), formatInstant(now), JSON.stringify(inForce), JSON.stringify(cards),
  );
  await replaceProductModels(sql, shopId, products, models.asOf);
}

/** The newest fit with what is said of each of its models; null before the first. */
export async function latestFit(sql: Sql, shopId: string): Promise<KeptFit | null> {
  const rows = await sql.$queryRawUnsafe<Row[]>(`SELECT as_of, in_force_from, models, cards FROM model_fit WHERE shop_id = $1 ORDER BY in_force_from DESC, as_of DESC LIMIT 1`, shopId);
  return rows[0] ? { asOf: rows[0].as_of.getTime(), inForceFrom: rows[0].in_force_from.getTime(), models: rows[0].models, cards: rows[0].cards } : null;
}

/** Every fit's models, the oldest first: what a replay works scores out from (core/scoring/models-at). */
export async function keptModels(sql: Sql, shopId: string): Promise<ShopModels[]> {
  const rows = await sql.$queryRawUnsafe<{ models: ShopModels }[]>(`SELECT models FROM model_fit WHERE shop_id = $1 ORDER BY in_force_from, as_of`, shopId);
  return rows.map((row) => row.models);
}
