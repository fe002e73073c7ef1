import type { Definition } from "../../core/journey/definition.ts";
import type { LiveJourney } from "../../engine/working-set.ts";
import type { Sql } from "./transaction.ts";

/** Definitions by shop, journey and version. A version never changes, so once read it is kept. */
export class JourneyCache {
  readonly #definitions = new Map<string, Definition>();

  /** The journeys that start new walks. */
  async live(sql: Sql, shopId: string): Promise<LiveJourney[]> {
    const rows = await sql.$queryRawUnsafe<{ key: string; version: number }[]>(`SELECT key, version FROM journey WHERE shop_id = $1 AND status = 'live' ORDER BY key`, shopId);
    await this.#read(sql, shopId, rows);
    return rows.map(({ key, version }) => ({ version, definition: this.get(shopId, key, version) }));
  }

  /** Reads the versions that these walks are pinned to. */
  async ensure(sql: Sql, shopId: string, walks: readonly { readonly journey: string; readonly version: number }[]): Promise<void> {
    await this.#read(sql, shopId, walks.map((walk) => ({ key: walk.journey, version: walk.version })));
  }

  /** @throws Error when that version was not read before */
  get(shopId: string, key: string, version: number): Definition {
    const found = this.#definitions.get(`${shopId}|${key}|${version}`);
    if (!found) throw new Error(`shop ${shopId} has no version ${version} of journey ${key}`);
    return found;
  }

  async #read(sql: Sql, shopId: string, wanted: readonly { readonly key: string; readonly version: number }[]): Promise<void> {
    const missing = wanted.filter(({ key, version }) => !this.#definitions.has(`${shopId}|${key}|${version}`));
    if (missing.length === 0) return;
    const rows = await sql.$queryRawUnsafe<{ key: string; version: number; definition: Definition }[]>(
      `SELECT key, version, definition FROM journey_version WHERE shop_id = $1 AND key = ANY($2)`, shopId, [...new Set(missing.map(({ key }) => key))],
    );
    for (const row of rows) this.#definitions.set(`${shopId}|${row.key}|${row.version}`, row.definition);
  }
}
