import { createHash } from "node:crypto";
import { defaultDefinitions } from "../core/journey/catalog/index.ts";
import { checkDefinition } from "../core/journey/check.ts";
import { classOfContent, CONTENTS } from "../core/message/content/catalog.ts";
import type { Shop } from "../core/shop.ts";
import { formatInstant } from "../core/shared/instant.ts";
import type { Instant } from "../core/shared/instant.ts";
import type { Sql } from "./store/transaction.ts";

export type NewShop = Omit<Shop, "stats"> & { readonly secrets: readonly string[]; readonly apiKey: string; readonly writeKey: string };

const CONTENT_KEYS = CONTENTS.map((content) => content.key);

/** How a bearer key is kept: as its SHA-256, so that a copy of the table opens nothing. */
export function hashApiKey(apiKey: string): string {
  return createHash("sha256").update(apiKey).digest("hex");
}

/**
 * Makes a shop, or updates what may change of one, and gives it the catalog's journeys: live, or off where it has a past
 * of its own (`journeysFrom`). `secrets` are as they are to be stored.
 *
 * @throws Error naming the step and the field when a definition is wrong: none is stored unchecked
 */
export async function connectShop(sql: Sql, shop: NewShop, now: Instant): Promise<void> {
  await sql.$executeRawUnsafe(
    `INSERT INTO shop (id, platform, domain, name, currency, country, time_zone, locale, secrets, api_key_hash, write_key_hash, salt, settings, installed_at, journeys_from)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text[], $10, $11, $12, $13::jsonb, $14::timestamptz, $15::timestamptz)
     ON CONFLICT (id) DO UPDATE SET secrets = excluded.secrets, api_key_hash = excluded.api_key_hash, write_key_hash = excluded.write_key_hash, uninstalled_at = NULL`,
    shop.id, shop.platform, shop.domain, shop.name, shop.currency, shop.country, shop.timeZone, shop.locale, [...shop.secrets],
    hashApiKey(shop.apiKey), hashApiKey(shop.writeKey), shop.salt, JSON.stringify(shop.settings), formatInstant(now), shop.journeysFrom === undefined ? null : formatInstant(shop.journeysFrom),
  );
  // A real shop's journeys wait until the merchant has seen what they would have done.
  const status = shop.journeysFrom === undefined ? "live" : "off";
  for (const definition of defaultDefinitions()) {
    const checked = checkDefinition(definition, CONTENT_KEYS, classOfContent);
    if (!checked.ok) throw new Error(`journey ${definition.key}: ${checked.error.map(({ step, field, problem }) => `${step ?? ""} ${field} ${problem}`.trim()).join("; ")}`);
    await sql.$executeRawUnsafe(
      `INSERT INTO journey_version (shop_id, key, version, definition, created_at) VALUES ($1, $2, 1, $3::jsonb, $4::timestamptz) ON CONFLICT DO NOTHING`,
      shop.id, definition.key, JSON.stringify(definition), formatInstant(now),
    );
    await sql.$executeRawUnsafe(`INSERT INTO journey (shop_id, key, status, version) VALUES ($1, $2, $3, 1) ON CONFLICT DO NOTHING`, shop.id, definition.key, status);
  }
}
