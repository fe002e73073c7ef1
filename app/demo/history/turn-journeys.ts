import type { Sql } from "../../models/store/transaction.ts";
import type { TurnedJourney } from "./shop-of.ts";

/** Puts what the merchant has turned into the first version of each journey: the whole past was walked by it. */
export async function turnJourneys(sql: Sql, shopId: string, journeys: readonly TurnedJourney[]): Promise<void> {
  for (const { definition, settings } of journeys) {
    if (Object.keys(settings).length === 0) continue;
    await sql.$executeRawUnsafe(
      `UPDATE journey_version SET definition = $3::jsonb, settings = $4::jsonb WHERE shop_id = $1 AND key = $2 AND version = 1`, shopId, definition.key, JSON.stringify(definition), JSON.stringify(settings),
    );
  }
}
